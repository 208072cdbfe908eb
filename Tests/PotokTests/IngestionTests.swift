import Foundation
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStore
import PotokStreams
import PotokTesting
import Testing

@testable import Potok

@Suite final class IngestionTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "potok-run-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private var database: String { folder.appending(path: "potok.db").path }

    private func configuration(_ sources: [SourceOptions]) -> PipelineConfiguration {
        var configuration = PipelineConfiguration(folder: folder.path, database: database, sources: sources)
        configuration.index.batchAge = .milliseconds(50)
        return configuration
    }

    private func files(_ count: Int) throws -> SourceOptions {
        for number in 0..<count {
            try Data("Text number \(number) about things.".utf8)
                .write(to: folder.appending(path: "\(number).txt"))
        }
        return SourceOptions(name: "files", kind: .files(paths: [folder.path], include: ["*.txt"]))
    }

    private func web(_ urls: [String], robots: FetchOptions.Robots = .obey) throws -> SourceOptions {
        var fetch = FetchOptions()
        fetch.delay = .zero
        fetch.revisit = .zero
        fetch.longestRevisit = .zero
        fetch.robots = robots
        fetch.allowAddresses = [try #require(AddressRange("127.0.0.0/8"))]
        return SourceOptions(
            name: "web",
            kind: .urls(urls: try urls.map { try #require(WebURL($0)) }, lists: []),
            fetch: fetch
        )
    }

    private func requests(_ server: LoopbackServer) -> [String] { server.requests.map(\.target) }

    @Test func `files and pages become one corpus, and a second run finds nothing new`() async throws {
        let server = try LoopbackServer { request in
            request.target == "/robots.txt" ? .response(404) : .page("<h1>Page</h1><p>Words of \(request.target).")
        }
        defer { server.stop() }
        let sources = [try files(40), try web((0..<20).map { server.url("/\($0)") })]
        let first = try await Ingestion(configuration(sources)).run()
        #expect(first.end == .finished)
        #expect(first.count(.indexed) == 60)
        #expect(first.inputs == 60)
        #expect(first.exitCode == .done)
        let second = try await Ingestion(configuration(sources)).run()
        #expect(second.count(.unchanged) == 20)
        #expect(second.notDue == 40)
        #expect(second.documents == 60)
    }

    @Test func `robots txt is asked once, kept for later runs, and obeyed`() async throws {
        let rules = Array("User-agent: *\nDisallow: /no".utf8)
        let server = try LoopbackServer { request in
            request.target == "/robots.txt"
                ? .response(200, headers: [("Content-Type", "text/plain")], body: rules)
                : .page("<p>Words of \(request.target).")
        }
        defer { server.stop() }
        let source = try web([server.url("/no/1"), server.url("/yes")])
        let first = try await Ingestion(configuration([source])).run()
        #expect(first.outcomes.contains { $0.code == "excluded.robots" && $0.count == 1 })
        #expect(first.count(.indexed) == 1)
        _ = try await Ingestion(configuration([source])).run()
        #expect(requests(server).count { $0 == "/robots.txt" } == 1)
        #expect(!requests(server).contains("/no/1"))
    }

    @Test func `robots txt that cannot be had closes the host until it can`() async throws {
        let server = try LoopbackServer { request in
            request.target == "/robots.txt" ? .response(500) : .page("<p>Words.")
        }
        defer { server.stop() }
        let report = try await Ingestion(configuration([try web([server.url("/a")])])).run()
        #expect(report.outcomes.map(\.code) == ["fetch.robots-unreachable"])
        #expect(requests(server) == ["/robots.txt"])
        let ignoring = try await Ingestion(
            configuration([try web([server.url("/b")], robots: .ignore)])
        ).run()
        #expect(ignoring.count(.indexed) == 1)
        #expect(report.robotsIgnored == [])
        #expect(ignoring.robotsIgnored == ["web"])
    }

    @Test func `the way that redirects lead is recorded, until a page is found where they began`() async throws {
        let hasOwnPage = Lock(false)
        let server = try LoopbackServer { request in
            switch request.target {
            case "/a" where !hasOwnPage.withLock { $0 }: .redirect(301, to: "/b")
            case "/b": .redirect(302, to: "/c?x=1#part")
            case "/gone": .redirect(301, to: "/nowhere")
            case "/nowhere": .response(404)
            default: .page("<p>Words of \(request.target).")
            }
        }
        defer { server.stop() }
        let source = try web([server.url("/a"), server.url("/gone")], robots: .ignore)
        func route(_ path: String) async throws -> [String] {
            let store = try Store(path: database, mode: .read)
            defer { try? store.close() }
            return try await store.route(from: try #require(WebURL(server.url(path)))).map {
                "\($0.url.requestTarget) \($0.status) \($0.target.requestTarget)"
            }
        }
        _ = try await Ingestion(configuration([source])).run()
        #expect(try await route("/a") == ["/a 301 /b", "/b 302 /c?x=1"])
        #expect(try await route("/b") == ["/b 302 /c?x=1"])
        #expect(try await route("/gone") == ["/gone 301 /nowhere"])
        #expect(try await route("/c?x=1") == [])
        // The identity has moved for good to where the first temporary redirect began; the old address leads there.
        let store = try Store(path: database, mode: .read)
        for path in ["/a", "/b"] {
            let found = try await store.documents(named: server.url(path))
            #expect(found.map(\.document.url) == [server.url("/b")], "\(path)")
        }
        try store.close()

        hasOwnPage.withLock { $0 = true }
        let later = Timestamp(secondsSince1970: SystemClock.now().secondsSince1970 + 1_000)
        _ = try await Ingestion(configuration([source]), now: { later }).run()
        #expect(try await route("/a") == [])
        #expect(try await route("/b") == ["/b 302 /c?x=1"])
    }

    @Test func `validators that come with a 304 are those that are sent next time`() async throws {
        let server = try LoopbackServer { request in
            request.headers["if-none-match"] == nil
                ? .page("<p>Words.", headers: [("ETag", "\"first\"")])
                : .response(304, headers: [("ETag", "\"second\"")])
        }
        defer { server.stop() }
        let source = try web([server.url("/a")], robots: .ignore)
        for _ in 1...3 { _ = try await Ingestion(configuration([source])).run() }
        #expect(server.requests.map { $0.headers["if-none-match"] } == [nil, "\"first\"", "\"second\""])
    }

    @Test func `how often a host was busy is remembered when nothing of it is due`() async throws {
        let busy = try LoopbackServer { _ in .response(429) }
        let other = try LoopbackServer { _ in .redirect(302, to: "http://localhost:\(busy.port)/x") }
        defer { for server in [busy, other] { server.stop() } }
        let start = 1_790_000_000
        func waits(_ urls: [String], at offset: Int) async throws -> [Int] {
            let now = Timestamp(secondsSince1970: start + offset)
            _ = try await Ingestion(configuration([try web(urls, robots: .ignore)]), now: { now }).run()
            let store = try Store(path: database, mode: .read)
            defer { try? store.close() }
            return try await store.blockedHosts().map { $0.until.secondsSince1970 - now.secondsSince1970 }
        }
        let first = try await waits(["http://localhost:\(busy.port)/a"], at: 0)
        #expect(first.count == 1 && (60...68).contains(first[0]), "\(first)")
        // Its own page is in no source any more; a redirect leads to the host.
        let second = try await waits([other.url("/b")], at: 100)
        #expect(busy.requests.count == 2)
        #expect(second.count == 1 && (120...134).contains(second[0]), "\(second)")
        // While the block lasts, no redirect leads there.
        _ = try await waits([other.url("/c")], at: 150)
        #expect(other.requests.count == 2)
        #expect(busy.requests.count == 2)
    }

    @Test func `each source goes through its own proxy or none, for its pages and for robots txt`() async throws {
        let proxy = try LoopbackServer { request in
            request.target.hasSuffix("/robots.txt") ? .response(404) : .page("<p>By proxy: \(request.target).")
        }
        let server = try LoopbackServer { request in
            request.target == "/robots.txt" ? .response(404) : .page("<p>Directly: \(request.target).")
        }
        defer { for server in [proxy, server] { server.stop() } }
        // The proxy may be private where nothing else is; what lies behind it is a public name that nobody resolves here.
        var behind = try web(["http://news.example/a", "http://10.1.2.3/b", "http://intranet/c"])
        behind.name = "behind"
        behind.fetch.allowAddresses = []
        behind.fetch.proxy = .url(try #require(WebURL(proxy.url(""))))
        let report = try await Ingestion(configuration([behind, try web([server.url("/d")])])).run()
        #expect(report.count(.indexed) == 2)
        #expect(report.outcomes.first { $0.code == "fetch.address-refused" }?.count == 2)
        #expect(requests(proxy) == ["http://news.example/robots.txt", "http://news.example/a"])
        #expect(requests(server) == ["/robots.txt", "/d"])
    }

    @Test func `a host that answers 429 is left alone, in later runs too, while others go on`() async throws {
        let busy = try LoopbackServer { _ in .response(429, headers: [("Retry-After", "600")]) }
        let fine = try LoopbackServer { request in
            request.target == "/robots.txt" ? .response(404) : .page("<p>Words of \(request.target).")
        }
        defer { for server in [busy, fine] { server.stop() } }
        // Two names of one machine: two hosts.
        let source = try web(
            ["http://localhost:\(busy.port)/a", "http://localhost:\(busy.port)/b", fine.url("/a"), fine.url("/b")],
            robots: .ignore
        )
        for run in 1...3 {
            let report = try await Ingestion(configuration([source])).run()
            #expect(busy.requests.count == 1, "run \(run)")
            #expect(report.count(.indexed) + report.count(.unchanged) == 2, "run \(run)")
            #expect(report.exitCode == .done)
        }
    }

    @Test func `a page that asks not to be indexed is not kept`() async throws {
        let server = try LoopbackServer { request in
            switch request.target {
            case "/header": .page("<p>Words.", headers: [("X-Robots-Tag", "noindex")])
            case "/meta": .page("<meta name=robots content='noindex'><p>Words.")
            case "/reserved": .page("<p>Other words.", headers: [("TDM-Reservation", "1")])
            default: .response(404)
            }
        }
        defer { server.stop() }
        let report = try await Ingestion(
            configuration([try web(["/header", "/meta", "/reserved"].map { server.url($0) })])
        ).run()
        #expect(report.count(.excluded) == 2)
        #expect(report.count(.indexed) == 1)
        let store = try Store(path: database, mode: .read)
        #expect(try await store.documents(named: server.url("/reserved")).first?.document.reservesMining == true)
    }

    @Test func `a stop keeps what was done, and the next run does the rest`() async throws {
        let shutdown = Shutdown()
        let server = try LoopbackServer { request in
            if request.target == "/5" { shutdown.requestStop("the test says so") }
            return request.target == "/robots.txt" ? .response(404) : .page("<p>Words of \(request.target).")
        }
        defer { server.stop() }
        let source = try web((0..<30).map { server.url("/\($0)") })
        let first = try await Ingestion(configuration([source]), shutdown: shutdown).run()
        #expect(first.end == .stopped)
        #expect(first.exitCode == .stopped)
        #expect(first.documents < 30)
        #expect(first.documents == first.count(.indexed))
        let second = try await Ingestion(configuration([source])).run()
        #expect(second.documents == 30)
        #expect(second.end == .finished)
    }

    @Test func `two runs of one database never overlap`() async throws {
        let sources = [try files(1)]
        let lock = try RunLock.acquire(database: database)
        await #expect(throws: PotokError.self) { try await Ingestion(self.configuration(sources)).run() }
        lock.release()
        #expect(try await Ingestion(configuration(sources)).run().documents == 1)
    }
}
