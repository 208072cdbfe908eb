import Foundation
import PotokTesting
import Synchronization
import Testing

extension EndToEndSuite {
    /// `run --dry-run`, `--full` and `--since`, and `add` beside a run.
    @Suite(.serialized) final class RunFormTests {
        private let place: Workplace
        private let web: Web
        private let server: LoopbackServer

        /// What the server shows, by path; nothing is a 404.
        private final class Web: Sendable {
            private let pages = Mutex<[String: LoopbackServer.Answer]>([:])

            subscript(_ path: String) -> LoopbackServer.Answer? {
                get { pages.withLock { $0[path] } }
                set { pages.withLock { $0[path] = newValue } }
            }
        }

        init() throws {
            place = try Workplace()
            web = Web()
            server = try LoopbackServer { [web] request in
                guard let answer = web[request.target] else { return .response(404) }
                if request.headers["if-none-match"] != nil { return .response(304, headers: [("ETag", "\"1\"")]) }
                return answer
            }
            for number in 1...3 { show(number) }
        }

        deinit { server.stop() }

        private func show(_ number: Int, round: Int = 0, tag: Bool = false) {
            let text = MadeUpTexts.text(number, round: round).split(separator: "\n\n").map { "<p>\($0)</p>" }.joined()
            web["/\(number)"] = .page(
                "<html><title>Page \(number)</title><article><h1>Page \(number)</h1>\(text)</article></html>",
                headers: tag ? [("ETag", "\"1\"")] : []
            )
        }

        private func writePipeline(_ numbers: [Int]) throws {
            let urls = numbers.map { "\"\(server.url("/\($0)"))\"" }.joined(separator: ", ")
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db",
                  "fetch": { "delay": "0 s", "revisit": "0 s", "retry": "1 s", "allowAddresses": ["127.0.0.0/8"] },
                  "sources": [ { "name": "web", "type": "urls", "urls": [\(urls)] } ] }
                """
            )
        }

        /// The pages that were asked for by what is done.
        private func asked(_ body: () async throws -> Void) async throws -> [String] {
            let before = server.requests.count
            try await body()
            return server.requests.dropFirst(before).map(\.target).filter { $0 != "/robots.txt" }.sorted()
        }

        @Test func `a dry run prints what would change, changes nothing, and its pages serve the next run`()
            async throws
        {
            try writePipeline([1, 2])
            _ = try await place.potok("run")
            let before = try await place.corpus()
            let status = try await place.status()
            show(1, round: 1)
            web["/2"] = .response(410)
            web["/4"] = web["/1"]
            try writePipeline([1, 2, 3, 4])
            let dry = try await place.potok("run", "--dry-run")
            #expect(dry.exitCode == 0, "\(dry)")
            let lines = dry.output.split(separator: "\n").map(String.init)
            #expect(lines.contains("changed   \(server.url("/1"))  Page 1"), "\(dry)")
            #expect(lines.contains("gone      \(server.url("/2")), HTTP 410"), "\(dry)")
            #expect(lines.contains("new       \(server.url("/3"))  Page 3"), "\(dry)")
            let key = before.byURL[server.url("/1")]?.key ?? ""
            #expect(lines.contains("new       \(server.url("/4"))  Page 1, a duplicate of \(key)"), "\(dry)")
            #expect(lines.last == "a dry run: nothing of this was kept", "\(dry)")
            #expect(try await place.corpus() == before)
            #expect(try await place.status().documents == status.documents)
            #expect(try await place.potok("runs").output.split(separator: "\n").count == 1)
            let left = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
            #expect(!left.contains { $0.contains("dry-run") }, "\(left)")
            let fetched = try await asked { _ = try await place.potok("run") }
            #expect(fetched == ["/2"])
            let after = try await place.corpus()
            #expect(after.byURL[server.url("/1")]?.revision == 2 && after.byURL[server.url("/4")]?.duplicateOf == key)
            #expect(after.byURL[server.url("/2")] == nil)
        }

        @Test func `a dry run says it as JSON lines too, and remembers who wants to be left alone`() async throws {
            try writePipeline([1, 2])
            web["/2"] = .response(429, headers: [("Retry-After", "3600")])
            let dry = try await place.potok("run", "--dry-run", "--json")
            let lines = try dry.jsonLines()
            #expect(lines.compactMap { $0["type"] as? String }.filter { $0 != "report" }.allSatisfy { $0 == "change" })
            #expect(lines.last?["type"] as? String == "report", "\(dry)")
            let fetched = try await asked { _ = try await place.potok("run") }
            #expect(fetched.isEmpty)
        }

        @Test func `a full run asks for everything without validators, and deletes nothing`() async throws {
            show(1, tag: true)
            try writePipeline([1, 2])
            try place.write(
                "pipeline.json",
                try String(contentsOfFile: place.path("pipeline.json"), encoding: .utf8)
                    .replacing("\"revisit\": \"0 s\"", with: "\"revisit\": \"1 d\"")
            )
            _ = try await place.potok("run")
            web["/2"] = .response(410)
            #expect(try await asked { _ = try await place.potok("run") }.isEmpty)
            let full = try await place.potok("run", "--full")
            #expect(full.exitCode == 0, "\(full)")
            #expect(server.requests.suffix(2).map(\.target).sorted() == ["/1", "/2"])
            #expect(server.requests.suffix(2).allSatisfy { $0.headers["if-none-match"] == nil })
            #expect(try await place.corpus().entries.count == 2)
        }

        @Test func `since takes of a sitemap what is dated after it`() async throws {
            let entries = [(1, "2026-01-01"), (2, "2026-03-01"), (3, "")].map { number, date in
                "<url><loc>\(server.url("/\(number)"))</loc>\(date.isEmpty ? "" : "<lastmod>\(date)</lastmod>")</url>"
            }
            web["/map.xml"] = .response(
                headers: [("Content-Type", "application/xml")],
                body: Array("<urlset>\(entries.joined())</urlset>".utf8)
            )
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", "fetch": { "delay": "0 s", "allowAddresses": ["127.0.0.0/8"] },
                  "sources": [ { "name": "web", "type": "sitemap", "urls": ["\(server.url("/map.xml"))"] } ] }
                """
            )
            let fetched = try await asked { _ = try await place.potok("run", "--since", "2026-02-01") }
            #expect(fetched == ["/2", "/3", "/map.xml"])
            let wrong = try await place.potok("run", "--since", "yesterday")
            #expect(wrong.exitCode == 64 && wrong.problems.contains("neither a date nor a length of time"), "\(wrong)")
        }

        @Test func `what is added during a run waits for it`() async throws {
            let gate = LoopbackServer.Gate()
            web["/1"] = .init([.wait(gate), .send(Array("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n".utf8))])
            try writePipeline([1])
            let running = try place.start("run")
            await server.waitForRequests(2)
            let adding = try place.start("add", "-")
            while adding.isRunning, !adding.problemsSoFar.contains("waiting") { await Task.yield() }
            gate.open()
            let run = try await running.end()
            #expect(run.exitCode == 0, "\(run)")
            let added = try await adding.end()
            #expect(added.problems.contains("another run") && added.problems.contains("waiting"), "\(added)")
            #expect(added.exitCode != 11, "\(added)")
        }
    }
}
