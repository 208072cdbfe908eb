import Foundation
import Testing

extension EndToEndSuite {
    /// Upkeep that ends without a word, and upkeep beside runs: nothing is lost, and nobody fails.
    ///
    /// `POTOK_TEST_KILLS=50` kills as often.
    @Suite(.serialized) struct UpkeepCrashTests {
        /// What is killed: arguments behind `potok db`, and SQL that makes ready for it.
        struct Work: CustomTestStringConvertible, Sendable {
            var arguments: [String]
            var preparation = ""
            var testDescription: String { arguments.joined(separator: " ") }
        }

        private let place: Workplace
        private static let files = 150

        init() throws {
            place = try Workplace()
            try place.writePipeline(
                paths: ["texts"],
                more: #""index": { "batchDocuments": 20, "batchAge": "100 ms" }, "deduplicate": { "near": "link" }"#
            )
            for number in 0..<Self.files { try write(number, round: 0) }
        }

        private func write(_ number: Int, round: Int) throws {
            // Some have the text of another one, and all have a word of their own and one in common.
            let text = MadeUpTexts.text(number % 140, round: round)
            try place.write("texts/\(number).txt", "\(text)\n\nwspólne osobne\(number % 140)\n")
        }

        private func potok(_ arguments: [String]) async throws -> Ended {
            try await Self.potok(arguments, in: place.folder)
        }

        private static func potok(_ arguments: [String], in folder: URL) async throws -> Ended {
            try await Running([PotokProgram.path] + arguments, in: folder).end()
        }

        /// What the index answers, from its first to its last hit.
        private func answers(_ database: String) async throws -> [String] {
            var answers: [String] = []
            for query in ["wspólne -osobne3", "osobne17"] {
                let search = try await potok(["search", query, "--json", "--limit", "500", "--database", database])
                #expect(search.exitCode == 0, "\(search)")
                answers.append(search.output)
            }
            return answers
        }

        @Test(arguments: [
            Work(arguments: ["vacuum"], preparation: "CREATE TABLE waste AS SELECT * FROM document; DROP TABLE waste"),
            Work(arguments: ["optimize"]),
            Work(arguments: ["rebuild", "index"]),
            Work(arguments: ["rebuild", "fingerprints"]),
            Work(
                arguments: ["migrate"],
                preparation: """
                    DELETE FROM grdb_migrations WHERE identifier = '6 search entries';
                    DROP TABLE search_term; DROP TABLE search_entry; DROP TABLE search_language
                    """
            ),
            Work(arguments: ["backup", "target.db"]),
            Work(arguments: ["restore", "usual.db", "--replace"]),
        ])
        func `upkeep that is killed loses nothing, and works the next time`(work: Work) async throws {
            let run = try await potok(["run", "--quiet"])
            #expect(run.exitCode == 0, "\(run)")
            let (corpus, usual) = (try await place.corpus(), try await answers("potok.db"))
            let wanted = max(2, (ProcessInfo.processInfo.environment["POTOK_TEST_KILLS"].flatMap { Int($0) } ?? 0) / 7)
            let clock = ContinuousClock()
            var time: Duration?
            var kills = 0
            for attempt in 0..<(wanted * 5 + 1) where kills < wanted {
                let prepared = try await place.shell(
                    """
                    rm -f killed.db* target.db* && cp potok.db usual.db && cp potok.db killed.db && \
                    sqlite3 killed.db "\(work.preparation)"
                    """
                )
                #expect(prepared.exitCode == 0, "\(prepared)")
                let start = clock.now
                let command = [PotokProgram.path, "db"] + work.arguments + ["--database", "killed.db"]
                let running = try Running(command, in: place.folder)
                if let time {
                    try await Task.sleep(for: time * Double.random(in: 0.1...1))
                    running.send(SIGKILL)
                }
                let ended = try await running.end()
                if time == nil {
                    #expect(ended.exitCode == 0, "\(ended)")
                    time = start.duration(to: clock.now)
                } else if ended.signal == SIGKILL {
                    kills += 1
                }
                try await place.expectSound("killed.db")
                let again = try await potok(["db"] + work.arguments + ["--database", "killed.db"])
                let isThere = work.arguments[0] == "backup" && ended.signal == nil
                #expect((again.exitCode == 0) != isThere || again.problems.contains("already"), "\(attempt): \(again)")
                #expect(try await place.corpus("killed.db").differences(from: corpus).isEmpty, "\(attempt)")
                #expect(try await answers("killed.db") == usual, "\(attempt)")
                if work.arguments[0] == "backup" {
                    #expect(try await answers("target.db") == usual, "\(attempt)")
                }
                let checked = try await potok(["db", "check", "--database", "killed.db"])
                #expect(checked.exitCode == 0, "\(attempt): \(checked)")
            }
            #expect(kills == wanted)
        }

        @Test func `searches, checks and backups beside runs all end well`() async throws {
            let first = try await potok(["run", "--quiet"])
            #expect(first.exitCode == 0, "\(first)")
            let folder = place.folder
            try await withThrowingTaskGroup(of: Int.self) { group in
                let done = Flag()
                for arguments in [["search", "wspólne", "--json", "--limit", "500"], ["db", "check"], ["status"]] {
                    group.addTask {
                        var count = 0
                        while !done.isSet {
                            let ended = try await Self.potok(arguments, in: folder)
                            #expect(ended.exitCode == 0, "\(arguments): \(ended)")
                            count += 1
                        }
                        return count
                    }
                }
                group.addTask {
                    var count = 0
                    while !done.isSet {
                        let ended = try await Self.potok(["db", "backup", "copy-\(count).db"], in: folder)
                        #expect(ended.exitCode == 0, "\(ended)")
                        count += 1
                    }
                    return count
                }
                for round in 1...3 {
                    for number in stride(from: round % 2, to: Self.files, by: 2) { try write(number, round: round) }
                    let run = try await potok(["run", "--json"])
                    #expect(run.exitCode == 0, "\(run)")
                    #expect(try run.report().counts["updated"] ?? 0 > 0, "\(run)")
                }
                done.set()
                for try await count in group { #expect(count > 0) }
            }
            for copy in try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
            where copy.hasPrefix("copy-") && copy.hasSuffix(".db") {
                #expect(try await place.corpus(copy).entries.count == Self.files)
                try await place.expectSound(copy)
            }
        }

        /// Something that has happened.
        private final class Flag: @unchecked Sendable {
            // Unchecked is right: the value is reached with the lock held only.
            private let lock = NSLock()
            private var value = false

            var isSet: Bool { lock.withLock { value } }
            func set() { lock.withLock { value = true } }
        }
    }
}
