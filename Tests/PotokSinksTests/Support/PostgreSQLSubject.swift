import Foundation
import PotokConfiguration
import PotokCore
import PotokSinks
import PotokTesting
import Testing

/// The PostgreSQL sink before a real server, with a table that refuses one title.
struct PostgreSQLSubject: SinkSubject {
    let table: PostgreSQLTable
    private let proxy: PostgreSQLFaultProxy

    init() async throws {
        table = try PostgreSQLTable()
        proxy = try PostgreSQLFaultProxy(folder: table.options.host, port: table.options.port)
        try await table.sink.prepare()
        try table.ask("ALTER TABLE \(table.name) ADD CONSTRAINT no_poison CHECK (title <> 'poison')")
    }

    var faults: Set<TargetFault> { PostgreSQLFaultProxy.faults }
    var secret: String? { "a word that nobody asks for" }

    func sink(timeout: Duration) throws -> any Sink {
        var options = table.options
        options.host = proxy.folder
        return PostgreSQLSink(options, password: secret, timeout: timeout)
    }

    func inject(_ fault: TargetFault, times: Int) { proxy.inject(fault, times: times) }

    func held() throws -> [DocumentKey: HeldDocument] {
        var held: [DocumentKey: HeldDocument] = [:]
        for row in try table.ask("SELECT key, version, title, text, \"publishedAt\" FROM \(table.name)") {
            let key = try #require(row[0].flatMap { DocumentKey(rawValue: $0) })
            let version = try #require(row[1].flatMap { Int64($0) })
            held[key] = HeldDocument(version: version, title: row[2] ?? "", text: row[3] ?? "", publishedAt: row[4])
        }
        return held
    }

    func poisoned(_ document: DocumentV1) -> DocumentV1? {
        var document = document
        // Some are seen before they are sent, others by the server alone.
        if document.version % 2 == 0 { document.text = "a\u{0}b" } else { document.title = "poison" }
        return document
    }
}
