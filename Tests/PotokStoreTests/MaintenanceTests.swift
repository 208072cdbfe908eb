import Foundation
import GRDB
import PotokCore
import Testing

@testable import PotokStore

@Suite struct MaintenanceTests {
    @Test func `readers search while a run writes, and see whole batches only`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        let reader = try Store(path: corpus.path, mode: .read)
        let totals = try await withThrowingTaskGroup(of: [Int].self) { group in
            group.addTask {
                var totals: [Int] = []
                while (totals.last ?? 0) < 200 {
                    totals.append(try await reader.search(SearchQuery("wspólne"), limit: 500).hits.count)
                    await Task.yield()
                }
                return totals
            }
            for batch in 0..<10 {
                _ = try await corpus.seed((0..<20).map { "\(batch)-\($0)" }, run: run)
                try await corpus.ingest(run: run) { "wspólne \($0)" }
            }
            return try await group.next() ?? []
        }
        #expect(totals == totals.sorted())
        #expect(totals.allSatisfy { $0.isMultiple(of: 20) }, "\(totals)")
    }

    @Test func `a backup holds what the database holds, and comes back in its place`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a"], run: run)
        try await corpus.ingest(run: run) { _ in "Łódź" }
        let backup = corpus.folder.appending(path: "backup.db").path
        try await corpus.store.backUp(to: backup)
        await #expect(throws: PotokError.self) { try await corpus.store.backUp(to: backup) }
        _ = try await corpus.seed(["b"], run: run)
        try await corpus.ingest(run: run) { _ in "Kraków" }
        try corpus.store.close()
        await #expect(throws: PotokError.self) {
            try await Corpus.restore(backup, to: corpus.path, replaces: false)
        }
        try await Corpus.restore(backup, to: corpus.path, replaces: true)
        let again = try Store(path: corpus.path, mode: .read)
        #expect(try await again.search(SearchQuery("lodz"), limit: 5).hits.count == 1)
        #expect(try await again.search(SearchQuery("krakow"), limit: 5).hits.isEmpty)
    }

    @Test func `a damaged backup replaces nothing`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a"], run: run)
        try await corpus.ingest(run: run) { _ in "Łódź" }
        try corpus.store.close()
        let backup = corpus.folder.appending(path: "backup.db").path
        try Data("no database at all".utf8).write(to: URL(filePath: backup))
        await #expect(throws: PotokError.self) { try await Corpus.restore(backup, to: corpus.path, replaces: true) }
        let again = try Store(path: corpus.path, mode: .read)
        #expect(try await again.search(SearchQuery("lodz"), limit: 5).hits.count == 1)
    }

    @Test func `vacuum, optimize and rebuild change no answer`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        // What comes later may be older.
        for (numbers, published) in [(0..<25, "2026-01-02"), (25..<50, "2025-01-02")] {
            _ = try await corpus.seed(numbers.map { "\($0)" }, run: run)
            _ = try await corpus.ingest(run: run, published: published) { "wspólne \($0)" }
        }
        func answers() async throws -> [Int] {
            try await corpus.store.search(SearchQuery("wspólne"), limit: 50).hits.map(\.document.number)
        }
        let before = try await answers()
        try await corpus.store.vacuum()
        #expect(try await answers() == before)
        try await corpus.store.optimize()
        #expect(try await answers() == before)
        try await corpus.store.rebuildIndex()
        #expect(try await answers() == before)
        #expect(try await corpus.store.check().isEmpty)
    }

    @Test func `entries of another analyser answer, go without a ghost, are told once, and are redone`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed(["a", "b", "c"], run: run)
        try await corpus.ingest(run: run) { "wspólne stare \($0)" }
        #expect(try await corpus.store.foreignEntriesToTell() == 0)
        try await corpus.store.write { database in
            // As if another analyser had made other terms of the same texts.
            try database.execute(
                sql: "UPDATE search_entry SET analyser = 1; DELETE FROM meta WHERE name = 'search.told'"
            )
            try database.execute(sql: "INSERT INTO search (search) VALUES ('delete-all')")
            for row in try Row.fetchAll(database, sql: "SELECT id FROM search_entry") {
                try database.execute(
                    sql: "INSERT INTO search (rowid, title, text) VALUES (?, 'obce', 'wspolne stare obce')",
                    arguments: [row["id"] as Int64]
                )
            }
        }
        #expect(try await corpus.store.foreignEntriesToTell() == 3)
        #expect(try await corpus.store.foreignEntriesToTell() == 0)
        func hits(_ query: String) async throws -> [String] {
            try await corpus.store.search(SearchQuery(query), limit: 5).hits.compactMap(\.document.document.identifier)
                .sorted()
        }
        #expect(try await hits("wspólne") == ["a", "b", "c"])

        let next = try await corpus.begin()
        _ = try await corpus.seed(["b"], tag: "2", run: next)
        try await corpus.ingest(run: next, tag: "2") { _ in "wspólne nowe" }
        #expect(try await hits("stare") == ["a", "c"])
        #expect(try await hits("obce") == ["a", "c"])
        #expect(try await hits("nowe") == ["b"])
        #expect(try await corpus.store.foreignEntries() == 2)
        #expect(try await corpus.store.check().isEmpty)

        try await corpus.store.rebuildIndex()
        #expect(try await corpus.store.foreignEntries() == 0)
        #expect(try await hits("obce") == [])
        #expect(try await hits("wspólne") == ["a", "b", "c"])
        #expect(try await corpus.store.check().isEmpty)
    }
}
