import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// A lost disk: what sinks hold is newer than the backup, and in the end they hold what the corpus holds.
    @Suite(.serialized) struct RestoreTests {
        private struct Held: Decodable, Hashable {
            var key: String
            var text: String
            var version: Int64
        }

        private let place: Workplace
        private let server = OpenSearchServer()
        private let search: FaultProxy

        init() throws {
            place = try Workplace()
            let server = server
            search = try FaultProxy(isDelivery: OpenSearchServer.isDelivery, answer: server.answer)
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", "index": { "batchDocuments": 10 }, "limits": { "maxDeletes": "100 %" },
                  "sources": [ { "name": "lines", "type": "ndjson", "paths": ["lines.ndjson"] } ],
                  "sinks": [ { "name": "search", "type": "opensearch", "url": "\(search.url("/"))", "index": "corpus" },
                             { "name": "files", "type": "ndjson", "folder": "out" } ] }
                """
            )
        }

        private func write(_ numbers: some Sequence<Int>, day: Int) throws {
            let lines = numbers.map { number in
                // Every third changes each day.
                let words = MadeUpTexts.text(number.isMultiple(of: 3) ? number + 10_000 * day : number)
                return
                    "{\"id\": \"\(number)\", \"text\": \"\(words.replacing("\n", with: " ").replacing("\"", with: ""))\"}\n"
            }
            try place.write("lines.ndjson", lines.joined())
        }

        private func corpus() async throws -> Set<Held> {
            let shown = try await place.potok("show", "--all", "--json")
            #expect(shown.exitCode == 0, "\(shown)")
            return try Set(
                shown.output.split(separator: "\n").map { try JSONDecoder().decode(Held.self, from: Data($0.utf8)) }
            )
        }

        /// What the files of the sink come to when they are read from the first line to the last.
        private func filesHeld() throws -> Set<Held> {
            struct Line: Decodable {
                var key: String
                var version: Int64
                var document: Held?
            }
            var held: [String: (version: Int64, document: Held?)] = [:]
            for name in try FileManager.default.contentsOfDirectory(atPath: place.path("out")).sorted()
            where name.hasSuffix(".ndjson") {
                let text = try String(contentsOfFile: place.path("out/\(name)"), encoding: .utf8)
                for line in text.split(separator: "\n") {
                    let line = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
                    guard line.version >= held[line.key]?.version ?? 0 else { continue }
                    held[line.key] = (line.version, line.document)
                }
            }
            return Set(held.values.compactMap(\.document))
        }

        private func searchHeld() throws -> Set<Held> {
            try Set(
                server.documents("corpus").values.map {
                    try JSONDecoder().decode(Held.self, from: JSONSerialization.data(withJSONObject: $0.source))
                }
            )
        }

        /// With lines that are in the input no more, documents of the backup are older than what sinks hold, and nothing makes them new.
        @Test(arguments: [0, 20])
        func `a backup of the middle of a run, restored after more was delivered, leads every sink to the corpus`(
            linesThatGo: Int
        ) async throws {
            defer { search.stop() }
            try write(0..<400, day: 0)
            let first = try place.start("run", "--quiet")
            var count = 0
            while first.isRunning, count < 100 {
                let status = try await place.potok("status", "--json")
                count = (try? status.jsonLines().first?["documents"] as? Int) ?? 0
            }
            let backup = try await place.potok("db", "backup", "backup.db")
            #expect(backup.exitCode == 0, "\(backup)")
            #expect(first.isRunning, "the backup came too late to be one of the middle of a run")
            #expect(try await first.end().exitCode == 0)
            // Two days go by, with changes and new lines.
            for day in 1...2 {
                try write((day * linesThatGo)..<(400 + day * 30), day: day)
                #expect(try await place.potok("run", "--quiet").exitCode == 0)
            }
            let before = try await corpus()
            #expect(try searchHeld() == before)
            #expect(try filesHeld() == before)

            let restored = try await place.potok("db", "restore", "backup.db", "--replace")
            #expect(restored.exitCode == 0, "\(restored)")
            let old = try await corpus()
            #expect(old.count < 400 && old.count >= 100)
            let run = try await place.potok("run", "--quiet")
            #expect(run.exitCode == 0, "\(run)")
            let repaired = try await place.potok("sinks", "verify", "--repair")
            #expect(repaired.exitCode == 0, "\(repaired)")
            let after = try await corpus()
            let (texts, wanted) = (Set(after.map(\.text)), Set(before.map(\.text)))
            #expect(
                linesThatGo > 0 || texts == wanted,
                "\(texts.count) texts, \(texts.subtracting(wanted).count) of them others"
            )
            #expect(try searchHeld() == after)
            let files = try filesHeld()
            #expect(
                files == after,
                "\(files.subtracting(after).count) wrong, \(after.subtracting(files).count) missing"
            )
            #expect(try await place.potok("sinks", "verify").exitCode == 0)
            #expect(try await place.potok("db", "check").exitCode == 0)
        }
    }
}
