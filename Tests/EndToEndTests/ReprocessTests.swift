import Foundation
import PotokStreams
import PotokTesting
import Testing

extension EndToEndSuite {
    /// Texts are made again from the bytes that are kept, and only what is really otherwise is told to anybody.
    @Suite(.serialized) struct ReprocessTests {
        private let place: Workplace
        private let server: LoopbackServer
        private let asked = Lock(0)

        init() throws {
            place = try Workplace()
            let asked = asked
            server = try LoopbackServer { request in
                guard request.target != "/robots.txt" else { return .response(404) }
                asked.withLock { $0 += 1 }
                let number = Int(request.target.filter(\.isNumber)) ?? 0
                let tag = "\"\(number)\""
                if request.headers["if-none-match"] == tag { return .response(304, headers: [("ETag", tag)]) }
                // Every third page has a box.
                let box =
                    number.isMultiple(of: 3)
                    ? "<div class=box><p>Zapisz się na nasz biuletyn, numer \(number).</p></div>" : ""
                let text = MadeUpTexts.text(number, paragraphs: 4).split(separator: "\n\n").map { "<p>\($0)</p>" }
                    .joined()
                let page = "<title>Strona \(number)</title><article><h1>Strona \(number)</h1>\(text)\(box)</article>"
                return .response(
                    headers: [("Content-Type", "text/html; charset=utf-8"), ("ETag", tag)],
                    body: Array(page.utf8)
                )
            }
        }

        private func writePipeline(pages: Int, normalize: String = "{}", fetch: String = "") throws {
            let urls = (0..<pages).map { "\"\(server.url("/\($0)"))\"" }.joined(separator: ", ")
            try place.write("texts/1.txt", MadeUpTexts.text(5_000))
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db",
                  "fetch": { "delay": "0 s", "longestCrawlDelay": "0 s", "parallelPerHost": 8, "revisit": "1 h", \(fetch)
                             "allowAddresses": ["127.0.0.0/8"] },
                  "sinks": [ { "name": "out", "type": "ndjson", "folder": "out" } ],
                  "sources": [ { "name": "web", "type": "urls", "normalize": \(normalize), "urls": [\(urls)] },
                               { "name": "texts", "type": "files", "paths": ["texts"] } ] }
                """
            )
        }

        private func reprocess(_ arguments: String...) async throws -> [String: Any] {
            let ended = try await Running(
                [PotokProgram.path, "reprocess", "--json"] + arguments,
                in: place.folder,
                limit: .seconds(300)
            ).end()
            #expect(ended.exitCode == 0, "\(ended)")
            return try #require(try ended.jsonLines().last)
        }

        /// All that the sink has been told, line by line.
        private func told() throws -> [String] {
            let files = try FileManager.default.contentsOfDirectory(atPath: place.path("out")).sorted()
            return try files.filter { $0.hasSuffix(".ndjson") }.flatMap {
                try String(contentsOfFile: place.path("out/\($0)"), encoding: .utf8).split(separator: "\n").map(
                    String.init
                )
            }
        }

        @Test func `two thousand documents with nothing new change nothing and tell nobody`() async throws {
            defer { server.stop() }
            try writePipeline(pages: 2_000)
            let run = try await place.potok("run", "--json", limit: .seconds(300))
            #expect(run.exitCode == 0, "\(run)")
            let before = try await place.corpus()
            let lines = try told()
            let versions = try await place.shell(
                "sqlite3 potok.db 'SELECT id, version, revision, changed_at FROM document'"
            )
            let requests = asked.withLock { $0 }
            let report = try await reprocess("--all")
            #expect(report["unchanged"] as? Int == 2_001, "\(report)")
            #expect(report["changed"] as? Int == 0, "\(report)")
            #expect(report["withoutBody"] as? Int == 0, "\(report)")
            #expect(try told() == lines)
            #expect(
                try await place.shell("sqlite3 potok.db 'SELECT id, version, revision, changed_at FROM document'")
                    .output
                    == versions.output
            )
            #expect(try await place.corpus().entries == before.entries)
            #expect(asked.withLock { $0 } == requests, "something was fetched")
            // Without --all there is nothing to do.
            #expect(try await reprocess()["documents"] as? Int == 0)
            try await place.expectSound()
        }

        @Test func `other options change exactly what they are about, and sinks are told of exactly that`() async throws
        {
            defer { server.stop() }
            try writePipeline(pages: 30, normalize: "{ \"keep\": \"everything\", \"select\": [\"article\"] }")
            #expect(try await place.potok("run").exitCode == 0)
            let boxes = try await place.corpus().entries.filter { $0.text.contains("biuletyn") }
            #expect(boxes.count == 10)
            let lines = try told().count
            let rules = "{ \"keep\": \"everything\", \"select\": [\"article\"], \"remove\": [\".box\"] }"
            try writePipeline(pages: 30, normalize: rules)

            let dry = try await place.potok("reprocess", "--dry-run", "--sample", "30")
            #expect(dry.exitCode == 0, "\(dry)")
            #expect(dry.output.contains("30 documents normalized again, 10 would differ"), "\(dry)")
            #expect(dry.output.contains("  - Zapisz się na nasz biuletyn, numer 3.\n"), "\(dry)")
            #expect(try told().count == lines)
            #expect(try await place.corpus().entries.filter { $0.text.contains("biuletyn") }.count == 10)

            let report = try await reprocess()
            #expect(report["changed"] as? Int == 10, "\(report)")
            #expect(report["unchanged"] as? Int == 20, "\(report)")
            #expect(report["fields"] as? [String: Int] == ["text": 10], "\(report)")
            #expect(!(try await place.corpus().entries.contains { $0.text.contains("biuletyn") }))
            let new = try told().dropFirst(lines)
            #expect(new.count == 10)
            #expect(new.allSatisfy { !$0.contains("biuletyn") })
            #expect(try await place.potok("sinks", "verify", "out").exitCode == 0)
            #expect(try await reprocess()["documents"] as? Int == 0)
            // The next look is where it was, and the runs tell them apart.
            #expect(try await place.potok("run").output.contains("nothing has changed"))
            let runs = try await place.potok("runs")
            #expect(runs.output.contains("reprocess finished"), "\(runs)")
            #expect(try await place.potok("db", "check").exitCode == 0)
        }

        @Test func `a page that has not changed becomes better when it is looked at`() async throws {
            defer { server.stop() }
            try writePipeline(pages: 6, normalize: "{ \"keep\": \"everything\", \"select\": [\"article\"] }")
            #expect(try await place.potok("run").exitCode == 0)
            let rules = "{ \"keep\": \"everything\", \"select\": [\"article\"], \"remove\": [\".box\"] }"
            try writePipeline(pages: 6, normalize: rules)
            let later = ["POTOK_CLOCK_OFFSET": "7200"]
            let second = try await place.potok("run", "--json", environment: later)
            #expect(try second.report().counts["updated"] == 2, "\(second)")
            #expect(try second.report().counts["unchanged"] == 5, "\(second)")
            #expect(!(try await place.corpus().entries.contains { $0.text.contains("biuletyn") }))
            #expect(server.requests.filter { $0.headers["if-none-match"] != nil }.count == 6)
        }

        @Test func `bytes are kept for as long as is wanted, and what has none is said to have none`() async throws {
            defer { server.stop() }
            func bodies() async throws -> String {
                try await place.shell("sqlite3 potok.db 'SELECT count(*) FROM body'").output
            }
            try writePipeline(pages: 5)
            #expect(try await place.potok("run").exitCode == 0)
            #expect(try await bodies() == "5\n")
            let later = ["POTOK_CLOCK_OFFSET": "\(40 * 86_400)"]
            // A page that is still what it was is as new as the last look at it.
            #expect(try await place.potok("run", environment: later).exitCode == 0)
            #expect(try await bodies() == "5\n")
            try writePipeline(pages: 5, fetch: "\"keepBodies\": \"0 s\",")
            #expect(try await place.potok("run", environment: later).exitCode == 0)
            #expect(try await bodies() == "0\n")
            let report = try await reprocess("--all")
            #expect(report["withoutBody"] as? Int == 5, "\(report)")
            #expect(report["documents"] as? Int == 1, "\(report)")
        }

        @Test func `where no bytes are kept, the copies in WARC files serve`() async throws {
            defer { server.stop() }
            let fetch = "\"keepBodies\": \"0 s\", \"warc\": \"warc\","
            func options(removing: String) -> String {
                "{ \"keep\": \"everything\", \"select\": [\"article\"], \"remove\": [\(removing)] }"
            }
            func boxes() async throws -> Int {
                try await place.corpus().entries.count { $0.text.contains("biuletyn") }
            }
            try writePipeline(pages: 9, normalize: options(removing: ""), fetch: fetch)
            #expect(try await place.potok("run").exitCode == 0)
            // The newest copies say only that nothing has changed.
            let later = ["POTOK_CLOCK_OFFSET": "7200"]
            let second = try await place.potok("run", "--json", environment: later)
            #expect(try second.report().counts["unchanged"] == 9, "\(second)")
            #expect(try await place.shell("sqlite3 potok.db 'SELECT count(*) FROM body'").output == "0\n")
            #expect(try await boxes() == 3)
            let requests = asked.withLock { $0 }

            try writePipeline(pages: 9, normalize: options(removing: "\".box\""), fetch: fetch)
            let report = try await reprocess("web")
            #expect(report["documents"] as? Int == 9, "\(report)")
            #expect(report["changed"] as? Int == 3, "\(report)")
            #expect(report["withoutBody"] as? Int == 0, "\(report)")
            #expect(try await boxes() == 0)
            #expect(asked.withLock { $0 } == requests, "something was fetched")

            // A killed run leaves its file with another name.
            let renamed = try await place.shell("for f in warc/*.warc.gz; do mv $f $f.open; done")
            #expect(renamed.exitCode == 0, "\(renamed)")
            try writePipeline(pages: 9, normalize: options(removing: ""), fetch: fetch)
            #expect(try await reprocess("web", "--dry-run")["changed"] as? Int == 3)
            _ = try await place.shell("for f in warc/*.open; do mv $f ${f%.open}; done")
            // A page that answers 304 is made again from them too.
            let latest = ["POTOK_CLOCK_OFFSET": "14400"]
            let third = try await place.potok("run", "--json", environment: latest)
            #expect(try third.report().counts["updated"] == 3, "\(third)")
            #expect(try await boxes() == 3)

            // Files that are gone, or hold something else, are no error.
            let ruined = try await place.shell(
                "set -- warc/*.warc.gz; head -c 5000 /dev/urandom > $1; shift; rm -f $@; sqlite3 potok.db 'SELECT count(*) FROM copy' "
            )
            #expect(Int(ruined.output.filter(\.isNumber)) ?? 0 >= 27, "\(ruined)")
            let nothing = try await reprocess("--all")
            #expect(nothing["documents"] as? Int == 1, "\(nothing)")
            #expect(nothing["withoutBody"] as? Int == 9, "\(nothing)")
            #expect(nothing["failed"] as? Int == 0, "\(nothing)")
            #expect(try await boxes() == 3)
        }

        @Test func `a source that is in the pipeline no more keeps its texts, whose options nobody knows`() async throws
        {
            defer { server.stop() }
            let rules = "{ \"keep\": \"everything\", \"select\": [\"article\"], \"remove\": [\".box\"] }"
            try writePipeline(pages: 6, normalize: rules)
            #expect(try await place.potok("run").exitCode == 0)
            let before = try await place.corpus()
            #expect(!before.entries.contains { $0.text.contains("biuletyn") })
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", "normalize": { "keep": "everything", "select": ["article"] },
                  "sources": [ { "name": "texts", "type": "files", "paths": ["texts"] } ] }
                """
            )
            _ = try await place.shell("sqlite3 potok.db 'UPDATE document SET normalizer = normalizer - 1'")
            let report = try await reprocess("--all")
            #expect(report["documents"] as? Int == 1, "\(report)")
            #expect(report["withoutBody"] as? Int == 0, "\(report)")
            #expect(try await place.corpus().entries.map(\.text) == before.entries.map(\.text))
        }

        @Test func `bytes of a source that is in the pipeline no more go when they are old`() async throws {
            defer { server.stop() }
            try writePipeline(pages: 5)
            #expect(try await place.potok("run").exitCode == 0)
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db",
                  "sources": [ { "name": "texts", "type": "files", "paths": ["texts"] } ] }
                """
            )
            for (days, left) in [(20, "5\n"), (40, "0\n")] {
                let later = ["POTOK_CLOCK_OFFSET": "\(days * 86_400)"]
                #expect(try await place.potok("run", environment: later).exitCode == 0)
                let bodies = try await place.shell("sqlite3 potok.db 'SELECT count(*) FROM body'").output
                #expect(bodies == left, "after \(days) days")
            }
            #expect(try await place.corpus().entries.count == 6)
        }

        @Test
        func `an older normalizer is told once, status tells it for as long as it is so, and reprocess redoes it`()
            async throws
        {
            defer { server.stop() }
            func outdated() async throws -> [String: Int] {
                let status = try #require(try await place.potok("status", "--json").jsonLines().first)
                let rules = try #require(status["rules"] as? [[String: Any]])
                return Dictionary(
                    uniqueKeysWithValues: rules.compactMap { rule in
                        (rule["name"] as? String).flatMap { name in (rule["outdated"] as? Int).map { (name, $0) } }
                    }
                )
            }
            try writePipeline(pages: 5)
            #expect(try await place.potok("run").exitCode == 0)
            #expect(try await outdated() == ["normalizer": 0, "fingerprints": 0, "analyser": 0])
            #expect(try #require(try await place.potok("status", "--json").jsonLines().first)["bodies"] as? Int == 5)
            // One of those that were made by the normalizer before is a tombstone, which nobody makes again.
            let old = try await place.shell(
                """
                sqlite3 potok.db "UPDATE document SET normalizer = normalizer - 1 WHERE id <= 4;
                    UPDATE document SET gone_at = 1 WHERE id = 4;
                    UPDATE search_entry SET analyser = 1 WHERE document_id = 1;
                    DELETE FROM meta WHERE name IN ('normalize.told', 'search.told')"
                """
            )
            #expect(old.exitCode == 0, "\(old)")
            #expect(try await outdated() == ["normalizer": 3, "fingerprints": 0, "analyser": 1])
            let status = try await place.potok("status")
            #expect(status.output.contains("outdated    made by an older normalizer: 3;"), "\(status)")
            #expect(status.output.contains("outdated    in the index by other rules: 1;"), "\(status)")
            let first = try await place.potok("run")
            #expect(first.problems.contains("normalize.old-documents"), "\(first)")
            #expect(first.problems.contains("3 documents of it"), "\(first)")
            let second = try await place.potok("run")
            #expect(!second.problems.contains("normalize.old-documents"), "\(second)")
            #expect(try await reprocess()["unchanged"] as? Int == 3)
            #expect(try await place.potok("db", "rebuild", "index").exitCode == 0)
            #expect(try await outdated() == ["normalizer": 0, "fingerprints": 0, "analyser": 0])
            #expect(!(try await place.potok("status")).output.contains("outdated"))
        }

        @Test func `killed in between, it goes on where it was`() async throws {
            defer { server.stop() }
            try writePipeline(pages: 300, normalize: "{ \"keep\": \"everything\", \"select\": [\"article\"] }")
            #expect(try await place.potok("run").exitCode == 0)
            let rules = "{ \"keep\": \"everything\", \"select\": [\"article\"], \"remove\": [\".box\"] }"
            try writePipeline(pages: 300, normalize: rules)
            let first = try place.start("reprocess", "--pace", "200")
            while first.isRunning {
                let left = try await place.shell(
                    "sqlite3 potok.db 'SELECT count(DISTINCT rules) FROM document WHERE source_id = 1'"
                )
                if left.output == "2\n" { break }
            }
            first.send(SIGKILL)
            _ = try await first.end()
            let report = try await reprocess()
            #expect((report["documents"] as? Int ?? 300) < 300, "\(report)")
            #expect(report["withoutBody"] as? Int == 0, "\(report)")
            #expect(report["setAside"] as? Int == 0, "\(report)")
            #expect(!(try await place.corpus().entries.contains { $0.text.contains("biuletyn") }))
            #expect(try await place.potok("sinks", "verify", "out").exitCode == 0)
            #expect(try await place.potok("db", "check").exitCode == 0)
        }
    }
}
