/// Texts for corpora: always the same for the same numbers, and all different.
enum MadeUpTexts {
    /// A random sequence that is always the same for a seed (SplitMix64, Steele and others 2014).
    struct Generator: RandomNumberGenerator {
        private var state: UInt64

        init(seed: UInt64) { state = seed }

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    private static let words = """
        rzeka most wiatr okno droga ulica szkoła pociąg woda światło żółw źródło ćma łąka śnieg ogień chleb książka list \
        miasto wieś góra morze las pole ptak ryba kot pies dom dach drzwi stół krzesło lampa zegar dzień noc rano wieczór \
        wiosna lato jesień zima burza deszcz chmura słońce księżyc gwiazda kamień piasek trawa kwiat drzewo liść owoc
        """.split(separator: " ").map(String.init)

    /// A text of some paragraphs.
    static func text(_ number: Int, round: Int = 0, paragraphs: Int = 4) -> String {
        var generator = Generator(seed: UInt64(number) << 20 | UInt64(round))
        return (0..<paragraphs).map { _ in
            let chosen = (0..<40).map { _ in words.randomElement(using: &generator) ?? "" }
            return chosen.joined(separator: " ") + " \(number) \(round)."
        }.joined(separator: "\n\n") + "\n"
    }
}
