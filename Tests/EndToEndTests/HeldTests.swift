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

        @Test
        func `walls and pages that say that they are no more replace nothing, and what is right after all is accepted`()
            async throws
        {
            let (web, urls) = try startWeb(pages: 60)
            defer { web.stop() }
            #expect(try await place.potok("run", "--quiet").exitCode == 0)
            let before = try await place.corpus()
            let day = try web.tick(changed: 0, new: 0, lost: 0.2, walled: 2)
            let walled = urls.filter { url in day.walled.contains { url.hasPrefix($0) } }
            #expect(walled.count == 30 && day.lost.count > 8)
            let chosen = try #require(walled.first { !day.lost.contains($0) })
            // Days pass, and the wall stands.
            for offset in [0, 1, 2, 3, 4] {
                let run = try await place.potok(
                    "run",
                    "--json",
                    environment: ["POTOK_CLOCK_OFFSET": "\(offset * 86_400)"]
                )
                #expect(run.exitCode == 0, "\(run)")
                let report = try run.report()
                #expect(
                    report.counts == [
                        "unchanged": 60 - report.counts["excluded", default: 0],
                        "excluded": 30 + day.lost.count { !walled.contains($0) },
                    ]
                )
                let codes = Dictionary(report.outcomes.map { ($0.code ?? "", $0.count) }, uniquingKeysWith: +)
                #expect(codes["excluded.suspect"] == 30, "\(run)")
                #expect(
                    run.problems.contains("30 pages have lost most of their text")
                        && run.problems.contains("run.suspects")
                )
                #expect(try await place.corpus().differences(from: before).isEmpty)
            }
            #expect(try delivered() == texts(before))
            let status = try await place.potok("status")
            #expect(status.output.contains("suspect     30 texts are not believed yet"), "\(status)")
            let story = try await place.potok("explain", chosen)
            #expect(
                story.output.contains("suspect     since") && story.output.contains("not believed by itself"),
                "\(story)"
            )
            let listed = try await place.potok("accept", "--list", "--json")
            #expect(try Set(listed.jsonLines().compactMap { $0["url"] as? String }) == Set(walled))
            // One of them is right after all.
            let accepted = try await place.potok("accept", chosen)
            #expect(accepted.exitCode == 0 && accepted.problems.contains("1 text taken"), "\(accepted)")
            #expect(try await place.potok("deliver").exitCode == 0)
            let after = try await place.corpus()
            #expect(after.differences(from: before).count == 1)
            #expect(after.byURL[chosen]?.revision == 2)
            #expect(try delivered() == texts(after))
            // The wall goes, and nothing is left of it.
            _ = try web.tick(changed: 0, new: 0, walled: 0)
            let last = try await place.potok("run", environment: ["POTOK_CLOCK_OFFSET": "\(5 * 86_400)"])
            #expect(last.exitCode == 0 && !last.output.contains("suspect"), "\(last)")
            let end = try await place.corpus()
            #expect(end.byURL.mapValues(\.text) == before.byURL.mapValues(\.text))
            #expect(try delivered() == texts(end))
            try await place.expectSound()
        }

        @Test func `a page that has lost most of its text waits for other days, or for a person`() async throws {
            let short = Flag()
            let server = try LoopbackServer { request in
                guard let number = Int(request.target.dropFirst()) else { return .response(404) }
                let text = short.isSet ? "Tyle zostało ze strony \(number)." : MadeUpTexts.text(number)
                return .page("<title>Strona \(number)</title><article><p>\(text)</p></article>")
            }
            defer { server.stop() }
            let urls = (0..<3).map { server.url("/\($0)") }
            try place.write("urls.txt", urls.joined(separator: "\n"))
            #expect(try await place.potok("run", "--quiet").exitCode == 0)
            let before = try await place.corpus()
            short.set()
            func run(day: Int) async throws -> Ended {
                try await place.potok("run", environment: ["POTOK_CLOCK_OFFSET": "\(day * 86_400)"])
            }
            for day in 1...2 {
                #expect(try await run(day: day).output.contains("excluded    3  (3 excluded.suspect)"))
                #expect(try await place.corpus().differences(from: before).isEmpty)
            }
            let taken = try await place.potok("accept", "--source", "web", "--json")
            #expect(taken.output == "{\"accepted\":3,\"type\":\"accepted\"}\n", "\(taken)")
            #expect(
                try await place.corpus().entries.allSatisfy { $0.text.hasPrefix("Tyle zostało") && $0.revision == 2 }
            )
        }

        @Test(arguments: [[], ["--all", "x"], ["--list", "--all"], ["--list", "x"]])
        func `what is to be accepted is named in one way`(arguments: [String]) async throws {
            let ended = try await Running([PotokProgram.path, "accept"] + arguments, in: place.folder).end()
            #expect(ended.exitCode == 64, "\(ended)")
        }
    }
}

/// Something that happens once.
private final class Flag: @unchecked Sendable {
    // Unchecked is right: the value is reached with the lock held only.
    private let lock = NSLock()
    private var value = false

    var isSet: Bool { lock.withLock { value } }

    func set() { lock.withLock { value = true } }
}
