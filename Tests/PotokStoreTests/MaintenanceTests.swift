import Foundation
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
            try await Store.restore(backup, to: corpus.path, replaces: false)
        }
        try await Store.restore(backup, to: corpus.path, replaces: true)
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
        await #expect(throws: PotokError.self) { try await Store.restore(backup, to: corpus.path, replaces: true) }
        let again = try Store(path: corpus.path, mode: .read)
        #expect(try await again.search(SearchQuery("lodz"), limit: 5).hits.count == 1)
    }

    @Test func `vacuum, optimize and rebuild change no answer`() async throws {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        _ = try await corpus.seed((0..<50).map { "\($0)" }, run: run)
        try await corpus.ingest(run: run) { "wspólne \($0)" }
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
}
