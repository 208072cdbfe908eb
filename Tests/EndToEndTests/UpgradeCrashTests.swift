import Foundation
import PotokStreams
import PotokTesting
import Testing

extension EndToEndSuite {
    /// A database that the first potok has left is brought up to date, however often the process that does it is killed.
    @Suite(.serialized) struct UpgradeCrashTests {
        private let place: Workplace

        init() throws { place = try Workplace() }

        /// The database of the first schema, with so many documents more that its steps take a while.
        private func makeOld(documents: Int) async throws {
            let fixture = PotokProgram.checkout.appending(path: "Tests/PotokStoreTests/Fixtures/first-schema.sql")
            try place.write("old.sql", try String(contentsOf: fixture, encoding: .utf8))
            try place.write("words.txt", MadeUpTexts.text(7, paragraphs: 40))
            let made = try await place.shell(
                """
                sqlite3 potok.db < old.sql && sqlite3 potok.db "
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < \(documents))
                    INSERT INTO document (key, source_id, locator, is_url, title, text, language, authors, media_type, body_hash,
                        content_hash, text_hash, normalizer, compares, version, revision, reserves_mining, first_seen_at,
                        observed_at, changed_at)
                    SELECT randomblob(16), 2, 'notes/' || n || '.txt', 0, 'Numer' || n,
                        'osobny' || n || ' ' || CAST(readfile('words.txt') AS TEXT), 'pl', '[]', 'text/plain', randomblob(16),
                        randomblob(16), randomblob(16), 1, 1, 100 + n, 1, 0, 1780000000, 1780000000, 1780000000
                    FROM number"
                """
            )
            #expect(made.exitCode == 0, "\(made)")
        }

        @Test func `killed at any moment, an upgrade goes on where it was and keeps what was before`() async throws {
            try await makeOld(documents: 600)
            try place.write("notes/nowy.txt", MadeUpTexts.text(1))
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db",
                  "sources": [ { "name": "notes", "type": "files", "paths": ["notes"] } ] }
                """
            )
            var delay = Duration.milliseconds(20)
            var kills = 0
            var steps: Set<String> = []
            while true {
                let run = try place.start("run", "--quiet")
                try await Task.sleep(for: delay)
                run.send(SIGKILL)
                let ended = try await run.end()
                guard ended.signal == SIGKILL else {
                    #expect(ended.exitCode == 0, "\(ended)")
                    break
                }
                kills += 1
                let state = try await place.shell(
                    "sqlite3 potok.db 'SELECT count(*) FROM grdb_migrations'; ls | grep -c 'before-1$'"
                )
                steps.insert(state.output)
                delay += delay / 4
            }
            #expect(kills > 3 && steps.count > 1, "\(kills) kills, \(steps)")
            let files = try FileManager.default.contentsOfDirectory(atPath: place.path("."))
            #expect(files.filter { $0.contains("before") } == ["potok.db.before-1"])
            let copy = try await place.shell(
                "sqlite3 potok.db.before-1 'PRAGMA integrity_check; SELECT count(*) FROM grdb_migrations; SELECT count(*) FROM document'"
            )
            #expect(copy.output == "ok\n1\n604\n", "\(copy)")
            #expect(try await place.corpus().entries.count == 604)
            let found = try await place.potok("search", "osobny567", "--json")
            #expect(try found.jsonLines().count == 1, "\(found)")
        }
    }
}
