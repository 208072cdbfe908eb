import Foundation
import GRDB
import PotokCore
import PotokDeduplicate
import Testing

@testable import PotokStore

@Suite struct PruneTests {
    private static let url = "http://news.test/a"
    private let rule = PruneRule(olderThan: .seconds(30 * 86_400))

    private func prune(_ corpus: Corpus, _ rule: PruneRule? = nil) async throws -> Int {
        let rule = rule ?? self.rule
        let expected = try await corpus.store.prunable(ofSource: "first", rule, now: corpus.now)
        let pruned = try await corpus.store.prune(source: "first", rule, judge: ExactJudge(), now: corpus.now)
        #expect(pruned == expected)
        return pruned
    }

    /// The next thing that a run would fetch of the host.
    private func due(_ corpus: Corpus, _ run: Run.Identifier) async throws -> [String] {
        try await corpus.store.claim(hosts: ["news.test": 10], run: run, now: corpus.now).map(\.locator.description)
    }

    @Test(arguments: [
        // The clock stands at 2026-05-28.
        ("2026-04-27", true), ("2026-04-28", false), ("2026-04-27T23:59:59Z", true), ("2026-04", false),
        ("2026-03", true), ("2026", false), ("2025", true), ("2027", false),
    ])
    func `what was published too long ago goes, and a date that is known in part has to have passed`(
        published: String,
        isOld: Bool
    ) async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(["1.txt"], run: run)
        try await corpus.ingest(run: run, published: published) { "the words of \($0)" }
        #expect(corpus.now.text.hasPrefix("2026-05-28"))
        #expect(try await prune(corpus) == (isOld ? 1 : 0))
        #expect(try await corpus.store.check() == [])
    }

    @Test func `without a day of publication it counts when a document was seen first`() async throws {
        let corpus = try Corpus()
        try await corpus.fetch(Self.url, run: try await corpus.begin(), text: "the words of a page")
        corpus.now = corpus.now + .seconds(30 * 86_400)
        try await corpus.fetch(Self.url, run: try await corpus.begin(), text: "other words of the page")
        #expect(try await prune(corpus) == 0)
        corpus.now = corpus.now + .seconds(1)
        #expect(try await prune(corpus, PruneRule(.changed, olderThan: .seconds(86_400))) == 0)
        #expect(try await prune(corpus, PruneRule(.added, olderThan: .seconds(31 * 86_400))) == 0)
        #expect(try await prune(corpus) == 1)
        #expect(try await corpus.store.status(now: corpus.now).tombstones == 1)
        let address = try #require(WebURL(Self.url))
        let history = try #require(try await corpus.store.history(of: address))
        #expect(history.document?.goneReason == "pruned: published more than 30 d ago")
        #expect(history.prunedAt == corpus.now)
    }

    @Test func `what was pruned is not fetched again, and by a person's word it is`() async throws {
        let corpus = try Corpus()
        let address = try #require(WebURL(Self.url))
        try await corpus.fetch(Self.url, run: try await corpus.begin(), text: "the words of a page")
        corpus.now = corpus.now + .seconds(31 * 86_400)
        #expect(try await prune(corpus) == 1)
        let run = try await corpus.begin()
        _ = try await corpus.store.seed([Seed(locator: .url(address))], source: "first", run: run, now: corpus.now)
        try await corpus.store.makeAllDue(run: run, now: corpus.now)
        #expect(try await corpus.store.retry(.everything, now: corpus.now).due == 0)
        #expect(try await corpus.store.dueCount(run: run, now: corpus.now) == 0)
        #expect(try await due(corpus, run) == [])
        try await corpus.store.insist(on: [.url(address)], source: "first", now: corpus.now)
        try await corpus.fetch(Self.url, run: run, text: "the words of a page")
        #expect(try await corpus.document(Self.url) != nil)
        #expect(try await corpus.store.history(of: address)?.prunedAt == nil)
        #expect(try await corpus.store.check() == [])
    }

    @Test func `an address that moved to a pruned page does not bring it back`() async throws {
        let corpus = try Corpus()
        let old = "http://news.test/old"
        try await corpus.fetch(old, run: try await corpus.begin(), text: "the words of a page", movedTo: Self.url)
        corpus.now = corpus.now + .seconds(31 * 86_400)
        #expect(try await prune(corpus) == 1)
        try await corpus.fetch(old, run: try await corpus.begin(), text: "the words of a page", movedTo: Self.url)
        #expect(try await corpus.store.documentCount() == 0)
        #expect(try await corpus.store.check() == [])
    }

    @Test func `a listing that says that a pruned page was changed does not bring it back`() async throws {
        let corpus = try Corpus()
        let feed = try #require(WebURL("http://news.test/feed"))
        let page = try #require(WebURL(Self.url))
        func read(modified: Timestamp) async throws -> Run.Identifier {
            let run = try await corpus.begin()
            let seed = Seed(locator: .url(feed), fileTag: "f", role: .feed)
            _ = try await corpus.store.seed([seed], source: "first", run: run, now: corpus.now)
            let request = try #require(
                try await corpus.store.claim(hosts: ["news.test": 1], run: run, now: corpus.now).first
            )
            let findings = Findings(discoveries: [Discovery(url: page, modified: modified)], observedAt: corpus.now)
            let settlement = Settlement(
                request: request,
                result: .outcome(.listed(new: 1, known: 0)),
                dueAgain: corpus.now,
                findings: findings
            )
            _ = try await corpus.store.commit([settlement], run: run, judge: ExactJudge(), now: corpus.now)
            return run
        }
        let first = try await read(modified: corpus.now)
        try await corpus.fetch(Self.url, run: first, text: "the words of a page")
        corpus.now = corpus.now + .seconds(31 * 86_400)
        #expect(try await prune(corpus) == 1)
        let second = try await read(modified: corpus.now)
        #expect(try await due(corpus, second) == [])
    }

    @Test func `a file that was pruned comes back when it changes`() async throws {
        let corpus = try Corpus()
        func run(_ tag: String) async throws -> Int {
            let run = try await corpus.begin()
            _ = try await corpus.seed(["1.txt"], tag: tag, run: run)
            try await corpus.ingest(run: run, tag: tag) { "the words of \($0) \(tag)" }
            return try await corpus.store.documentCount()
        }
        #expect(try await run("1") == 1)
        corpus.now = corpus.now + .seconds(31 * 86_400)
        #expect(try await prune(corpus) == 1)
        #expect(try await run("1") == 0)
        #expect(try await run("2") == 1)
        #expect(try await corpus.store.check() == [])
    }

    @Test func `a start page, which is read for its links, is not pruned`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        try await corpus.fetch(Self.url, run: run, text: "the words of a page")
        try await corpus.store.writer.write { try $0.execute(sql: "UPDATE frontier SET role = 'site'") }
        corpus.now = corpus.now + .seconds(31 * 86_400)
        #expect(try await prune(corpus) == 0)
        try await corpus.store.writer.write { try $0.execute(sql: "UPDATE frontier SET found_in = id") }
        #expect(try await prune(corpus) == 1)
    }

    @Test func `what is merged into a pruned document goes with it`() async throws {
        let corpus = try Corpus()
        let text = "the words of a page that is known by two addresses"
        try await corpus.look(at: [WebPage(Self.url, text), WebPage(Self.url + "?print=1", text, canonical: Self.url)])
        #expect(try await corpus.store.documentCount() == 1)
        corpus.now = corpus.now + .seconds(31 * 86_400)
        #expect(try await prune(corpus) == 1)
        #expect(try await corpus.store.documentCount() == 0)
        #expect(try await due(corpus, try await corpus.begin()) == [])
        #expect(try await corpus.store.check() == [])
    }
}
