import Foundation
import PotokConfiguration
import PotokCore
import PotokTesting
import Testing

@testable import PotokSinks

@Suite
struct PostgreSQLSinkTests {
    @Test
    func `a document becomes a row with a value of its own type in each column`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        var document = Sample.document(
            1,
            version: 7,
            title: "Żółw \"quoted\" \\ {braces}, 'n NULL",
            text: "One\n\ntwo\t\u{1F422}",
            publishedAt: PublishedDate("2024-12"),
            authors: ["A, B", "C \"D\" \\E", "NULL", "", "{}"]
        )
        document.confidence = 0.125
        document.duplicateOf = Sample.key(2).rawValue
        document.duplicateRelation = .near
        document.duplicateScore = 0.5
        #expect(await table.sink.deliver([Sample.upsert(document)]) == .answered([.delivered]))
        let row = try #require(
            try table.ask(
                """
                SELECT key, version, title, text, url, identifier, "publishedAt", "publishedPrecision", confidence, "duplicateOf",
                       "duplicateRelation", "duplicateScore", "reservesMining", revision, array_to_string(authors, '|'), cardinality(authors),
                       "firstSeenAt" = timestamptz '2026-01-02 03:04:05+00',
                       "publishedAtRange" = tstzrange('2024-12-01T00:00:00Z', '2025-01-01T00:00:00Z')
                FROM \(table.name)
                """
            ).first
        )
        #expect(
            row == [
                document.key, "7", document.title, document.text, "https://example.org/1", nil, "2024-12", "month",
                "0.125",
                document.duplicateOf, "near", "0.5", "f", "1", "A, B|C \"D\" \\E|NULL||{}", "5", "t", "t",
            ]
        )
    }

    @Test
    func `a delete keeps older upserts away while one may be on its way, and no longer`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        #expect(await table.sink.deliver([Sample.upsert(Sample.document(1, version: 1))]).delivered == 1)
        #expect(await table.sink.deliver([Sample.delete(1, version: 3)]).delivered == 1)
        let late = await table.sink.deliver([
            Sample.upsert(Sample.document(1, version: 2)), Sample.upsert(Sample.document(2)),
        ])
        guard case .answered(let answers) = late, case .retry(let failure) = answers[0] else {
            Issue.record("\(late)")
            return
        }
        #expect(failure.kind == .busy && failure.code == "deleted")
        #expect(answers[1] == .delivered)
        #expect(try await table.sink.holdings(after: nil, limit: 9).map(\.key) == [Sample.key(2)])
        // A minute at least, and five times what a statement may take.
        #expect(table.sink.schema.tombstoneSeconds == 100)
        try table.ask("UPDATE \(table.name)_deleted SET deleted = now() - interval '101 seconds'")
        #expect(await table.sink.deliver([Sample.upsert(Sample.document(1, version: 2))]).delivered == 1)
        #expect(try await table.sink.count() == 2)
    }

    @Test
    func `a delete waits for an upsert that is under way, and then removes what it stored`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        // The same batch that the sink makes, stopped before its end.
        let slow = try PostgreSQLTable.connect(table.options)
        let batch = PostgreSQLBatch(
            upserts: table.sink.schema.layout.arrays(of: [Sample.document(1, version: 1)]),
            upsertCount: 1,
            deletes: [],
            schema: table.sink.schema,
            timeout: .seconds(20)
        )
        let patience = PostgreSQLPatience.lasting(.seconds(20))
        try slow.run("BEGIN; LOCK TABLE \(table.name)_deleted IN ROW SHARE MODE", until: patience)
        try slow.run(
            batch.schema.layout.upsert(into: batch.schema.table, tombstones: batch.schema.tombstones, within: 60),
            batch.upserts.map { .texts($0) },
            until: patience
        )
        async let answer = table.sink.deliver([Sample.delete(1, version: 2)])
        let waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '\(table.name)_deleted'::regclass"
        while try table.value(waiting) != "1" { try await Task.sleep(for: .milliseconds(5)) }
        try slow.run("COMMIT", until: patience)
        #expect(await answer == .answered([.delivered]))
        #expect(try await table.sink.count() == 0)
    }

    @Test
    func `a character that PostgreSQL cannot hold fails its own document alone`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        let answer = await table.sink.deliver([
            Sample.upsert(Sample.document(1)), Sample.upsert(Sample.document(2, text: "a\u{0}b")),
            Sample.upsert(Sample.document(3, authors: ["\u{0}"])),
        ])
        guard case .answered(let answers) = answer, case .rejected(let failure) = answers[1],
            case .rejected = answers[2]
        else {
            Issue.record("\(answer)")
            return
        }
        #expect(answers[0] == .delivered)
        #expect(failure.message.contains("text"))
        #expect(try await table.sink.count() == 1)
    }

    @Test
    func `a row that the table refuses is refused with its batch, and rejected alone`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        try table.ask("ALTER TABLE \(table.name) ADD CONSTRAINT harmless CHECK (title <> 'poison')")
        let poison = Sample.upsert(Sample.document(2, title: "poison"))
        guard case .refused(let failure) = await table.sink.deliver([Sample.upsert(Sample.document(1)), poison]) else {
            Issue.record("the batch was not refused")
            return
        }
        #expect(failure.code == "23514")
        #expect(failure.message.contains("harmless"))
        #expect(try await table.sink.count() == 0)
        #expect(await table.sink.deliver([poison]).rejectedCodes == ["23514"])
        #expect(await table.sink.deliver([Sample.upsert(Sample.document(1))]).delivered == 1)
    }

    @Test
    func `a text with more words than the server can index is stored all the same`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        let text = (0..<400_000).map { String($0, radix: 36) }.joined(separator: " ")
        #expect(await table.sink.deliver([Sample.upsert(Sample.document(1, text: text))]).delivered == 1)
        #expect(try table.value("SELECT octet_length(text) FROM \(table.name)") == String(text.utf8.count))
    }

    @Test
    func `words are found by the rules of the document's language`() async throws {
        let table = try PostgreSQLTable(textSearch: .language)
        try await table.sink.prepare()
        let documents = [
            Sample.document(1, text: "The runners were running.", language: "en-GB"),
            Sample.document(2, text: "Die Häuser sind alt.", language: "de"),
            Sample.document(3, text: "running", language: "xx"), Sample.document(4, text: "running", language: nil),
        ]
        #expect(await table.sink.deliver(documents.map { Sample.upsert($0) }).delivered == 4)
        let found = { (query: String) in
            try table.ask("SELECT right(key, 1) FROM \(table.name) WHERE search @@ \(query) ORDER BY key").compactMap {
                $0[0]
            }
        }
        #expect(try found("to_tsquery('english', 'run')") == ["1"])
        #expect(try found("to_tsquery('german', 'Haus')") == ["2"])
        #expect(try found("to_tsquery('simple', 'running')") == ["3", "4"])
    }

    @Test
    func `what is held comes in the order of keys, page by page, without the rows of somebody else`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        let changes = (1...25).map { Sample.upsert(Sample.document($0 * 7, version: Int64($0))) }
        #expect(await table.sink.deliver(changes.shuffled()).delivered == 25)
        try table.ask(
            """
            INSERT INTO \(table.name) (key, version, schema, source, title, text, authors, "mediaType", "firstSeenAt", "observedAt",
                "changedAt", "bodyHash", "contentHash", "textHash", "reservesMining", revision)
            SELECT 'mine', version, schema, source, title, text, authors, "mediaType", "firstSeenAt", "observedAt", "changedAt",
                "bodyHash", "contentHash", "textHash", "reservesMining", revision FROM \(table.name) LIMIT 1
            """
        )
        var pages: [[Holding]] = []
        repeat {
            pages.append(try await table.sink.holdings(after: pages.last?.last?.key, limit: 10))
        } while pages.last?.count == 10
        #expect(pages.map(\.count) == [10, 10, 5])
        #expect(pages.flatMap { $0 } == (1...25).map { Holding(key: Sample.key($0 * 7), version: Int64($0)) })
        #expect(try await table.sink.count() == 25)
    }

    @Test
    func `fields go out under other names, or not at all`() async throws {
        let mapping = try #require(
            FieldMapping(
                names: [.key: "id", .version: "Stand", .title: "weird \"name\""],
                omitted: [.text, .publishedAt, .authors]
            )
        )
        let table = try PostgreSQLTable(mapping: mapping)
        try await table.sink.prepare()
        #expect(await table.sink.deliver([Sample.upsert(Sample.document(1, version: 3))]).delivered == 1)
        #expect(
            try table.ask("SELECT right(id, 1), \"Stand\", \"weird \"\"name\"\"\" FROM \(table.name)") == [
                ["1", "3", "A title"]
            ]
        )
        #expect(try await table.sink.holdings(after: nil, limit: 10) == [Holding(key: Sample.key(1), version: 3)])
        #expect(await table.sink.deliver([Sample.delete(1, version: 4)]).delivered == 1)
        #expect(try await table.sink.count() == 0)
    }

    @Test
    func `a batch without anything, and one of many, are both one answer`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        #expect(await table.sink.deliver([]) == .answered([]))
        let changes = (1...3_000).map { Sample.upsert(Sample.document($0)) }
        #expect(await table.sink.deliver(changes).delivered == 3_000)
        #expect(try await table.sink.count() == 3_000)
    }
}

extension BatchAnswer {
    /// How many changes were delivered.
    var delivered: Int {
        guard case .answered(let answers) = self else { return 0 }
        return answers.count { $0 == .delivered }
    }

    /// The codes of those that were rejected.
    var rejectedCodes: [String] {
        guard case .answered(let answers) = self else { return [] }
        return answers.compactMap { if case .rejected(let failure) = $0 { failure.code } else { nil } }
    }

    /// Why all of it is sent again.
    var retryKind: SinkFailure.Kind? {
        if case .retry(let failure) = self { failure.kind } else { nil }
    }
}
