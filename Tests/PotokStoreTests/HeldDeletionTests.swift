import Foundation
import GRDB
import PotokCore
import Testing

@testable import PotokStore

@Suite struct HeldDeletionTests {
    private static func url(_ number: Int) -> String { "http://news.test/\(number)" }

    /// A corpus of so many pages.
    private func corpus(_ count: Int) async throws -> Corpus {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        try await corpus.look(at: (0..<count).map { WebPage(Self.url($0), "word\($0) of a page") }, run: run)
        return corpus
    }

    private func gone(_ numbers: Range<Int>) -> [WebPage] { numbers.map { .gone(Self.url($0)) } }

    private func count(_ corpus: Corpus) async throws -> Int { try await corpus.store.documentCount() }

    @Test(
        arguments: [
            (20, 30, 0.05, true), (21, 30, 0.05, false), (21, 420, 0.05, true), (22, 420, 0.05, false),
            (30, 30, nil, true), (30, 30, 1, true), (0, 30, 0, true), (1, 30, 0, false), (20, 20, 0.05, true),
        ] as [(Int, Int, Double?, Bool)]
    )
    func `a share of a source may go, and twenty always`(
        deletions: Int,
        documents: Int,
        share: Double?,
        isAllowed: Bool
    ) {
        #expect(DeletionBrake(share: share).allows(deletions, of: documents) == isAllowed)
    }

    @Test func `too many deletions of one run are held, and the documents stay as they are`() async throws {
        let corpus = try await corpus(40)
        let versions = try await corpus.store.nextVersion()
        let run = try await corpus.begin()
        try await corpus.look(at: gone(0..<21), run: run)
        let held = try #require(try await corpus.store.heldDeletions(addedIn: run).first)
        #expect(held.source == "first" && held.count == 21 && held.added == 21 && held.documents == 40)
        #expect(held.reasons == [HeldDeletions.Reason(text: "HTTP 410", count: 21)])
        #expect(held.addresses.contains(Self.url(0)) && held.since == corpus.now)
        #expect(try await count(corpus) == 40)
        #expect(try await corpus.store.search(SearchQuery("word3"), limit: 5).total == 1)
        #expect(try await corpus.store.nextVersion() == versions)
        #expect(try await corpus.store.status(now: corpus.now).held.map(\.count) == [21])
        #expect(try await corpus.store.outcomes(of: run).map(\.kind) == [.gone])
        // A later run that adds none has none of its own.
        let later = try await corpus.begin()
        #expect(try await corpus.endDeletions(later).map(\.added) == [0])
        #expect(try await corpus.store.check() == [])
    }

    @Test func `a few deletions beside another source's many go`() async throws {
        let corpus = try await corpus(30)
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a", "b"], source: "second", run: run)
        try await corpus.ingest(run: run) { "the file \($0)" }
        let next = try await corpus.begin()
        _ = try await corpus.seed(["a"], source: "second", tag: "2", run: next)
        let requests = try await corpus.store.claimFiles(limit: 10, run: next, now: corpus.now)
        _ = try await corpus.store.commit(
            requests.map {
                Settlement(request: $0, result: .outcome(.gone(reason: "gone", isCertain: true)), dueAgain: nil)
            },
            run: next,
            judge: corpus.judge,
            now: corpus.now
        )
        try await corpus.look(at: gone(0..<25), run: next)
        #expect(try await corpus.store.heldDeletions().map(\.source) == ["first"])
        #expect(try await count(corpus) == 31)
    }

    @Test func `what is found in several runs counts together, and a page that is there again takes it back`()
        async throws
    {
        let corpus = try await corpus(40)
        try await corpus.look(at: gone(0..<21))
        let run = try await corpus.begin()
        try await corpus.look(at: gone(21..<22), run: run)
        #expect(try await corpus.store.heldDeletions(addedIn: run).map(\.count) == [22])
        #expect(try await corpus.store.heldDeletions(addedIn: run).map(\.added) == [1])
        // Two are there again: one as it was, one with another text; then twenty are few enough.
        let last = try await corpus.begin()
        try await corpus.look(
            at: [WebPage(Self.url(0), "another text"), WebPage(Self.url(1), "word1 of a page")],
            run: last
        )
        #expect(try await corpus.store.heldDeletions() == [])
        #expect(try await count(corpus) == 20)
        #expect(try await corpus.document(Self.url(0))?.text == "another text")
        #expect(try await corpus.document(Self.url(1)) != nil)
        #expect(try await corpus.document(Self.url(2)) == nil)
        #expect(try await corpus.store.check() == [])
    }

    @Test func `a server's word that a page is what it was takes its deletion back`() async throws {
        let corpus = try await corpus(30)
        try await corpus.look(at: gone(0..<30))
        for number in 0..<9 {
            try await corpus.look(Self.url(number), run: try await corpus.begin(), outcome: .unchanged)
        }
        #expect(try await corpus.store.heldDeletions().map(\.count) == [21])
        try await corpus.look(Self.url(9), run: try await corpus.begin(), outcome: .unchanged)
        #expect(try await count(corpus) == 10)
        #expect(try await corpus.document(Self.url(9)) != nil)
    }

    @Test func `what is allowed goes, with what was held before`() async throws {
        let corpus = try await corpus(40)
        try await corpus.store.register(sinks: [SinkRegistration(name: "a", target: "x")], now: corpus.now)
        try await corpus.look(at: gone(0..<30))
        let run = try await corpus.begin()
        #expect(try await corpus.endDeletions(run, allowing: ["second"]).map(\.count) == [30])
        #expect(try await corpus.endDeletions(run, allowing: ["first"]) == [])
        #expect(try await count(corpus) == 10)
        #expect(try await corpus.store.status(now: corpus.now).tombstones == 30)
        #expect(try await corpus.store.check() == [])
    }

    @Test func `what a run that was killed has found waits for the next one's end`() async throws {
        let corpus = try await corpus(40)
        let run = try await corpus.begin()
        try await corpus.look(at: gone(0..<15), run: run, endsDeletions: false)
        #expect(try await count(corpus) == 40)
        #expect(try await corpus.store.heldDeletions() == [])
        let next = try await corpus.begin()
        try await corpus.look(at: gone(15..<30), run: next)
        #expect(try await corpus.store.heldDeletions(addedIn: next).map(\.added) == [30])
    }

    @Test(arguments: [(true, false, [15, 25]), (false, false, [0, 0]), (true, true, [0, 0])])
    func `runs that leave work to the next one count as one, for a day`(
        leavesWork: Bool,
        isNextDay: Bool,
        held: [Int]
    ) async throws {
        let corpus = try await corpus(60)
        let left = [Seed(locator: .url(try #require(WebURL("http://other.test/"))))]
        for (number, pages) in [gone(0..<10), gone(10..<25), gone(25..<35)].enumerated() {
            let run = try await corpus.begin()
            if leavesWork { _ = try await corpus.store.seed(left, source: "first", run: run, now: corpus.now) }
            try await corpus.look(at: pages, run: run)
            let count = try await corpus.store.heldDeletions().first?.count ?? 0
            if number > 0 { #expect(count == held[number - 1]) }
            corpus.now = Timestamp(secondsSince1970: corpus.now.secondsSince1970 + (isNextDay ? 90_000 : 60))
        }
    }

    @Test func `what was let go before a process ended goes in the next run, however many they are`() async throws {
        let corpus = try await corpus(40)
        try await corpus.look(at: gone(0..<30))
        try await corpus.store.write { try $0.execute(sql: "UPDATE held_deletion SET state = 'released'") }
        #expect(try await corpus.endDeletions(try await corpus.begin()) == [])
        #expect(try await count(corpus) == 10)
    }

    @Test func `an address knows what becomes of its document, and asks without validators when it has gone`()
        async throws
    {
        let corpus = try await corpus(30)
        try await corpus.look(at: gone(0..<30))
        let url = try #require(WebURL(Self.url(0)))
        let waiting = try #require(try await corpus.store.history(of: url)?.document?.waitingDeletion)
        #expect(waiting == .init(since: corpus.now, reason: "HTTP 410", isHeld: true))
        #expect(try await corpus.store.history(of: url)?.validators.entityTag == "1")
        try await corpus.endDeletions(try await corpus.begin(), share: nil)
        let history = try #require(try await corpus.store.history(of: url))
        #expect(history.document?.waitingDeletion == nil && history.document?.goneAt == corpus.now)
        #expect(history.validators.entityTag == nil)
    }
}
