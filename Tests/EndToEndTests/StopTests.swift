import Foundation
import Testing

extension EndToEndSuite {
    /// SIGINT and SIGTERM: what has been done stays, what has not is done by the next run.
    @Suite(.serialized) struct StopTests {
        private let place: Workplace

        init() throws {
            place = try Workplace()
            // A page a second and host: the run is still busy whenever the signal comes.
            try place.write("pages/index.txt", MadeUpTexts.text(0))
            for number in 0..<40 { try place.write("pages/\(number).txt", MadeUpTexts.text(number)) }
        }

        /// A web server whose pages take their time, so that a run of them is at work for long.
        private func serve(port: Int) throws -> Running {
            try Running(
                [
                    "/usr/bin/env", "python3", "-m", "http.server", "--bind", "127.0.0.79", "\(port)", "-d",
                    place.path("pages"),
                ],
                in: place.folder
            )
        }

        private func writePipeline(port: Int, grace: String = "20 s") throws {
            let urls = (0..<40).map { "\"http://127.0.0.79:\(port)/\($0).txt\"" }.joined(separator: ", ")
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db",
                  "fetch": { "delay": "150 ms", "allowAddresses": ["127.0.0.0/8"] },
                  "index": { "batchAge": "100 ms" }, "limits": { "grace": "\(grace)" },
                  "sources": [ { "name": "web", "type": "urls", "urls": [\(urls)] } ] }
                """
            )
        }

        /// Waits until the corpus has documents while the run goes on.
        private func waitForDocuments(_ run: Running) async throws {
            for _ in 0..<200 where run.isRunning {
                let status = try await place.potok("status", "--json")
                if status.exitCode == 0, (try status.jsonLines().first?["documents"] as? Int) ?? 0 >= 3 { return }
                try await Task.sleep(for: .milliseconds(50))
            }
            Issue.record("no documents came while the run went on: \(run.problemsSoFar)")
        }

        @Test(arguments: [SIGTERM, SIGINT])
        func `a signal stops a run in order, and the next run does the rest`(signal: Int32) async throws {
            let port = 18_479 + Int(signal)
            let server = try serve(port: port)
            defer { server.send(SIGKILL) }
            try writePipeline(port: port)
            let run = try place.start("run", "--json")
            try await waitForDocuments(run)
            run.send(signal)
            let ended = try await run.end()
            #expect(ended.exitCode == 130, "\(ended)")
            #expect(ended.problems.contains("stopping"), "\(ended)")
            let report = try ended.report()
            #expect(report.end == "stopped")
            let indexed = report.counts["indexed", default: 0]
            #expect((3..<40).contains(indexed), "\(ended)")
            // Everything that was indexed is there; nothing else has an outcome but what goes back to the frontier.
            let corpus = try await place.corpus()
            #expect(corpus.entries.count == indexed)
            #expect(report.total == indexed + report.counts["deferred", default: 0], "\(ended)")
            try await place.expectSound()

            let rest = try await place.potok("run", "--json", "--set", "fetch.delay=0s")
            #expect(rest.exitCode == 0, "\(rest)")
            #expect(try rest.report().counts["indexed"] == 40 - indexed, "\(rest)")
            #expect(try await place.corpus().entries.count == 40)
        }

        @Test func `a second signal stops at once, and nothing committed is lost`() async throws {
            try place.writePipeline(paths: ["many"], more: #""index": { "batchDocuments": 20 }"#)
            for number in 0..<400 { try place.write("many/\(number).txt", MadeUpTexts.text(number, paragraphs: 20)) }
            let run = try place.start("run", "--json")
            for _ in 0..<200 where run.isRunning {
                if FileManager.default.fileExists(atPath: place.path("potok.db")),
                    (try? await place.potok("status", "--json").jsonLines().first?["documents"] as? Int) ?? 0 > 0
                {
                    break
                }
                try await Task.sleep(for: .milliseconds(20))
            }
            run.send(SIGTERM)
            try await Task.sleep(for: .milliseconds(30))
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
