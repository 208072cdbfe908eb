import Foundation
import PotokConfiguration
import PotokCore
import PotokStore
import PotokStreams
import PotokTesting
import Testing

@testable import Potok

@Suite final class NDJSONIngestionTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "potok-ndjson-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private var database: String { folder.appending(path: "potok.db").path }

    private func run(
        _ name: String,
        fields: NDJSONFields = NDJSONFields(),
        maxBody: ByteCount = .mebibytes(1),
        listener: any RunListener = SilentListener()
    ) async throws -> RunReport {
        var fetch = FetchOptions()
        fetch.maxBody = maxBody
        let source = SourceOptions(
            name: "lines",
            kind: .ndjson(paths: [folder.path + "/" + name], fields: fields),
            fetch: fetch
        )
        var configuration = PipelineConfiguration(folder: folder.path, database: database, sources: [source])
        configuration.index.batchAge = .milliseconds(50)
        return try await Ingestion(configuration, listener: listener).run()
    }

    private func documents() async throws -> [DocumentV1] {
        let store = try Store(path: database, mode: .read)
        defer { try? store.close() }
        var found: [DocumentV1] = []
        try await store.forEachDocument { found.append($0.document) }
        return found
    }

    private func write(_ name: String, _ lines: [String]) throws {
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: name))
    }

    private final class Listener: RunListener {
        private let heard = Lock<[String]>([])
        var messages: [String] { heard.withLock { $0 } }
        func notice(_ notice: RunNotice) { heard.withLock { $0.append(notice.message) } }
    }

    @Test func `each line is a document with what its keys say`() async throws {
        try write(
            "a.ndjson",
            [
                #"{"id": "7", "headline": "A title", "body": {"plain": "some words"}, "date": "2026-01-02", "author": ["A. B.", "C."], "language": "pl"}"#,
                #"{"url": "http://a.test/x", "html": "<html lang=en><title>T</title><p>Other words of a page."}"#,
            ]
        )
        var fields = NDJSONFields()
        fields.title = "headline"
        fields.text = "body.plain"
        let report = try await run("a.ndjson", fields: fields)
        #expect(report.count(.indexed) == 2)
        let documents = try await documents()
        let item = try #require(documents.first { $0.identifier == "7" })
        #expect(item.title == "A title" && item.text == "some words" && item.language == "pl")
        #expect(item.publishedAt == "2026-01-02" && item.authors == ["A. B.", "C."])
        let page = try #require(documents.first { $0.url == "http://a.test/x" })
        #expect(page.title == "T" && page.text == "Other words of a page.")
    }

    @Test func `a bad line fails alone, with the file and the number of the line`() async throws {
        try write(
            "a.ndjson",
            [
                #"{"id": 1, "text": "one"}"#, "", "{ nonsense", #"{"text": "nobody"}"#, #"{"id": 2}"#,
                #"{"id": 3, "text": "three"}"#,
            ]
        )
        let listener = Listener()
        let report = try await run("a.ndjson", listener: listener)
        #expect(report.count(.indexed) == 2 && report.count(.failed) == 3)
        for number in 3...5 { #expect(listener.messages.contains { $0.hasPrefix("a.ndjson:\(number): ") }) }
    }

    @Test func `a line that is too long is excluded, and the next ones are read`() async throws {
        let long = #"{"id": 1, "text": "\#(String(repeating: "long ", count: 400_000))"}"#
        try write("a.ndjson", [long, #"{"id": 2, "text": "two"}"#])
        let report = try await run("a.ndjson", maxBody: ByteCount(10_000))
        #expect(report.count(.excluded) == 1 && report.count(.indexed) == 1)
    }

    @Test(arguments: ["a.ndjson", "a.ndjson.gz", "a.ndjson.zst"])
    func `of a file that has changed only what is new is read`(name: String) async throws {
        var lines = (1...500).map { #"{"id": \#($0), "text": "text number \#($0)"}"# }
        for count in [500, 501] {
            try write("a.ndjson", lines)
            if name != "a.ndjson" {
                let program = name.hasSuffix("gz") ? "gzip" : "zstd"
                try ChildProcess.output([program, "-q", "-f", folder.appending(path: "a.ndjson").path])
            }
            let report = try await run(name)
            #expect(report.count(.indexed) == (count == 500 ? 500 : 1) && report.documents == count)
            #expect(try await run(name).inputs == 0)
            lines.append(#"{"id": 501, "text": "text number 501"}"#)
        }
    }
}
