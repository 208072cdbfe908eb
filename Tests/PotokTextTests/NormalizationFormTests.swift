import Foundation
import PotokText
import Testing

struct NormalizationFormTests {
    @Test(arguments: [
        "zażółć", "e\u{301}", "Å", "한", "\u{1112}\u{1161}\u{11AB}", "क़", "q\u{307}\u{323}", "plain", "", "\u{301}",
        "\u{301}a", "„a\u{328}”",
        "a\u{2000}b", "\u{1100}\u{1161}\u{11A8}\u{11A8}", "か\u{3099}か", "o\u{301}o\u{301}o", manyScripts, "\u{1D15E}",
        "ậ̀",
    ])
    func `NFC is that of Foundation`(text: String) {
        let expected = Array(text.precomposedStringWithCanonicalMapping.unicodeScalars)
        #expect(Array(NormalizationForm.nfc(text).unicodeScalars) == expected)
        let decomposed = text.decomposedStringWithCanonicalMapping
        #expect(Array(NormalizationForm.nfc(decomposed).unicodeScalars) == expected)
    }

    @Test func `random sequences of letters and marks compose as Foundation composes them`() {
        let alphabet = Array(
            "aeo\u{301}\u{323}\u{307}\u{328}ąłkК\u{306}ก\u{E38}\u{E48}\u{1112}\u{1161}\u{11AB}가か\u{3099}क\u{93C}\u{BC6}\u{BBE} „…Å"
                .unicodeScalars
        )
        var generator = FixedGenerator()
        for _ in 0..<4_000 {
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...10, using: &generator) {
                view.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
            }
            let text = String(view)
            // Decomposed first: Foundation alone leaves a Hangul syllable and a final consonant behind it apart (Unicode 3.12 joins them).
            let expected = Array(text.decomposedStringWithCanonicalMapping.precomposedStringWithCanonicalMapping.utf8)
            #expect(
                Array(NormalizationForm.nfc(text).utf8) == expected,
                "\(text.unicodeScalars.map { String($0.value, radix: 16) })"
            )
        }
    }

    @Test func `every code point composes as in Foundation, alone and behind a letter`() {
        var failures: [UInt32] = []
        let ranges: [Range<UInt32>] = [
            0xC0..<0x3400, 0xA600..<0xAC80, 0xF900..<0x12000, 0x1D000..<0x1D200, 0x2F800..<0x2FA20,
        ]
        for value in ranges.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "\(scalar)e\(scalar)"
            if Array(NormalizationForm.nfc(text).utf8) != Array(text.precomposedStringWithCanonicalMapping.utf8) {
                failures.append(value)
            }
        }
        #expect(failures == [])
    }
}
