import PotokCore
import PotokDeduplicate
import Testing

@testable import PotokStore

@Suite struct CommitTests {
    @Test func `a new document is indexed and can be found, shown and is told to sinks`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        let counts = try await corpus.seed(["a.txt"], run: run)
        #expect(counts.new == 1)
        let report = try await corpus.ingest(run: run) { _ in "Kazachstan leży w Azji." }
        #expect(report.outcomes == [.indexed: 1])
        let answer = try await corpus.store.search(SearchQuery("kazachstan AZJI"), limit: 5)
        #expect(answer.hits.map(\.document.number) == [1])
        #expect(answer.hits.first?.snippet.text == "Kazachstan leży w Azji.")
        #expect(answer.hits.first?.snippet.matches.count == 2)
        #expect(try await corpus.store.status(now: corpus.now).changes == 1)
        #expect(try await corpus.store.check() == [])
    }

    @Test func `a file seen again with the same content is unchanged and keeps its version`() async throws {
        let corpus = try Corpus()
        let first = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], run: first)
        try await corpus.ingest(run: first) { _ in "same" }
        let before = try await corpus.document("a.txt")
        let second = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], tag: "2", run: second)
        let report = try await corpus.ingest(run: second, tag: "2") { _ in "same" }
        #expect(report.outcomes == [.unchanged: 1])
        #expect(try await corpus.document("a.txt")?.version == before?.version)
        #expect(try await corpus.store.outcomes(of: second).map(\.count) == [1])
    }

    @Test func `a file with the tag that was processed is not due`() async throws {
        let corpus = try Corpus()
        let first = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], run: first)
        try await corpus.ingest(run: first) { _ in "same" }
        let second = try await corpus.begin()
        #expect(try await corpus.seed(["a.txt"], run: second).notDue == 1)
        #expect(try await corpus.store.claimFiles(limit: 10, run: second, now: corpus.now).isEmpty)
    }

    @Test func `a changed text is an update that keeps the old version and replaces its words`() async throws {
        let corpus = try Corpus()
        let first = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], run: first)
        try await corpus.ingest(run: first) { _ in "stary tekst" }
        let second = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], tag: "2", run: second)
        #expect(try await corpus.ingest(run: second, tag: "2") { _ in "nowy tekst" }.outcomes == [.updated: 1])
        #expect(try await corpus.store.search(SearchQuery("stary"), limit: 5).hits.isEmpty)
        #expect(try await corpus.store.search(SearchQuery("nowy"), limit: 5).hits.count == 1)
        let record = try #require(try await corpus.store.documents(named: "a.txt").first)
        #expect(record.document.revision == 2)
        #expect(try await corpus.store.oldVersions(of: record).map(\.text) == ["stary tekst"])
        #expect(try await corpus.store.check() == [])
    }

    @Test func `an older observation never overwrites a newer one`() async throws {
        let corpus = try Corpus()
        let first = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], run: first)
        try await corpus.ingest(run: first) { _ in "newer" }
        let second = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], tag: "2", run: second)
        let old = Timestamp(secondsSince1970: corpus.now.secondsSince1970 - 10)
        #expect(try await corpus.ingest(run: second, observedAt: old) { _ in "older" }.outcomes == [.unchanged: 1])
        #expect(try await corpus.document("a.txt")?.text == "newer")
    }

    @Test func `the same text elsewhere is a duplicate linked to its representative, found once`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a.txt", "b.txt", "c.txt"], run: run)
        try await corpus.ingest(run: run) { $0 == "c.txt" ? "other words" : "The Same Words" }
        let representative = try #require(try await corpus.document("a.txt"))
        #expect(representative.duplicateOf == nil)
        #expect(try await corpus.document("b.txt")?.duplicateOf == representative.key)
        let outcomes = try await corpus.store.outcomes(of: run)
        #expect(outcomes.first { $0.kind == .indexed }?.count == 2)
        #expect(outcomes.first { $0.kind == .duplicate }?.count == 1)
        let answer = try await corpus.store.search(SearchQuery("same words"), limit: 5)
        #expect(answer.hits.map(\.similar) == [1])
        #expect(answer.total == 1)
    }

    @Test func `links and outcomes are the same in whatever order and batches documents come`() async throws {
        var corpora: [[String]] = []
        for order in [["a.txt", "b.txt", "c.txt"], ["c.txt", "b.txt", "a.txt"], ["b.txt", "c.txt", "a.txt"]] {
            for size in [1, 3] {
                let corpus = try Corpus()
                let run = try await corpus.begin()
                _ = try await corpus.seed(order, run: run)
                let requests = try await corpus.store.claimFiles(limit: 10, run: run, now: corpus.now)
                let sorted = requests.sorted {
                    order.firstIndex(of: $0.locator.description) ?? 0 < order.firstIndex(of: $1.locator.description)
                        ?? 0
                }
                for start in stride(from: 0, to: 3, by: size) {
                    _ = try await corpus.store.commit(
                        sorted[start..<start + size].map { corpus.settlement($0, text: "one text for all") },
                        run: run,
                        judge: ExactJudge(),
                        now: corpus.now
                    )
                }
                var lines: [String] = []
                try await corpus.store.forEachDocument { record in
                    lines.append("\(record.document.key) \(record.document.duplicateOf ?? "-")")
                }
                lines += try await corpus.store.outcomes(of: run).map { "\($0.kind) \($0.count)" }
                corpora.append(lines)
            }
        }
        #expect(Set(corpora).count == 1)
    }

    @Test func `when a representative changes its text the others elect again and sinks are told`() async throws {
        let corpus = try Corpus()
        let first = try await corpus.begin()
        _ = try await corpus.seed(["a.txt", "b.txt"], run: first)
        try await corpus.ingest(run: first) { _ in "shared" }
        let before = try #require(try await corpus.document("b.txt"))
        let second = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], tag: "2", run: second)
        try await corpus.ingest(run: second, tag: "2") { _ in "on its own now" }
        let after = try #require(try await corpus.document("b.txt"))
        #expect(after.duplicateOf == nil)
        #expect(after.version > before.version)
    }

    @Test func `a source that moves to the front represents from then on`() async throws {
        let corpus = try Corpus()
        let first = try await corpus.begin(["first", "second"])
        _ = try await corpus.seed(["z.txt"], source: "first", run: first)
        _ = try await corpus.seed(["a.txt"], source: "second", run: first)
        try await corpus.ingest(run: first) { _ in "shared" }
        #expect(try await corpus.document("z.txt")?.duplicateOf == nil)
        _ = try await corpus.begin(["second", "first"])
        #expect(try await corpus.document("a.txt")?.duplicateOf == nil)
        #expect(try await corpus.document("z.txt")?.duplicateOf != nil)
    }

    @Test func `versions only grow, also in a database made later`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a.txt", "b.txt"], run: run)
        try await corpus.ingest(run: run) { $0 }
        let versions = [try await corpus.document("a.txt")?.version, try await corpus.document("b.txt")?.version]
            .compactMap { $0 }
        let later = try Corpus()
        later.now = Timestamp(secondsSince1970: corpus.now.secondsSince1970 + 60)
        let laterRun = try await later.begin()
        _ = try await later.seed(["a.txt"], run: laterRun)
        try await later.ingest(run: laterRun) { $0 }
        let newest = try #require(try await later.document("a.txt")?.version)
        #expect(versions.count == 2)
        #expect(Set(versions).count == 2)
        #expect(newest > (versions.max() ?? 0))
        #expect(newest < 1 << 53)
    }

    @Test func `a failing input stays due and counts its failures`() async throws {
        let corpus = try Corpus()
        let first = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], run: first)
        let requests = try await corpus.store.claimFiles(limit: 10, run: first, now: corpus.now)
        let error = PotokError("source.not-readable", "no")
        _ = try await corpus.store.commit(
            requests.map {
                Settlement(
                    request: $0,
                    result: .outcome(.failed(stage: "fetch", error: error, retryAt: nil)),
                    dueAgain: corpus.now
                )
            },
            run: first,
            judge: ExactJudge(),
            now: corpus.now
        )
        #expect(try await corpus.store.outcomes(of: first).map(\.code) == ["source.not-readable"])
        let second = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], run: second)
        #expect(try await corpus.store.claimFiles(limit: 10, run: second, now: corpus.now).map(\.failures) == [1])
    }

    @Test func `a page that says of a sudden what several others of its host say keeps the text that it had`()
        async throws
    {
        let corpus = try Corpus()
        let lost = "The page that was asked for has moved or is gone; please begin again at the start page of the site."
        try await corpus.look(at: [
            WebPage("https://otters.example/1", "The first text about otters, their rivers and the fish in them."),
            WebPage("https://otters.example/2", "The second text about beavers, their dams and the ponds behind them."),
            WebPage("https://otters.example/a", lost), WebPage("https://otters.example/b", lost),
            WebPage("https://beavers.example/1", "A text of another host about lodges that are built of branches."),
        ])
        corpus.now = Timestamp(secondsSince1970: corpus.now.secondsSince1970 + 90_000)
        try await corpus.look(at: [
            WebPage("https://otters.example/1", lost), WebPage("https://beavers.example/1", lost),
            WebPage("https://otters.example/2", "The second text about beavers, which was changed by its authors."),
        ])
        #expect(try await corpus.document("https://otters.example/1")?.text.contains("first text") == true)
        // Others of another host say nothing about it, and what only changes is changed.
        #expect(try await corpus.document("https://beavers.example/1")?.text == lost)
        #expect(try await corpus.document("https://otters.example/2")?.text.contains("changed by") == true)
        // What it says otherwise is its text again.
        corpus.now = Timestamp(secondsSince1970: corpus.now.secondsSince1970 + 90_000)
        try await corpus.look(at: [WebPage("https://otters.example/1", "The first text about otters, written anew.")])
        #expect(try await corpus.document("https://otters.example/1")?.text.contains("written anew") == true)
    }
}
