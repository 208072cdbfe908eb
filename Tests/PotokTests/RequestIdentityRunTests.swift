import Foundation
import PotokConfiguration
import PotokCore
import PotokStore
import PotokStreams
import PotokTesting
import Testing

@testable import Potok

/// A run whose source has a `request`.
@Suite final class RequestIdentityRunTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "potok-identity-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func write(_ text: String, _ name: String) throws -> String {
        let url = folder.appending(path: name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// A pipeline with two sources, of which the first has a token.
    private func configuration(
        urls: [String],
        lists: [String] = [],
        others: [String] = [],
        secret: Secret
    ) throws -> PipelineConfiguration {
        var fetch = FetchOptions()
        fetch.delay = .zero
        fetch.revisit = .zero
        fetch.longestRevisit = .zero
        fetch.robots = .ignore
        fetch.allowAddresses = [try #require(AddressRange("127.0.0.0/8"))]
        var request = RequestOptions()
        request.auth = .bearer(secret)
        let sources = [
            SourceOptions(
                name: "members",
                kind: .urls(urls: try urls.map { try #require(WebURL($0)) }, lists: lists),
                fetch: fetch,
                request: request
            ),
            SourceOptions(
                name: "others",
                kind: .urls(urls: try others.map { try #require(WebURL($0)) }, lists: []),
                fetch: fetch
            ),
        ]
        return PipelineConfiguration(
            folder: folder.path,
            database: folder.appending(path: "potok.db").path,
            sources: sources
        )
    }

    /// Keeps what it hears.
    private final class Ear: RunListener {
        let heard = Lock<[RunNotice]>([])
        func notice(_ notice: RunNotice) { heard.withLock { $0.append(notice) } }
    }

    @Test func `a secret that goes over plain http is told of once, and not where there is none`() async throws {
        let server = try LoopbackServer { request in .page("<p>Words of \(request.target).") }
        defer { server.stop() }
        let configuration = try configuration(
            urls: (0..<5).map { server.url("/named/\($0)") },
            others: [server.url("/open")],
            secret: .file(try write("s3cret\n", "token"))
        )
        for _ in 1...2 {
            let ear = Ear()
            let report = try await Ingestion(configuration, listener: ear).run()
            #expect(report.failure == nil)
            let warnings = ear.heard.withLock { $0 }.filter { $0.code == "request.plain-http" }
            #expect(warnings.map(\.source) == ["members"])
            #expect(warnings.first?.message.contains(server.url("")) == true)
            #expect(warnings.first?.message.contains("s3cret") == false)
        }
    }

    @Test func `only the source's own pages hear its token, those of its lists too`() async throws {
        let server = try LoopbackServer { request in .page("<p>Words of \(request.target).") }
        let other = try LoopbackServer { request in .page("<p>Others of \(request.target).") }
        defer { for server in [server, other] { server.stop() } }
        let list = try write(server.url("/listed") + "\n", "list.txt")
        let configuration = try configuration(
            urls: [server.url("/named")],
            lists: [list],
            others: [server.url("/open"), other.url("/")],
            secret: .file(try write("s3cret\n", "token"))
        )
        for _ in 1...2 {
            let report = try await Ingestion(configuration).run()
            #expect(report.failure == nil)
            #expect(report.documents == 4)
        }
        let heard = Dictionary(grouping: server.requests, by: \.target).mapValues {
            $0.map { $0.headers["authorization"] }
        }
        #expect(heard["/named"] == ["Bearer s3cret", "Bearer s3cret"])
        #expect(heard["/listed"] == ["Bearer s3cret", "Bearer s3cret"])
        #expect(heard["/open"] == [nil, nil])
        #expect(other.requests.map { $0.headers["authorization"] } == [nil, nil])
    }

    @Test func `a page that moved for good takes no token along, in later runs neither`() async throws {
        let other = try LoopbackServer { _ in .page("<p>Words.") }
        let server = try LoopbackServer { _ in .redirect(301, to: other.url("/new")) }
        defer { for server in [server, other] { server.stop() } }
        let configuration = try configuration(urls: [server.url("/")], secret: .file(try write("s3cret", "token")))
        for _ in 1...3 { _ = try await Ingestion(configuration).run() }
        #expect(!other.requests.isEmpty)
        #expect(other.requests.allSatisfy { $0.headers["authorization"] == nil })
        #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer s3cret" })
    }

    @Test func `a secret that is not there ends the run before the first request, and names the source`() async throws {
        let server = try LoopbackServer { _ in .page("<p>Words.") }
        defer { server.stop() }
        let variable = "POTOK_TEST_\(UUID().uuidString.replacing("-", with: "_"))"
        let configuration = try configuration(urls: [server.url("/")], secret: .environment(variable))
        let report = try await Ingestion(configuration).run()
        #expect(report.end == .failed)
        #expect(report.failure?.code == "request.secret-missing")
        #expect(report.failure?.message.hasPrefix("source 'members': ") == true)
        #expect(report.failure?.message.contains(variable) == true)
        #expect(server.requests.isEmpty)
    }

    @Test func `nothing that is stored holds a secret`() async throws {
        let server = try LoopbackServer { request in
            request.target == "/ok" ? .page("<p>Words.") : .response(403)
        }
        defer { server.stop() }
        let configuration = try configuration(
            urls: [server.url("/ok"), server.url("/no")],
            secret: .file(try write("s3cretOfTheRun", "token"))
        )
        let report = try await Ingestion(configuration).run()
        #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer s3cretOfTheRun" })
        #expect(!"\(report)".contains("s3cretOfTheRun"))
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("potok.db") {
            let data = try Data(contentsOf: folder.appending(path: name))
            #expect(data.range(of: Data("s3cretOfTheRun".utf8)) == nil, "\(name)")
        }
    }
}
