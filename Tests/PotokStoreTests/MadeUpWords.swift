/// Made-up words from a fixed generator: the same in every run.
struct MadeUpWords: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func words(_ count: Int) -> [String] {
        let syllables = ["ko", "wa", "łó", "dź", "mie", "szy", "ga", "ni", "cza", "ple", "rów", "stra", "bi", "ęta"]
        return (0..<count).map { _ in
            (0...(1 + Int(next() >> 40) % 3)).map { _ in syllables[Int(next() >> 40) % syllables.count] }.joined()
        }
    }

    mutating func text(_ count: Int) -> String { words(count).joined(separator: " ") }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] { elements.shuffled(using: &self) }
}
