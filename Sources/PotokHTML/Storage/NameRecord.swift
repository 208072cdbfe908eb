/// One name: its first 16 bytes as words, where all its bytes are, and its hash.
struct NameRecord: BitwiseCopyable {
    var low: UInt64
    var high: UInt64
    var start: UInt32
    var count: UInt32
    var hash: UInt32
}

/// A name to be looked up, ASCII upper case folded, with its hash.
///
/// A hash is over at most two words for names up to 16 bytes. It is seeded per process, so nobody can prepare names that
/// collide.
struct NameKey {
    let name: UnsafePointer<UInt8>
    let count: Int
    let low: UInt64
    let high: UInt64
    let hash: UInt32

    private static let seed = UInt64.random(in: 1 ... .max)

    /// The key of a name; `readable` bytes may be read from its start, so that short names can be loaded as words.
    @inline(__always)
    init(_ name: UnsafePointer<UInt8>, count: Int, readable: Int, seed: UInt64) {
        self.name = name
        self.count = count
        (low, high) = Self.words(name, count: count, readable: readable)
        var value = Self.mix(
            low ^ seed,
            high ^ 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: count) &* 0xA076_1D64_78BD_642F
        )
        if count > 16 { value = Self.mixRest(value, name, count, seed) }
        hash = UInt32(truncatingIfNeeded: value ^ value >> 32)
    }

    /// The secret of this process.
    static var processSeed: UInt64 { seed }

    /// Whether the name is the one of a record, whose bytes begin at a pointer.
    @inline(__always)
    func matches(_ record: NameRecord, bytes: UnsafePointer<UInt8>) -> Bool {
        record.low == low && record.high == high && Int(record.count) == count
            && (count <= 16 || restEquals(bytes + Int(record.start)))
    }

    @inline(never)
    private func restEquals(_ bytes: UnsafePointer<UInt8>) -> Bool {
        for index in 16..<count where bytes[index] != asciiLowercased(name[index]) { return false }
        return true
    }

    @inline(__always)
    private static func lowercased(_ word: UInt64) -> UInt64 {
        // Bit 7 of each byte: the byte is ASCII and between A and Z.
        let seven = word & 0x7F7F_7F7F_7F7F_7F7F
        let atLeastA = seven &+ 0x3F3F_3F3F_3F3F_3F3F
        let aboveZ = seven &+ 0x2525_2525_2525_2525
        let upper = atLeastA & ~aboveZ & ~word & 0x8080_8080_8080_8080
        return word | upper >> 2
    }

    /// The first 16 bytes, folded, padded with zeros.
    @inline(__always)
    private static func words(_ name: UnsafePointer<UInt8>, count: Int, readable: Int) -> (low: UInt64, high: UInt64) {
        if readable >= 16 {
            let raw = UnsafeRawPointer(name)
            let low = raw.loadUnaligned(as: UInt64.self)
            if count <= 8 {
                let kept = count == 8 ? low : low & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
                return (lowercased(kept), 0)
            }
            let high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            let kept = count >= 16 ? high : high & ((1 &<< UInt64(truncatingIfNeeded: (count &- 8) &* 8)) &- 1)
            return (lowercased(low), lowercased(kept))
        }
        var low: UInt64 = 0
        var high: UInt64 = 0
        for index in 0..<min(count, 16) {
            if index < 8 {
                low |= UInt64(name[index]) << UInt64(index * 8)
            } else {
                high |= UInt64(name[index]) << UInt64((index - 8) * 8)
            }
        }
        return (lowercased(low), lowercased(high))
    }

    /// A full multiplication folded, in the manner of wyhash.
    @inline(__always)
    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    @inline(never)
    private static func mixRest(_ start: UInt64, _ name: UnsafePointer<UInt8>, _ count: Int, _ seed: UInt64) -> UInt64 {
        var value = start
        var index = 16
        while index < count {
            var word: UInt64 = 0
            for offset in 0..<min(8, count - index) { word |= UInt64(name[index + offset]) << UInt64(offset * 8) }
            value = mix(lowercased(word) ^ value, seed ^ 0xE703_7ED1_A0B4_28DB)
            index += 8
        }
        return value
    }
}
