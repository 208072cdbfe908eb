import Foundation
import PotokStreams
import PotokTesting
import Testing

extension EndToEndSuite {
    /// A host that answers 429, and a process that is killed while it has to be left alone.
    @Suite(.serialized) struct BusyHostTests {
        /// The times at which requests came, by what they asked for.
        private final class Visits: Sendable {
            private let visits = Lock<[(target: String, time: ContinuousClock.Instant)]>([])

            func note(_ target: String) { visits.withLock { $0.append((target, .now)) } }

            var all: [(target: String, time: ContinuousClock.Instant)] { visits.withLock { $0 } }
        }

        private let place: Workplace

        init() throws { place = try Workplace() }

        /// Writes a pipeline over two hosts, one machine by two names.
        private func writePipeline(busy: LoopbackServer, fine: LoopbackServer) throws {
            let urls =
                (0..<3).map { "\"http://localhost:\(busy.port)/\($0)\"" } + (0..<12).map { "\"\(fine.url("/\($0)"))\"" }
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", "index": { "batchAge": "100 ms" },
                  "sources": [ { "name": "web", "type": "urls", "urls": [\(urls.joined(separator: ", "))],
                    "fetch": { "delay": "200 ms", "robots": "ignore", "allowAddresses": ["127.0.0.0/8", "::1"] } } ] }
                """
            )
        }

        /// Starts a run and kills it as soon as the busy host has answered and the other has gone on for a while.
        private func runAndKill(_ busy: LoopbackServer, _ fine: LoopbackServer) async throws {
            let run = try place.start("run", "--quiet")
            await busy.waitForRequests(1)
            let before = fine.requests.count
            await fine.waitForRequests(before + 3)
            run.send(SIGKILL)
            #expect(try await run.end().signal == SIGKILL)
            #expect(busy.requests.count == 1)
        }

        private func pages(_ visits: Visits) throws -> LoopbackServer {
            try LoopbackServer { request in
                visits.note(request.target)
                return .page("<h1>Strona \(request.target)</h1><p>\(MadeUpTexts.text(request.target.utf8.count))</p>")
            }
        }

        @Test func `the block stands after a kill, and when its time has come the host is asked again`() async throws {
            let (visits, others) = (Visits(), Visits())
            let busy = try LoopbackServer { request in
                visits.note(request.target)
                if request.index == 0 { return .response(429, headers: [("Retry-After", "6")]) }
                return .page("<p>\(MadeUpTexts.text(50 + request.index))</p>")
            }
            let fine = try pages(others)
            defer { for server in [busy, fine] { server.stop() } }
            try writePipeline(busy: busy, fine: fine)
            try await runAndKill(busy, fine)

            let second = try await place.potok("run", "--json")
            #expect(second.exitCode == 0, "\(second)")
            // A run waits for so short a time; the other host did not wait for it, in neither run.
            let times = visits.all.map(\.time)
            #expect(times.count >= 3, "\(visits.all)")
            try #require(times.count >= 2)
            #expect(times[1] - times[0] >= .seconds(6), "\(times)")
            let last = try #require(others.all.last)
            #expect(last.time < times[1], "the other host was done before")
            _ = try await place.potok("run", "--json")
            #expect(try await place.status().documents == 15)
            try await place.expectSound()
        }

        @Test func `a host that wants an hour is left alone by every run within it, and the others go on`() async throws
        {
            let (visits, others) = (Visits(), Visits())
            let busy = try LoopbackServer { request in
                visits.note(request.target)
                return .response(429, headers: [("Retry-After", "3600")])
            }
            let fine = try pages(others)
            defer { for server in [busy, fine] { server.stop() } }
            try writePipeline(busy: busy, fine: fine)
            try await runAndKill(busy, fine)
            for _ in 1...2 {
                let run = try await place.potok("run", "--json")
                #expect(run.exitCode == 0, "\(run)")
            }
            #expect(visits.all.count == 1)
            #expect(try await place.status().documents == 12)
            #expect(try await place.status().due == 3)
            try await place.expectSound()
        }
    }
}
