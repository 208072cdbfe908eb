import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// Whatever a server answers, each page ends in one outcome, and no page keeps the others from theirs.
    @Suite(.serialized) struct OutcomeTests {
        private let place: Workplace
        private let server: LoopbackServer
        /// A server by another name, which asks to be left alone.
        private let busy: LoopbackServer

        init() throws {
            place = try Workplace()
            @Sendable func text(_ number: Int) -> String {
                "<title>Strona \(number)</title><p>\(MadeUpTexts.text(number))</p>"
            }
            server = try LoopbackServer { request in
                switch request.target {
                case "/robots.txt": .response(body: Array("User-agent: *\nDisallow: /secret\n".utf8))
                case "/first", "/copy": .page(text(1))
                case "/moved": .redirect(301, to: "/new-place")
                case "/new-place": .page(text(2))
                case "/elsewhere": .redirect(302, to: "/temporary")
                case "/temporary": .page(text(3))
                case "/gone": .response(410)
                case "/broken": .response(500)
                case "/image": .response(headers: [("Content-Type", "image/png")], body: [0x89, 0x50, 0x4E, 0x47])
                case "/empty": .page("")
                case "/loop": .redirect(302, to: "/loop")
                case "/inside": .redirect(302, to: "http://10.1.2.3/")
                case "/cut":
                    LoopbackServer.Answer([
                        .send(
                            Array(
                                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n<p>abc".utf8
                            )
                        ),
                        .close,
                    ])
                default: .response(404)
                }
            }
            busy = try LoopbackServer { request in
                request.target == "/robots.txt" ? .response(404) : .response(429, headers: [("Retry-After", "3600")])
            }
        }

        private func writePipeline() throws -> Int {
            let paths = [
                "first", "copy", "moved", "elsewhere", "gone", "nothing", "broken", "image", "empty", "loop", "inside",
                "cut", "secret",
            ]
            let urls = paths.map { server.url("/\($0)") } + ["http://localhost:\(busy.port)/a"]
            let list = urls.map { "\"\($0)\"" }.joined(separator: ", ")
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db",
                  "fetch": { "delay": "0 s", "longestCrawlDelay": "0 s", "allowAddresses": ["127.0.0.0/8", "::1/128"] },
                  "sources": [ { "name": "web", "type": "urls", "urls": [\(list)] } ] }
                """
            )
            return urls.count
        }

        @Test func `each page has the outcome that its answer means`() async throws {
            defer { for server in [server, busy] { server.stop() } }
            let count = try writePipeline()
            let run = try await place.potok("run", "--json")
            // Four failures are fewer than limits.failAtLeast.
            #expect(run.exitCode == 0, "\(run)")
            let report = try run.report()
            // The address that a page moved to for good has an outcome of its own.
            #expect(report.inputs == count + 1, "\(run)")
            #expect(report.total == report.inputs, "\(run)")
            #expect(
                report.counts
                    == [
                        "indexed": 3, "duplicate": 1, "redirected": 1, "gone": 2, "excluded": 3, "failed": 4,
                        "deferred": 1,
                    ],
                "\(run)"
            )
            let codes = Set(report.outcomes.compactMap(\.code))
            #expect(
                codes.isSuperset(of: [
                    "excluded.type", "excluded.empty", "excluded.robots", "deferred.429", "fetch.http-500",
                    "fetch.address-refused",
                ]),
                "\(codes)"
            )
            #expect(!server.requests.contains { $0.target == "/secret" })
            // A page that moved for good is known by its new address, one that moved for now by the old one.
            let urls = Set(try await place.corpus().byURL.keys)
            #expect(urls == Set(["/first", "/copy", "/new-place", "/elsewhere"].map { server.url($0) }))
            let byOldName = try await place.potok("show", server.url("/moved"), "--json")
            #expect(try Corpus(byOldName.output).entries.first?.url == server.url("/new-place"), "\(byOldName)")

            // A run right after it leaves everybody alone: what failed waits, and the busy host is not asked.
            let asked = (server.requests.count, busy.requests.count)
            let next = try await place.potok("run", "--json", limit: .seconds(20))
            #expect(next.exitCode == 0, "\(next)")
            #expect(try next.report().counts.filter { $0.key != "deferred" }.isEmpty, "\(next)")
            #expect(server.requests.count == asked.0)
            #expect(busy.requests.count == asked.1)
            try await place.expectSound()
        }

        @Test func `what failed is tried by the next run when a person wants it, and nothing else`() async throws {
            defer { for server in [server, busy] { server.stop() } }
            _ = try writePipeline()
            _ = try await place.potok("run")
            let (asked, busyAsked) = (server.requests.count, busy.requests.count)
            let one = try await place.potok("retry", server.url("/broken"))
            #expect(one.exitCode == 0 && one.output.isEmpty, "\(one)")
            #expect(one.problems.contains("1 due now: 1 failed, 0 set aside; `potok run` tries them"), "\(one)")
            #expect(server.requests.count == asked)
            _ = try await place.potok("run")
            #expect(server.requests.dropFirst(asked).map(\.target).filter { $0 != "/robots.txt" } == ["/broken"])

            let four = try await place.potok("retry", "--source", "web", "--json")
            #expect(try four.jsonLines().first?["failed"] as? Int == 4, "\(four)")
            let before = server.requests.count
            _ = try await place.potok("run")
            let again = Set(server.requests.dropFirst(before).map(\.target))
            #expect(again.subtracting(["/robots.txt"]) == ["/broken", "/loop", "/inside", "/cut"])
            #expect(busy.requests.count == busyAsked)

            let well = try await place.potok("retry", server.url("/first"))
            #expect(well.exitCode == 0 && well.problems.contains("nothing of it failed"), "\(well)")
            for arguments in [["http://never.example/"], ["--source", "wep"], [], ["--all", "1"]] {
                let wrong = try await Running([PotokProgram.path, "retry"] + arguments, in: place.folder).end()
                #expect(wrong.exitCode == 64, "\(arguments): \(wrong)")
            }
        }

        @Test func `more failures than the limits allow exit 3, with everything else indexed`() async throws {
            defer { for server in [server, busy] { server.stop() } }
            _ = try writePipeline()
            let run = try await place.potok("run", "--json", "--set", "limits.failAtLeast=4")
            #expect(run.exitCode == 3, "\(run)")
            #expect(try run.report().exitCode == 3)
            #expect(try run.report().documents == 4)
            for path in ["/broken", "/loop", "/inside", "/cut"] {
                let lines = run.problems.split(separator: "\n").filter {
                    $0.contains("error: [web] \(server.url(path)):")
                }
                #expect(lines.count == 1, "\(path) in \(run)")
            }
        }

        @Test func `one URL written in several ways is one input`() async throws {
            defer { for server in [server, busy] { server.stop() } }
            let page = server.url("/first")
            try place.write(
                "urls.txt",
                "\(page)\n# a comment\n\n\(page)#part\n\(server.url("/%66irst"))\n  \(page)  \r\n"
            )
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db",
                  "fetch": { "delay": "0 s", "longestCrawlDelay": "0 s", "allowAddresses": ["127.0.0.0/8"] },
                  "sources": [ { "name": "web", "type": "urls", "lists": ["urls.txt"] } ] }
                """
            )
            let run = try await place.potok("run", "--json")
            #expect(run.exitCode == 0, "\(run)")
            let corpus = try await place.corpus()
            #expect(corpus.entries.filter { $0.duplicateOf == nil }.count == 1)
            let report = try run.report()
            #expect(report.total == report.inputs)
        }

        @Test func `a bad line of a list is named, and the other lines are run`() async throws {
            defer { for server in [server, busy] { server.stop() } }
            try place.write(
                "urls.txt",
                "\u{FEFF}\(server.url("/first"))\nno address at all\n\(server.url("/new-place"))\n"
            )
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db",
                  "fetch": { "delay": "0 s", "longestCrawlDelay": "0 s", "allowAddresses": ["127.0.0.0/8"] },
                  "sources": [ { "name": "web", "type": "urls", "lists": ["urls.txt"] } ] }
                """
            )
            let run = try await place.potok("run", "--json")
            #expect(run.exitCode == 3, "\(run)")
            #expect(run.problems.contains("urls.txt:2: 'no address at all'"), "\(run)")
            #expect(try run.report().counts == ["indexed": 2], "\(run)")
        }
    }
}
