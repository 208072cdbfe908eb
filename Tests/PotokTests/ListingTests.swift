import Foundation
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStore
import PotokStreams
import PotokTesting
import Testing

@testable import Potok

@Suite(.timeLimit(.minutes(3))) final class ListingTests {
    /// What a server shows, which tests change between runs.
    private final class Shown: Sendable {
        private let pages = Lock<[String: String]>([:])

        subscript(_ target: String) -> String? {
            get { pages.withLock { $0[target] } }
            set { pages.withLock { $0[target] = newValue } }
        }
    }

    private final class Heard: RunListener {
        private let notices = Lock<[RunNotice]>([])
        var all: [RunNotice] { notices.withLock { $0 } }
        func notice(_ notice: RunNotice) { notices.withLock { $0.append(notice) } }
    }

    private let folder = FileManager.default.temporaryDirectory.appending(path: "potok-listing-\(UUID().uuidString)")
    private let shown = Shown()
    private let heard = Heard()
    private let server: LoopbackServer
    private let told = Lock(0)
    private let time = Lock(Timestamp(secondsSince1970: 1_780_000_000))

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        server = try LoopbackServer { [shown] request in
            guard let text = shown[request.target] else { return .response(404) }
            guard request.target.hasPrefix("/list") || request.target == "/robots.txt" else {
                return .page("<h1>Page</h1><p>\(text)")
            }
            let tag = "\"\(text.utf8.reduce(5_381) { ($0 &* 33) &+ Int($1) })\""
            if request.headers["if-none-match"] == tag { return .response(304, headers: [("ETag", tag)]) }
            return .response(
                200,
                headers: [("Content-Type", "text/plain"), ("ETag", tag)],
                body: Array(text.utf8)
            )
        }
    }

    deinit {
        server.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Stands for the readers of real formats: one address a line, with `=` and the seconds of its date, and `list` in the path of
    /// what lists others in turn.
    private static func read(_ page: Page, _ kind: Listing.Kind) throws(PotokError) -> Listing {
        var listing = Listing(kind: kind)
        for line in String(decoding: page.body, as: UTF8.self).split(separator: "\n") {
            if line == "broken" { throw PotokError("listing.broken", "it is no list", isRetryable: true) }
            let parts = line.split(separator: "=")
            guard let url = WebURL(String(parts[0]), relativeTo: page.locator.url) else { continue }
            let modified = parts.count > 1 ? Int(parts[1]).map(Timestamp.init(secondsSince1970:)) : nil
            listing.entries.append(
                Listing.Entry(url: url, isListing: url.path.hasPrefix("/list"), modified: modified)
            )
        }
        return listing
    }

    private func run(
        _ kind: Listing.Kind,
        at paths: [String] = ["/list"],
        change: (inout ListingOptions) -> Void = { _ in }
    ) async throws -> RunReport {
        var options = ListingOptions()
        options.urls = try paths.map { try #require(WebURL(server.url($0))) }
        options.poll = .zero
        options.longestPoll = .zero
        change(&options)
        var fetch = FetchOptions()
        fetch.delay = .zero
        fetch.allowAddresses = [try #require(AddressRange("127.0.0.0/8"))]
        let source = SourceOptions(name: "web", kind: .listings(kind, options), fetch: fetch)
        var configuration = PipelineConfiguration(
            folder: folder.path,
            database: folder.appending(path: "potok.db").path,
            sources: [source]
        )
        // What a listing names does not wait for others: no test would end in time if it did.
        configuration.index.batchAge = .seconds(3_600)
        let readers = ListingReaders { page, kind throws(PotokError) in try Self.read(page, kind) }
        let report = try await Ingestion(
            configuration,
            listener: heard,
            readers: readers,
            now: { [time] in time.withLock { $0 } }
        )
        .run()
        time.withLock { $0 = $0 + .seconds(10) }
        return report
    }

    /// The paths that were asked for since the last time this was asked.
    private func asked() -> [String] {
        let all = server.requests.map(\.target)
        let before = told.withLock { told in
            defer { told = all.count }
            return told
        }
        return all.dropFirst(before).filter { $0 != "/robots.txt" }.sorted()
    }

    private func show(_ pages: String...) { for page in pages { shown[page] = "Words of \(page)." } }

    @Test(arguments: [Listing.Kind.feed, .sitemap])
    func `what a listing names is fetched by the same run, and later only what is new`(kind: Listing.Kind) async throws
    {
        show("/a", "/b")
        shown["/list"] = "/a\n/b\n/a#part"
        let first = try await run(kind)
        #expect(first.end == .finished)
        #expect(first.count(.listed) == 1)
        #expect(first.count(.indexed) == 2)
        #expect(asked() == ["/a", "/b", "/list"])

        show("/c")
        shown["/list"] = "/c\n/a\n/b"
        let second = try await run(kind)
        #expect(second.count(.listed) == 1)
        #expect(second.count(.indexed) == 1)
        #expect(asked() == ["/c", "/list"])

        let third = try await run(kind)
        #expect(third.count(.unchanged) == 1)
        #expect(third.notDue == 3)
        #expect(asked() == ["/list"])
    }

    @Test func `a known page is fetched again when its date is newer, and only then`() async throws {
        show("/a", "/b")
        shown["/list"] = "/a=100\n/b=100"
        _ = try await run(.sitemap)
        _ = asked()
        shown["/a"] = "Other words."
        shown["/list"] = "/a=200\n/b=100"
        let second = try await run(.sitemap)
        #expect(second.count(.updated) == 1)
        #expect(asked() == ["/a", "/list"])
        shown["/list"] = "/b=50\n/a=200"
        _ = try await run(.sitemap)
        #expect(asked() == ["/list"])
    }

    @Test func `listings of listings are read in the same run, loops end, and what is too deep is told`() async throws {
        show("/a", "/b")
        shown["/list"] = "/list1\n/list\n/a"
        shown["/list1"] = "/list2\n/list"
        shown["/list2"] = "/list3\n/b"
        shown["/list3"] = "/list4"
        shown["/list4"] = "/list5"
        shown["/list5"] = "/list6"
        let report = try await run(.sitemap)
        #expect(report.count(.indexed) == 2)
        #expect(report.count(.listed) == 6)
        #expect(asked() == ["/a", "/b", "/list", "/list1", "/list2", "/list3", "/list4", "/list5"])
        #expect(
            heard.all.contains { $0.code == "listing.repaired" && $0.message.hasPrefix("1 more listings are not read") }
        )
    }

    @Test func `patterns and the greatest age decide what is taken, and new ones hold at once`() async throws {
        show("/news/a", "/news/b", "/news/old", "/shop/c")
        shown["/list"] = "/news/a\n/news/b\n/news/old=1000\n/shop/c"
        _ = try await run(.sitemap) {
            $0.include = ["/news/"]
            $0.exclude = ["*/b$"]
            $0.maxAge = .seconds(86_400)
        }
        #expect(asked() == ["/list", "/news/a"])
        _ = try await run(.sitemap)
        #expect(asked() == ["/list", "/news/b", "/news/old", "/shop/c"])
    }

    @Test func `a start page stands for the sitemaps of its robots txt`() async throws {
        show("/a")
        shown["/robots.txt"] = "Sitemap: /list"
        shown["/list"] = "/a"
        let report = try await run(.sitemap, at: ["/"])
        #expect(report.count(.listed) == 2)
        #expect(report.count(.indexed) == 1)
    }

    @Test func `a listing that fails says so, is tried again, and loses nothing`() async throws {
        show("/a")
        shown["/list"] = "/a"
        _ = try await run(.feed)
        shown["/list"] = "broken"
        let second = try await run(.feed)
        #expect(second.count(.failed) == 1)
        #expect(second.documents == 1)
        #expect(heard.all.contains { $0.code == "listing.broken" && $0.message.contains("next try") })
        _ = asked()
        _ = try await run(.feed)
        #expect(asked() == [])
        show("/b")
        shown["/list"] = "/a\n/b"
        time.withLock { $0 = $0 + .seconds(3_600) }
        let later = try await run(.feed)
        #expect(later.count(.indexed) == 1)
    }

    @Test func `dates of entries tell when to look first, and what is new after that`() throws {
        var options = ListingOptions()
        options.poll = .seconds(600)
        options.longestPoll = .seconds(86_400)
        let rhythm = ListingRhythm(options)
        let start = Timestamp(secondsSince1970: 1_780_000_000)
        let url = try #require(WebURL("https://example.org/"))
        let entries = (0..<10).map { Listing.Entry(url: url, modified: start + .seconds($0 * 7_200)) }
        #expect(ListingRhythm.gap(entries) == .seconds(3_600))
        #expect(ListingRhythm.gap(Array(entries.prefix(3))) == nil)
        func interval(
            _ previous: Int?,
            isNew: Bool = false,
            gap: Int? = nil,
            ttl: Int? = nil,
            _ headers: [String: String] = [:]
        ) -> Duration {
            let reading = Observations.Reading(
                findings: Findings(discoveries: [], observedAt: start),
                timeToLive: ttl.map { .seconds($0) },
                gap: gap.map { .seconds($0) }
            )
            return rhythm.interval(
                after: previous.map { .seconds($0) },
                isNew: isNew,
                read: reading,
                headers: headers,
                observedAt: start
            )
        }
        #expect(interval(nil, gap: 3_600) == .seconds(3_600))
        #expect(interval(nil, gap: 10) == .seconds(600))
        #expect(interval(nil, gap: 10_000_000) == .seconds(86_400))
        #expect(interval(nil) == .seconds(600))
        #expect(interval(4_000) == .seconds(6_000))
        #expect(interval(4_000, isNew: true) == .seconds(2_000))
        #expect(interval(4_000, ttl: 36_000) == .seconds(36_000))
        #expect(interval(4_000, ttl: 10_000_000) == .seconds(86_400))
        #expect(interval(600, ["cache-control": "max-age=3600"]) == .seconds(3_600))
    }

    @Test func `a site is followed within its depth, its hosts and its patterns, and nofollow is heeded`() async throws
    {
        for (page, links) in [
            ("/", ["/a", "/b#x", "/no", "http://127.0.0.2/away", "/picture.JPG", "mailto:a@b.c"]),
            ("/a", ["/a/1", "/"]),
            ("/a/1", ["/a/1/2"]), ("/a/1/2", []), ("/b", []), ("/no", []),
        ] {
            let text = links.map { "<a href='\($0)' \($0 == "/no" ? "rel='x NoFollow'" : "")>to \($0)</a>" }.joined(
                separator: " "
            )
            shown[page] = "Words of \(page). " + text
        }
        let first = try await run(.site, at: ["/"]) { $0.depth = 2 }
        #expect(first.end == .finished)
        #expect(asked() == ["/", "/a", "/a/1", "/b"])
        let second = try await run(.site, at: ["/"]) { $0.exclude = ["/b"] }
        #expect(asked().contains("/a/1/2"))
        #expect(second.documents == 5)
    }

    @Test func `a site takes no more pages than it may, and a trap of parameters ends`() async throws {
        shown["/"] = (0..<300).map { "<a href='/list?a=\($0)&b=1'>x</a>" }.joined() + "<a href='/end'>end</a> Words."
        let all = (0..<300).map { "/list?a=\($0)&b=1" }
        for page in all { shown[page] = "Words of \(page)." }
        shown["/end"] = "Words of the end."
        _ = try await run(.site, at: ["/"]) { $0.maxPages = 200 }
        let taken = asked()
        #expect(taken.contains("/end"))
        #expect(taken.count == 52)
        _ = try await run(.site, at: ["/"]) { $0.maxPages = 40 }
        #expect(Set(asked()).isSubset(of: taken))
    }

    @Test func `pages that a listing does not name any more are looked at when they are due`() async throws {
        show("/a")
        shown["/list"] = "/a"
        _ = try await run(.feed)
        shown["/list"] = ""
        _ = asked()
        time.withLock { $0 = $0 + .seconds(2 * 3_600) }
        let report = try await run(.feed)
        #expect(report.count(.unchanged) == 1)
        #expect(asked() == ["/a", "/list"])
    }
}
