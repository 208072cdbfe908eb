import Testing

@testable import PotokNormalize

struct DecodedMarkupTests {
    @Test func `an XML declaration tells the charset of a feed`() {
        let feed = Array("<?xml version='1.0' encoding='windows-1250'?><t>".utf8) + [0xBF] + Array("</t>".utf8)
        let decoded = DecodedMarkup(decoding: feed, header: nil)
        #expect(decoded.charset == "windows-1250")
        #expect(String(decoding: decoded.bytes, as: UTF8.self).hasSuffix("<t>ż</t>"))
    }

    @Test func `a header beats the XML declaration`() {
        let feed = Array("<?xml version='1.0' encoding='UTF-8'?><t>".utf8) + [0xB1] + Array("</t>".utf8)
        let decoded = DecodedMarkup(decoding: feed, header: "iso-8859-2")
        #expect(String(decoding: decoded.bytes, as: UTF8.self).hasSuffix("<t>ą</t>"))
    }
}
