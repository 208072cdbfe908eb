import Foundation
import GRDB
import PotokCore
import PotokDeduplicate
import Testing

@testable import PotokStore

@Suite struct MigrationTests {
    @Test func `a database made by the first schema migrates, and its pages are known as looked at`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "potok-migration-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "potok.db").path
        let old = try DatabaseQueue(path: path)
        try await old.write { try $0.execute(sql: "PRAGMA application_id = \(0x706F_746B)") }
        try Schema.migrator.migrate(old, upTo: "1 first schema")
        try await old.write { database in
            try database.execute(sql: "INSERT INTO source (id, name, position) VALUES (1, 'first', 0)")
            for (number, place) in ["https://a.pl/x", "https://a.pl/x/", "b.txt"].enumerated() {
                let url = WebURL(place)
                let key = url.map { DocumentKey(url: $0) } ?? DocumentKey(source: "first", identifier: place)
                try database.execute(
                    sql: """
                        INSERT INTO document (id, key, source_id, locator, is_url, title, text, authors, media_type,
                            body_hash, content_hash, text_hash, normalizer, compares, version, revision,
                            reserves_mining, first_seen_at, observed_at, changed_at)
                        VALUES (?, ?, 1, ?, ?, '', 'words', '[]', 'text/plain', x'00', x'00', x'01', 1, 1, 1, 1, 0, 0, 0, 0)
                        """,
                    arguments: [number + 1, key.data, place, url != nil]
                )
            }
        }
        try old.close()
        let store = try Store(path: path, mode: .create)
        let looks = try await store.read { database in
            (
                try String.fetchAll(database, sql: "SELECT address FROM look ORDER BY document_id"),
                try Int.fetchOne(database, sql: "SELECT count(DISTINCT form) FROM look")
            )
        }
        #expect(looks.0 == ["https://a.pl/x", "https://a.pl/x/"])
        #expect(looks.1 == 1)
        #expect(try await store.documentCount() == 3)
        #expect(try await store.documents(named: "https://a.pl/x").count == 1)
    }

    // MARK: The fixture of the first schema

    /// A folder with the database that the first potok has left behind, brought up to some step.
    private func old(upTo step: String?) throws -> (folder: URL, path: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "potok-migration-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "potok.db").path
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/first-schema.sql")
        let database = try DatabaseQueue(path: path)
        try database.writeWithoutTransaction { database in
            try database.execute(sql: try String(contentsOf: fixture, encoding: .utf8))
        }
        if let step { try Schema.migrator.migrate(database, upTo: step) }
        try database.close()
        return (folder, path)
    }

    private func copies(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("before") }.sorted()
    }

    private static let parameters = DuplicateParameters(version: Fingerprinter.version, window: 32)

    @Test(arguments: Schema.migrator.migrations)
    func `from every schema that ever was a database is brought up to date with all it holds`(step: String) async throws
    {
        let (folder, path) = try old(upTo: step)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try Store(path: path, mode: .create)
        #expect(store.copyBeforeUpgrade != nil)
        let now = Timestamp(secondsSince1970: 1_790_000_000)
        _ = try await store.duplicateParameters(wanted: Self.parameters)
        let run = try await store.beginRun(
            sources: ["web", "notes"],
            inWork: [],
            processIdentifier: 1,
            judge: ExactJudge(),
            now: now
        )
        try await store.endRun(run, end: .finished, now: now)
        #expect(try await store.documentCount() == 3)
        #expect(try await store.search(SearchQuery("żubra"), limit: 5).hits.map(\.document.document.title) == ["Żubr"])
        #expect(try await store.search(SearchQuery("już"), limit: 5).hits.isEmpty)
        let first = try #require(try await store.documents(named: "https://a.example/1").first)
        #expect(first.document.authors == ["Anna Nowak"])
        #expect(first.document.revision == 2)
        #expect(try await store.documents(named: "notes/żubr.txt").count == 1)
        let second = try #require(try await store.documents(named: "https://a.example/1/").first)
        #expect(first.document.duplicateOf == second.document.key)
        let problems = try await store.audit(judge: ExactJudge(), parameters: Self.parameters)
        #expect(problems == [], "\(problems)")
        try store.close()
    }

    @Test func `what a database was before its upgrade is kept until the next one`() async throws {
        let (folder, path) = try old(upTo: nil)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("older still".utf8).write(to: URL(filePath: path + ".before-0"))
        let store = try Store(path: path, mode: .create)
        let copy = try #require(store.copyBeforeUpgrade)
        try store.close()
        #expect(try copies(folder) == ["potok.db.before-1"])
        let kept = try DatabaseQueue(path: copy)
        let applied = try await kept.read { try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations") }
        #expect(applied == ["1 first schema"])
        #expect(try await kept.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM document") } == 4)
        try kept.close()
        // Nothing is to be done the second time.
        let again = try Store(path: path, mode: .create)
        #expect(again.copyBeforeUpgrade == nil)
        try again.close()
        #expect(try copies(folder) == ["potok.db.before-1"])
    }

    @Test func `half a copy that a killed process has left goes, and that of one at work stays`() throws {
        let (folder, path) = try old(upTo: nil)
        defer { try? FileManager.default.removeItem(at: folder) }
        // No process has this number: it is above what the kernel gives.
        let (dead, living) = ("\(path).before-1.partial-2147483646", "\(path).before-1.partial-\(getppid())")
        for name in [dead, dead + "-journal", living] { try Data("half".utf8).write(to: URL(filePath: name)) }
        try Store(path: path, mode: .create).close()
        #expect(try copies(folder) == ["potok.db.before-1", URL(filePath: living).lastPathComponent])
    }

    @Test(arguments: [1, 4, 9])
    func `an upgrade that was interrupted goes on, and its first copy is the one that stays`(steps: Int) async throws {
        let (folder, path) = try old(upTo: nil)
        defer { try? FileManager.default.removeItem(at: folder) }
        // What a process has done that ended between two steps.
        let interrupted = try DatabaseQueue(path: path)
        let copy = try #require(try UpgradeCopy.make(of: interrupted, path: path))
        try Schema.migrator.migrate(interrupted, upTo: Schema.migrator.migrations[steps])
        try interrupted.close()
        let store = try Store(path: path, mode: .create)
        #expect(store.copyBeforeUpgrade == copy.path)
        #expect(try await store.documentCount() == 3)
        #expect(try await store.check() == [])
        try store.close()
        #expect(try copies(folder) == ["potok.db.before-1"])
    }
}
