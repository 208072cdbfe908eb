import Foundation
import GRDB
import PotokCore
import PotokDeduplicate
import Testing

@testable import PotokStore

@Suite struct RetentionTests {
    private static let url = "http://news.test/a"
    private static let day = Duration.seconds(86_400)

    /// A page that has had another text on each of some days, the last of them today.
    private func corpus(days: Int) async throws -> Corpus {
        let corpus = try Corpus()
        for day in 0..<days {
            if day > 0 { corpus.now = corpus.now + Self.day }
            try await corpus.fetch(Self.url, run: try await corpus.begin(), text: "the words of day \(day)")
        }
        return corpus
    }

    private func versions(_ corpus: Corpus) async throws -> [Int] {
        try await corpus.store.read {
            try Int.fetchAll($0, sql: "SELECT revision FROM document_version ORDER BY revision")
        }
    }

    private func remove(_ corpus: Corpus, beyond count: Int, olderThan age: Duration) async throws -> Int {
        try await corpus.store.removeVersions(ofSource: "first", beyond: count, olderThan: age, now: corpus.now)
    }

    @Test func `the newest versions stay, as many as are wanted`() async throws {
        let corpus = try await corpus(days: 8)
        #expect(try await remove(corpus, beyond: 3, olderThan: .seconds(86_400 * 90)) == 4)
        #expect(try await versions(corpus) == [5, 6, 7])
        #expect(try await remove(corpus, beyond: 3, olderThan: .seconds(86_400 * 90)) == 0)
        #expect(try await corpus.document(Self.url)?.text == "the words of day 7")
    }

    @Test func `versions go when they were replaced too long ago`() async throws {
        let corpus = try await corpus(days: 8)
        #expect(try await remove(corpus, beyond: 100, olderThan: .seconds(86_400 * 2 + 1)) == 4)
        #expect(try await versions(corpus) == [5, 6, 7])
    }

    @Test func `the version that a bad text would be taken back to stays for a week`() async throws {
        let corpus = try await corpus(days: 3)
        #expect(try await remove(corpus, beyond: 0, olderThan: .zero) == 1)
        #expect(try await versions(corpus) == [2])
        corpus.now = corpus.now + .seconds(86_400 * 7)
        #expect(try await remove(corpus, beyond: 0, olderThan: .seconds(86_400 * 90)) == 1)
        #expect(try await versions(corpus) == [])
    }

    @Test func `versions of another source are left alone`() async throws {
        let corpus = try await corpus(days: 8)
        #expect(
            try await corpus.store.removeVersions(ofSource: "second", beyond: 0, olderThan: .zero, now: corpus.now) == 0
        )
        #expect(try await versions(corpus).count == 7)
    }

    @Test func `a tombstone goes when it is old and every sink knows, and its page may come again`() async throws {
        let corpus = try Corpus()
        let store = corpus.store
        try await store.register(sinks: [SinkRegistration(name: "a", target: "x")], now: corpus.now)
        for name in ["http://news.test/a", "http://news.test/b"] {
            try await corpus.fetch(name, run: try await corpus.begin(), text: "the words of \(name)")
        }
        let gone = Outcome.gone(reason: "HTTP 410", isCertain: true)
        try await corpus.look(Self.url, run: try await corpus.begin(), outcome: gone)
        func removed() async throws -> Int {
            try await store.removeTombstones(ofSource: "first", olderThan: Self.day, now: corpus.now)
        }
        corpus.now = corpus.now + Self.day + .seconds(1)
        #expect(try await removed() == 0, "the sink was not told yet")
        let waiting = try await store.waiting(for: "a", limit: 10, bytes: .max, now: corpus.now).changes
        try await store.settle(
            waiting.map { DeliveryResult(key: $0.change.key, version: $0.change.version, ending: .delivered) },
            sink: "a",
            now: corpus.now
        )
        #expect(try await removed() == 1)
        #expect(try await store.status(now: corpus.now).tombstones == 0)
        #expect(try await store.documentCount() == 1)
        #expect(try await store.check() == [])
        // Why there is no document is known still.
        let address = try #require(WebURL(Self.url))
        #expect(try await store.history(of: address)?.endings.first?.kind == .gone)
        let before = try await store.nextVersion()
        try await corpus.fetch(Self.url, run: try await corpus.begin(), text: "the words of a page")
        #expect(try #require(try await corpus.document(Self.url)?.version) >= before)
        #expect(try await store.check() == [])
    }

    @Test func `old outcomes are only counted, but for the last one of an address without a document`() async throws {
        let corpus = try Corpus()
        let store = corpus.store
        var runs: [Run.Identifier] = []
        for day in 0..<3 {
            if day > 0 { corpus.now = corpus.now + Self.day }
            let run = try await corpus.begin()
            runs.append(run)
            try await corpus.fetch(Self.url, run: run, text: "the words of day \(day)")
            let excluded = Outcome.excluded(.type, reason: "image/png")
            if day < 2 { try await corpus.look("http://news.test/image", run: run, outcome: excluded) }
            try await store.endRun(run, end: .finished, now: corpus.now)
        }
        let before = try await counts(store, runs)
        corpus.now = corpus.now + .seconds(10)
        #expect(try await store.removeOutcomes(olderThan: .seconds(5), now: corpus.now) == 4)
        #expect(try await counts(store, runs) == before)
        #expect(try await store.runs(limit: 5).map(\.outcomes.count) == [1, 2, 2])
        let left = try await store.read { try String.fetchAll($0, sql: "SELECT kind FROM outcome") }
        #expect(left == ["excluded"])
        #expect(try await store.removeOutcomes(olderThan: .seconds(5), now: corpus.now) == 0)
        // The run that knows it stays, and so does the last one.
        #expect(try await store.removeRuns(olderThan: .seconds(5), now: corpus.now) == 1)
        #expect(try await store.runs(limit: 5).map(\.identifier) == [runs[2], runs[1]])
    }

    private func counts(_ store: Store, _ runs: [Run.Identifier]) async throws -> [[OutcomeCount]] {
        var counts: [[OutcomeCount]] = []
        for run in runs { counts.append(try await store.outcomes(of: run)) }
        return counts
    }

    @Test func `it is done again after a day, or by other rules, or when the clock was set back`() async throws {
        let corpus = try Corpus()
        let now = corpus.now
        #expect(try await !corpus.store.isTidy(by: 7, now: now))
        try await corpus.store.noteTidy(by: 7, now: now)
        #expect(try await corpus.store.isTidy(by: 7, now: now + .seconds(86_399)))
        #expect(try await !corpus.store.isTidy(by: 8, now: now))
        #expect(try await !corpus.store.isTidy(by: 7, now: now + .seconds(86_400)))
        #expect(try await !corpus.store.isTidy(by: 7, now: now + .seconds(-1)))
    }
}
