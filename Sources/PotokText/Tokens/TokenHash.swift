/// The 64-bit hash of a folded token: eight bytes at a time, multiplied to 128 bits and folded, as wyhash does.
///
/// It is part of `Folding.version`: words are read in little-endian order, the last one padded with zeros, and the length is mixed in
/// first, so that the value is the same on every machine.
public enum TokenHash {
    private static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let multiplier: UInt64 = 0xD6E8_FEB8_6659_FD93
    private static let lengthFactor: UInt64 = 0xA076_1D64_78BD_642F

    /// The hash of folded bytes.
    public static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        var state = initial(count: bytes.count)
        var index = 0
        repeat {
            var word: UInt64 = 0
            for offset in 0..<min(8, bytes.count - index) {
                word |= UInt64(bytes[index + offset]) << UInt64(8 * offset)
            }
            state = mix(state ^ word, multiplier)
            index += 8
        } while index < bytes.count
        return state
    }

    /// The hash of folded bytes.
    public static func hash(_ bytes: [UInt8]) -> UInt64 {
        hash(bytes.span)
    }

    /// The hash of a token that has at least eight readable bytes behind it.
    @inline(__always)
    static func hash(paddedBytes bytes: borrowing RawSpan, from start: Int, to end: Int) -> UInt64 {
        var state = initial(count: end - start)
        var index = start
        while end - index > 8 {
            let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            state = mix(state ^ word, multiplier)
            index += 8
        }
        let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
        let rest = UInt64(end - index)
        let mask: UInt64 = rest == 0 ? 0 : ~0 >> (64 &- 8 &* rest)
        return mix(state ^ word & mask, multiplier)
    }

    @inline(__always)
    private static func initial(count: Int) -> UInt64 {
        seed ^ UInt64(truncatingIfNeeded: count) &* lengthFactor
    }

    /// The two halves of the 128-bit product, joined by exclusive or.
    @inline(__always)
    static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 {
        let product = first.multipliedFullWidth(by: second)
        return product.high ^ product.low
    }
}
