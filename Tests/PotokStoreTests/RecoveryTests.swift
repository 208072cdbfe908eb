import Foundation
import GRDB
import PotokCore
import PotokDeduplicate
import PotokTesting
import Testing

@testable import PotokStore

@Suite struct RecoveryTests {
    @Test func `claims of a run that died go back to the frontier`() async throws {
        let corpus = try Corpus()
        let first = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], run: first)
        #expect(try await corpus.store.claimFiles(limit: 10, run: first, now: corpus.now).count == 1)
        #expect(try await corpus.store.claimFiles(limit: 10, run: first, now: corpus.now).isEmpty)
        let second = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], run: second)
        #expect(try await corpus.store.claimFiles(limit: 10, run: second, now: corpus.now).count == 1)
        #expect(try await corpus.store.runs(limit: 2).map(\.end) == [nil, .interrupted])
    }

    @Test func `what was in work at two unclean ends is tried alone, and quarantined if it ends that one too`()
        async throws
    {
        let corpus = try Corpus()
        var run = try await corpus.begin()
        _ = try await corpus.seed(["bad.txt", "good.txt"], run: run)
        for _ in 0..<2 {
            let claims = try await corpus.store.claimFiles(limit: 10, run: run, now: corpus.now)
            let bad = try #require(claims.first { $0.locator.description == "bad.txt" })
            #expect(try await corpus.store.claimSuspect(run: run) == nil)
            run = try await corpus.begin(inWork: [bad.claim])
            _ = try await corpus.seed(["bad.txt", "good.txt"], run: run)
        }
        let others = try await corpus.store.claimFiles(limit: 10, run: run, now: corpus.now)
        #expect(others.map(\.locator.description) == ["good.txt"])
        let suspect = try #require(try await corpus.store.claimSuspect(run: run))
        #expect(suspect.locator.description == "bad.txt")
        run = try await corpus.begin(inWork: [suspect.claim])
        let counts = try await corpus.seed(["bad.txt", "good.txt"], run: run)
        #expect(counts.quarantined == 1)
        #expect(try await corpus.store.claimSuspect(run: run) == nil)
        #expect(try await corpus.store.claimFiles(limit: 10, run: run, now: corpus.now).count == 1)
    }

    @Test func `a suspect that ends well alone is cleared of all suspicion`() async throws {
        let corpus = try Corpus()
        var run = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], run: run)
        for _ in 0..<2 {
            let claim = try #require(try await corpus.store.claimFiles(limit: 1, run: run, now: corpus.now).first)
            run = try await corpus.begin(inWork: [claim.claim])
            _ = try await corpus.seed(["a.txt"], run: run)
        }
        let suspect = try #require(try await corpus.store.claimSuspect(run: run))
        _ = try await corpus.store.commit(
            [corpus.settlement(suspect, text: "fine")],
            run: run,
            judge: ExactJudge(),
            now: corpus.now
        )
        run = try await corpus.begin(inWork: [suspect.claim])
        #expect(try await corpus.seed(["a.txt"], tag: "2", run: run).quarantined == 0)
        #expect(try await corpus.store.claimFiles(limit: 1, run: run, now: corpus.now).count == 1)
    }

    @Test func `a quarantined file that changes is tried again`() async throws {
        let corpus = try Corpus()
        var run = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], run: run)
        for _ in 0..<2 {
            let claim = try #require(try await corpus.store.claimFiles(limit: 1, run: run, now: corpus.now).first)
            run = try await corpus.begin(inWork: [claim.claim])
            _ = try await corpus.seed(["a.txt"], run: run)
        }
        let suspect = try #require(try await corpus.store.claimSuspect(run: run))
        run = try await corpus.begin(inWork: [suspect.claim])
        #expect(try await corpus.seed(["a.txt"], tag: "changed", run: run).quarantined == 0)
        #expect(try await corpus.store.claimFiles(limit: 1, run: run, now: corpus.now).count == 1)
    }

    @Test func `what a killed reprocessing had in work is taken by the next one, and set aside after two such ends`()
        async throws
    {
        let corpus = try Corpus()
        var run = try await corpus.begin()
        _ = try await corpus.seed(["a.txt", "b.txt", "c.txt"], run: run)
        try await corpus.ingest(run: run) { "the text of \($0)" }
        let state = NormalizerState(version: 2, rules: ["first": 1])
        let selection = ReprocessSelection(sources: nil, state: state, takesAll: false)

        func killed(working names: Set<String>) async throws {
            let taken = try await corpus.store.claimReprocessable(selection, after: 0, limit: 10, run: run)
            let claims = try #require(taken).requests.filter { names.contains($0.locator.description) }.map(\.claim)
            #expect(claims.count == names.count)
            run = try await corpus.begin(inWork: claims)
        }

        try await killed(working: ["a.txt", "b.txt"])
        #expect(try await corpus.store.reprocessable(selection).documents == 3)
        // What comes to its end is suspected no more.
        let taken = try await corpus.store.claimReprocessable(selection, after: 0, limit: 10, run: run)
        let good = try #require(taken?.requests.first { $0.locator.description == "a.txt" })
        let refusal = Reprocessed(request: good, result: .refused(.excluded(.index, reason: "a list")))
        _ = try await corpus.store.commit(
            reprocessed: [refusal],
            run: run,
            judge: ExactJudge(),
            state: state,
            now: corpus.now
        )
        run = try await corpus.begin()
        let all = ReprocessSelection(sources: nil, state: state, takesAll: true)
        try await killed(working: ["b.txt"])
        #expect(
            try await corpus.store.reprocessable(all) == Reprocessable(documents: 2, withoutBody: 0, setAside: 1)
        )
        let left = try await corpus.store.claimReprocessable(all, after: 0, limit: 10, run: run)
        #expect(left?.requests.map(\.locator.description) == ["a.txt", "c.txt"])
        // The next run tries it alone.
        #expect(try await corpus.seed(["a.txt", "b.txt", "c.txt"], run: run).quarantined == 0)
        #expect(try await corpus.store.claimSuspect(run: run)?.locator.description == "b.txt")
    }

    @Test func `a block of a host outlives the process`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        let url = try #require(WebURL("http://news.test/a"))
        _ = try await corpus.store.seed([Seed(locator: .url(url))], source: "first", run: run, now: corpus.now)
        let until = corpus.now + .seconds(300)
        try await corpus.store.block(host: "news.test", until: until, reason: "HTTP 429", blocks: 1)
        let again = try Store(path: corpus.path, mode: .write)
        #expect(try await again.dueHosts(run: run, now: corpus.now).map(\.blockedUntil) == [until])
    }
}

@Suite struct OpeningTests {
    private func temporary(_ bytes: Data) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "potok-\(UUID().uuidString).db").path
        try bytes.write(to: URL(filePath: path))
        return path
    }

    private func code(_ path: String, _ mode: Store.Mode) -> String? {
        do {
            _ = try Store(path: path, mode: mode)
            return nil
        } catch let error as PotokError {
            return error.code.rawValue
        } catch {
            return String(describing: error)
        }
    }

    @Test func `what is no SQLite database is refused and left as it is`() throws {
        let content = Data(String(repeating: "this is no database\n", count: 500).utf8)
        let path = try temporary(content)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(code(path, .create) == "database.not-sqlite")
        #expect(code(path, .read) == "database.not-sqlite")
        #expect(try Data(contentsOf: URL(filePath: path)) == content)
    }

    @Test func `a database that is not there is made only by what writes`() {
        let path = FileManager.default.temporaryDirectory.appending(path: "potok-\(UUID().uuidString).db").path
        #expect(code(path, .read) == "database.missing")
        #expect(code(path, .write) == "database.missing")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `the database of another program is refused`() throws {
        let corpus = try Corpus()
        let other = corpus.folder.appending(path: "other.db").path
        try ChildProcess.output(["sqlite3", other, "CREATE TABLE t (a); INSERT INTO t VALUES (1);"])
        #expect(code(other, .create) == "database.not-potok")
    }

    @Test func `a database from a newer potok is refused with its own message`() async throws {
        let corpus = try Corpus()
        try await corpus.store.write { database in
            try database.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 from the future')")
        }
        #expect(code(corpus.path, .create) == "database.newer")
        #expect(code(corpus.path, .read) == "database.newer")
    }

    @Test func `entries of another analyser answer until the index is made anew, and what is changed leaves no ghost`()
        async throws
    {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a.txt", "b.txt"], run: run)
        try await corpus.ingest(run: run) { $0 == "a.txt" ? "Łódź zostaje" : "Kraków odchodzi" }
        // As if other rules had made other terms of the same texts.
        try await corpus.store.write { database in
            try database.execute(sql: "UPDATE search_entry SET analyser = 1, language = 'de'")
        }
        let again = try Store(path: corpus.path, mode: .write)
        func hits(_ text: String) async throws -> Int {
            try await again.search(SearchQuery(text), limit: 5).hits.count
        }
        #expect(try await again.foreignEntries() == 2)
        #expect(try await hits("lodz") == 1)
        let next = try await corpus.begin()
        _ = try await corpus.seed(["a.txt", "b.txt"], tag: "2", run: next)
        try await corpus.ingest(run: next, tag: "2") { $0 == "a.txt" ? "Łódź zostaje" : "Poznań przychodzi" }
        #expect(try await hits("krakow") == 0)
        #expect(try await hits("poznan") == 1)
        #expect(try await hits("lodz") == 1)
        #expect(try await again.check().isEmpty)
        try await again.rebuildIndex()
        #expect(try await again.foreignEntries() == 0)
        #expect(try await hits("krakow") == 0)
        #expect(try await hits("lodz") == 1)
        #expect(try await again.check().isEmpty)
    }

    @Test func `a database without entries gets them when it is opened for writing`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], run: run)
        try await corpus.ingest(run: run) { _ in "Łódź" }
        try await corpus.store.write { database in
            try database.execute(
                sql: "DELETE FROM search_entry; UPDATE meta SET value = 1 WHERE name = 'search.rebuild'"
            )
        }
        let again = try Store(path: corpus.path, mode: .write)
        #expect(try await again.search(SearchQuery("lodz"), limit: 1).hits.count == 1)
    }
}
