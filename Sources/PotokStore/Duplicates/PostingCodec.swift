/// One entry of an inverted list: a text has a key.
struct Posting: Hashable, Comparable {
    /// The highest 40 bits of a hash.
    var key: UInt64
    /// The number of the text; 0 says that too many have the key.
    var number: UInt64

    static func < (one: Posting, other: Posting) -> Bool {
        one.key != other.key ? one.key < other.key : one.number < other.number
    }
}

/// Packs sorted entries: the distance from the key before, then the number, or behind an equal key the distance from the number before;
/// each as seven bits a byte, lowest first.
enum PostingCodec {
    /// Packs sorted entries without repeats.
    static func pack(_ entries: ArraySlice<Posting>, from first: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * 6)
        var last = Posting(key: first, number: 0)
        for entry in entries {
            append(entry.key &- last.key, to: &bytes)
            append(entry.key == last.key ? entry.number &- last.number : entry.number, to: &bytes)
            last = entry
        }
        return bytes
    }

    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: value))
    }

    /// Reads packed entries one after the other; what is cut off or damaged ends the list.
    struct Reader {
        private let bytes: UnsafeRawBufferPointer
        private var index = 0
        private(set) var last: Posting

        init(_ bytes: UnsafeRawBufferPointer, from first: UInt64) {
            self.bytes = bytes
            self.last = Posting(key: first, number: 0)
        }

        /// Goes to the next entry, which is then the last; false at the end.
        @inline(__always)
        mutating func advance() -> Bool {
            guard let distance = value(), let number = value() else { return false }
            last = Posting(key: last.key &+ distance, number: distance == 0 ? last.number &+ number : number)
            return true
        }

        /// Goes to the first entry whose key is not below a key; false at the end.
        @inline(__always)
        mutating func advance(to key: UInt64) -> Bool {
            var reader = self
            var isOpen = true
            repeat { isOpen = reader.advance() } while isOpen && reader.last.key < key
            self = reader
            return isOpen
        }

        @inline(__always)
        private mutating func value() -> UInt64? {
            guard index + 8 <= bytes.count else { return slowValue() }
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            // The first byte without the highest bit is the last one of the number.
            let ends = ~word & 0x8080_8080_8080_8080
            guard ends != 0 else { return slowValue() }
            let bits = ends.trailingZeroBitCount + 1
            index += bits >> 3
            // Seven bits of each byte are moved together: pairs of bytes, then of pairs, then of these.
            var value = word & (~0 >> UInt64(64 - bits)) & 0x7F7F_7F7F_7F7F_7F7F
            value = (value & 0x007F_007F_007F_007F) | (value & 0x7F00_7F00_7F00_7F00) >> 1
            value = (value & 0x0000_3FFF_0000_3FFF) | (value & 0x3FFF_0000_3FFF_0000) >> 2
            return (value & 0x0FFF_FFFF) | (value & 0x0FFF_FFFF_0000_0000) >> 4
        }

        private mutating func slowValue() -> UInt64? {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while index < bytes.count, shift < 64 {
                let byte = bytes[index]
                index += 1
                value |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { return value }
                shift += 7
            }
            return nil
        }
    }
}
