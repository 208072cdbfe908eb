import PotokConfiguration
import PotokCore
import PotokFetch
import PotokTesting
import Testing

@testable import PotokSinks

@Suite struct ServerOptionsTests {
    private func make(
        _ kind: SinkOptions.Kind,
        names: [String: String] = [:],
        variables: [String: String] = ["KEY": "s3cret"]
    ) throws -> any Sink {
        var options = SinkOptions(name: "a", kind: kind)
        options.fields.names = names
        return try SinkFactory.make(options, vault: SecretVault(environment: variables))
    }

    private func table(_ change: (inout PostgreSQLOptions) -> Void = { _ in }) -> SinkOptions.Kind {
        var options = PostgreSQLOptions()
        (options.host, options.database, options.user, options.table) = ("127.0.0.1", "b", "c", "documents")
        options.password = .environment("KEY")
        change(&options)
        return .postgreSQL(options)
    }

    private var collection: SinkOptions.Kind {
        var options = TypesenseOptions()
        options.server.url = WebURL("http://127.0.0.1:8108")
        options.server.auth = .apiKey(.environment("KEY"))
        options.collection = "documents"
        return .typesense(options)
    }

    @Test func `both are made of what pipeline.json says, and show no secret`() throws {
        for kind in [table(), collection] {
            let sink = try make(kind, names: ["key": "id", "text": "body"])
            var text = ""
            dump(sink, to: &text)
            #expect(!(text + String(reflecting: sink)).contains("s3cret"))
            let missing = #expect(throws: PotokError.self) { try make(kind, variables: [:]) }
            #expect(missing?.code == .requestSecretMissing)
            #expect(missing?.message.contains("KEY") == true)
        }
        #expect(try make(table()) is PostgreSQLSink)
        #expect(try make(collection) is TypesenseSink)
    }

    @Test(arguments: ["search", "publishedAtRange", String(repeating: "ż", count: 32)])
    func `a name that no column can have is told before anything is sent`(name: String) throws {
        let failure = #expect(throws: PotokError.self) { try make(table(), names: ["text": name]) }
        #expect(failure?.code == .sinkOptions)
        #expect(failure?.message.contains(name) == true)
        // Without a column for words its name is free.
        if name == "search" { _ = try make(table { $0.textSearch = .none }, names: ["text": name]) }
    }

    @Test(arguments: ["id", "keyNumber", "publishedAtSeconds"])
    func `a name that Typesense or potok needs is told before anything is sent`(name: String) throws {
        let failure = #expect(throws: PotokError.self) { try make(collection, names: ["text": name]) }
        #expect(failure?.code == .sinkOptions)
        #expect(failure?.message.contains(name) == true)
    }
}
