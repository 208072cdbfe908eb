import Foundation
import Testing

extension EndToEndSuite {
    /// `fetch` and `add`: single pages and files by hand.
    @Suite(.serialized) struct OneOffTests {
        private static let port = 18_501
        private static let page = "http://127.0.0.80:\(port)/page.html"
        private let place: Workplace
        private let server: Running

        init() async throws {
            place = try Workplace()
            try place.write(
                "site/page.html",
                """
                <!DOCTYPE html><html lang="pl"><head><meta charset="utf-8"><title>O wydrach &amp; bobrach</title></head>
                <body><nav><a href="/">Start</a></nav><main><h1>O wydrach &amp; bobrach</h1>
                <p>Wydra pływa w rzece i łowi ryby przez cały rok.</p><p>Bóbr buduje tamę z gałęzi i błota.</p>
                </main><script>var a = "nie pokazuj";</script></body></html>
                """
            )
            try place.write("site/image.png", Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0]))
            server = try Running(
                [
                    "/usr/bin/env", "python3", "-m", "http.server", "--bind", "127.0.0.80", "\(Self.port)", "-d",
                    place.path("site"),
                ],
                in: place.folder
            )
            for _ in 0..<100 {
                let probe = try await place.shell(
                    "python3 -c \"import urllib.request as u; u.urlopen('\(Self.page)')\""
                )
                if probe.exitCode == 0 { break }
            }
        }

        @Test func `a page of this machine is refused with a hint, and no database is made`() async throws {
            let ended = try await place.potok("fetch", Self.page)
            #expect(ended.exitCode == 3, "\(ended)")
            #expect(ended.output.isEmpty, "\(ended)")
            #expect(ended.problems.contains("[fetch.address-refused]"), "\(ended)")
            #expect(ended.problems.contains("--allow-private"), "\(ended)")
            #expect(!FileManager.default.fileExists(atPath: place.path("potok.sqlite")))
            server.send(SIGKILL)
        }

        @Test func `a page is printed as text, Markdown or JSON`() async throws {
            let text = try await place.potok("fetch", Self.page, "--allow-private")
            #expect(text.exitCode == 0, "\(text)")
            #expect(text.output.hasPrefix("O wydrach & bobrach\n\n"), "\(text)")
            #expect(
                text.output.contains("Wydra pływa w rzece i łowi ryby przez cały rok.\n\nBóbr buduje tamę"),
                "\(text)"
            )
            #expect(!text.output.contains("nie pokazuj"))
            #expect(text.problems.isEmpty, "\(text)")
            let markdown = try await place.potok("fetch", Self.page, "--allow-private", "--markdown")
            #expect(markdown.output.hasPrefix("# O wydrach & bobrach\n\n"), "\(markdown)")
            let json = try await place.potok("fetch", Self.page, "--allow-private", "--json")
            let document = try #require(try Corpus(json.output).entries.first)
            #expect(document.schema == "document.v1")
            #expect(document.url == Self.page)
            #expect(document.title == "O wydrach & bobrach")
            let verbose = try await place.potok("fetch", Self.page, "--allow-private", "--verbose")
            #expect(verbose.problems.contains("HTTP 200"), "\(verbose)")
            #expect(verbose.output == text.output)
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder.path) == ["site"])
            server.send(SIGKILL)
        }

        @Test func `what cannot be fetched exits 3 with a line each, and the others are printed`() async throws {
            let site = "http://127.0.0.80:\(Self.port)"
            let ended = try await place.potok(
                "fetch",
                "\(site)/none.html",
                Self.page,
                "\(site)/image.png",
                "http://127.0.0.80:1/",
                "--allow-private"
            )
            #expect(ended.exitCode == 3, "\(ended)")
            #expect(ended.output.contains("Wydra pływa"), "\(ended)")
            #expect(ended.problems.contains("[fetch.http-404]"), "\(ended)")
            #expect(ended.problems.contains("[excluded.type]"), "\(ended)")
            #expect(ended.problems.contains("[fetch.connect]"), "\(ended)")
            #expect(ended.problems.split(separator: "\n").filter { $0.hasPrefix("potok:") }.count == 3, "\(ended)")
            server.send(SIGKILL)
        }

        @Test func `files, pages and standard input are added, and later runs know them`() async throws {
            try place.write("a.txt", MadeUpTexts.text(1))
            try place.write("folder/b.txt", MadeUpTexts.text(2))
            let allow = ["--set", "fetch.allowAddresses=127.0.0.0/8", "--database", "added.db", "--json"]
            let added = try await Running(
                [PotokProgram.path, "add", "a.txt", "folder", Self.page, "-"] + allow,
                in: place.folder,
                input: "Tekst ze standardowego wejścia o bobrach."
            ).end()
            #expect(added.exitCode == 0, "\(added)")
            #expect(try added.report().counts == ["indexed": 4], "\(added)")
            let corpus = try await place.corpus("added.db")
            #expect(corpus.entries.count == 4)
            #expect(corpus.entries.allSatisfy { $0.source == "added" })
            #expect(corpus.byURL[Self.page]?.title == "O wydrach & bobrach")
            let shown = try await place.potok("show", Self.page, "--database", "added.db", "--json")
            #expect(try Corpus(shown.output).entries.first?.url == Self.page, "\(shown)")
            let search = try await place.potok("search", "bobrach", "--database", "added.db", "--json")
            #expect(try search.jsonLines().count == 2, "\(search)")

            // The same again changes nothing.
            let again = try await Running(
                [PotokProgram.path, "add", "a.txt", "folder", Self.page, "-"] + allow,
                in: place.folder,
                input: "Tekst ze standardowego wejścia o bobrach."
            ).end()
            #expect(again.exitCode == 0, "\(again)")
            #expect(Set(try again.report().counts.keys).isSubset(of: ["unchanged"]), "\(again)")
            #expect(try await place.corpus("added.db") == corpus)

            // A page that fails when named by hand is no success.
            let refused = try await place.potok("add", Self.page + "?x", "--database", "added.db")
            #expect(refused.exitCode == 3, "\(refused)")
            #expect(try await place.corpus("added.db") == corpus)
            server.send(SIGKILL)
        }
    }
}
