import Foundation
import PotokText
import Testing

/// Text in many scripts, with marks, ligatures and characters of one to four bytes.
let manyScripts =
    "Zażółć gęślą jaźń, Łódź! Straße Ærø ﬁn ½ İstanbul Ἀθῆναι Йод Ёж 中文 がぎ ﾊﾟ 한국어 ภาษาไทย हिन्दी क़लम "
    + "בְּרֵאשִׁית العَرَبِيَّة ١٢٣ ㍿ 𝔘𝔫𝔦 😀👩‍👩‍👧 e\u{301} so\u{AD}ft ﷺ"

struct FoldingTests {
    @Test(arguments: [
        ("Łódź", "lodz"), ("ŁÓDŹ", "lodz"), ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"), ("Đorđe", "dorde"),
        ("Øre", "ore"),
        ("Straße", "strasse"), ("STRASSE", "strasse"), ("ẞ", "ss"), ("Ærø", "aero"), ("Œuvre", "oeuvre"),
        ("Þór", "thor"),
        ("Ħal", "hal"), ("naïve", "naive"), ("Åström", "astrom"), ("Škoda", "skoda"), ("Nguyễn", "nguyen"),
        ("ĳs", "ijs"),
    ])
    func `latin letters lose case, marks, strokes and ligatures`(source: String, folded: String) {
        #expect(Folding.fold(source) == folded)
    }

    @Test(arguments: [
        ("ﬁ", "fi"), ("ﬃ", "ffi"), ("ＡＢＣ１２", "abc12"), ("ﾊﾟｰﾃｨ", "パーティ"), ("𝔘𝔫𝔦", "uni"), ("①", "1"), ("x²", "x2"),
        ("㎏", "kg"),
        ("٣٤", "34"), ("४२", "42"), ("Ⅷ", "viii"), ("ſ", "s"),
    ])
    func `width, ligatures and compatibility forms disappear`(source: String, folded: String) {
        #expect(Folding.fold(source) == folded)
    }

    @Test(arguments: [
        ("so\u{AD}ft", "soft"), ("zero\u{200B}width", "zerowidth"), ("a\u{200C}b\u{200D}c", "abc"),
        ("\u{FEFF}bom", "bom"),
        ("a\u{2060}b", "ab"), ("❤\u{FE0F}", "❤"), ("a\u{E0100}", "a"), ("كـتاب", "كتاب"), ("a\u{202E}b", "ab"),
    ])
    func `invisible characters are dropped`(source: String, folded: String) {
        #expect(Folding.fold(source) == folded)
    }

    @Test(arguments: [
        ("İ", "i"), ("ı", "i"), ("I", "i"), ("Ἀθῆναι", "αθηναι"), ("ΆΘΗΝΑ", "αθηνα"), ("ΣΟΦΌΣ", "σοφοσ"),
        ("σοφός", "σοφοσ"), ("ᾳ", "α"),
        ("Ёж", "еж"), ("мой", "мои"), ("ЇЖАК", "іжак"), ("за́мок", "замок"), ("בְּרֵאשִׁית", "בראשית"), ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
    ])
    func `alphabets whose marks are optional lose them`(source: String, folded: String) {
        #expect(Folding.fold(source) == folded)
    }

    @Test(arguments: [
        ("か", "が"), ("ハ", "パ"), ("हिन्दी", "हनद"), ("ก่า", "กา"), ("தமிழ்", "தமழ"), ("한", "하"), ("й", "я"), ("ä", "ae"),
        ("™", "tm"),
    ])
    func `what makes another word stays different`(first: String, second: String) {
        #expect(Folding.fold(first) != Folding.fold(second))
    }

    @Test func `text outside the tables passes unchanged`() {
        #expect(
            Folding.fold("… – — „cytat” 😀 \u{E000} \u{10FFFF} \n\t\0") == "... – — „cytat” 😀 \u{E000} \u{10FFFF} \n\t\0"
        )
        #expect(Folding.fold("") == "")
    }

    @Test(arguments: [manyScripts, "ড়ঢ় ொ ཱི ក្សេម ກຳ กำ ゔヷ ㌀ 각 ㅋㅋ ﾡ Ǆ ŉ ŀl ΰ ﭏ ﷲ"])
    func `canonically equivalent texts fold to the same bytes`(text: String) {
        let folded = Array(Folding.fold(text).utf8)
        #expect(Array(Folding.fold(text.precomposedStringWithCanonicalMapping).utf8) == folded)
        #expect(Array(Folding.fold(text.decomposedStringWithCanonicalMapping).utf8) == folded)
    }

    @Test func `marks fold alike in whatever order they were typed`() {
        #expect(Array(Folding.fold("ก\u{E48}\u{E38}").utf8) == Array(Folding.fold("ก\u{E38}\u{E48}").utf8))
        #expect(Array(Folding.fold("क\u{94D}\u{93C}").utf8) == Array(Folding.fold("क\u{93C}\u{94D}").utf8))
        #expect(Array(Folding.fold("ก\u{E38}\u{E48}").utf8) == Array("ก\u{E38}\u{E48}".utf8))
    }

    @Test func `folding twice is folding once, for code points of every block`() {
        var once: [UInt8] = []
        var twice: [UInt8] = []
        var failures: [UInt32] = []
        for value in sampledScalars {
            Folding.fold(value.utf8.span, into: &once)
            Folding.fold(once.span, into: &twice)
            if once != twice {
                failures.append(value.scalar)
            }
        }
        #expect(failures == [])
    }

    @Test func `canonical decompositions fold like what they decompose`() {
        var failures: [UInt32] = []
        for value in sampledScalars where value.scalar < 0x32400 {
            let text = String(decoding: value.utf8, as: UTF8.self)
            let decomposed = Array(text.decomposedStringWithCanonicalMapping.utf8)
            if decomposed != value.utf8, Folding.fold(decomposed) != Folding.fold(value.utf8) {
                failures.append(value.scalar)
            }
        }
        #expect(failures == [])
    }

    @Test func `random texts keep all properties`() {
        let alphabet =
            Array(manyScripts.unicodeScalars)
            + Array(
                "가각ᄀ\u{1161}\u{11A8}か\u{3099}\u{309A}は\u{E38}\u{E48}ก\u{301}क\u{93C}\u{94D}\u{345}ᾳ½㍿".unicodeScalars
            )
        var generator = FixedGenerator()
        for _ in 0..<2_000 {
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...12, using: &generator) {
                view.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
            }
            let text = String(view)
            let folded = Folding.fold(Array(text.utf8))
            let codes = text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")
            #expect(Folding.fold(folded) == folded, "\(codes)")
            #expect(Folding.fold(Array(text.precomposedStringWithCanonicalMapping.utf8)) == folded, "\(codes)")
            #expect(Folding.fold(Array(text.decomposedStringWithCanonicalMapping.utf8)) == folded, "\(codes)")
            var tokenizer = Tokenizer()
            #expect(
                tokenizer.foldedWords(text) == tokenizer.foldedWords(String(decoding: folded, as: UTF8.self)),
                "\(codes)"
            )
        }
    }

    @Test func `invalid bytes become U+FFFD exactly as String decodes them`() {
        let bytes = Array(manyScripts.utf8)
        for end in 0...bytes.count {
            let cut = Array(bytes[..<end])
            #expect(Folding.fold(cut) == Array(Folding.fold(String(decoding: cut, as: UTF8.self)).utf8))
            let tail = Array(bytes[end...])
            #expect(Folding.fold(tail) == Array(Folding.fold(String(decoding: tail, as: UTF8.self)).utf8))
        }
        #expect(Folding.fold([0x61, 0xFF, 0x62]) == Array("a\u{FFFD}b".utf8))
        #expect(Folding.fold([0xED, 0xA0, 0x80]) == Array("\u{FFFD}\u{FFFD}\u{FFFD}".utf8))
    }

    @Test func `random bytes never trap and fold to valid UTF-8`() {
        var generator = FixedGenerator()
        let starts: [UInt8] = [
            0x41, 0x80, 0xC0, 0xC3, 0xE0, 0xE3, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF, 0xBF, 0xA0, 0x20,
        ]
        for _ in 0..<3_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                Bool.random(using: &generator)
                    ? starts[Int.random(in: 0..<starts.count, using: &generator)]
                    : UInt8.random(in: 0...255, using: &generator)
            }
            let expected = Array(Folding.fold(String(decoding: bytes, as: UTF8.self)).utf8)
            #expect(Folding.fold(bytes) == expected, "\(bytes)")
            #expect(String(validating: expected, as: UTF8.self) != nil)
        }
    }

    @Test func `text that grows eighteenfold still fits`() {
        let text = String(repeating: "ﷺ", count: 5_000)
        #expect(Folding.fold(text) == String(repeating: Folding.fold("ﷺ"), count: 5_000))
        #expect(
            Folding.fold([UInt8](repeating: 0xFF, count: 10_000))
                == Array(String(repeating: "\u{FFFD}", count: 10_000).utf8)
        )
    }

    @Test func `a reused buffer holds the last text alone`() {
        var buffer = Array("rest of a former text that was longer".utf8)
        Folding.fold(Array("Łódź".utf8).span, into: &buffer)
        #expect(buffer == Array("lodz".utf8))
    }

    @Test func `a flood of marks on one letter stays linear and stable`() {
        let flood = "ก" + String(repeating: "\u{E48}", count: 100_000) + String(repeating: "\u{E38}", count: 100_000)
        let folded = Folding.fold(Array(flood.utf8))
        #expect(folded.count == flood.utf8.count)
        #expect(Folding.fold(folded) == folded)
        let kana = Array(("か" + String(repeating: "\u{93C}\u{3099}", count: 100_000)).utf8)
        #expect(Folding.fold(Folding.fold(kana)) == Folding.fold(kana))
    }
}

/// Every code point outside the large blocks that are all alike (Han, Hangul, unassigned), and a sample of those.
var sampledScalars: some Sequence<(scalar: UInt32, utf8: [UInt8])> {
    let whole: [Range<UInt32>] = [
        0..<0x3400, 0xF900..<0x11000, 0x1D000..<0x1FC00, 0x2F800..<0x2FA20, 0xDFFF0..<0xE0200,
    ]
    let sampled: [(Range<UInt32>, Int)] = [
        (0x3400..<0xF900, 13), (0x11000..<0x1D000, 7), (0x1FC00..<0x2F800, 101), (0x2FA20..<0x110000, 977),
    ]
    let values =
        whole.flatMap(Array.init) + sampled.flatMap { Array(stride(from: $0.lowerBound, to: $0.upperBound, by: $1)) }
    return values.lazy.compactMap { value in
        Unicode.Scalar(value).map { (value, Array(UTF8.encode($0) ?? .init())) }
    }
}

/// A generator with a fixed seed (xorshift64).
struct FixedGenerator: RandomNumberGenerator {
    private var state: UInt64 = 88_172_645_463_325_252

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
