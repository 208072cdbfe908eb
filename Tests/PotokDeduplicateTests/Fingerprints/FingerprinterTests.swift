import PotokDeduplicate
import PotokText
import Testing

struct FingerprinterTests {
    @Test func `spellings of the same text have the same fingerprints`() {
        var fingerprinter = Fingerprinter()
        let text = MadeUpText(seed: 1).makeWords(400).joined(separator: " ")
        let expected = fingerprinter.fingerprints(of: text)
        #expect(expected.count >= 20)
        #expect(fingerprinter.fingerprints(of: text.uppercased()) == expected)
        #expect(fingerprinter.fingerprints(of: Folding.fold(text)) == expected)
        #expect(fingerprinter.fingerprints(of: "  " + text.replacing(" ", with: ",\n\t")) == expected)
    }

    @Test func `fingerprints are sorted and unique`() {
        var fingerprinter = Fingerprinter()
        let words = MadeUpText(seed: 2).makeWords(300)
        for text in [
            words.joined(separator: " "), (words + words).joined(separator: " "), String(repeating: "a ", count: 5_000),
        ] {
            let found = fingerprinter.fingerprints(of: text)
            #expect(found == Array(Set(found)).sorted())
        }
        #expect(fingerprinter.fingerprints(of: String(repeating: "a ", count: 5_000)).count == 1)
    }

    @Test(arguments: [32, 64])
    func `a shared passage of window and gram leaves a shared fingerprint wherever it stands`(window: Int) {
        var fingerprinter = Fingerprinter(window: window)
        for seed in 0..<40 {
            var source = MadeUpText(seed: UInt64(seed + 100))
            let passage = source.words(window + 4)
            let first = source.words(3_000 + seed) + passage + source.words(3_000)
            let second = source.words(2_900) + passage + source.words(3_100 + seed)
            let shared = Set(fingerprinter.fingerprints(of: first.joined(separator: " ")))
                .intersection(fingerprinter.fingerprints(of: second.joined(separator: " ")))
            #expect(!shared.isEmpty, "seed \(seed)")
        }
    }

    @Test func `a long text keeps two runs of every window and one`() {
        var fingerprinter = Fingerprinter(window: 32)
        let count = fingerprinter.fingerprints(of: MadeUpText(seed: 3).makeWords(33_000).joined(separator: " ")).count
        #expect((1_850...2_150).contains(count))
        var compact = Fingerprinter(window: 64)
        let half = compact.fingerprints(of: MadeUpText(seed: 3).makeWords(33_000).joined(separator: " ")).count
        #expect((900...1_130).contains(half))
    }

    @Test(arguments: [6, 8, 9, 12, 16, 20, 30, 50, 80, 120])
    func `a short text with one changed word still shares two fingerprints`(length: Int) {
        var fingerprinter = Fingerprinter()
        let words = MadeUpText(seed: UInt64(length)).makeWords(length)
        let original = Set(fingerprinter.fingerprints(of: words.joined(separator: " ")))
        for place in 0..<length {
            // Of six words with one changed in the middle, one run of three is left.
            let wanted = length > 7 || place < 1 || place > length - 2 ? 2 : 1
            var edited = words
            edited[place] = "inne"
            let shared = original.intersection(fingerprinter.fingerprints(of: edited.joined(separator: " ")))
            #expect(shared.count >= min(wanted, length - 4), "\(length) words, changed at \(place)")
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5])
    func `a text shorter than a run has a fingerprint of what there is`(length: Int) {
        var fingerprinter = Fingerprinter()
        let words = MadeUpText(seed: 5).makeWords(6)
        let text = words[..<length].joined(separator: " ")
        let found = fingerprinter.fingerprints(of: text)
        #expect(!found.isEmpty)
        #expect(found == fingerprinter.fingerprints(of: text + "!"))
        let other = words[1...length].joined(separator: " ")
        #expect(found != fingerprinter.fingerprints(of: other))
    }

    @Test(arguments: ["", " \n", "😀 … —"])
    func `text without a word has no fingerprint`(text: String) {
        var fingerprinter = Fingerprinter()
        #expect(fingerprinter.fingerprints(of: text) == [])
    }

    @Test func `a cut text keeps the fingerprints of what is left`() {
        var fingerprinter = Fingerprinter()
        let words = MadeUpText(seed: 6).makeWords(2_000)
        let whole = Set(fingerprinter.fingerprints(of: words.joined(separator: " ")))
        let part = Set(fingerprinter.fingerprints(of: words[500..<650].joined(separator: " ")))
        // 146 runs of a text with two of 33 kept.
        #expect(whole.intersection(part).count >= 5)
    }

    @Test func `texts without a shared passage share nothing`() {
        var fingerprinter = Fingerprinter()
        let first = Set(fingerprinter.fingerprints(of: MadeUpText(seed: 7).makeWords(5_000).joined(separator: " ")))
        let second = Set(fingerprinter.fingerprints(of: MadeUpText(seed: 8).makeWords(5_000).joined(separator: " ")))
        #expect(first.isDisjoint(with: second))
    }

    @Test func `token hashes give what the text gives`() {
        var fingerprinter = Fingerprinter()
        var tokenizer = Tokenizer()
        let text = MadeUpText(seed: 9).makeWords(700).joined(separator: " ")
        var hashes: [UInt64] = []
        tokenizer.appendHashes(of: Array(text.utf8).span, to: &hashes)
        #expect(fingerprinter.fingerprints(ofTokenHashes: hashes) == fingerprinter.fingerprints(of: text))
    }

    @Test func `stored fingerprints have 40 bits and keep their order`() {
        var fingerprinter = Fingerprinter()
        let found = fingerprinter.fingerprints(of: MadeUpText(seed: 10).makeWords(20_000).joined(separator: " "))
        let stored = found.map(Fingerprinter.stored)
        #expect(stored == stored.sorted())
        #expect(Set(stored).count == found.count)
        #expect(stored.allSatisfy { $0 < 1 << 40 })
        // Minima are spread over the whole range, not crowded at zero.
        let high = stored.count { $0 >= 1 << 39 }
        #expect(high > stored.count * 2 / 5 && high < stored.count * 3 / 5)
    }

    @Test func `stored fingerprints of an older run stay valid`() {
        // From another program, written after the description; they may change only together with `Fingerprinter.version`.
        var fingerprinter = Fingerprinter()
        #expect(Fingerprinter.version == 0x102)
        #expect(
            fingerprinter.fingerprints(of: "Zażółć gęślą jaźń") == [
                7_937_160_702_570_934_959, 13_525_835_088_286_612_640,
            ]
        )
        #expect(
            fingerprinter.fingerprints(of: "Ala ma kota, a kot ma Alę.") == [
                313_502_031_288_513_084, 2_980_655_569_945_300_515, 6_918_340_130_510_874_351,
                9_409_215_430_853_421_503,
                9_632_231_057_410_946_464, 11_015_171_316_460_331_269, 13_350_155_606_276_148_613,
                13_710_380_472_423_026_126,
            ]
        )
        let numbers = (0..<900).map { String($0 * $0 % 977) }.joined(separator: " ")
        #expect(fingerprinter.fingerprints(of: numbers).reduce(0, &+) == 13_744_967_402_656_440_284)
    }

    @Test(arguments: [(0, 0), (-5, 5), (1, 1), (32, 3), (1_000_000, 1_000_000)])
    func `odd parameters never trap`(window: Int, gram: Int) {
        var fingerprinter = Fingerprinter(window: window, gram: gram)
        for length in [0, 1, 4, 40, 400] {
            let found = fingerprinter.fingerprints(of: MadeUpText(seed: 11).makeWords(length).joined(separator: " "))
            #expect(found.isEmpty == (length == 0))
        }
    }
}

extension MadeUpText {
    /// Words from a generator that is not needed again.
    func makeWords(_ count: Int) -> [String] {
        var copy = self
        return copy.words(count)
    }
}
