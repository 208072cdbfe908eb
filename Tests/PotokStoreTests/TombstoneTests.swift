import PotokCore
import Testing

@testable import PotokStore

@Suite struct TombstoneTests {
    private static let url = "http://news.test/a"

    private func corpusWithPage() async throws -> Corpus {
        let corpus = try Corpus()
        try await corpus.fetch(Self.url, run: try await corpus.begin(), text: "the words of a page")
        return corpus
    }

    private func hits(_ corpus: Corpus) async throws -> Int {
        try await corpus.store.search(SearchQuery("words"), limit: 5).total
    }

    @Test func `a page missing once is kept, and twice in a row becomes a tombstone`() async throws {
        let corpus = try await corpusWithPage()
        let gone = Outcome.gone(reason: "HTTP 404", isCertain: false)
        try await corpus.look(Self.url, run: try await corpus.begin(), outcome: gone)
        #expect(try await hits(corpus) == 1)
        try await corpus.look(Self.url, run: try await corpus.begin(), outcome: gone)
        #expect(try await hits(corpus) == 0)
        #expect(try await corpus.document(Self.url) == nil)
        let status = try await corpus.store.status(now: corpus.now)
        #expect(status.documents == 0)
        #expect(status.tombstones == 1)
        #expect(try await corpus.store.check() == [])
    }

    @Test func `a page that was there in between has not been missing twice`() async throws {
        let corpus = try await corpusWithPage()
        let gone = Outcome.gone(reason: "HTTP 404", isCertain: false)
        try await corpus.look(Self.url, run: try await corpus.begin(), outcome: gone)
        try await corpus.look(Self.url, run: try await corpus.begin(), outcome: .unchanged)
        try await corpus.look(Self.url, run: try await corpus.begin(), outcome: gone)
        #expect(try await hits(corpus) == 1)
    }

    @Test func `what is gone for certain, or asks not to be kept, goes at once`() async throws {
        for outcome in [
            Outcome.gone(reason: "HTTP 410", isCertain: true), .excluded(.robots, reason: "noindex"),
        ] {
            let corpus = try await corpusWithPage()
            try await corpus.look(Self.url, run: try await corpus.begin(), outcome: outcome)
            #expect(try await hits(corpus) == 0)
        }
    }

    @Test func `a failure or a busy host never removes anything`() async throws {
        let corpus = try await corpusWithPage()
        for outcome in [
            Outcome.failed(stage: "fetch", error: PotokError("fetch.timeout", "no answer"), retryAt: nil),
            .deferred(.tooManyRequests, reason: "HTTP 429", until: nil), .excluded(.type, reason: "image/png"),
        ] {
            for _ in 0..<3 { try await corpus.look(Self.url, run: try await corpus.begin(), outcome: outcome) }
            #expect(try await hits(corpus) == 1)
        }
    }

    @Test func `a page that comes back is found again, with a newer version`() async throws {
        let corpus = try await corpusWithPage()
        let before = try #require(try await corpus.document(Self.url)?.version)
        let gone = Outcome.gone(reason: "HTTP 410", isCertain: true)
        try await corpus.look(Self.url, run: try await corpus.begin(), outcome: gone)
        try await corpus.fetch(Self.url, run: try await corpus.begin(), text: "the words of a page")
        #expect(try await hits(corpus) == 1)
        #expect(try #require(try await corpus.document(Self.url)?.version) > before)
        try await corpus.look(Self.url, run: try await corpus.begin(), outcome: gone)
        try await corpus.fetch(Self.url, run: try await corpus.begin(), text: "other words of the page")
        #expect(try await hits(corpus) == 1)
        #expect(try await corpus.store.check() == [])
    }

    @Test func `when a representative goes, one of the others takes its place`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        try await corpus.fetch("http://a.test/", run: run, text: "the same words")
        try await corpus.fetch("http://b.test/", run: run, text: "the same words")
        #expect(try await corpus.document("http://b.test/")?.duplicateOf != nil)
        try await corpus.look(
            "http://a.test/",
            run: try await corpus.begin(),
            outcome: .gone(reason: "HTTP 410", isCertain: true)
        )
        #expect(try await corpus.document("http://b.test/")?.duplicateOf == nil)
    }

    @Test func `a page that moves for good is one document at its new address`() async throws {
        let corpus = try await corpusWithPage()
        let run = try await corpus.begin()
        try await corpus.fetch(Self.url, run: run, text: "the words of a page", movedTo: "http://news.test/b")
        #expect(try await hits(corpus) == 1)
        #expect(try await corpus.store.status(now: corpus.now).documents == 1)
        // The old address leads to the new document.
        #expect(try await corpus.document("http://news.test/b")?.url == "http://news.test/b")
        let counts = try await corpus.store.outcomes(of: run)
        #expect(counts.map(\.kind).contains(.redirected))
        #expect(try await corpus.store.check() == [])
    }
}
