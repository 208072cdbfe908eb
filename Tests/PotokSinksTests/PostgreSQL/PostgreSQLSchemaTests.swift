import PotokConfiguration
import PotokCore
import PotokTesting
import Testing

@testable import PotokSinks

@Suite
struct PostgreSQLSchemaTests {
    @Test
    func `a table is made once and then left alone`() async throws {
        let table = try PostgreSQLTable()
        #expect(try await table.sink.check().notes == ["the table \"\(table.name)\" is made by the first delivery"])
        #expect(try table.value("SELECT to_regclass('\(table.name)')") == nil)
        try await table.sink.prepare()
        let health = try await table.sink.check()
        #expect(health.server.hasPrefix("PostgreSQL 15"))
        #expect(health.notes.isEmpty)
        let columns =
            "SELECT string_agg(attname || attnum, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '\(table.name)'::regclass"
        try table.ask("ALTER TABLE \(table.name) ADD COLUMN remark text; CREATE INDEX ON \(table.name) (source)")
        let before = try table.value(columns)
        try await table.sink.prepare()
        #expect(try table.value(columns) == before)
        #expect(await table.sink.deliver([Sample.upsert(Sample.document(1))]).delivered == 1)
    }

    @Test(arguments: [
        ("ALTER TABLE @ DROP COLUMN revision", "the column \"revision\" integer is missing"),
        ("ALTER TABLE @ DROP COLUMN search", "the column \"search\" is missing"),
        (
            "ALTER TABLE @ ALTER COLUMN \"reservesMining\" TYPE text",
            "the column \"reservesMining\" is of type text and not boolean"
        ),
        ("ALTER TABLE @ DROP CONSTRAINT @_pkey", "the column \"key\" has no unique index of its own"),
        ("ALTER TABLE @ ADD COLUMN owner text NOT NULL", "the column \"owner\" must not be null, but is not sent"),
        ("COMMENT ON COLUMN @.search IS 'potok: words by language'", "finds words by language and not by simple"),
    ])
    func `a table that does not fit is told, and not changed`(change: String, complaint: String) async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        try table.ask(change.replacing("@", with: table.name))
        let columns =
            "SELECT string_agg(attname || atttypid, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '\(table.name)'::regclass"
        let before = try table.value(columns)
        for attempt in [{ try await table.sink.prepare() }, { _ = try await table.sink.check() }] {
            let failure = await #expect(throws: SinkFailure.self) { try await attempt() }
            #expect(failure?.kind == .mismatch)
            #expect(failure?.message.contains(complaint) == true, "\(failure?.message ?? "")")
        }
        #expect(try table.value(columns) == before)
    }

    @Test
    func `a table that goes while changes are sent stops the sink`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        try table.ask("DROP TABLE \(table.name)")
        #expect(await table.sink.deliver([Sample.upsert(Sample.document(1))]).retryKind == .mismatch)
    }

    @Test
    func `a table may lie in a schema that is not searched`() async throws {
        var options = try TestServers.postgreSQL(table: "potok elsewhere.The Documents")
        options.textSearch = .simple
        let owner = try PostgreSQLTable()
        try owner.ask("DROP SCHEMA IF EXISTS \"potok elsewhere\" CASCADE; CREATE SCHEMA \"potok elsewhere\"")
        let sink = PostgreSQLSink(options)
        try await sink.prepare()
        #expect(await sink.deliver([Sample.upsert(Sample.document(1))]).delivered == 1)
        #expect(try owner.value("SELECT count(*) FROM \"potok elsewhere\".\"The Documents\"") == "1")
    }

    @Test
    func `rights that are missing are named`() async throws {
        let table = try PostgreSQLTable()
        var options = table.options
        options.user = "reader"
        let reader = PostgreSQLSink(options)
        let unmade = await #expect(throws: SinkFailure.self) { try await reader.check() }
        #expect(unmade?.kind == .denied)
        #expect(unmade?.message.contains("may not make it") == true)
        try await table.sink.prepare()
        try table.ask("GRANT SELECT ON \(table.name) TO reader")
        let failure = await #expect(throws: SinkFailure.self) { try await reader.check() }
        #expect(failure?.kind == .denied)
        #expect(failure?.message.contains("INSERT on \"\(table.name)\"") == true)
        #expect(failure?.message.contains("SELECT on \"\(table.name)\",") == false)
        #expect(await reader.deliver([Sample.upsert(Sample.document(1))]).retryKind == .denied)
    }

    @Test
    func `a delete is not remembered for ever`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        #expect(await table.sink.deliver([Sample.delete(1, version: 1), Sample.delete(2, version: 1)]).delivered == 2)
        try table.ask("UPDATE \(table.name)_deleted SET deleted = now() - interval '101 seconds' WHERE key LIKE '%1'")
        try await table.sink.prepare()
        #expect(try table.ask("SELECT right(key, 1) FROM \(table.name)_deleted") == [["2"]])
    }
}
