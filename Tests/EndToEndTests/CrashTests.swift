import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// Processes that end without a word: whatever the moment, the next run goes on and the corpus comes out the same.
    ///
    /// `POTOK_TEST_KILLS=50` kills as often.
    @Suite(.serialized) struct CrashTests {
        /// Files and pages in the test of random kills.
        private static let (files, pages) = (130, 40)
        /// Pages that are there with a trailing slash, too, and the first and last page that name another as canonical.
        private static let (slashes, named) = (6, 35...36)

        private let place: Workplace

        init() throws { place = try Workplace() }

        /// The round that the pages on the server belong to.
        private final class Round: @unchecked Sendable {
            // Unchecked is right: the number is reached with the lock held only.
            private let lock = NSLock()
            private var value = 0

            var number: Int {
                get { lock.withLock { value } }
                set { lock.withLock { value = newValue } }
            }
        }

        /// A server whose pages change with the rounds; some have the text of another one.
        private func serve(_ round: Round) throws -> LoopbackServer {
            try LoopbackServer { request in
                let name = request.target.dropFirst()
                guard let number = Int(name.hasSuffix("/") ? name.dropLast() : name) else { return .response(404) }
                let original = number < 35 ? number : number - 30
                let text = MadeUpTexts.text(1_000 + original, round: round.number / (1 + original % 3))
                let link = Self.named.contains(number) ? "<link rel=canonical href=/\(original)>" : ""
                return .page("<title>Strona \(original)</title>\(link)<p>\(text)</p>")
            }
        }

        @Test func `a corpus made by runs that were killed equals that of runs that were not`() async throws {
            let wanted = ProcessInfo.processInfo.environment["POTOK_TEST_KILLS"].flatMap { Int($0) } ?? 8
            let seed =
                ProcessInfo.processInfo.environment["POTOK_TEST_SEED"].flatMap { UInt64($0) }
                ?? UInt64.random(in: 0...99_999)
            var random = MadeUpTexts.Generator(seed: seed)
            var tally = Tally()
            let served = Round()
            let server = try serve(served)
            defer { server.stop() }
            let places = (0..<Self.pages).map { "/\($0)" } + (0..<Self.slashes).map { "/\($0)/" }
            let urls = places.map { "\"\(server.url($0))\"" }.joined(separator: ", ")
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", "index": { "batchDocuments": 40, "batchAge": "200 ms" },
                  "fetch": { "delay": "0 s", "longestCrawlDelay": "0 s", "revisit": "0 s", "longestRevisit": "0 s",
                             "allowAddresses": ["127.0.0.0/8"] },
                  "sources": [ { "name": "texts", "type": "files", "paths": ["texts"] },
                               { "name": "web", "type": "urls", "urls": [\(urls)] } ] }
                """
            )
            var round = 0
            while tally.kills < wanted {
                try writeRound(round)
                served.number = round
                let clock = ContinuousClock()
                let start = clock.now
                let reference = try await place.potok("run", "--quiet", "--database", "reference.db")
                let usual = start.duration(to: clock.now)
                #expect(reference.exitCode == 0, "\(reference)")
                try await killUntilDone(&tally, usual: usual, wanted: wanted, random: &random)
                let (killed, whole) = (try await place.corpus("killed.db"), try await place.corpus("reference.db"))
                #expect(killed.differences(from: whole).isEmpty, "round \(round), seed \(seed)")
                #expect(killed.entries.count == Self.files + Self.pages - Self.named.count)
                let (one, two) = (try await place.status("killed.db"), try await place.status("reference.db"))
                #expect(one.versions == two.versions, "round \(round), seed \(seed)")
                #expect(one.duplicates == two.duplicates)
                #expect(one.quarantined == 0)
                round += 1
            }
            let check = try await place.potok("status", "--check", "--database", "killed.db")
            #expect(check.exitCode == 0, "\(check)")
            print("\(tally.kills) kills in \(round) rounds, \(tally.integrityChecks) integrity checks, seed \(seed)")
        }

        /// What has been done to the runs so far.
        private struct Tally {
            var kills = 0
            var integrityChecks = 0
        }

        /// Writes the inputs of a round, copies among them; at first all are new, then some change.
        private func writeRound(_ round: Int) throws {
            for number in 0..<Self.files where round == 0 || number % 3 == round % 3 {
                // Number 120 and up have the text of another one.
                let copied = number < 120 ? number : number - 100
                try place.write(
                    "texts/\(number).txt",
                    MadeUpTexts.text(copied, round: number < 120 ? round : round / 2)
                )
            }
        }

        private func killUntilDone(
            _ tally: inout Tally,
            usual: Duration,
            wanted: Int,
            random: inout MadeUpTexts.Generator
        ) async throws {
            var retries = 0
            while true {
                let run = try place.start("run", "--quiet", "--database", "killed.db")
                if tally.kills < wanted {
                    // Every fourth one early on, where a run puts in order what the one before left behind.
                    let latest = Int.random(in: 0..<4, using: &random) == 0 ? 0.2 : 1.0
                    try await Task.sleep(for: usual * Double.random(in: 0...latest, using: &random))
                    run.send(SIGKILL)
                }
                let ended = try await run.end()
                guard ended.signal == SIGKILL else {
                    #expect(ended.exitCode == 0, "\(ended)")
                    // A document that was in work at three kills is set aside, as it should be; a changed file is tried again.
                    guard try await place.status("killed.db").quarantined > 0, retries < 3 else { return }
                    retries += 1
                    for number in 0..<Self.files {
                        try FileManager.default.setAttributes(
                            [.modificationDate: Date()],
                            ofItemAtPath: place.path("texts/\(number).txt")
                        )
                    }
                    continue
                }
                tally.kills += 1
                tally.integrityChecks += 1
                if FileManager.default.fileExists(atPath: place.path("killed.db")) {
                    try await place.expectSound("killed.db")
                }
            }
        }

        @Test func `a database whose first making was cut off is made by the next run`() async throws {
            try place.writePipeline(paths: ["texts"])
            try place.write("texts/1.txt", MadeUpTexts.text(1))
            // File sizes that end the making of the schema at different places.
            for kilobytes in [16, 24, 40, 64, 100, 200, 300, 400] {
                let database = "cut-\(kilobytes).db"
                let first = try await place.shell(
                    "bash -c 'ulimit -f \(kilobytes); exec \"$POTOK\" run --quiet --database \(database)'"
                )
                #expect(first.exitCode == 1, "\(kilobytes) kB: \(first)")
                let second = try await place.potok("run", "--json", "--database", database)
                #expect(second.exitCode == 0, "\(kilobytes) kB: \(second)")
                #expect(try await place.corpus(database).entries.count == 1, "\(kilobytes) kB")
            }
        }

        @Test func `a document that ends the process is set aside after three times, and the rest is indexed`()
            async throws
        {
            try place.writePipeline(paths: ["texts"])
            for number in 0..<30 { try place.write("texts/\(number).txt", MadeUpTexts.text(number)) }
            try place.write("texts/15x.txt", "Tekst ze znakiem NIE-CZYTAJ, od którego program umiera.")
            let environment = ["POTOK_TEST_ABORT": "NIE-CZYTAJ"]
            var unclean = 0
            var ended = try await place.potok("run", "--json", environment: environment)
            try #require(
                ended.signal == SIGABRT,
                "the program must be a debug build, which alone has POTOK_TEST_ABORT: \(ended)"
            )
            while ended.signal == SIGABRT, unclean < 6 {
                unclean += 1
                ended = try await place.potok("run", "--json", environment: environment)
            }
            #expect(unclean == 3)
            #expect(ended.exitCode == 0, "\(ended)")
            let report = try ended.report()
            #expect(report.quarantined == 1)
            #expect(report.documents == 30)
            // Somebody must be told which one it was.
            #expect(ended.problems.contains("texts/15x.txt"), "\(ended)")
            let status = try await place.status()
            #expect(status.quarantined == 1)
            try await place.expectSound()

            // Later runs leave it alone and say so.
            let later = try await place.potok("run", environment: environment)
            #expect(later.exitCode == 0, "\(later)")
            #expect(later.output.contains("set aside"), "\(later)")

            // A person has it tried again as it is.
            let copied = try await place.potok("db", "backup", "retried.db")
            #expect(copied.exitCode == 0, "\(copied)")
            let retried = try await place.potok("retry", "texts/15x.txt", "--database", "retried.db")
            #expect(retried.problems.contains("1 due now: 0 failed, 1 set aside"), "\(retried)")
            let freed = try await place.potok("run", "--json", "--database", "retried.db")
            #expect(try freed.report().documents == 31, "\(freed)")
            #expect(try await place.status("retried.db").quarantined == 0)

            // A file that has changed is tried again.
            try place.write("texts/15x.txt", "Tekst wyleczony, od którego program już nie umiera.")
            let mended = try await place.potok("run", "--json", environment: environment)
            #expect(mended.exitCode == 0, "\(mended)")
            #expect(try mended.report().quarantined == 0)
            #expect(try mended.report().documents == 31)
        }
    }
}
