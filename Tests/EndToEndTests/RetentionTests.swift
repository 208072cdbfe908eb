import Foundation
import PotokStreams
import PotokTesting
import Testing

extension EndToEndSuite {
    /// What is too old goes, once a day or by a person's word, and does not come back by itself.
    @Suite(.serialized) struct RetentionTests {
        private let place: Workplace
        private let server: LoopbackServer
        /// What pages add to their texts.
        private let edition = Lock(0)

        init() throws {
            place = try Workplace()
            let edition = edition
            server = try LoopbackServer { request in
                let address = "http://\(request.headers["host"] ?? "")"
                if request.target == "/feed.xml" {
                    let items = (0..<6).map { "<item><link>\(address)/\($0)</link></item>" }.joined()
                    return .response(
                        headers: [("Content-Type", "application/rss+xml")],
                        body: Array("<rss version=\"2.0\"><channel>\(items)</channel></rss>".utf8)
                    )
                }
                guard let number = Int(request.target.dropFirst()) else { return .response(404) }
                // Two of them are from another time.
                let date = number < 2 ? "<meta property=article:published_time content=2019-05-0\(number + 1)>" : ""
                let paragraphs = MadeUpTexts.text(number, paragraphs: 5).split(separator: "\n\n")
                    .map { "<p>\($0)</p>" }
                let line = "<p>To jest wydanie numer \(edition.withLock { $0 }) strony \(number).</p>"
                let page =
                    "<title>Strona \(number)</title>\(date)<article><h1>Strona \(number)</h1>\(paragraphs.joined())\(line)"
                return .response(headers: [("Content-Type", "text/html; charset=utf-8")], body: Array(page.utf8))
            }
        }

        private func writePipeline(_ more: String = "") throws {
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db",
                  "fetch": { "delay": "0 s", "parallelPerHost": 8, "revisit": "1 h", "longestRevisit": "1 d",
                             "allowAddresses": ["127.0.0.0/8"] },
                  "sinks": [ { "name": "out", "type": "ndjson", "folder": "out" } ],
                  "sources": [ { "name": "web", "type": "feed", "urls": ["\(server.url("/feed.xml"))"], "poll": "0 s"\(more) } ] }
                """
            )
        }

        private func run(day: Int, _ arguments: String...) async throws -> Ended {
            let ended = try await Running(
                [PotokProgram.path] + (arguments.isEmpty ? ["run"] : arguments),
                in: place.folder,
                environment: ["POTOK_CLOCK_OFFSET": "\(day * 86_400)"],
                limit: .seconds(120)
            ).end()
            #expect(ended.exitCode == 0, "\(ended)")
            return ended
        }

        /// The URLs of the corpus by their numbers.
        private func pages() async throws -> [Int] {
            try await place.corpus().byURL.keys.compactMap { Int($0.split(separator: "/").last ?? "") }.sorted()
        }

        /// How many documents the sink holds.
        private func delivered() throws -> Int {
            var kinds: [String: String] = [:]
            let folder = place.folder.appending(path: "out")
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            where file.hasSuffix(".ndjson") {
                for line in try String(contentsOf: folder.appending(path: file), encoding: .utf8).split(separator: "\n")
                {
                    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                    kinds[try #require(object?["key"] as? String)] = object?["kind"] as? String
                }
            }
            return kinds.values.count { $0 == "upsert" }
        }

        private func asked(_ page: Int) -> Int { server.requests.count { $0.target == "/\(page)" } }

        @Test func `documents go at the age that a source says, and are not fetched again`() async throws {
            defer { server.stop() }
            try writePipeline()
            _ = try await run(day: 0)
            #expect(try await pages() == [0, 1, 2, 3, 4, 5])
            try writePipeline(#", "retention": { "documents": "30 d" }"#)
            let second = try await run(day: 2)
            #expect(second.problems.contains("2 of its documents were pruned"), "\(second)")
            #expect(try await pages() == [2, 3, 4, 5])
            #expect(try delivered() == 4)
            let before = asked(0)
            // What changes and what a person asks for in bulk brings nothing back.
            edition.withLock { $0 = 1 }
            _ = try await run(day: 10)
            _ = try await run(day: 11, "run", "--full")
            #expect(asked(0) == before && asked(2) > 2)
            #expect(try await pages() == [2, 3, 4, 5])
            let story = try await run(day: 11, "explain", server.url("/0"))
            #expect(story.output.contains("pruned: published more than 30 d ago"), "\(story)")
            #expect(story.output.contains("never: it was pruned; `potok add` brings it back"), "\(story)")
            // The others come of age.
            _ = try await run(day: 31)
            #expect(try await pages() == [])
            #expect(try delivered() == 0)
            _ = try await run(day: 32, "add", server.url("/0"))
            #expect(try await pages() == [0])
            _ = try await run(day: 34)
            #expect(try await pages() == [0])
            #expect(try delivered() == 1)
            #expect(try await place.potok("sinks", "verify", "out").exitCode == 0)
            #expect(try await place.potok("db", "check").exitCode == 0)
        }

        @Test func `a dry run removes nothing, and nothing is removed that has no age`() async throws {
            defer { server.stop() }
            try writePipeline()
            _ = try await run(day: 0)
            try writePipeline(#", "retention": { "documents": "30 d", "versions": 0, "versionAge": "0 s" }"#)
            let dry = try await run(day: 400, "run", "--dry-run")
            #expect(!dry.problems.contains("run.pruned"), "\(dry)")
            #expect(try await pages().count == 6)
            try writePipeline(#", "retention": { "documents": "0 s" }"#)
            _ = try await run(day: 800)
            #expect(try await pages().count == 6)
        }

        @Test func `prune tells, asks, and lets go what is older than an age`() async throws {
            defer { server.stop() }
            try writePipeline()
            _ = try await run(day: 0)
            let told = try await place.potok("prune", "web", "--older-than", "52w", "--dry-run")
            #expect(told.exitCode == 0 && told.output == "web: 2 documents would go\n", "\(told)")
            let asked = try await place.potok("prune", "web", "--older-than", "52w")
            #expect(asked.exitCode == 1, "\(asked)")
            #expect(asked.problems.contains("prune.confirm"), "\(asked)")
            #expect(try await pages().count == 6)
            let done = try await place.potok("prune", "web", "--older-than", "52w", "--yes")
            #expect(done.exitCode == 0 && done.output.hasPrefix("web: 2 documents gone\n"), "\(done)")
            #expect(try await pages() == [2, 3, 4, 5])
            #expect(try delivered() == 4)
            let added = try await run(day: 9, "prune", "web", "--older-than", "8d", "--by", "added", "--yes")
            #expect(added.output.hasPrefix("web: 4 documents gone\n"), "\(added)")
            let unknown = try await place.potok("prune", "wbe", "--older-than", "52w", "--yes")
            #expect(unknown.exitCode == 64 && unknown.problems.contains("usage.source"), "\(unknown)")
        }

        @Test func `versions, outcomes, runs and tombstones of a year do not pile up`() async throws {
            defer { server.stop() }
            let retention = #""retention": { "versions": 3, "tombstones": "20 d" }"#
            try writePipeline(", \(retention)")
            let report = #""report": { "keepRuns": "40 d", "keepOutcomes": "10 d" },"#
            let pipeline = try String(contentsOfFile: place.path("pipeline.json"), encoding: .utf8)
            try place.write("pipeline.json", pipeline.replacing("\"sinks\"", with: "\(report) \"sinks\""))
            _ = try await run(day: 0)
            #expect(try await place.potok("prune", "web", "--older-than", "52w", "--yes").exitCode == 0)
            for day in stride(from: 5, through: 100, by: 5) {
                edition.withLock { $0 = day }
                _ = try await run(day: day)
            }
            let counts = try await place.shell(
                """
                sqlite3 potok.db "SELECT max(n) FROM (SELECT count(*) AS n FROM document_version GROUP BY document_id);
                    SELECT count(*) FROM document WHERE gone_at IS NOT NULL;
                    SELECT min(outcome.at - run.started_at) >= 0, max(at) - min(at) <= 15 * 86400 FROM outcome
                        JOIN run ON run.id = run_id WHERE outcome.kind = 'updated';
                    SELECT count(*) < 15 FROM run"
                """
            )
            #expect(counts.output == "3\n0\n1|1\n1\n", "\(counts)")
            // Runs still know how many of their inputs ended how.
            // The first of them is the last that brought anything new by way of the feed.
            let runs = try await place.potok("runs", "--json", "--limit", "100").jsonLines().dropLast()
            let updated = runs.map { ($0["outcomes"] as? [String: Int])?["updated"] }
            #expect(updated.allSatisfy { $0 == 4 }, "\(updated)")
            let first = try #require(runs.last?["run"] as? Int)
            let shown = try await place.potok("runs", "show", "\(first)")
            #expect(shown.output.contains("updated"), "\(shown)")
            #expect(try await pages() == [2, 3, 4, 5])
            #expect(try await place.potok("db", "check").exitCode == 0)
            #expect(try await place.potok("sinks", "verify", "out").exitCode == 0)
            // Why there is no document of the pruned page is known still.
            let story = try await place.potok("explain", server.url("/0"))
            #expect(story.output.contains("never: it was pruned"), "\(story)")
        }
    }
}
