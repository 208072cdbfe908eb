import Foundation
import GRDB
import PotokCore
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
}
