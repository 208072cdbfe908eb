import Foundation
import PotokConfiguration
import PotokCore
import PotokStore
import PotokStreams
import PotokTesting
import Testing

@testable import Potok

@Suite final class ArchiveIngestionTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "potok-archives-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private var database: String { folder.appending(path: "potok.db").path }

    private func run(_ paths: String..., listener: any RunListener = SilentListener()) async throws -> RunReport {
        let source = SourceOptions(name: "old", kind: .warc(paths: paths.map { folder.path + "/" + $0 }))
        var configuration = PipelineConfiguration(folder: folder.path, database: database, sources: [source])
        configuration.index.batchAge = .milliseconds(50)
        return try await Ingestion(configuration, listener: listener).run()
    }

    /// What the corpus holds, by address: the texts and when they were observed.
    private func documents() async throws -> [String: String] {
        let store = try Store(path: database, mode: .read)
        defer { try? store.close() }
        var found: [String: String] = [:]
        try await store.forEachDocument { record in
            let document = record.document
            found[document.url ?? document.identifier ?? ""] = "\(document.text) \(document.observedAt)"
        }
        return found
    }

    private func response(
        _ url: String,
        _ text: String,
        date: String = "2026-01-01T00:00:00Z",
        status: String = "200 OK",
        type: String = "text/html",
        extra: String = ""
    ) -> String {
        let body = "<!doctype html><title>T</title><p>\(text)</p>"
        let block = "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        return "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:\(UUID())>\r\nWARC-Target-URI: \(url)\r\n"
            + "WARC-Date: \(date)\r\nContent-Type: application/http; msgtype=response\r\n\(extra)"
            + "Content-Length: \(block.utf8.count)\r\n\r\n\(block)\r\n\r\n"
    }

    private func write(_ name: String, _ records: [String], members: Bool? = nil) throws {
        let file = folder.appending(path: name)
        guard let members else { return try Data(records.joined().utf8).write(to: file) }
        var data = Data()
        for text in members ? records : [records.joined()] {
            let input = folder.appending(path: "input")
            try Data(text.utf8).write(to: input)
            data += try ChildProcess.output(["gzip", "-c", input.path])
        }
        try data.write(to: file)
    }

    @Test func `pages of an archive are documents of their addresses, dated by the archive; nothing else is`()
        async throws
    {
        let records = [
            response("http://a.test/1", "first", date: "2026-01-02T03:04:05Z"), response("http://a.test/2", "second"),
            response("http://a.test/gone", "x", status: "404 Not Found"),
            response("http://a.test/moved", "x", status: "301 Moved"),
            response("http://a.test/style", "x", type: "text/css"), response("dns:a.test", "x"),
        ]
        try write("crawl.warc", records)
        let report = try await run("crawl.warc")
        #expect(report.count(.indexed) == 2 && report.inputs == 2)
        let documents = try await documents()
        #expect(documents["http://a.test/1"] == "first 2026-01-02T03:04:05Z")
        #expect(documents.count == 2)
    }

    @Test func `an archive that has not changed is not read again; of one that has grown only what is new`()
        async throws
    {
        let records = (1...5).map { response("http://a.test/\($0)", "text number \($0)") }
        try write("crawl.warc", records)
        #expect(try await run("crawl.warc").count(.indexed) == 5)
        let second = try await run("crawl.warc")
        #expect(second.inputs == 0 && second.notDue == 5)
        try write("crawl.warc", records + [response("http://a.test/6", "text number 6")])
        let third = try await run("crawl.warc")
        #expect(third.inputs == 1 && third.count(.indexed) == 1 && third.notDue == 5)
    }

    @Test(arguments: [["new.warc", "old.warc"], ["old.warc", "new.warc"]])
    func `an older observation never replaces a newer one, whatever comes first`(order: [String]) async throws {
        try write("new.warc", [response("http://a.test/", "as it is", date: "2026-03-01T00:00:00Z")])
        try write("old.warc", [response("http://a.test/", "as it was", date: "2025-03-01T00:00:00Z")])
        for name in order { _ = try await run(name) }
        #expect(try await documents() == ["http://a.test/": "as it is 2026-03-01T00:00:00Z"])
    }

    @Test(arguments: [true, false])
    func `compressed archives give all their pages, record by record or as a whole`(members: Bool) async throws {
        let records = (1...300).map { response("http://a.test/\($0)", "text number \($0)") }
        try write("crawl.warc.gz", records, members: members)
        let report = try await run("crawl.warc.gz")
        #expect(report.count(.indexed) == 300)
        let documents = try await documents()
        #expect((1...300).allSatisfy { documents["http://a.test/\($0)"]?.hasPrefix("text number \($0) ") == true })
    }

    @Test func `a folder that is not there is a failure of the source, and its documents stay`() async throws {
        let mount = folder.appending(path: "mount")
        try FileManager.default.createDirectory(at: mount, withIntermediateDirectories: true)
        try write("mount/crawl.warc", [response("http://a.test/", "text")])
        _ = try await run("mount")
        try FileManager.default.moveItem(at: mount, to: folder.appending(path: "elsewhere"))
        let report = try await run("mount")
        #expect(report.sourceProblems == 1 && report.inputs == 0 && report.documents == 1)
        try FileManager.default.moveItem(at: folder.appending(path: "elsewhere"), to: mount)
        #expect(try await run("mount").inputs == 0)
    }

    @Test func `files of a folder that is not there stay; a touched file is no change, and a changed one is`()
        async throws
    {
        let mount = folder.appending(path: "texts")
        let elsewhere = folder.appending(path: "elsewhere")
        try FileManager.default.createDirectory(at: mount, withIntermediateDirectories: true)
        for number in 1...30 {
            try Data("text number \(number)".utf8).write(to: mount.appending(path: "\(number).txt"))
        }
        let source = SourceOptions(name: "texts", kind: .files(paths: [mount.path], include: ["*.txt"]))
        let configuration = PipelineConfiguration(folder: folder.path, database: database, sources: [source])
        #expect(try await Ingestion(configuration).run().count(.indexed) == 30)
        try FileManager.default.moveItem(at: mount, to: elsewhere)
        let missing = try await Ingestion(configuration).run()
        #expect(missing.sourceProblems == 1 && missing.inputs == 0 && missing.documents == 30)
        try FileManager.default.moveItem(at: elsewhere, to: mount)
        for number in 1...2 {
            let text = number == 1 ? "text number 1" : "another text"
            try Data(text.utf8).write(to: mount.appending(path: "\(number).txt"))
        }
        let back = try await Ingestion(configuration).run()
        #expect(back.count(.unchanged) == 1 && back.count(.updated) == 1 && back.inputs == 2 && back.notDue == 28)
    }

    @Test func `what is wrong with an archive is told, and the rest of it is read`() async throws {
        let digest = "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"
        try write(
            "crawl.warc",
            [
                response("http://a.test/1", "one", extra: digest), response("http://a.test/2", "two"),
                "WARC/1.1\r\nWARC-",
            ]
        )
        let listener = Listener()
        let report = try await run("crawl.warc", listener: listener)
        #expect(report.count(.indexed) == 2 && report.sourceProblems == 1)
        #expect(Set(listener.codes) == ["warc.truncated", "warc.digest"])
    }

    private final class Listener: RunListener {
        private let heard = Lock<[String]>([])
        var codes: [String] { heard.withLock { $0 } }
        func notice(_ notice: RunNotice) { heard.withLock { $0.append(notice.code ?? "") } }
    }

    @Test func `a record that is too large is excluded with the reason`() async throws {
        try write("crawl.warc", [response("http://a.test/", String(repeating: "long ", count: 1_000))])
        var fetch = FetchOptions()
        fetch.maxBody = ByteCount(1_000)
        let source = SourceOptions(name: "old", kind: .warc(paths: [folder.path + "/crawl.warc"]), fetch: fetch)
        let report = try await Ingestion(
            PipelineConfiguration(folder: folder.path, database: database, sources: [source])
        ).run()
        #expect(report.count(.excluded) == 1 && report.inputs == 1)
    }
}
