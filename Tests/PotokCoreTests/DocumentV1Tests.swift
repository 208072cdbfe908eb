import Foundation
import PotokCore
import Testing

@Suite struct DocumentV1Tests {
    private let document = DocumentV1(
        key: "k",
        url: "http://a.test/",
        identifier: "i",
        source: "s",
        title: "t",
        text: "x",
        language: "pl",
        publishedAt: "2022-01",
        publishedPrecision: .month,
        authors: ["A"],
        mediaType: "text/plain",
        confidence: 0.931,
        firstSeenAt: "2022-01-01T00:00:00Z",
        observedAt: "2022-01-01T00:00:00Z",
        changedAt: "2022-01-01T00:00:00Z",
        bodyHash: "b",
        contentHash: "c",
        textHash: "h",
        duplicateOf: "d",
        duplicateRelation: .near,
        duplicateScore: 0.5,
        reservesMining: false,
        version: 1,
        revision: 1
    )

    /// The rows of the table in the contract: the name of a field, and whether it is always there.
    private func contract() throws -> [String: Bool] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/PotokCore/PotokCore.docc/DocumentV1.md")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| `") }
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                return (cells[0].trimmingCharacters(in: ["`"]), cells[2] == "yes")
            }
        )
    }

    private func fields(_ document: DocumentV1) throws -> Set<String> {
        let data = try JSONEncoder().encode(document)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        return Set(object.keys)
    }

    @Test func `the contract names exactly the fields that are written`() throws {
        #expect(try fields(document) == Set(contract().keys))
    }

    @Test func `what is not known is left out, and what the contract promises is always there`() throws {
        var bare = document
        (bare.url, bare.identifier, bare.language, bare.publishedAt) = (nil, nil, nil, nil)
        (bare.publishedPrecision, bare.duplicateOf) = (nil, nil)
        (bare.duplicateRelation, bare.duplicateScore, bare.confidence) = (nil, nil, nil)
        #expect(try fields(bare) == Set(contract().filter(\.value).keys))
    }

    @Test func `a document reads back from its own JSON`() throws {
        let data = try JSONEncoder().encode(document)
        #expect(try JSONDecoder().decode(DocumentV1.self, from: data) == document)
    }
}
