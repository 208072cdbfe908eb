import PotokConfiguration
import PotokCore
import PotokTesting
import Testing

@testable import PotokSinks

@Suite
struct PostgreSQLRebuildingTests {
    @Test
    func `a table is filled beside the live one and takes its place in one step`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        #expect(
            await table.sink.deliver([Sample.upsert(Sample.document(1)), Sample.upsert(Sample.document(2))]).delivered
                == 2
        )
        try table.ask(
            """
            GRANT SELECT ON \(table.name) TO reader; ALTER TABLE \(table.name) ADD COLUMN remark text;
            CREATE INDEX ON \(table.name) (source)
            """
        )
        let new = try #require(table.sink.rebuilding("r1"))
        try await new.prepare()
        #expect(
            await new.deliver([Sample.upsert(Sample.document(3, version: 2)), Sample.delete(4, version: 9)]).delivered
                == 2
        )
        #expect(try await table.sink.count() == 2)
        // An interrupted rebuilding goes on where it stopped.
        let again = try #require(table.sink.rebuilding("r1"))
        try await again.prepare()
        #expect(try await again.count() == 1)
        try await again.swap()
        #expect(try await table.sink.holdings(after: nil, limit: 9) == [Holding(key: Sample.key(3), version: 2)])
        // What others have made of the table is still there, and what guarded the old one is replaced too.
        #expect(try table.value("SELECT has_table_privilege('reader', '\(table.name)', 'SELECT')") == "t")
        #expect(try table.value("SELECT count(remark) FROM \(table.name)") == "0")
        #expect(try table.value("SELECT count(*) FROM pg_indexes WHERE tablename = '\(table.name)'") == "3")
        #expect(await table.sink.deliver([Sample.upsert(Sample.document(4, version: 8))]).delivered == 0)
        #expect(
            try table.value("SELECT count(*) FROM pg_class WHERE relname LIKE '\(table.name)_r1%' AND relkind = 'r'")
                == "0"
        )
        // The next one, of the same name, is not in the way of what the last one left.
        let next = try #require(table.sink.rebuilding("r1"))
        try await next.prepare()
        try await next.swap()
        #expect(try await table.sink.count() == 0)
    }

    @Test
    func `a table that does not fit is replaced by one that does`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        try table.ask("ALTER TABLE \(table.name) DROP COLUMN revision")
        let new = try #require(table.sink.rebuilding("r1"))
        try await new.prepare()
        #expect(await new.deliver([Sample.upsert(Sample.document(1))]).delivered == 1)
        try await new.swap()
        _ = try await table.sink.check()
        #expect(try await table.sink.count() == 1)
    }

    @Test
    func `a view on the live table keeps it from being replaced, and both tables stay`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        #expect(await table.sink.deliver([Sample.upsert(Sample.document(1))]).delivered == 1)
        try table.ask("CREATE VIEW \(table.name)_view AS SELECT key FROM \(table.name)")
        let new = try #require(table.sink.rebuilding("r1"))
        try await new.prepare()
        let failure = await #expect(throws: SinkFailure.self) { try await new.swap() }
        #expect(failure?.code == "2BP01")
        #expect(failure?.kind == .mismatch)
        #expect(failure?.message.contains("\(table.name)_view") == true)
        #expect(try await table.sink.count() == 1)
        #expect(try await new.count() == 0)
    }

    @Test
    func `what was filled is removed, and can be removed twice`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        let new = try #require(table.sink.rebuilding("r1"))
        try await new.prepare()
        try await new.discard()
        try await new.discard()
        #expect(try table.value("SELECT count(*) FROM pg_class WHERE relname LIKE '\(table.name)_r1%'") == "0")
        #expect(try await table.sink.count() == 0)
    }

    @Test
    func `a long name of a table has room for what stands beside it`() throws {
        let name = PostgreSQLName("search.\(String(repeating: "ż", count: 30))")
        let beside = [name.with("_r1"), name.with("_r2"), name.with("_r1").with("_deleted"), name.with("_deleted")]
        #expect(Set(beside).count == 4)
        #expect(beside.allSatisfy { $0.name.utf8.count <= 63 && $0.schema == "search" })
        #expect(name.with("_x").quoted == "\"search\".\"\(String(repeating: "ż", count: 30))_x\"")
    }
}
