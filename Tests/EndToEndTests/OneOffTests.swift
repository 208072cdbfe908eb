import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// `fetch` and `add`: single pages and files by hand.
    @Suite(.serialized) struct OneOffTests {
        private let place: Workplace
        private let server: LoopbackServer
        private let page: String

        init() throws {
            place = try Workplace()
            server = try LoopbackServer { request in
                switch request.target {
                case "/image.png":
                    .response(headers: [("Content-Type", "image/png")], body: Array("\u{89}PNG".utf8))
                case let target where target.hasPrefix("/page.html"):
                    .page(
                        """
                        <!DOCTYPE html><html lang="pl"><head><meta charset="utf-8"><title>O wydrach &amp; bobrach</title>
                        </head><body><nav><a href="/">Start</a></nav><main><h1>O wydrach &amp; bobrach</h1>
                        <p>Wydra pływa w rzece i łowi ryby przez cały rok.</p><p>Bóbr buduje tamę z gałęzi i błota.</p>
                        </main><script>var a = "nie pokazuj";</script></body></html>
                        """
                    )
                default: .response(404)
                }
            }
            page = server.url("/page.html")
        }

        @Test func `a page of this machine is refused with a hint, and no database is made`() async throws {
            defer { server.stop() }
            let ended = try await place.potok("fetch", page)
            #expect(ended.exitCode == 3, "\(ended)")
            #expect(ended.output.isEmpty, "\(ended)")
            #expect(ended.problems.contains("[fetch.address-refused]"), "\(ended)")
            #expect(ended.problems.contains("--allow-private"), "\(ended)")
            #expect(ended.problems.contains("\"fetch\": {\"allowAddresses\": [\"127.0.0.1/32\"]}"), "\(ended)")
            #expect(!FileManager.default.fileExists(atPath: place.path("potok.sqlite")))
        }

        @Test func `a page is printed as text, Markdown or JSON`() async throws {
            defer { server.stop() }
            let text = try await place.potok("fetch", page, "--allow-private")
            #expect(text.exitCode == 0, "\(text)")
            #expect(text.output.hasPrefix("O wydrach & bobrach\n\n"), "\(text)")
            #expect(
                text.output.contains("Wydra pływa w rzece i łowi ryby przez cały rok.\n\nBóbr buduje tamę"),
                "\(text)"
            )
            #expect(!text.output.contains("nie pokazuj"))
            #expect(text.problems.isEmpty, "\(text)")
            let markdown = try await place.potok("fetch", page, "--allow-private", "--markdown")
            #expect(markdown.output.hasPrefix("# O wydrach & bobrach\n\n"), "\(markdown)")
            let json = try await place.potok("fetch", page, "--allow-private", "--json")
            let document = try #require(try Corpus(json.output).entries.first)
            #expect(document.schema == "document.v1")
            #expect(document.url == page)
            #expect(document.title == "O wydrach & bobrach")
            let verbose = try await place.potok("fetch", page, "--allow-private", "--verbose")
            #expect(verbose.problems.contains("HTTP 200"), "\(verbose)")
            #expect(verbose.output == text.output)
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder.path).isEmpty)
        }

        @Test func `with -v every hop is told with its status, times, bytes and what it says to a cache`() async throws
        {
            defer { server.stop() }
            let text = "<h1>Tytuł</h1><p>Słowa o bobrach i wydrach.</p>"
            let target = try LoopbackServer { _ in
                .page(
                    text,
                    headers: [
                        ("ETag", "\"e1\""), ("Last-Modified", "Tue, 01 Sep 2026 10:00:00 GMT"),
                        ("Cache-Control", "max-age=3600"),
                    ]
                )
            }
            defer { target.stop() }
            let first = try LoopbackServer { _ in .redirect(301, to: target.url("/here")) }
            defer { first.stop() }
            let ended = try await place.potok("fetch", first.url("/moved"), "--allow-private", "-v")
            #expect(ended.exitCode == 0, "\(ended)")
            let lines = ended.problems.split(separator: "\n").map(String.init)
            #expect(lines.first == "* HTTP 301  \(first.url("/moved"))  -> \(target.url("/here"))", "\(ended)")
            #expect(lines.contains("* HTTP 200  \(target.url("/here"))"), "\(ended)")
            let times = lines.filter { $0.hasPrefix("*   time   127.0.0.1, HTTP/1.1, connected ") }
            #expect(
                times.count == 2 && times.allSatisfy { $0.contains("first byte") && $0.contains("in all") },
                "\(ended)"
            )
            let bytes = lines.filter { $0.hasPrefix("*   bytes  ") }
            #expect(
                bytes.last?.contains("body \(text.utf8.count), decoded \(text.utf8.count), text/html") == true,
                "\(ended)"
            )
            let cache = lines.filter { $0.hasPrefix("*   cache  ") }
            #expect(
                cache == [
                    "*   cache  no validators, no word on freshness",
                    "*   cache  ETag \"e1\", Last-Modified Tue, 01 Sep 2026 10:00:00 GMT, fresh for 1 h",
                ],
                "\(ended)"
            )
        }

        @Test
        func `with --source a page is fetched and read as that source does it, its secret sent to its own hosts only`()
            async throws
        {
            defer { server.stop() }
            let other = try LoopbackServer { _ in .page("<p>Słowa innego serwera o bobrach i wydrach w rzece.</p>") }
            defer { other.stop() }
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "sources": [
                    { "name": "rivers", "type": "urls", "urls": ["\(page)"],
                      "fetch": { "allowAddresses": ["127.0.0.0/8"] },
                      "request": { "headers": { "X-Api-Key": { "env": "RIVER_KEY" } } },
                      "normalize": { "dropLines": ["Bóbr buduje tamę z gałęzi i błota."] } } ] }
                """
            )
            let key = ["RIVER_KEY": "otter-7"]
            let ended = try await place.potok("fetch", "--source", "rivers", "-v", page, environment: key)
            #expect(ended.exitCode == 0, "\(ended)")
            #expect(ended.output.contains("Wydra pływa") && !ended.output.contains("Bóbr buduje"), "\(ended)")
            #expect(ended.problems.contains("normalize.dropLines: Bóbr buduje"), "\(ended)")
            #expect(server.requests.last?.headers["x-api-key"] == "otter-7")
            let elsewhere = try await place.potok("fetch", "--source", "rivers", other.url("/"), environment: key)
            #expect(elsewhere.exitCode == 0, "\(elsewhere)")
            #expect(other.requests.allSatisfy { $0.headers["x-api-key"] == nil })
            let missing = try await place.potok("fetch", "--source", "rivers", page)
            #expect(missing.exitCode != 0 && missing.problems.contains("RIVER_KEY"), "\(missing)")
            let unknown = try await place.potok("fetch", "--source", "river", page)
            #expect(unknown.exitCode == 64, "\(unknown)")
        }

        @Test func `how sure it is that the text is the main text is told, and kept with the document`() async throws {
            defer { server.stop() }
            let json = try await place.potok("fetch", page, "--allow-private", "--json")
            let told = try #require(try json.jsonLines().first?["confidence"] as? Double, "\(json)")
            #expect(told > 0 && told <= 1)
            let verbose = try await place.potok("fetch", page, "--allow-private", "-v")
            #expect(verbose.problems.contains("confidence \(told)"), "\(verbose)")
            let allow = ["--set", "fetch.allowAddresses=127.0.0.0/8", "--database", "a.db"]
            let added = try await Running([PotokProgram.path, "add", page] + allow, in: place.folder).end()
            #expect(added.exitCode == 0, "\(added)")
            let shown = try await place.potok("show", page, "--database", "a.db", "--json")
            #expect(try shown.jsonLines().first?["confidence"] as? Double == told, "\(shown)")
        }

        @Test func `PDFs of a folder are taken with its other files`() async throws {
            defer { server.stop() }
            try place.write("texts/a.txt", MadeUpTexts.text(1))
            try place.write("texts/b.pdf", "%PDF-1.7\nthis is none")
            try place.writePipeline(paths: ["texts"])
            let ended = try await place.potok("run", "--json")
            #expect(try ended.report().counts == ["indexed": 1, "excluded": 1], "\(ended)")
        }

        @Test func `what cannot be fetched exits 3 with a line each, and the others are printed`() async throws {
            defer { server.stop() }
            let ended = try await place.potok(
                "fetch",
                server.url("/none.html"),
                page,
                server.url("/image.png"),
                "http://127.0.0.1:1/",
                "--allow-private"
            )
            #expect(ended.exitCode == 3, "\(ended)")
            #expect(ended.output.contains("Wydra pływa"), "\(ended)")
            #expect(ended.problems.contains("[fetch.http-404]"), "\(ended)")
            #expect(ended.problems.contains("[excluded.type]"), "\(ended)")
            #expect(ended.problems.contains("[fetch.connect]"), "\(ended)")
            #expect(ended.problems.split(separator: "\n").filter { $0.hasPrefix("potok:") }.count == 3, "\(ended)")
        }

        @Test func `files, pages and standard input are added, and later runs know them`() async throws {
            defer { server.stop() }
            try place.write("a.txt", MadeUpTexts.text(1))
            try place.write("folder/b.txt", MadeUpTexts.text(2))
            let allow = ["--set", "fetch.allowAddresses=127.0.0.0/8", "--database", "added.db", "--json"]
            let added = try await Running(
                [PotokProgram.path, "add", "a.txt", "folder", page, "-"] + allow,
                in: place.folder,
                input: "Tekst ze standardowego wejścia o bobrach."
            ).end()
            #expect(added.exitCode == 0, "\(added)")
            #expect(try added.report().counts == ["indexed": 4], "\(added)")
            let corpus = try await place.corpus("added.db")
            #expect(corpus.entries.count == 4)
            #expect(corpus.entries.allSatisfy { $0.source == "added" })
            #expect(corpus.byURL[page]?.title == "O wydrach & bobrach")
            let shown = try await place.potok("show", page, "--database", "added.db", "--json")
            #expect(try Corpus(shown.output).entries.first?.url == page, "\(shown)")
            let search = try await place.potok("search", "bobrach", "--database", "added.db", "--json")
            #expect(try search.jsonLines().count == 2, "\(search)")

            // The same again changes nothing.
            let again = try await Running(
                [PotokProgram.path, "add", "a.txt", "folder", page, "-"] + allow,
                in: place.folder,
                input: "Tekst ze standardowego wejścia o bobrach."
            ).end()
            #expect(again.exitCode == 0, "\(again)")
            #expect(Set(try again.report().counts.keys).isSubset(of: ["unchanged"]), "\(again)")
            #expect(try await place.corpus("added.db") == corpus)

            // A page that fails when named by hand is no success.
            let refused = try await place.potok("add", page + "?x", "--database", "added.db")
            #expect(refused.exitCode == 3, "\(refused)")
            #expect(try await place.corpus("added.db") == corpus)
        }
    }
}
