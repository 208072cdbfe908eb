/// How measures become bytes, so that decision trees compare bytes.
enum Feature {
    /// A measure that does not exist.
    static let missing: UInt8 = 255

    /// A count in quarters of a doubling: 0 is 0, 1 is 5, 2 is 9, 4 is 13, one million is 84.
    @inline(__always)
    static func steps(_ count: Int) -> UInt8 {
        guard count > 0 else { return 0 }
        let bits = Float(count).bitPattern >> 21
        return UInt8(truncatingIfNeeded: min(bits &- (127 << 2) &+ 5, 254))
    }

    /// A count in quarters of a doubling.
    @inline(__always)
    static func steps(_ count: Int32) -> UInt8 { steps(Int(count)) }

    /// A share in steps of 1/64, ``missing`` of nothing.
    @inline(__always)
    static func share(_ part: Int32, _ whole: Int32) -> UInt8 {
        guard whole > 0 else { return missing }
        guard part > 0 else { return 0 }
        guard part < whole else { return 64 }
        // Division of few bits is several times as fast.
        if part < 1 << 25 { return UInt8(truncatingIfNeeded: UInt32(part) &* 64 / UInt32(whole)) }
        return UInt8(truncatingIfNeeded: Int(part) &* 64 / Int(whole))
    }

    /// A weight in steps of 1/256, as a byte around 128.
    @inline(__always)
    static func cue(_ weight: Int32) -> UInt8 {
        UInt8(truncatingIfNeeded: max(0, min(254, 128 &+ weight >> 5)))
    }

    /// A signed distance around 128, in steps.
    @inline(__always)
    static func distance(_ distance: Int) -> UInt8 {
        distance < 0 ? 100 &- min(99, steps(-distance)) : 100 &+ min(100, steps(distance))
    }

    /// A small number, cut at 254.
    @inline(__always)
    static func small(_ number: Int) -> UInt8 { UInt8(truncatingIfNeeded: max(0, min(254, number))) }
}
