import PotokCore
import Testing

@testable import PotokStore

@Suite struct SearchTests {
    @Test(arguments: ["", "  ", "!!!", "\"", "a \"b", "\"\""])
    func `a query without words or with an open quote is an error that says so`(text: String) {
        #expect(throws: PotokError.self) { try SearchQuery(text) }
    }

    @Test(arguments: [
        "a OR b", "NEAR(a b)", "a* b", "title:x", "(a", "a AND", "b -a", "^a", "{title}:a", "a + b", "NOT a",
        "łódź'; DROP TABLE document",
    ])
    func `words of a query are never commands of the database`(text: String) async throws {
        let corpus = try Corpus()
        #expect(try await corpus.store.search(SearchQuery(text), limit: 1).hits.isEmpty)
    }

    @Test func `all words must be there, and quoted ones side by side`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a.txt", "b.txt"], run: run)
        try await corpus.ingest(run: run) {
            $0 == "a.txt" ? "zielony dom i czerwony dach" : "czerwony dom i zielony dach"
        }
        func hits(_ text: String) async throws -> [String?] {
            try await corpus.store.search(SearchQuery(text), limit: 5).hits.map(\.document.document.identifier)
        }
        #expect(try await hits("dom dach").count == 2)
        #expect(try await hits("\"czerwony dom\"") == ["b.txt"])
        #expect(try await hits("dom krowa").isEmpty)
    }

    @Test func `a snippet shows the matches in the middle of a long text`() {
        let text = (0..<200).map { "word\($0)" }.joined(separator: " ") + " Kazachstan end"
        let snippet = Snippet(of: text, terms: [Array("kazachstan".utf8)], language: nil)
        #expect(snippet.text.contains("Kazachstan"))
        #expect(snippet.text.hasPrefix("… "))
        let bytes = Array(snippet.text.utf8)
        #expect(snippet.matches.map { String(decoding: bytes[$0], as: UTF8.self) } == ["Kazachstan"])
    }

    @Test func `pages of hits neither repeat nor miss a document`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed((0..<25).map { "\($0).txt" }, run: run)
        try await corpus.ingest(run: run) { "common \($0)" }
        var seen: [Int] = []
        for offset in stride(from: 0, to: 30, by: 10) {
            seen += try await corpus.store.search(SearchQuery("common"), limit: 10, offset: offset).hits.map(
                \.document.number
            )
        }
        #expect(seen.sorted() == Array(1...25))
    }
}
