import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// `explain` answers "why is this page not in the index?" for every address, and knows every key and code.
    @Suite(.serialized) struct ExplainTests {
        private let place: Workplace

        init() throws { place = try Workplace() }

        private func serve() throws -> LoopbackServer {
            try LoopbackServer { request in
                switch request.target {
                case "/robots.txt": .response(body: Array("User-agent: *\nDisallow: /secret\n".utf8))
                case "/feed":
                    .response(
                        headers: [("Content-Type", "application/rss+xml")],
                        body: Array(
                            """
                            <rss version="2.0"><channel><title>t</title>
                            <item><link>/page</link></item><item><link>/secret/page</link></item>
                            <item><link>/missing</link></item><item><link>/broken</link></item>
                            <item><link>/private/page</link></item></channel></rss>
                            """.utf8
                        )
                    )
                case "/page":
                    .page(
                        "<title>Strona</title><p>\(MadeUpTexts.text(1))</p>",
                        headers: [("ETag", "\"one\"")]
                    )
                case "/broken": .response(500)
                default: .response(404)
                }
            }
        }

        private func writePipeline(_ server: LoopbackServer) throws {
            try place.write("docs/text.txt", MadeUpTexts.text(2))
            try place.write("docs/empty.txt", "")
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db",
                  "fetch": { "delay": "0 s", "allowAddresses": ["127.0.0.0/8"] },
                  "sources": [
                    { "name": "news", "type": "feed", "urls": ["\(server.url("/feed"))"], "exclude": ["/private/"] },
                    { "name": "site", "type": "site", "urls": ["https://example.org/"], "include": ["/a/"] },
                    { "name": "list", "type": "urls", "urls": ["https://example.com/one"] },
                    { "name": "docs", "type": "files", "paths": ["docs"] } ] }
                """
            )
        }

        @Test func `the history of an address says where it was found, what became of it and what comes next`()
            async throws
        {
            let server = try serve()
            defer { server.stop() }
            try writePipeline(server)
            let run = try await place.potok("run", "--source", "news", "--source", "docs")
            #expect(run.exitCode == 0, "\(run)")
            for (name, lines) in [
                (
                    server.url("/page"),
                    [
                        "in the feed \(server.url("/feed")), 1 step from the source",
                        "source      news; named last in run 1",
                        "ETag \"one\"", "ended       indexed in run 1", "says nothing against it for potok",
                        "confidence ", "normalizer ", "verdict     its own", "`potok fetch -v \(server.url("/page"))`",
                    ]
                ),
                (
                    server.url("/secret/page"),
                    [
                        "document    none", "[excluded.robots]",
                        "robots      closes it to potok (line 2: Disallow: /secret)",
                    ]
                ),
                (server.url("/missing"), ["ended       gone in run 1", "wants to be seen twice"]),
                (server.url("/broken"), ["[fetch.http-500]", "it failed, and the time between two tries grows"]),
                (
                    server.url("/feed"),
                    ["named by the source itself", "news, as a feed", "ended       listed in run 1"]
                ),
                ("docs/text.txt", ["source      docs", "due         when the file changes", "ended       indexed"]),
                ("docs/empty.txt", ["document    none", "[excluded.empty]"]),
            ] {
                let told = try await place.potok("explain", name)
                #expect(told.exitCode == 0, "\(told)")
                for line in lines { #expect(told.output.contains(line), "\(line) is missing in \(told)") }
                let json = try await place.potok("explain", "--json", name).jsonLines()
                #expect(json.count == 1)
                #expect(json.first?["type"] as? String == "address")
                #expect(json.first?["seen"] as? Bool == true)
                #expect((json.first?["endings"] as? [Any])?.count == 1)
            }
            let document = try #require(try await place.corpus().byURL[server.url("/page")])
            let byKey = try await place.potok("explain", document.key)
            let byURL = try await place.potok("explain", server.url("/page"))
            #expect(byKey.output == byURL.output)
        }

        @Test func `a document's history says what each sink has of it`() async throws {
            try place.write("docs/text.txt", MadeUpTexts.text(2))
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", "limits": { "deliver": "1 s" },
                  "sinks": [ { "name": "lines", "type": "ndjson", "folder": "out" },
                             { "name": "hook", "type": "webhook", "url": "http://127.0.0.1:1/",
                               "secret": { "file": "secret" } } ],
                  "sources": [ { "name": "docs", "type": "files", "paths": ["docs"] } ] }
                """
            )
            try place.write("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            let run = try await place.potok("run")
            #expect(run.exitCode == 4, "\(run)")
            let told = try await place.potok("explain", "docs/text.txt")
            #expect(told.output.contains("delivered   lines: yes\n"), "\(told)")
            #expect(told.output.contains("delivered   hook: not yet: its newest change waits"), "\(told)")
            #expect(told.output.contains("[curl-7]"), "\(told)")
            let json = try await place.potok("explain", "--json", "docs/text.txt").jsonLines()
            let deliveries = try #require(json.first?["deliveries"] as? [[String: Any]])
            #expect(deliveries.compactMap { $0["state"] as? String } == ["delivered", "waiting"])
        }

        @Test func `an address that is due and whose source rests says until when`() async throws {
            let server = try serve()
            defer { server.stop() }
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", "fetch": { "delay": "0 s", "allowAddresses": ["127.0.0.0/8"] },
                  "sources": [ { "name": "web", "type": "urls", "urls": ["\(server.url("/page"))"],
                                 "schedule": { "every": "300 d" } } ] }
                """
            )
            #expect(try await place.potok("run").exitCode == 0)
            let told = try await place.potok("explain", server.url("/page"))
            let line = told.output.split(separator: "\n").first { $0.hasPrefix("due ") }
            #expect(line?.contains("but its source rests until") == true, "\(told)")
        }

        @Test func `for an address that no run has seen, each source says why`() async throws {
            let server = try serve()
            defer { server.stop() }
            try writePipeline(server)
            for hasRun in [false, true] {
                if hasRun {
                    let run = try await place.potok("run", "--source", "news")
                    #expect(run.exitCode == 0, "\(run)")
                }
                for (name, line) in [
                    (server.url("/private/page"), "news leaves it out: '/private/' of its `exclude` fits"),
                    (
                        server.url("/never"),
                        hasRun ? "nothing that it reads has named it until" : "nothing of it has been read yet"
                    ),
                    (server.url("/secret/other"), hasRun ? "robots      closes it to potok" : "nobody has asked for"),
                    ("https://example.com/one", "list names it: the next run"),
                    ("https://example.com/two", "list does not name it"),
                    ("https://example.net/", "site is about another site"),
                    ("https://example.org/b/", "site leaves it out: no pattern of its `include` fits"),
                    ("https://example.org/a/image.png", "ends like something that is no page"),
                    ("http://10.1.2.3/", "address     is not opened: "),
                ] {
                    let told = try await place.potok("explain", name)
                    #expect(told.exitCode == 0, "\(told)")
                    #expect(told.output.contains("seen        never\n"), "\(told)")
                    #expect(told.output.contains(line), "\(line) is missing in \(told)")
                }
            }
            let json = try await place.potok("explain", "--json", "https://example.net/").jsonLines()
            let sources = try #require(json.first?["sources"] as? [[String: Any]])
            #expect(sources.compactMap { $0["stance"] as? String } == ["may-find", "refuses", "refuses"])
        }

        @Test(arguments: [
            ("fetch.timeout", "\n\ncode fetch.timeout\n  The server took longer"),
            ("fetch.tls", "code fetch.tls\n  The server"),
            ("fetch.http-503", "code fetch.http-503\n  The server"),
            ("exit-3", "code exit-3\n  More documents failed"), ("11", "code exit-11\n  Another run holds the lock"),
            ("excluded.robots", "noindex"), ("fetch.delay", "default     \"1 s\""),
        ])
        func `a code or key is explained`(_ name: String, _ text: String) async throws {
            let told = try await place.potok("explain", name)
            #expect(told.exitCode == 0)
            #expect(told.output.contains(text), "\(told)")
            let json = try await place.potok("explain", "--json", name).jsonLines()
            #expect(["code", "key"].contains(json.first?["type"] as? String))
        }

        @Test func `what is near a code or key is suggested, and --codes lists them`() async throws {
            let told = try await place.potok("explain", "fetch.timout-")
            #expect(told.exitCode == 64)
            #expect(told.problems.contains("did you mean 'fetch.timeout'?"), "\(told)")
            let all = try await place.potok("explain", "--codes")
            for code in ["exit-130", "excluded.robots", "configuration.unknown-key", "fetch.http-*", "database.locked"]
            {
                #expect(all.output.contains("  \(code) "), "\(code)")
            }
            let lines = try await place.potok("explain", "--codes", "--json").jsonLines()
            #expect(lines.allSatisfy { ($0["meaning"] as? String)?.isEmpty == false && $0["remedy"] is String })
        }

        @Test func `an error ends with a code that explain knows`() async throws {
            let missing = try await place.potok("status")
            #expect(missing.exitCode == 10)
            let code = try #require(missing.problems.firstMatch(of: #/\[([a-z.-]+)\]\n/#)?.output.1)
            let told = try await place.potok("explain", String(code))
            #expect(told.output.contains("There is no database"), "\(told)")
        }
    }
}
