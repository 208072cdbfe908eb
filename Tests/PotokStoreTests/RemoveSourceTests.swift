import GRDB
import PotokCore
import PotokDeduplicate
import Testing

@testable import PotokStore

@Suite struct RemoveSourceTests {
    private func url(_ number: Int) -> String { "http://news.test/\(number)" }

    /// Three pages of a source; another source names the last one too.
    private func corpus() async throws -> Corpus {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        for number in 0..<3 { try await corpus.fetch(url(number), run: run, text: "the words of page \(number)") }
        let shared = try #require(WebURL(url(2)))
        let next = try await corpus.begin()
        _ = try await corpus.store.seed([Seed(locator: .url(shared))], source: "second", run: next, now: corpus.now)
        return corpus
    }

    @Test func `documents that another source leads to become that one's`() async throws {
        let corpus = try await corpus()
        let contents = try #require(try await corpus.store.contents(ofSource: "first"))
        #expect(contents.documents == 2 && contents.shared == 1 && contents.addresses == 2)
        try await corpus.store.removeSource("first", judge: ExactJudge(), now: corpus.now)
        #expect(try await corpus.store.documentCount() == 1)
        #expect(try await corpus.document(url(2))?.source == "second")
        #expect(try await corpus.store.search(SearchQuery("words"), limit: 5).total == 1)
        #expect(try await corpus.store.status(now: corpus.now).addresses == 1)
        #expect(try await corpus.store.check() == [])
    }

    @Test func `done twice, or after a process ended in the middle, it comes to the same`() async throws {
        let corpus = try await corpus()
        let judge = ExactJudge()
        try await corpus.store.removeSource("first", judge: judge, now: corpus.now)
        let version = try await corpus.store.nextVersion()
        try await corpus.store.removeSource("first", judge: judge, now: corpus.now)
        #expect(try await corpus.store.nextVersion() == version)
        let left = try #require(try await corpus.store.contents(ofSource: "first"))
        #expect(left.documents == 0 && left.shared == 0 && left.addresses == 0)
        #expect(try await corpus.store.contents(ofSource: "third") == nil)
    }
}
