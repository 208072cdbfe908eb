/// Made-up text from a fixed generator: the same in every run.
struct MadeUpText {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    /// The next number below a bound.
    mutating func number(below bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }

    /// Words that no other seed is likely to give in the same order.
    mutating func words(_ count: Int) -> [String] {
        let syllables = [
            "ko", "wa", "łó", "dź", "mie", "szy", "ga", "ni", "cza", "ple", "rów", "stra", "bi", "ęta", "no", "gru",
        ]
        return (0..<count).map { _ in
            (0...(1 + number(below: 3))).map { _ in syllables[number(below: syllables.count)] }.joined()
        }
    }
}
