import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// A web in trouble: what was good stays in the corpus and at the sinks until a person says otherwise.
    @Suite(.serialized) struct HeldTests {
        private let place: Workplace

        init() throws {
            place = try Workplace()
            try writePipeline()
        }

        private func writePipeline() throws {
            try place.write(
                "pipeline.json",
                """
                {
                  "version": 1, "database": "potok.db",
                  "fetch": { "delay": "0 s", "longestCrawlDelay": "0 s", "revisit": "0 s", "longestRevisit": "0 s",
                             "allowAddresses": ["127.0.0.0/8"] },
                  "sources": [ { "name": "web", "type": "urls", "lists": ["urls.txt"] } ],
                  "sinks": [ { "name": "out", "type": "ndjson", "folder": "out" } ]
                }
                """
            )
        }

        private func startWeb(hosts: Int = 4, pages: Int = 100) throws -> (web: TestWeb, urls: [String]) {
            let web = try TestWeb(
                folder: place.folder.appending(path: "web"),
                hosts: hosts,
                pages: pages,
                net: 78,
                port: 18_478
            )
            let urls = try web.urls()
            try place.write("urls.txt", urls.joined(separator: "\n") + "\n")
            return (web, urls)
        }

        /// The texts that the files of the sink hold, by the keys of their documents.
        private func delivered() throws -> [String: String] {
            let folder = place.folder.appending(path: "out")
            var texts: [String: String] = [:]
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            for name in names where name.hasSuffix(".ndjson") {
                let lines = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
                for line in lines.split(separator: "\n") {
                    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                    let key = try #require(object?["key"] as? String)
                    texts[key] = (object?["document"] as? [String: Any])?["text"] as? String
                }
            }
            return texts
        }

        private func texts(_ corpus: Corpus) -> [String: String] { corpus.byKey.mapValues(\.text) }

        @Test func `half of a site that answers 404 is held, told, and let go by a person only`() async throws {
            let (web, _) = try startWeb()
            defer { web.stop() }
            #expect(try await place.potok("run", "--quiet").exitCode == 0)
            let before = try await place.corpus()
            #expect(try delivered() == texts(before))
            let day = try web.tick(changed: 0, new: 0, gone: 0.5)
            #expect(day.gone.count > 40)
            // What is missing once may be a slip of the server.
            #expect(try await place.potok("run", "--quiet").exitCode == 0)
            // The second look is killed in the middle; the third finds what it has left.
            let slowly = try place.start("run", "--set", "fetch.delay=100ms", "--set", "index.batchAge=50ms")
            let clock = ContinuousClock()
            let end = clock.now + .seconds(60)
            var waiting = 0
            while waiting < 5, clock.now < end, slowly.isRunning {
                try await Task.sleep(for: .milliseconds(100))
                let asked = try await place.shell("sqlite3 potok.db 'SELECT count(*) FROM held_deletion'")
                waiting = Int(asked.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
            }
            slowly.send(SIGKILL)
            #expect(try await slowly.end().signal == SIGKILL)
            #expect(waiting >= 5 && waiting < day.gone.count, "\(waiting)")
            let run = try await place.potok("run")
            #expect(run.exitCode == 3, "\(run)")
            #expect(run.output.contains("\(day.gone.count) deletions of web, which has 100 documents"), "\(run)")
            #expect(run.output.contains("\(day.gone.count) by HTTP 404"), "\(run)")
            #expect(run.problems.contains("run.deletes-held") && run.problems.contains("--allow-deletes web"), "\(run)")
            #expect(try await place.corpus().differences(from: before).isEmpty)
            #expect(try delivered() == texts(before))
            // Later runs add nothing; it is told all the same.
            let later = try await place.potok("run", "--json")
            #expect(later.exitCode == 0, "\(later)")
            let held = try #require(try later.jsonLines().last?["held"] as? [[String: Any]])
            #expect(held.first?["count"] as? Int == day.gone.count && held.first?["added"] as? Int == 0, "\(held)")
            let status = try await place.potok("status")
            #expect(status.output.contains("held        \(day.gone.count) deletions of web"), "\(status)")
            let story = try await place.potok("explain", day.gone[0])
            #expect(story.output.contains("held, because too many of web would go"), "\(story)")
            let refused = try await place.potok("run", "--allow-deletes", "wbe")
            #expect(refused.exitCode == 64 && refused.problems.contains("did you mean 'web'?"), "\(refused)")
            // Now they go.
            let allowed = try await place.potok("run", "--allow-deletes", "web")
            #expect(allowed.exitCode == 0, "\(allowed)")
            let after = try await place.corpus()
            #expect(Set(after.byURL.keys) == Set(before.byURL.keys).subtracting(day.gone))
            #expect(try delivered() == texts(after))
            #expect(try await !place.potok("status").output.contains("held "))
            try await place.expectSound()
        }
    }
}
