import Foundation
import PotokCore
import PotokSinks
import Testing

@Suite
struct FieldMappingTests {
    private static func document(text: String = "text", authors: [String] = ["Ada", "Bo"]) -> DocumentV1 {
        DocumentV1(
            key: "0123456789abcdef0123456789abcdef",
            url: "https://example.org/a?b=\"c\"",
            identifier: nil,
            source: "news",
            title: "A \"title\" \\ with\ttabs",
            text: text,
            language: "pl",
            publishedAt: "2022-01",
            publishedPrecision: .month,
            authors: authors,
            mediaType: "text/html",
            confidence: 0.875,
            firstSeenAt: "2022-01-09T10:30:00Z",
            observedAt: "2022-01-09T10:30:00Z",
            changedAt: "2022-01-09T10:30:00Z",
            bodyHash: "b",
            contentHash: "c",
            textHash: "t",
            duplicateOf: "ffffffffffffffffffffffffffffffff",
            duplicateRelation: .near,
            duplicateScore: 0.5,
            reservesMining: true,
            version: 9_007_199_254_740_991,
            revision: 3
        )
    }

    private func written(_ document: DocumentV1, _ mapping: FieldMapping) -> [UInt8] {
        var json = JSONBytes()
        json.beginObject()
        mapping.write(document, into: &json)
        json.endObject()
        return json.bytes
    }

    @Test(arguments: [
        "plain", "", "\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}", "zażółć gęślą jaźń", "🜁👩‍👩‍👧‍👦", "\u{2028}\u{2029}\u{FEFF}",
        String(repeating: "line\n", count: 1_000),
    ])
    func `what is written reads back as the same document`(text: String) throws {
        for authors in [[], [text], ["Ada", text]] {
            let document = Self.document(text: text, authors: authors)
            let bytes = written(document, .identity)
            #expect(try JSONDecoder().decode(DocumentV1.self, from: Data(bytes)) == document)
            #expect(!bytes.contains(0x0A))
        }
    }

    @Test
    func `what is not known is left out and a month stays a month`() throws {
        var document = Self.document()
        document.language = nil
        document.duplicateOf = nil
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(written(document, .identity))) as? [String: Any]
        )
        #expect(object["language"] == nil && object["identifier"] == nil && object["duplicateOf"] == nil)
        #expect(object["publishedAt"] as? String == "2022-01")
        #expect(object["publishedPrecision"] as? String == "month")
    }

    @Test
    func `fields go out under other names or not at all, but key and version always`() throws {
        let mapping = try #require(
            FieldMapping(names: [.title: "headline", .key: "id\""], omitted: [.text, .version, .bodyHash])
        )
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(written(Self.document(), mapping))) as? [String: Any]
        )
        #expect(object["headline"] != nil && object["title"] == nil)
        #expect(object["id\""] as? String == Self.document().key)
        #expect(object["version"] as? Int == 9_007_199_254_740_991)
        #expect(object["text"] == nil && object["bodyHash"] == nil)
        #expect(mapping.keyName == "id\"" && mapping.versionName == "version")
        #expect(mapping.name(of: .text) == nil)
    }

    @Test
    func `two fields cannot share a name`() {
        #expect(FieldMapping(names: [.title: "text"]) == nil)
        #expect(FieldMapping(names: [.title: "text"], omitted: [.text]) != nil)
    }

    @Test
    func `the fields of the mapping are those of the contract, in one order`() throws {
        let data = try JSONEncoder().encode(Self.document())
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let known = Set(DocumentField.allCases.map(\.rawValue))
        #expect(Set(object.keys).subtracting(known).isEmpty)
        #expect(known.subtracting(object.keys) == ["identifier"])
    }
}
