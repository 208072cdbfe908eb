import PotokConfiguration
import PotokCore
import PotokTesting
import Testing

@testable import PotokSinks

@Suite
struct PostgreSQLConnectionTests {
    @Test
    func `a certificate that is trusted and the right password let us in`() async throws {
        let table = try PostgreSQLTable()
        let options = try TestServers.postgreSQLByTLS(table: table.name)
        let sink = PostgreSQLSink(options, password: TestServers.postgreSQLPassword)
        try await sink.prepare()
        #expect(await sink.deliver([Sample.upsert(Sample.document(1))]).delivered == 1)
        #expect(try await sink.count() == 1)
    }

    /// What stands between a sink and its server.
    enum Obstacle: CaseIterable { case password, noPassword, authority, name, noEncryption }

    @Test(arguments: Obstacle.allCases)
    func `who is not let in hears why, and nobody hears the password`(obstacle: Obstacle) async throws {
        var options = try TestServers.postgreSQLByTLS(table: "documents")
        var password: String? = "wrong pass word"
        switch obstacle {
        case .password: break
        case .noPassword: password = nil
        case .authority: (password, options.certificateAuthority) = (TestServers.postgreSQLPassword, "")
        case .name: (password, options.host) = (TestServers.postgreSQLPassword, "127.0.0.1")
        case .noEncryption: (password, options.tls) = (TestServers.postgreSQLPassword, .off)
        }
        let sink = PostgreSQLSink(options, password: password)
        let failure = await #expect(throws: SinkFailure.self) { try await sink.check() }
        #expect(failure?.kind == .denied, "\(String(describing: failure))")
        #expect(failure?.message.contains(password ?? "secret") == false)
        #expect(await sink.deliver([Sample.upsert(Sample.document(1))]).retryKind == .denied)
    }

    @Test
    func `a sink shows its password to nobody`() {
        var text = ""
        let sink = PostgreSQLSink(PostgreSQLOptions(), password: "pass word")
        dump(sink, to: &text)
        text += "\(sink)\(String(reflecting: sink))\(sink.pool)"
        #expect(!text.contains("pass word"))
    }

    @Test
    func `a database that is not there is not tried again in this run`() async throws {
        var options = try TestServers.postgreSQL(table: "documents")
        options.database = "nowhere"
        let failure = await #expect(throws: SinkFailure.self) { try await PostgreSQLSink(options).check() }
        #expect(failure?.kind == .mismatch)
        #expect(failure?.code == "3D000")
    }

    @Test
    func `a server that cannot be reached is tried again`() async throws {
        var options = try TestServers.postgreSQL(table: "documents")
        options.port = 1
        #expect(await PostgreSQLSink(options).deliver([Sample.upsert(Sample.document(1))]).retryKind == .unreachable)
    }

    @Test
    func `a server that never answers is given up`() async throws {
        let server = try LoopbackServer { _ in .raw("") }
        defer { server.stop() }
        var options = PostgreSQLOptions()
        (options.host, options.port, options.tls) = ("127.0.0.1", server.port, .off)
        let sink = PostgreSQLSink(options, timeout: .milliseconds(300))
        #expect(await sink.deliver([Sample.upsert(Sample.document(1))]).retryKind == .timeout)
    }

    @Test
    func `a statement that takes too long is ended by the server, and tried again`() async throws {
        let table = try PostgreSQLTable(timeout: .milliseconds(500))
        try await table.sink.prepare()
        try table.ask("BEGIN; LOCK TABLE \(table.name)")
        guard case .retry(let failure) = await table.sink.deliver([Sample.upsert(Sample.document(1))]) else {
            Issue.record("the lock did not hold")
            return
        }
        #expect(failure.kind == .timeout)
        #expect(failure.code == "57014")
        try table.ask("ROLLBACK")
        #expect(await table.sink.deliver([Sample.upsert(Sample.document(1))]).delivered == 1)
    }

    @Test
    func `a connection that the server has closed meanwhile is replaced`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        let process = try await table.sink.pool.use { connection, patience throws(SinkFailure) in
            try connection.run("SELECT pg_backend_pid()", until: patience).rows.first?.first ?? nil
        }
        #expect(try table.value("SELECT pg_terminate_backend(\(process ?? "0"))") == "t")
        while try table.value("SELECT 1 FROM pg_stat_activity WHERE pid = \(process ?? "0")") != nil {}
        #expect(await table.sink.deliver([Sample.upsert(Sample.document(1))]).delivered == 1)
    }

    @Test
    func `batches at the same time each have a connection`() async throws {
        let table = try PostgreSQLTable()
        try await table.sink.prepare()
        let delivered = await withTaskGroup(of: Int.self) { group in
            for batch in 0..<8 {
                group.addTask {
                    let upserts = (0..<50).map { Sample.upsert(Sample.document(batch * 100 + $0)) }
                    return await table.sink.deliver(upserts + [Sample.delete(batch * 100 + 99, version: 1)]).delivered
                }
            }
            return await group.reduce(0, +)
        }
        #expect(delivered == 8 * 51)
        #expect(try await table.sink.count() == 400)
    }
}
