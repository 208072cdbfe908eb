import Foundation
import PotokTesting
import Synchronization
import Testing

extension EndToEndSuite {
    /// `init`, `sources` and `add`: from what sites offer and people have to a pipeline and its documents.
    @Suite(.serialized) final class SourcesTests {
        private let place: Workplace
        private let server: LoopbackServer
        private let moved = Place()

        /// Where the feed is: at /feed, or moved to a place that is named here.
        private final class Place: Sendable {
            private let path = Mutex<String?>(nil)
            var value: String? {
                get { path.withLock { $0 } }
                set { path.withLock { $0 = newValue } }
            }
        }

        private static func item(_ number: Int, _ base: String) -> String {
            "<item><title>Item \(number)</title><link>\(base)/page/\(number)</link></item>"
        }

        init() throws {
            place = try Workplace()
            server = try LoopbackServer { [moved] request in
                let base = "http://\(request.headers["host"] ?? "")"
                let feed = LoopbackServer.Answer.response(
                    headers: [("Content-Type", "application/rss+xml")],
                    body: Array(
                        "<rss version=\"2.0\"><channel><title>F</title>\(Self.item(1, base))\(Self.item(2, base))</channel></rss>"
                            .utf8
                    )
                )
                switch request.target {
                case "/feed":
                    if let place = moved.value { return .redirect(301, to: place) }
                    return feed
                case "/new-feed": return moved.value == "/new-feed" ? feed : .response(404)
                case "/with-feed":
                    return .page(
                        """
                        <html><head><link rel="alternate" type="application/rss+xml" href="/comments/feed">
                        <link rel="alternate" type="application/rss+xml" href="/feed"></head><body><p>Text.</p></body></html>
                        """
                    )
                case "/": return .page("<html><body><p>Text.</p></body></html>")
                case "/robots.txt":
                    return .response(headers: [], body: Array("Sitemap: /map.xml\n".utf8))
                case "/map.xml":
                    return .response(
                        headers: [("Content-Type", "application/xml")],
                        body: Array("<urlset><url><loc>\(base)/page/1</loc></url></urlset>".utf8)
                    )
                case let target where target.hasPrefix("/page/"):
                    return .page("<html><body><article><h1>\(target)</h1><p>Words of \(target).</p></article>")
                default: return .response(404)
                }
            }
        }

        deinit { server.stop() }

        private func line(_ type: String, _ url: String) -> String {
            "{ \"name\": \"127-0-0-1\", \"type\": \"\(type)\", \"urls\": [\"\(url)\"] }"
        }

        @Test(arguments: [
            ("/with-feed", "feed", "/feed"), ("/", "sitemap", "/map.xml"), ("/map.xml", "sitemap", "/map.xml"),
            ("/feed", "feed", "/feed"),
        ])
        func `init takes the feed of a site before its sitemap, and what it writes is valid`(
            path: String,
            type: String,
            source: String
        ) async throws {
            let ended = try await place.potok(
                "init",
                server.url(path),
                "--allow-private",
                "--contact",
                "me@example.org"
            )
            #expect(ended.exitCode == 0, "\(ended)")
            let text = try String(contentsOfFile: place.path("pipeline.json"), encoding: .utf8)
            // What the look was allowed to reach, its runs may reach too.
            let allowed = ", \"fetch\": { \"allowAddresses\": [\"127.0.0.1/32\"] } }"
            #expect(text.contains(line(type, server.url(source)).dropLast(2) + allowed), "\(text)")
            #expect(text.contains("(+mailto:me@example.org)"), "\(text)")
            let checked = try await place.potok("validate")
            #expect(checked.exitCode == 0, "\(checked)")
            let again = try await place.potok("init", server.url(path), "--contact", "me@example.org")
            #expect(again.exitCode == 64 && again.problems.contains("is there already"), "\(again)")
            #expect(try String(contentsOfFile: place.path("pipeline.json"), encoding: .utf8) == text)
        }

        @Test func `init wants to know whom publishers can write to, and a site that is there`() async throws {
            let silent = try await place.potok("init", server.url("/"), "--allow-private")
            #expect(silent.exitCode == 64 && silent.problems.contains("--contact"), "\(silent)")
            let missing = try await place.potok(
                "init",
                server.url("/nothing"),
                "--allow-private",
                "--contact",
                "me@x.org"
            )
            #expect(missing.exitCode == 1 && missing.problems.contains("HTTP 404"), "\(missing)")
            #expect(!FileManager.default.fileExists(atPath: place.path("pipeline.json")))
        }

        private static let subscriptions = """
            <opml version="2.0"><body><outline text="Wiadomości"><outline text="Książki i więcej" xmlUrl="https://a.example/rss"/>
            <outline text="Książki i więcej" xmlUrl="https://b.example/rss"/></outline>
            <outline text="known" xmlUrl="https://known.example/feed"/><outline text="bad" xmlUrl="javascript:x"/></body></opml>
            """

        @Test func `import adds the feeds of a list, and nothing else of pipeline_json changes`() async throws {
            let before = """
                {
                    // Ours.
                    "version": 1,
                    "sources": [
                        { "name": "known", "type": "feed", "urls": ["https://known.example/feed"] } // the last one
                    ]
                }
                """
            try place.write("pipeline.json", before)
            try place.write("list.opml", Self.subscriptions)
            let dry = try await place.potok("sources", "import", "--dry-run", "list.opml")
            #expect(
                dry.exitCode == 0 && dry.problems.contains("2 feeds would be added, 1 are followed already"),
                "\(dry)"
            )
            #expect(try String(contentsOfFile: place.path("pipeline.json"), encoding: .utf8) == before)
            let ended = try await place.potok("sources", "import", "-", input: Self.subscriptions)
            #expect(ended.exitCode == 0, "\(ended)")
            #expect(ended.problems.contains("'javascript:x' is no http or https URL"), "\(ended)")
            let after = try String(contentsOfFile: place.path("pipeline.json"), encoding: .utf8)
            #expect(after.contains("// Ours.") && after.contains("// the last one"), "\(after)")
            let listed = try await place.potok("sources", "list", "--json")
            let names = try listed.jsonLines().map { $0["name"] as? String }
            #expect(names == ["known", "książki-i-więcej", "książki-i-więcej-2"], "\(listed)")
            let again = try await place.potok("sources", "import", "list.opml")
            #expect(again.problems.contains("0 feeds added, 3 are followed already"), "\(again)")
            #expect(try String(contentsOfFile: place.path("pipeline.json"), encoding: .utf8) == after)
        }

        @Test func `a list that is none is one clear error`() async throws {
            try place.writePipeline(paths: ["texts"])
            let ended = try await place.potok("sources", "import", "-", input: "<html>")
            #expect(ended.exitCode == 1 && ended.problems.contains("[opml.unknown]"), "\(ended)")
            let missing = try await place.potok("sources", "import", "nothing.opml")
            #expect(missing.exitCode == 64 && missing.problems.contains("nothing.opml cannot be read"), "\(missing)")
        }

        @Test func `probe prints what a feed names, and fails for what is no listing`() async throws {
            let text = try await place.potok("sources", "probe", server.url("/feed"), "--allow-private")
            #expect(text.output == "\(server.url("/page/1"))\n\(server.url("/page/2"))\n", "\(text)")
            moved.value = "/new-feed"
            let json = try await place.potok("sources", "probe", server.url("/feed"), "--allow-private", "--json")
            let probed = try #require(try json.jsonLines().first)
            #expect(probed["isMoved"] as? Bool == true && probed["location"] as? String == server.url("/new-feed"))
            #expect((probed["entries"] as? [[String: Any]])?.map { $0["title"] as? String } == ["Item 1", "Item 2"])
            let bad = try await place.potok("sources", "probe", server.url("/page/1"), "--allow-private")
            #expect(bad.exitCode == 3 && bad.output.isEmpty, "\(bad)")
        }

        @Test func `a feed that has moved for good is asked for where it is, until it is not there any more`()
            async throws
        {
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db",
                  "fetch": { "delay": "0 s", "allowAddresses": ["127.0.0.0/8"], "retry": "1 s" },
                  "sources": [ { "name": "f", "type": "feed", "urls": ["\(server.url("/feed"))"], "poll": "0 s", "longestPoll": "0 s" } ] }
                """
            )
            func asked() async throws -> [String] {
                let before = server.requests.count
                _ = try await place.potok("run")
                return server.requests.dropFirst(before).map(\.target).filter { $0.contains("feed") }
            }
            moved.value = "/new-feed"
            let first = try await place.potok("run")
            #expect(first.problems.contains("it has moved for good to \(server.url("/new-feed"))"), "\(first)")
            #expect(try await asked() == ["/new-feed"])
            moved.value = nil
            #expect(try await asked() == ["/new-feed"])
            // A feed that is not there is looked for again after a while, at the address of pipeline.json.
            _ = try await place.shell("sqlite3 potok.db \"UPDATE frontier SET due_at = 0 WHERE role = 'feed'\"")
            #expect(try await asked() == ["/feed"])
        }

        @Test func `archives, files of lines and standard input are added record by record`() async throws {
            let lines = """
                {"url": "https://a.example/1", "text": "The words of the first line, which is a document."}
                {"id": "two", "html": "<p>The words of the second line, which is another document.</p>"}

                """
            let body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Words of the archive."
            let record =
                "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/3\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
                + "Content-Type: application/http\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)\r\n\r\n"
            try place.write("old.warc", record)
            try place.write("lines.jsonl", lines)
            let ended = try await place.potok("add", "old.warc", "lines.jsonl", "--database", "a.db")
            #expect(ended.exitCode == 0, "\(ended)")
            let texts = try await place.corpus("a.db").entries.map(\.text).sorted()
            #expect(
                texts == [
                    "The words of the first line, which is a document.",
                    "The words of the second line, which is another document.", "Words of the archive.",
                ]
            )
            let piped = try await place.potok("add", "--ndjson", "-", "--database", "b.db", input: lines)
            #expect(piped.exitCode == 0, "\(piped)")
            #expect(try await place.corpus("b.db").entries.count == 2)
            let broken = try await place.potok("add", "--ndjson", "-", "--database", "b.db", input: lines + "{ no\n")
            #expect(broken.exitCode == 3 && broken.problems.contains("[ndjson.bad-line]"), "\(broken)")
            #expect(try await place.corpus("b.db").entries.count == 2)
        }
    }
}
