import Testing

@testable import PotokCore

@Suite struct IDNATests {
    /// Samples of RFC 3492, section 7.1.
    @Test(arguments: [
        (
            "\u{644}\u{64A}\u{647}\u{645}\u{627}\u{628}\u{62A}\u{643}\u{644}\u{645}\u{648}\u{634}\u{639}\u{631}\u{628}\u{64A}\u{61F}",
            "egbpdaj6bu4bxfgehfvwxn"
        ),
        ("\u{4ED6}\u{4EEC}\u{4E3A}\u{4EC0}\u{4E48}\u{4E0D}\u{8BF4}\u{4E2D}\u{6587}", "ihqwcrb4cv8a8dqg056pqjye"),
        ("Pro\u{10D}prost\u{11B}nemluv\u{ED}\u{10D}esky", "Proprostnemluvesky-uyb24dma41a"),
        ("-> $1.00 <-", "-> $1.00 <--"),
        ("\u{305D}\u{306E}\u{30B9}\u{30D4}\u{30FC}\u{30C9}\u{3067}", "d9juau41awczczp"),
    ])
    func `Punycode goes both ways`(text: String, encoded: String) {
        let codePoints = text.unicodeScalars.map(\.value)
        var output: [UInt8] = []
        #expect(Punycode.encode(codePoints, to: &output))
        #expect(String(decoding: output, as: UTF8.self) == encoded)
        #expect(Punycode.decode(encoded.utf8.map(UInt32.init)) == codePoints)
    }

    @Test(arguments: ["99999999", "a-\u{E9}", "999999b", "ab-!", "-9999999999999999999"])
    func `ill-formed Punycode is refused`(encoded: String) {
        #expect(Punycode.decode(encoded.unicodeScalars.map(\.value)) == nil)
    }

    @Test(arguments: [
        ("Fa\u{DF}.de", "xn--fa-hia.de"), ("\u{17C}\u{F3}\u{142}\u{107}.pl", "xn--kda4b0koi.pl"),
        ("z\u{307}o\u{301}\u{142}c\u{301}.pl", "xn--kda4b0koi.pl"), ("\u{FF45}xample\u{3002}org", "example.org"),
        ("a\u{AD}b", "ab"), ("EXAMPLE.org.", "example.org."), ("\u{1100}\u{1161}\u{11A8}.kr", "xn--p39a.kr"),
        ("-a-.b--c", "-a-.b--c"), ("a_b\u{E9}", "xn--a_b-dma"),
    ])
    func `a domain becomes ASCII`(domain: String, expected: String) {
        #expect(WebURL.domainToASCII(domain) == expected)
    }

    @Test(arguments: [
        "\u{5D0}a", "a\u{200D}b", "\u{301}a", "xn--\u{E9}", "\u{AD}", "a\u{A0}b", "\u{E0001}x", "",
        String(repeating: "\u{E9}", count: 5_000),
    ])
    func `what no domain may hold is refused`(domain: String) {
        #expect(WebURL.domainToASCII(domain) == nil)
    }

    @Test(arguments: [
        ("example.org", "example.org" as String?), ("Ex\u{E4}mple.org.", "xn--exmple-cua.org."), ("-a.org", nil),
        ("a-.org", nil),
        ("ab--c.org", nil), ("a_b.org", nil), ("a..org", nil), (String(repeating: "a", count: 64), nil),
        (String(repeating: "a.", count: 127) + "a", nil), ("xn--a", nil), ("", nil),
    ])
    func `the strict variant asks what DNS asks`(domain: String, expected: String?) {
        #expect(WebURL.domainToASCII(domain, beStrict: true) == expected)
    }

    /// The standard library is asked only about characters that its version of Unicode knows.
    @Test func `normalization agrees with the standard library`() {
        let table = IDNATable.shared
        var random = Shuffle(state: 11)
        let interesting: [ClosedRange<UInt32>] = [
            0x41...0x17F, 0x300...0x345, 0x1100...0x1175, 0x11A8...0x11C2, 0xAC00...0xAC40, 0x915...0x93C,
            0x1E00...0x1EF9,
            0x1F00...0x1FBC, 0x591...0x5C7, 0xF900...0xFA20, 0x9BE...0x9D7,
        ]
        for _ in 0..<4_000 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<random.next(8) + 1 {
                let range = interesting[random.next(interesting.count)]
                if let scalar = Unicode.Scalar(range.lowerBound + UInt32(random.next(range.count))) {
                    scalars.append(scalar)
                }
            }
            let text = String(scalars)
            let normalized = IDNANormalization.normalized(scalars.map(\.value), table)
            // Equality of strings is canonical equivalence, and form C is unique: equal and stable is all there is to say.
            let again = String(String.UnicodeScalarView(normalized.compactMap(Unicode.Scalar.init)))
            #expect(again == text)
            #expect(IDNANormalization.normalized(normalized, table) == normalized)
            var decomposed: [UInt32] = []
            for scalar in text.unicodeScalars {
                let parts = table.decomposition(scalar.value)
                decomposed.append(parts?.first ?? scalar.value)
                if let second = parts?.second, second != 0 { decomposed.append(second) }
            }
            #expect(IDNANormalization.normalized(decomposed, table) == normalized)
        }
    }
}
