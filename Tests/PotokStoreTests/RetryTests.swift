import GRDB
import PotokCore
import Testing

@testable import PotokStore

@Suite struct RetryTests {
    private static let failure = Outcome.failed(
        stage: "fetch",
        error: PotokError("fetch.timeout", "no answer"),
        retryAt: Timestamp(secondsSince1970: 1_790_000_000)
    )

    private func url(_ number: Int) -> String { "http://news.test/\(number)" }

    /// A corpus of a page that is well, one that failed, and one that is set aside; none of them is due.
    private func corpus() async throws -> Corpus {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        try await corpus.fetch(url(0), run: run, text: "the words of a page")
        try await corpus.look(url(1), run: run, outcome: Self.failure)
        try await corpus.look(url(2), run: run, outcome: .quarantined(reason: "it ended the process twice"))
        let later = corpus.now.secondsSince1970 + 900_000
        try await corpus.store.write { database in
            try database.execute(sql: "UPDATE frontier SET due_at = ?, strikes = 2", arguments: [later])
        }
        return corpus
    }

    /// The last parts of the addresses that are due.
    private func due(_ corpus: Corpus) async throws -> [String] {
        let now = corpus.now.secondsSince1970
        return try await corpus.store.read { database in
            try String.fetchAll(
                database,
                sql: "SELECT address FROM frontier WHERE due_at <= ? AND quarantine IS NULL ORDER BY address",
                arguments: [now]
            ).map { String($0.suffix(1)) }
        }
    }

    @Test func `what failed and what is set aside becomes due, and nothing else`() async throws {
        let corpus = try await corpus()
        let counts = try await corpus.store.retry(.everything, now: corpus.now)
        #expect(counts.failed == 1 && counts.setAside == 1 && counts.found == 3)
        #expect(try await due(corpus) == ["1", "2"])
        let strikes = try await corpus.store.read { try Int.fetchOne($0, sql: "SELECT sum(strikes) FROM frontier") }
        #expect(strikes == 2)
        #expect(try await corpus.store.status(now: corpus.now).quarantined == 0)
    }

    @Test(arguments: [
        (RetrySelection.name("http://news.test/1"), ["1"]), (.name("HTTP://NEWS.test:80/2"), ["2"]),
        (.name("http://news.test/0"), []), (.name("1"), []), (.name("http://news.test/9"), []), (.name("nothing"), []),
        (.source("first"), ["1", "2"]), (.source("second"), []), (.source("third"), []),
    ])
    func `only what is named becomes due`(selection: RetrySelection, expected: [String]) async throws {
        let corpus = try await corpus()
        let counts = try await corpus.store.retry(selection, now: corpus.now)
        #expect(try await due(corpus) == expected)
        #expect(counts.due == expected.count)
    }

    @Test func `documents are named by number and key too`() async throws {
        let corpus = try await corpus()
        try await corpus.store.write { try $0.execute(sql: "UPDATE frontier SET failures = 1") }
        let key = try #require(try await corpus.document(url(0))?.key)
        for name in ["1", key, key.uppercased()] {
            #expect(try await corpus.store.retry(.name(name), now: corpus.now).failed == 1, "\(name)")
        }
    }

    @Test func `how often it failed is not forgotten`() async throws {
        let corpus = try await corpus()
        _ = try await corpus.store.retry(.everything, now: corpus.now)
        let failures = try await corpus.store.read { try Int.fetchOne($0, sql: "SELECT max(failures) FROM frontier") }
        #expect(failures == 1)
    }

    @Test func `what a run has in work is left to it`() async throws {
        let corpus = try await corpus()
        try await corpus.store.write { try $0.execute(sql: "UPDATE frontier SET claimed_run = 1") }
        #expect(try await corpus.store.retry(.everything, now: corpus.now).due == 0)
    }

    @Test func `hosts that want to be left alone are told of`() async throws {
        let corpus = try await corpus()
        let until = corpus.now + .seconds(3_600)
        try await corpus.store.block(host: "news.test", until: until, reason: "HTTP 429", blocks: 1)
        #expect(try await corpus.store.retry(.everything, now: corpus.now).blocked == 2)
        #expect(try await corpus.store.blockedHosts().map(\.until) == [until])
    }
}
