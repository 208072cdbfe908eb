import Testing

@testable import PotokNormalize

struct CharsetTests {
    /// `Zażółć gęślą jaźń` in three charsets of Poland.
    private static let windows1250: [UInt8] = [
        0x5A, 0x61, 0xBF, 0xF3, 0xB3, 0xE6, 0x20, 0x67, 0xEA, 0x9C, 0x6C, 0xB9, 0x20, 0x6A, 0x61, 0x9F, 0xF1,
    ]
    private static let iso88592: [UInt8] = [
        0x5A, 0x61, 0xBF, 0xF3, 0xB3, 0xE6, 0x20, 0x67, 0xEA, 0xB6, 0x6C, 0xB1, 0x20, 0x6A, 0x61, 0xBC, 0xF1,
    ]
    private static let text = "Zażółć gęślą jaźń"

    private func decode(_ bytes: [UInt8], header: String? = nil) -> (text: String, decoded: Charset.Decoded) {
        let decoded = Charset.decode(bytes, header: header, isMarkup: true)
        return (String(decoding: decoded.bytes, as: UTF8.self), decoded)
    }

    private func page(_ meta: String, _ bytes: [UInt8]) -> [UInt8] { Array(meta.utf8) + Array("<p>".utf8) + bytes }

    @Test func `a header tells the charset`() {
        #expect(decode(Self.windows1250, header: "windows-1250").text == Self.text)
        #expect(decode(Self.iso88592, header: " \"ISO-8859-2\" ").text == Self.text)
        #expect(decode(Self.iso88592, header: "latin2").decoded.charset == "iso-8859-2")
    }

    @Test func `names of the web mean what the web means by them`() {
        #expect(decode([0x80, 0x93, 0x94], header: "iso-8859-1").text == "€“”")
        #expect(decode([0x80], header: "us-ascii").decoded.charset == "windows-1252")
        #expect(decode([0xD0, 0xFD], header: "latin5").text == "Ğı")
    }

    @Test func `charsets beyond the web's are known to iconv`() {
        #expect(decode([0x5A, 0x61, 0xBE, 0xA2, 0x88, 0x86], header: "cp852").text == "Zażółć")
    }

    @Test(arguments: [
        #"<meta charset="windows-1250">"#,
        #"<META CharSet = WINDOWS-1250 >"#,
        #"<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">"#,
        #"<meta content='text/html;charset="windows-1250"' http-equiv=content-type>"#,
        "<!-- <meta charset=utf-8> --><meta charset='windows-1250'/>",
        #"<title a="<meta charset=utf-8>">x</title><meta name=x content="charset"><meta charset=windows-1250>"#,
        #"<?xml version="1.0" encoding="windows-1250"?>"#,
        #"<meta charset="klingon-8"><meta charset="windows-1250">"#,
    ])
    func `a page declares its charset`(_ meta: String) {
        let decoded = Charset.decode(page(meta, Self.windows1250), header: nil, isMarkup: true)
        #expect(String(decoding: decoded.bytes, as: UTF8.self).hasSuffix(Self.text))
        #expect(decoded.evidence == .declaration)
    }

    @Test func `a declaration behind the first kilobyte counts`() {
        let meta = "<!--" + String(repeating: "p", count: 3_000) + "--><meta charset=windows-1250>"
        #expect(decode(page(meta, Self.windows1250)).text.hasSuffix(Self.text))
    }

    @Test(arguments: [
        #"<meta content="text/html; charset=windows-1250">"#, "<meta charset>", "<meta charset=", "<meta", "<!--",
        "<a b='",
        "<meta charset=klingon-8>", "</ x", "<?xml encoding=", "<?xml version='1.0' encoding='", "<",
    ])
    func `what declares nothing declares nothing`(_ text: String) {
        #expect(MetaCharset.find(Array(text.utf8)) == nil)
    }

    @Test func `a page that says UTF-16 where it could be read is in UTF-8`() {
        #expect(MetaCharset.find(Array("<meta charset=utf-16>".utf8)) == "utf-8")
    }

    @Test func `the header wins over the page, a mark over both`() {
        let page = page("<meta charset=utf-8>", Self.iso88592)
        #expect(decode(page, header: "iso-8859-2").text.hasSuffix(Self.text))
        let marked = [0xEF, 0xBB, 0xBF] + Array(Self.text.utf8)
        #expect(decode(marked, header: "iso-8859-2").text == Self.text)
        #expect(decode(marked).decoded.evidence == .byteOrderMark)
    }

    @Test func `UTF-16 and UTF-32 are known by their marks, UTF-16 also without`() {
        let little = Self.text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = Self.text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(decode([0xFF, 0xFE] + little).text == Self.text)
        #expect(decode([0xFE, 0xFF] + big).text == Self.text)
        #expect(decode(little).text == Self.text)
        #expect(decode(big).text == Self.text)
        let wide = Self.text.unicodeScalars.flatMap { [0, 0, UInt8($0.value >> 8), UInt8($0.value & 0xFF)] }
        #expect(decode([0, 0, 0xFE, 0xFF] + wide).text == Self.text)
    }

    @Test func `UTF-8 is UTF-8 whatever the header says`() {
        #expect(decode(Array(Self.text.utf8), header: "iso-8859-1").text == Self.text)
        #expect(decode(Array(Self.text.utf8), header: "klingon-8").text == Self.text)
    }

    @Test func `broken UTF-8 is mended, place by place`() {
        let broken = Array("Zażółć ".utf8) + [0xC5] + Array("!gęś ".utf8) + [0xE2, 0x82] + Array("lą".utf8)
        let result = decode(broken, header: "utf-8")
        #expect(result.text == "Zażółć \u{FFFD}!gęś \u{FFFD}lą")
        #expect(result.decoded.notes == ["2 places are not valid UTF-8 and became U+FFFD"])
    }

    @Test func `what is declared as UTF-8 and is not is read as what it looks like`() {
        let words = "Rada miasta przyjęła w czwartek budżet na przyszły rok, a prezydent poinformował o inwestycjach. "
        let table: [Character: UInt8] = ["ę": 0xEA, "ł": 0xB3, "ż": 0xBF]
        let bytes = words.flatMap { character in table[character].map { [$0] } ?? Array(String(character).utf8) }
        let long = Array(repeatElement(bytes, count: 8).joined())
        #expect(decode(long, header: "utf-8").text.hasPrefix(words))
        #expect(decode(long).text.hasPrefix(words))
    }

    @Test func `bytes that a charset does not have become U+FFFD`() {
        let result = decode([0x41, 0x81, 0x42], header: "windows-1250")
        #expect(result.text == "A\u{FFFD}B")
        #expect(result.decoded.notes == ["1 byte is not valid windows-1250 and became U+FFFD"])
    }

    @Test func `any bytes become valid UTF-8`() {
        var state: UInt64 = 88_172_645_463_325_252
        for length in 0..<300 {
            let bytes = (0..<length).map { _ -> UInt8 in
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                return UInt8(truncatingIfNeeded: state)
            }
            for header in [nil, "utf-8", "iso-2022-jp", "shift_jis", "gb18030", "utf-16", "big5", "euc-kr", "utf-7"] {
                let decoded = Charset.decode(bytes, header: header, isMarkup: true)
                #expect(String(validating: decoded.bytes, as: UTF8.self) != nil)
            }
        }
    }

    @Test(
        arguments: [
            ([], 0, 0), ([0x41], 0, 0), ([0xC3, 0xB3], 1, 0), ([0xC3], 0, 1), ([0xC0, 0x80], 0, 2),
            ([0xED, 0xA0, 0x80], 0, 3),
            ([0xF0, 0x9F, 0x98, 0x80], 1, 0), ([0xF0, 0x9F, 0x98], 0, 1), ([0xF4, 0x90, 0x80, 0x80], 0, 4),
            ([0xE2, 0x82, 0x41], 0, 1),
        ] as [([UInt8], Int, Int)]
    )
    func `characters and faults are counted as the Unicode Standard does`(
        _ bytes: [UInt8],
        _ characters: Int,
        _ faults: Int
    ) {
        for padding in 0..<9 {
            let survey = UTF8Survey(Array(repeating: 0x20, count: padding) + bytes)
            #expect(survey.characters == characters)
            #expect(survey.faults == faults)
        }
        let mended = String(decoding: bytes, as: UTF8.self).unicodeScalars.count { $0 == "\u{FFFD}" }
        #expect(mended == faults)
    }
}
