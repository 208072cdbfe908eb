import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// SIGINT and SIGTERM: what has been done stays, what has not is done by the next run.
    @Suite(.serialized) struct StopTests {
        /// Pages on the server; the one of this number waits at a gate.
        private static let pages = 30
        private static let held = 12

        private let place: Workplace
        private let gate = LoopbackServer.Gate()
        private let server: LoopbackServer

        init() throws {
            place = try Workplace()
            let gate = gate
            server = try LoopbackServer { request in
                let number = Int(request.target.dropFirst()) ?? 0
                let page = LoopbackServer.Answer.page("<title>\(number)</title><p>\(MadeUpTexts.text(number))</p>")
                return number == Self.held ? LoopbackServer.Answer([.wait(gate)] + page.steps) : page
            }
        }

        private func writePipeline(grace: String) throws {
            let urls = (0..<Self.pages).map { "\"\(server.url("/\($0)"))\"" }.joined(separator: ", ")
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db",
                  "fetch": { "delay": "0 s", "longestCrawlDelay": "0 s", "allowAddresses": ["127.0.0.0/8"] },
                  "index": { "batchAge": "100 ms" }, "limits": { "grace": "\(grace)" },
                  "sources": [ { "name": "web", "type": "urls", "urls": [\(urls)] } ] }
                """
            )
        }

        /// Waits until a corpus has so many documents while a run goes on.
        private func waitForDocuments(_ count: Int, _ run: Running) async throws {
            while run.isRunning {
                let status = try await place.potok("status", "--json")
                if status.exitCode == 0, (try status.jsonLines().first?["documents"] as? Int) ?? 0 >= count { return }
            }
            Issue.record("the run ended before there were \(count) documents: \(try await run.end())")
        }

        @Test func `a run whose time is over ends in order, and the next run does the rest`() async throws {
            defer { server.stop() }
            gate.open()
            try writePipeline(grace: "60 s")
            // Thirty pages of one host, two a second: they cannot be had in a second.
            let first = try await place.potok(
                "run",
                "--json",
                "--set",
                "limits.duration=1 s",
                "--set",
                "fetch.delay=500 ms"
            )
            #expect(first.exitCode == 0, "\(first)")
            let report = try #require(try first.jsonLines().last)
            let due = try #require(report["stillDue"] as? Int)
            let inputs = try #require(report["inputs"] as? Int)
            #expect(due > 0 && inputs > 0 && due + inputs == Self.pages, "\(first)")
            #expect(report["end"] as? String == "finished", "\(first)")
            let second = try await place.potok("run", "--json")
            #expect(try second.jsonLines().last?["inputs"] as? Int == due, "\(second)")
            #expect(try await place.corpus().entries.count == Self.pages)
        }

        @Test(arguments: [SIGTERM, SIGINT])
        func `a signal lets what is in flight end, and the next run does the rest`(signal: Int32) async throws {
            defer { server.stop() }
            try writePipeline(grace: "60 s")
            let run = try place.start("run", "--json")
            try await waitForDocuments(Self.held, run)
            run.send(signal)
            while run.isRunning, !run.problemsSoFar.contains("stopping") { await Task.yield() }
            gate.open()
            let ended = try await run.end()
            #expect(ended.exitCode == 130, "\(ended)")
            let report = try ended.report()
            #expect(report.end == "stopped")
            // The page that was in flight is in; what was not begun has no outcome, or goes back to the frontier.
            #expect(report.counts["indexed"] == Self.held + 1, "\(ended)")
            #expect(Set(report.counts.keys).isSubset(of: ["indexed", "deferred"]), "\(ended)")
            #expect(try await place.corpus().entries.count == Self.held + 1)
            try await place.expectSound()

            let rest = try await place.potok("run", "--json")
            #expect(rest.exitCode == 0, "\(rest)")
            #expect(try rest.report().counts["indexed"] == Self.pages - Self.held - 1, "\(rest)")
            #expect(try await place.corpus().entries.count == Self.pages)
            let asked = server.requests.filter { !$0.target.hasPrefix("/robots") }.map(\.target)
            #expect(asked.count == Set(asked).count, "no page was asked for twice")
        }

        @Test func `after the grace what is still in flight goes back to the frontier`() async throws {
            defer { server.stop() }
            try writePipeline(grace: "200 ms")
            let run = try place.start("run", "--json")
            try await waitForDocuments(Self.held, run)
            run.send(SIGTERM)
            let ended = try await run.end()
            #expect(ended.exitCode == 130, "\(ended)")
            let report = try ended.report()
            #expect(report.counts["indexed"] == Self.held, "\(ended)")
            #expect(
                report.outcomes.filter { $0.kind == "deferred" }.allSatisfy { $0.code == "deferred.shutdown" },
                "\(ended)"
            )
            gate.open()
            let rest = try await place.potok("run", "--json")
            #expect(rest.exitCode == 0, "\(rest)")
            #expect(try rest.report().counts["indexed"] == Self.pages - Self.held, "\(rest)")
            #expect(try await place.status().quarantined == 0)
        }

        @Test func `a second signal stops at once, and nothing committed is lost`() async throws {
            defer { server.stop() }
            try writePipeline(grace: "60 s")
            let run = try place.start("run", "--json")
            try await waitForDocuments(Self.held, run)
            run.send(SIGTERM)
            while run.isRunning, !run.problemsSoFar.contains("stopping") { await Task.yield() }
            // The gate is closed: without the second signal the run would wait for the page.
            run.send(SIGINT)
            let ended = try await run.end()
            #expect(ended.exitCode == 130, "\(ended)")
            #expect(ended.problems.contains("at once"), "\(ended)")
            #expect(try await place.corpus().entries.count == Self.held)
            try await place.expectSound()
            gate.open()
            let rest = try await place.potok("run", "--json")
            #expect(rest.exitCode == 0, "\(rest)")
            #expect(try rest.report().counts["indexed"] == Self.pages - Self.held, "\(rest)")
            #expect(try await place.status().quarantined == 0)
        }

        @Test func `a stopped run over files keeps what it has done`() async throws {
            server.stop()
            try place.writePipeline(paths: ["many"], more: #""index": { "batchDocuments": 20 }"#)
            for number in 0..<400 { try place.write("many/\(number).txt", MadeUpTexts.text(number, paragraphs: 20)) }
            let run = try place.start("run", "--json")
            try await waitForDocuments(1, run)
            run.send(SIGTERM)
            run.send(SIGTERM)
            let ended = try await run.end()
            #expect(ended.exitCode == 130, "\(ended)")
            try await place.expectSound()
            let kept = try await place.corpus().entries.count
            let rest = try await place.potok("run", "--json")
            #expect(rest.exitCode == 0, "\(rest)")
            #expect(try rest.report().counts["indexed", default: 0] == 400 - kept, "\(rest)")
            #expect(try await place.status().quarantined == 0)
        }
    }
}
