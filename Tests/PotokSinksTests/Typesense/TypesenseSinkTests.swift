import PotokConfiguration
import PotokCore
import PotokTesting
import Testing

@testable import PotokSinks

@Suite
struct TypesenseSinkTests {
    @Test
    func `a document is stored whole, and found by its words`() async throws {
        let collection = try TypesenseCollection()
        try await collection.sink.prepare()
        let document = Sample.document(
            1,
            version: 9_007_199_254_740_991,
            title: "Żółw \"quoted\" \\",
            text: "One\n\ntwo\t\u{1F422} \u{0}",
            publishedAt: PublishedDate("2024-12-03"),
            authors: ["A, B", ""]
        )
        #expect(await collection.sink.deliver([Sample.upsert(document)]) == .answered([.delivered]))
        let stored = try #require(try await collection.document(Sample.key(1)))
        #expect(stored["version"]?.integer == 9_007_199_254_740_991)
        #expect(stored["key"]?.string == document.key)
        #expect(stored["title"]?.string == document.title)
        #expect(stored["text"]?.string == document.text)
        #expect(stored["authors"]?.elements?.compactMap(\.string) == document.authors)
        #expect(stored["publishedAt"]?.string == "2024-12-03")
        #expect(stored["publishedAtSeconds"]?.integer == 1_733_184_000)
        #expect(stored["identifier"] == nil)
        let found = try await collection.ask(
            "GET",
            "/collections/\(collection.name)/documents/search?q=zolw&query_by=title"
        )
        #expect(found?["found"]?.integer == 1)
    }

    @Test
    func `a month is not made a day, and what a document no longer has is gone`() async throws {
        let collection = try TypesenseCollection()
        try await collection.sink.prepare()
        let first = Sample.document(1, publishedAt: PublishedDate("2024-12-03"), authors: ["A"])
        let second = Sample.document(1, version: 2, language: nil, publishedAt: PublishedDate("2024-12"))
        #expect(await collection.sink.deliver([Sample.upsert(first)]).delivered == 1)
        #expect(await collection.sink.deliver([Sample.upsert(second)]).delivered == 1)
        let stored = try #require(try await collection.document(Sample.key(1)))
        #expect(stored["publishedAt"]?.string == "2024-12")
        #expect(stored["publishedAtSeconds"] == nil)
        #expect(stored["language"] == nil)
        #expect(stored["authors"]?.elements?.isEmpty == true)
        #expect(stored["version"]?.integer == 2)
    }

    @Test
    func `what the server refuses of an import is rejected alone, with its words`() async throws {
        let collection = try TypesenseCollection()
        try await collection.ask(
            "POST",
            "/collections",
            """
            {"name": "\(collection.name)", "fields": [{"name": "keyNumber", "type": "int64"}, {"name": "version", "type": "int64"},
             {"name": "language", "type": "string"}]}
            """
        )
        // The field is asked for, and one document lacks it.
        let answer = await collection.sink.deliver([
            Sample.upsert(Sample.document(1)), Sample.delete(9, version: 1),
            Sample.upsert(Sample.document(2, language: nil)),
            Sample.upsert(Sample.document(3)),
        ])
        guard case .answered(let answers) = answer, case .rejected(let failure) = answers[2] else {
            Issue.record("\(answer)")
            return
        }
        #expect(answers[0] == .delivered && answers[1] == .delivered && answers[3] == .delivered)
        #expect(failure.kind == .rejected)
        #expect(failure.code == "400")
        #expect(failure.message.contains("language"))
        #expect(try await collection.sink.count() == 2)
    }

    @Test
    func `many deletes are told in as many requests as it takes, and those of nothing do no harm`() async throws {
        let collection = try TypesenseCollection()
        try await collection.sink.prepare()
        let upserts = (1...250).map { Sample.upsert(Sample.document($0)) }
        #expect(await collection.sink.deliver(upserts).delivered == 250)
        let deletes = (11...400).map { Sample.delete($0, version: 2) }
        #expect(await collection.sink.deliver(deletes).delivered == 390)
        #expect(try await collection.sink.count() == 10)
        #expect(await collection.sink.deliver(deletes).delivered == 390)
    }

    @Test
    func `what is held comes in the order of keys, page by page`() async throws {
        let collection = try TypesenseCollection()
        try await collection.sink.prepare()
        let keys = (0..<1_000).map { DocumentKey(source: "tests", identifier: "\($0)") }
        let changes = keys.enumerated().map { number, key in
            var document = Sample.document(number, version: Int64(number))
            document.key = key.rawValue
            return Sample.upsert(document)
        }
        #expect(await collection.sink.deliver(changes).delivered == 1_000)
        var pages: [[Holding]] = []
        repeat {
            pages.append(try await collection.sink.holdings(after: pages.last?.last?.key, limit: 300))
        } while pages.last?.count == 300
        #expect(pages.map(\.count) == [300, 300, 300, 100])
        let expected = keys.enumerated().map { Holding(key: $1, version: Int64($0)) }.sorted { $0.key < $1.key }
        #expect(pages.flatMap { $0 } == expected)
        #expect(try await collection.sink.holdings(after: nil, limit: 5_000) == expected)
        #expect(try await collection.sink.holdings(after: expected.last?.key, limit: 10).isEmpty)
    }

    @Test
    func `keys that lie close together come in their order too`() async throws {
        let collection = try TypesenseCollection()
        try await collection.sink.prepare()
        #expect(await collection.sink.deliver((1...30).map { Sample.upsert(Sample.document($0)) }).delivered == 30)
        let first = try await collection.sink.holdings(after: nil, limit: 20)
        let second = try await collection.sink.holdings(after: first.last?.key, limit: 20)
        #expect((first + second).map(\.key) == (1...30).map { Sample.key($0) })
    }

    @Test
    func `fields go out under other names, or not at all`() async throws {
        let mapping = try #require(
            FieldMapping(
                names: [.key: "id", .version: "stand", .title: "überschrift"],
                omitted: [.text, .publishedAt]
            )
        )
        let collection = try TypesenseCollection(mapping: mapping)
        try await collection.sink.prepare()
        let document = Sample.document(1, version: 3, publishedAt: PublishedDate("2024-12-03"))
        #expect(await collection.sink.deliver([Sample.upsert(document)]).delivered == 1)
        let stored = try #require(try await collection.document(Sample.key(1)))
        #expect(stored["überschrift"]?.string == "A title")
        #expect(stored["text"] == nil && stored["key"] == nil && stored["publishedAtSeconds"] == nil)
        #expect(try await collection.sink.holdings(after: nil, limit: 10) == [Holding(key: Sample.key(1), version: 3)])
    }
}
