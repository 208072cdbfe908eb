#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An ASCII letter as lower case, any other byte as it is.
@inline(__always)
func asciiLowercased(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
}

/// Whether a byte is an ASCII letter.
@inline(__always)
func isASCIILetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26
}

/// Whether a byte is an ASCII letter or digit.
@inline(__always)
func isASCIIAlphanumeric(_ byte: UInt8) -> Bool {
    isASCIILetter(byte) || byte &- 0x30 < 10
}

/// Whether a byte is white space of HTML: tab, line feed, form feed, carriage return, space.
@inline(__always)
func isHTMLSpace(_ byte: UInt8) -> Bool {
    byte <= 0x20 && (1 &<< UInt64(byte)) & 0x1_0000_3600 != 0
}

/// Bytes that are read and never written, with searches that look at many bytes at once.
///
/// It borrows the memory of the array being parsed and lives no longer than the call of `parse`. Single bytes are read
/// through the subscript, which is checked; the searches stay within `count` by themselves.
struct SourceBytes {
    let base: UnsafePointer<UInt8>
    let count: Int

    init(_ buffer: UnsafeBufferPointer<UInt8>) {
        // An empty array may have no memory at all; then nothing is ever read.
        base = buffer.baseAddress ?? UnsafePointer(bitPattern: 16).unsafelyUnwrapped
        count = buffer.count
    }

    @inline(__always)
    subscript(index: Int) -> UInt8 {
        precondition(index >= 0 && index < count, "index is outside the source")
        return base[index]
    }

    /// The byte at an index, or 0 at the end; callers that care ask for the end first.
    @inline(__always)
    func peek(_ index: Int) -> UInt8 {
        index < count ? base[index] : 0
    }

    /// The first place at or after `index` that holds the byte; the end if there is none.
    @inline(__always)
    func find(_ byte: UInt8, from index: Int) -> Int {
        guard index < count else { return count }
        guard let found = memchr(base + index, Int32(byte), count - index) else { return count }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// The first place at or after `index` that holds one of three bytes; the end if there is none.
    @inline(__always)
    func find(_ first: UInt8, _ second: UInt8, _ third: UInt8, from index: Int) -> Int {
        var position = index
        let firsts = SIMD16<UInt8>(repeating: first)
        let seconds = SIMD16<UInt8>(repeating: second)
        let thirds = SIMD16<UInt8>(repeating: third)
        while position &+ 16 <= count {
            let block = UnsafeRawPointer(base + position).loadUnaligned(as: SIMD16<UInt8>.self)
            let match = (block .== firsts) .| (block .== seconds) .| (block .== thirds)
            let words = unsafeBitCast(match, to: SIMD2<UInt64>.self)
            if words[0] | words[1] != 0 {
                if words[0] != 0 { return position &+ words[0].trailingZeroBitCount &>> 3 }
                return position &+ 8 &+ words[1].trailingZeroBitCount &>> 3
            }
            position &+= 16
        }
        while position < count {
            let byte = base[position]
            if byte == first || byte == second || byte == third { return position }
            position &+= 1
        }
        return count
    }

    /// Whether the ASCII letters at `index` spell a lower-case word, in any case.
    @inline(__always)
    func hasWord(_ word: StaticString, at index: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard index &+ length <= count else { return false }
        for offset in 0..<length where asciiLowercased(base[index &+ offset]) != word.utf8Start[offset] {
            return false
        }
        return true
    }

    /// A part of the bytes.
    @inline(__always)
    func part(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
        precondition(start >= 0 && start <= end && end <= count, "range is outside the source")
        return UnsafeBufferPointer(start: base + start, count: end - start)
    }
}
