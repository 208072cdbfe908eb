import PotokCore
import Testing

@testable import PotokConfiguration

@Suite struct ServerSinkTests {
    private func sink(_ members: String) -> String { minimal("\"sinks\": [{ \"name\": \"a\", \(members) }]") }

    private let table =
        #""type": "postgresql", "host": "db.example", "database": "corpus", "user": "potok", "table": "search.documents""#

    private var options: PostgreSQLOptions {
        var options = PostgreSQLOptions()
        (options.host, options.database, options.user, options.table) = (
            "db.example", "corpus", "potok", "search.documents"
        )
        return options
    }

    @Test func `a table of PostgreSQL has the defaults of the struct`() throws {
        #expect(try parse(sink(table)).sinks.map(\.kind) == [.postgreSQL(options)])
        #expect(SinkOptions.Kind.postgreSQL(options).target == "postgresql db.example 5432 corpus search.documents")
    }

    @Test func `every option of a table is read, and its paths start beside the file`() throws {
        var expected = options
        (expected.port, expected.password, expected.tls) = (6_432, .file("conf/password"), .off)
        (expected.certificateAuthority, expected.textSearch) = ("conf/ca.pem", .simple)
        let members = """
            , "port": 6432, "password": { "file": "password" }, "tls": "off", "certificateAuthority": "ca.pem", "textSearch": "simple"
            """
        #expect(try parse(sink(table + members)).sinks.map(\.kind) == [.postgreSQL(expected)])
        let overrides = ["sinks.a.host=/var/run/postgresql", "sinks.a.textSearch=none"]
        (expected.host, expected.textSearch) = ("/var/run/postgresql", .none)
        #expect(try parse(sink(table + members), overrides).sinks.map(\.kind) == [.postgreSQL(expected)])
        #expect(expected.isSocket && !options.isSocket)
    }

    @Test func `a collection of Typesense is read`() throws {
        var options = TypesenseOptions()
        options.server.url = WebURL("http://127.0.0.1:8108")
        options.server.auth = .apiKey(.environment("KEY"))
        options.collection = "documents"
        let members =
            #""type": "typesense", "url": "http://127.0.0.1:8108", "collection": "documents", "auth": { "apiKey": { "env": "KEY" } }"#
        #expect(try parse(sink(members)).sinks.map(\.kind) == [.typesense(options)])
        #expect(SinkOptions.Kind.typesense(options).target == "typesense http://127.0.0.1:8108/ documents")
    }

    @Test(arguments: [
        (#""type": "postgresql", "host": "a", "database": "b", "user": "c""#, ["configuration.missing-key"]),
        (#""type": "postgresql", "table": "t""#, Array(repeating: "configuration.missing-key", count: 3)),
        (
            #""type": "postgresql", "host": "a", "database": "b", "user": "c", "table": "t", "password": "s3cret""#,
            ["configuration.literal-secret"]
        ),
        (
            #""type": "postgresql", "host": "a", "database": "b", "user": "c", "table": "t", "tls": "prefer""#,
            ["configuration.unknown-choice"]
        ),
        (
            #""type": "postgresql", "host": "a", "database": "b", "user": "c", "table": "a table""#,
            ["configuration.bad-value"]
        ),
        (
            #""type": "postgresql", "host": "a", "database": "b", "user": "c", "table": "t", "port": 0"#,
            ["configuration.out-of-range"]
        ),
        (#""type": "typesense", "url": "http://a.example""#, ["configuration.missing-key"]),
        (
            #""type": "typesense", "url": "http://a.example", "index": "a""#,
            ["configuration.misplaced-key", "configuration.missing-key"]
        ),
    ])
    func `what is wrong about the type's own keys is told`(members: String, expected: [String]) {
        let diagnostics = check(sink(members)).diagnostics
        #expect(diagnostics.map(\.code.rawValue).sorted() == expected)
        #expect(!diagnostics.contains { $0.message.contains("s3cret") })
    }

    @Test func `every property of the options has its option`() {
        func labels(_ value: Any) -> [String] { Mirror(reflecting: value).children.compactMap(\.label) }
        #expect(PostgreSQLSink.fields.map(\.name).sorted() == labels(PostgreSQLOptions()).sorted())
        let typesense = labels(TypesenseOptions()).filter { $0 != "server" } + labels(HTTPServerOptions())
        #expect(TypesenseSink.fields.map(\.name).sorted() == typesense.sorted())
    }
}
