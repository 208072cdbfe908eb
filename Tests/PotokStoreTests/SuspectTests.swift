import Foundation
import PotokCore
import Testing

@testable import PotokStore

@Suite struct SuspectTests {
    private static let page = "http://news.test/a"

    /// A text of so many characters that no other number has.
    private static func long(_ number: Int, _ length: Int = 1_000) -> String {
        String((0..<length).map { "w\(number)x\($0 % 97)" }.joined(separator: " ").prefix(length))
    }

    private func corpus(_ pages: [WebPage]) async throws -> Corpus {
        let corpus = try Corpus()
        try await corpus.look(at: pages)
        return corpus
    }

    private func nextDay(_ corpus: Corpus, hours: Int = 24) {
        corpus.now = Timestamp(secondsSince1970: corpus.now.secondsSince1970 + hours * 3_600)
    }

    private func text(_ corpus: Corpus, _ url: String = page) async throws -> String? {
        try await corpus.document(url)?.text
    }

    @Test(
        arguments: [
            (1_000, 300, false), (1_000, 299, true), (500, 149, true), (499, 1, false), (500, 150, false),
            (500, 0, true),
        ]
    )
    func `what loses more than seventy percent of a text of some length is shorter`(
        before: Int,
        length: Int,
        isShorter: Bool
    ) {
        #expect(SuspectRule.isShorter(length, than: before) == isShorter)
    }

    @Test func `a page that loses most of its text keeps the old one until it was seen so on three days`() async throws
    {
        let corpus = try await corpus([WebPage(Self.page, Self.long(1))])
        let versions = try await corpus.store.nextVersion()
        for day in 1...2 {
            nextDay(corpus)
            let run = try await corpus.begin()
            try await corpus.look(at: [WebPage(Self.page, "nearly nothing")], run: run)
            #expect(try await text(corpus) == Self.long(1))
            #expect(try await corpus.store.outcomes(of: run).map(\.code) == ["excluded.suspect"])
            let suspect = try #require(try await corpus.store.suspects().first)
            #expect(suspect.cause == .shorter && suspect.days == day && suspect.url == Self.page)
            #expect(suspect.lengthBefore == 1_000 && suspect.length == 14)
            #expect(suspect.reason == "14 of 1000 characters are left")
            // Another look on the same day proves nothing.
            try await corpus.look(at: [WebPage(Self.page, "nearly nothing")])
            #expect(try await corpus.store.suspects().first?.days == day)
        }
        #expect(try await corpus.store.nextVersion() == versions)
        nextDay(corpus)
        try await corpus.look(at: [WebPage(Self.page, "nearly nothing")])
        #expect(try await text(corpus) == "nearly nothing")
        #expect(try await corpus.store.suspects() == [])
        #expect(try await corpus.store.check() == [])
    }

    @Test func `another short text begins anew, and a good one takes it back`() async throws {
        let corpus = try await corpus([WebPage(Self.page, Self.long(1))])
        for short in ["one short text", "another short text"] {
            nextDay(corpus)
            try await corpus.look(at: [WebPage(Self.page, short)])
            #expect(try await corpus.store.suspects().first?.days == 1)
            #expect(try await corpus.store.suspects().first?.since == corpus.now)
        }
        nextDay(corpus)
        try await corpus.look(at: [WebPage(Self.page, Self.long(2))])
        #expect(try await text(corpus) == Self.long(2))
        #expect(try await corpus.store.suspectCount() == 0)
        nextDay(corpus)
        try await corpus.look(at: [WebPage(Self.page, "one short text")])
        #expect(try await corpus.store.suspectCount() == 1)
        try await corpus.look(Self.page, run: try await corpus.begin(), outcome: .unchanged)
        #expect(try await corpus.store.suspectCount() == 0)
    }

    @Test func `files may lose what they like: a person wrote them`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a"], run: run)
        try await corpus.ingest(run: run) { _ in Self.long(1) }
        let next = try await corpus.begin()
        _ = try await corpus.seed(["a"], tag: "2", run: next)
        try await corpus.ingest(run: next, tag: "2") { _ in "short" }
        #expect(try await text(corpus, "a") == "short")
    }

    @Test func `a wall of some length is seen at its third page, and the first two get their texts back`() async throws
    {
        let urls = (0..<5).map { "http://news.test/\($0)" }
        let corpus = try await corpus(urls.enumerated().map { WebPage($1, Self.long($0)) })
        let wall = Self.long(99, 800)
        for url in urls.prefix(2) {
            nextDay(corpus, hours: 1)
            try await corpus.look(at: [WebPage(url, wall)])
            #expect(try await text(corpus, url) == wall)
        }
        nextDay(corpus, hours: 1)
        try await corpus.look(at: urls.dropFirst(2).map { WebPage($0, wall) })
        for (number, url) in urls.enumerated() { #expect(try await text(corpus, url) == Self.long(number)) }
        #expect(try await corpus.store.suspects().map(\.cause) == Array(repeating: .same, count: 5))
        #expect(try await corpus.store.check() == [])
        // However long it stands, time is no reason to believe it.
        for _ in 0..<5 {
            nextDay(corpus)
            try await corpus.look(at: urls.map { WebPage($0, wall) })
        }
        for (number, url) in urls.enumerated() { #expect(try await text(corpus, url) == Self.long(number)) }
        // When it goes, all is as it was.
        nextDay(corpus)
        try await corpus.look(at: urls.enumerated().map { WebPage($1, Self.long($0)) })
        #expect(try await corpus.store.suspectCount() == 0)
        for (number, url) in urls.enumerated() { #expect(try await text(corpus, url) == Self.long(number)) }
        #expect(try await corpus.store.check() == [])
    }

    @Test func `a short wall is never believed by time alone`() async throws {
        let urls = (0..<4).map { "http://news.test/\($0)" }
        let corpus = try await corpus(urls.enumerated().map { WebPage($1, Self.long($0)) })
        for _ in 0..<5 {
            nextDay(corpus)
            try await corpus.look(at: urls.map { WebPage($0, "Please agree to everything.") })
        }
        for (number, url) in urls.enumerated() { #expect(try await text(corpus, url) == Self.long(number)) }
        #expect(try await corpus.store.suspects().map(\.cause) == Array(repeating: .same, count: 4))
    }

    @Test func `copies of one page that change together are believed`() async throws {
        let urls = (0..<4).map { "http://news.test/\($0)" }
        let corpus = try Corpus()
        // Their titles are the same, too.
        func look(_ text: String) async throws {
            let run = try await corpus.begin()
            for url in urls { try await corpus.fetch(url, run: run, text: text, title: "One title") }
        }
        try await look(Self.long(1))
        nextDay(corpus)
        try await look(Self.long(2))
        for url in urls { #expect(try await text(corpus, url) == Self.long(2)) }
        #expect(try await corpus.store.suspectCount() == 0)
    }

    @Test func `what a person accepts is served and told, without another look`() async throws {
        let urls = (0..<5).map { "http://news.test/\($0)" }
        let corpus = try await corpus(urls.enumerated().map { WebPage($1, Self.long($0)) })
        try await corpus.store.register(sinks: [SinkRegistration(name: "a", target: "x")], now: corpus.now)
        nextDay(corpus)
        try await corpus.look(at: urls.map { WebPage($0, "This is no more.") })
        let numbers = try await corpus.store.suspects().map(\.number)
        #expect(numbers.count == 5)
        let versions = try await corpus.store.nextVersion()
        #expect(try await corpus.store.accept([numbers[0], numbers[1]], judge: corpus.judge, now: corpus.now) == 2)
        #expect(try await text(corpus, urls[0]) == "This is no more.")
        #expect(try await corpus.document(urls[1])?.duplicateOf == corpus.document(urls[0])?.key)
        #expect(try await text(corpus, urls[2]) == Self.long(2))
        #expect(try await corpus.store.search(SearchQuery("\"no more\""), limit: 5).total > 0)
        #expect(try await corpus.store.nextVersion() > versions)
        #expect(try await corpus.store.suspectCount() == 3)
        // What is served now is not what the server's validators stand for.
        let accepted = try await corpus.store.history(of: try #require(WebURL(urls[0])))
        #expect(accepted?.validators.entityTag == nil)
        #expect(try await corpus.store.accept([numbers[0]], judge: corpus.judge, now: corpus.now) == 0)
        #expect(try await corpus.store.check() == [])
        // The next look finds what was accepted.
        nextDay(corpus)
        let run = try await corpus.begin()
        try await corpus.look(at: [WebPage(urls[0], "This is no more.")], run: run)
        #expect(try await corpus.store.outcomes(of: run).map(\.kind) == [.unchanged])
    }

    @Test func `what a page says no more cannot be accepted`() async throws {
        let corpus = try await corpus([WebPage(Self.page, Self.long(1))])
        try await corpus.look(at: [WebPage(Self.page, "short")])
        let refused = Outcome.excluded(.consentWall, reason: "a wall")
        try await corpus.look(Self.page, run: try await corpus.begin(), outcome: refused)
        #expect(try await corpus.store.suspectCount() == 0)
        #expect(try await text(corpus) == Self.long(1))
    }

    @Test func `a page that is gone takes what it said with it`() async throws {
        let corpus = try await corpus([WebPage(Self.page, Self.long(1))])
        try await corpus.look(at: [WebPage(Self.page, "short")])
        #expect(try await corpus.store.suspectCount() == 1)
        try await corpus.look(at: [.gone(Self.page)])
        #expect(try await corpus.store.suspectCount() == 0)
        #expect(try await corpus.document(Self.page) == nil)
    }
}
