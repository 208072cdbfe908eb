import Foundation
import PotokConfiguration
import PotokCore
import PotokStore
import PotokStreams
import PotokTesting
import Testing

@testable import Potok

/// What a feed holds of a page serves where the page cannot be had.
@Suite final class StandInTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "potok-stand-in-\(UUID().uuidString)")
    private let answers = Lock<[String: LoopbackServer.Answer]>([:])
    private let time = Lock(Timestamp(secondsSince1970: 1_780_000_000))
    private let server: LoopbackServer

    private static let held =
        "The words that the feed holds of this page, enough of them to be a text that is worth keeping."
    private static let own =
        "The words of the page itself, which are others than those that its feed holds of it, and more."

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        server = try LoopbackServer { [answers] request in
            answers.withLock { $0[request.target] } ?? .response(404)
        }
    }

    deinit {
        server.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    private func show(_ target: String, _ answer: LoopbackServer.Answer) { answers.withLock { $0[target] = answer } }

    private func showFeed(_ paths: String..., content: String = held) {
        let items = paths.map {
            """
            <item><title>Title of \($0)</title><link>\(server.url($0))</link>
            <pubDate>Fri, 09 Jan 2026 10:30:00 +0100</pubDate>
            <content:encoded><![CDATA[<p>\(content)</p>]]></content:encoded></item>
            """
        }
        let feed =
            "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>F</title>"
            + items.joined() + "</channel></rss>"
        show("/feed", .response(headers: [("Content-Type", "application/rss+xml")], body: Array(feed.utf8)))
    }

    /// Runs, and says what the corpus holds then: titles and texts by path.
    private func run() async throws -> [String: String] {
        var options = ListingOptions()
        options.urls = [try #require(WebURL(server.url("/feed")))]
        options.poll = .zero
        options.longestPoll = .zero
        var fetch = FetchOptions()
        fetch.delay = .zero
        fetch.allowAddresses = [try #require(AddressRange("127.0.0.0/8"))]
        let database = folder.appending(path: "potok.db").path
        let source = SourceOptions(name: "news", kind: .listings(.feed, options), fetch: fetch)
        var configuration = PipelineConfiguration(folder: folder.path, database: database, sources: [source])
        configuration.index.batchAge = .milliseconds(20)
        _ = try await Ingestion(configuration, now: { [time] in time.withLock { $0 } }).run()
        time.withLock { $0 = $0 + .seconds(2 * 86_400) }
        let store = try Store(path: database, mode: .read)
        defer { try? store.close() }
        var found: [String: String] = [:]
        try await store.forEachDocument { record in
            let document = record.document
            guard let path = document.url.flatMap({ WebURL($0) })?.path else { return }
            found[path] = "\(document.title): \(document.text) \(document.publishedAt ?? "")"
        }
        return found
    }

    @Test(arguments: [500, 403, 0])
    func `a page that cannot be had is what its feed holds of it, until it can be had`(status: Int) async throws {
        showFeed("/a")
        show("/a", status == 0 ? .init([.reset]) : .response(status))
        #expect(try await run() == ["/a": "Title of /a: \(Self.held) 2026-01-09T09:30:00Z"])
        show("/a", .page("<title>Own</title><article><h1>Own</h1><p>\(Self.own)</p></article>"))
        let second = try await run()
        #expect(second["/a"]?.contains(Self.own) == true && second["/a"]?.contains(Self.held) == false)
    }

    @Test func `a document is never replaced by what a feed holds of its page`() async throws {
        showFeed("/a")
        show("/a", .page("<title>Own</title><article><h1>Own</h1><p>\(Self.own)</p></article>"))
        let first = try await run()
        #expect(first["/a"]?.contains(Self.own) == true)
        show("/a", .response(503))
        showFeed("/a", content: Self.held + " And more.")
        #expect(try await run() == first)
    }

    @Test func `a wall gives way to what the feed holds`() async throws {
        showFeed("/a")
        show(
            "/a",
            .page("<html><body><noscript>Please enable JavaScript to view this page.</noscript><div id=root></div>")
        )
        #expect(try await run() == ["/a": "Title of /a: \(Self.held) 2026-01-09T09:30:00Z"])
    }

    @Test func `a page that is gone, and one that robots_txt closes, stay out`() async throws {
        showFeed("/gone", "/closed")
        show("/robots.txt", .response(headers: [], body: Array("User-agent: *\nDisallow: /closed\n".utf8)))
        #expect(try await run() == [:])
    }
}
