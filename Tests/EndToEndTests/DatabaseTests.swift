import Foundation
import Testing

extension EndToEndSuite {
    /// `potok db` looks after a database without changing what it answers.
    @Suite struct DatabaseTests {
        private let place: Workplace

        init() throws {
            place = try Workplace()
            let text = MadeUpTexts.text(1) + "\n\nznacznik\n"
            try place.write("texts/one.txt", text)
            try place.write("texts/two.txt", text + "\n\ndopisek\n")
            try place.write("texts/three.txt", MadeUpTexts.text(2))
            try place.writePipeline(
                paths: ["texts"],
                more: #""deduplicate": { "same": "link", "near": "link" }"#
            )
        }

        @Test func `index and fingerprints made anew answer what the old ones did`() async throws {
            let run = try await place.potok("run")
            #expect(run.exitCode == 0, "\(run)")
            let before = try await place.potok("search", "znacznik", "--json")
            let hits = try before.jsonLines()
            #expect(hits.count == 1, "\(before)")
            #expect(hits.first?["similar"] as? Int == 1, "\(before)")
            let corpus = try await place.corpus()

            for part in ["index", "fingerprints"] {
                let rebuilt = try await place.potok("db", "rebuild", part)
                #expect(rebuilt.exitCode == 0, "\(rebuilt)")
                let after = try await place.potok("search", "znacznik", "--json")
                #expect(after.output == before.output, "\(part)")
                #expect(try await place.corpus() == corpus, "\(part)")
            }
            let unknown = try await place.potok("db", "rebuild", "nothing")
            #expect(unknown.exitCode == 64, "\(unknown)")
        }

        @Test func `a database is checked, tidied, backed up and restored`() async throws {
            _ = try await place.potok("run")
            let corpus = try await place.corpus()
            for command in ["check", "optimize", "vacuum", "migrate"] {
                let ended = try await place.potok("db", command)
                #expect(ended.exitCode == 0, "\(command): \(ended)")
            }
            let backup = try await place.potok("db", "backup", "backup.db")
            #expect(backup.exitCode == 0, "\(backup)")
            let refused = try await place.potok("db", "restore", "backup.db")
            #expect(refused.exitCode != 0, "\(refused)")
            let restored = try await place.potok("db", "restore", "backup.db", "--replace")
            #expect(restored.exitCode == 0, "\(restored)")
            #expect(try await place.corpus() == corpus)
            try await place.expectSound()
        }
    }
}
