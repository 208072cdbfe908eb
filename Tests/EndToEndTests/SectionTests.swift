import Foundation
import PotokStreams
import PotokTesting
import Testing

extension EndToEndSuite {
    /// Documentation as one document for each heading: sections come, change and go one by one, and with their page.
    @Suite(.serialized) struct SectionTests {
        /// What the site shows.
        private struct Site {
            /// The sections of the guide: anchor, heading, number of the text.
            var sections = [("install", "Install", 1), ("use", "Use", 2), ("remove", "Remove", 3)]
            var isThere = true
            /// Whether /copy, which says so, is a copy of the guide.
            var isCopy = true
        }

        private let place: Workplace
        private let server: LoopbackServer
        private let site = Lock(Site())

        init() throws {
            place = try Workplace()
            let site = site
            server = try LoopbackServer { request in
                let site = site.withLock { $0 }
                func paragraphs(_ number: Int) -> String {
                    MadeUpTexts.text(number, paragraphs: 2).split(separator: "\n\n").map { "<p>\($0)</p>" }.joined()
                }
                let body: String
                switch request.target {
                case "/guide" where site.isThere:
                    body =
                        "<title>Guide</title><main><h1>Guide</h1>\(paragraphs(100))"
                        + site.sections.map { "<h2 id=\($0.0)>\($0.1)</h2>\(paragraphs($0.2))" }.joined() + "</main>"
                case "/copy":
                    body =
                        "<title>Guide</title><link rel=canonical href=/guide><main><h1>Guide</h1>"
                        + paragraphs(site.isCopy ? 100 : 300) + "<h2 id=install>Install</h2>"
                        + paragraphs(site.isCopy ? 1 : 301) + "</main>"
                case "/other": body = "<title>Other</title><main><h1>Other</h1>\(paragraphs(200))</main>"
                default: return .response(404)
                }
                return .response(headers: [("Content-Type", "text/html; charset=utf-8")], body: Array(body.utf8))
            }
            try place.write("urls.txt", "\(server.url("/guide"))\n\(server.url("/other"))\n")
            try writePipeline(split: "section")
        }

        private func writePipeline(split: String, tombstones: String = "365 d") throws {
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", "normalize": { "split": "\(split)" },
                  "retention": { "tombstones": "\(tombstones)" },
                  "fetch": { "delay": "0 s", "revisit": "0 s", "longestRevisit": "0 s", "allowAddresses": ["127.0.0.0/8"] },
                  "sources": [ { "name": "docs", "type": "urls", "lists": ["urls.txt"] } ],
                  "sinks": [ { "name": "out", "type": "ndjson", "folder": "out" } ] }
                """
            )
        }

        private static func text(_ number: Int) -> String {
            MadeUpTexts.text(number, paragraphs: 2).trimmingCharacters(in: .newlines)
        }

        /// What the sink was told: kind and the end of the address or the key, line by line.
        private func told() throws -> [(kind: String, key: String, url: String)] {
            let folder = place.folder.appending(path: "out")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            return try names.filter { $0.hasSuffix(".ndjson") }.flatMap { name in
                try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n").map {
                    line in
                    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                    let url = (object?["document"] as? [String: Any])?["url"] as? String ?? ""
                    return (
                        try #require(object?["kind"] as? String), try #require(object?["key"] as? String),
                        String(url.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" })
                    )
                }
            }
        }

        /// Runs and answers what the sink was told by it.
        private func run(_ arguments: String...) async throws -> [(kind: String, key: String, url: String)] {
            let before = (try? told().count) ?? 0
            let ended = try await Running(
                [PotokProgram.path] + (arguments.isEmpty ? ["run"] : arguments),
                in: place.folder,
                limit: .seconds(120)
            ).end()
            #expect(ended.exitCode == 0, "\(ended)")
            try await place.expectSound()
            return Array(try told().dropFirst(before))
        }

        /// The documents of the corpus by the ends of their addresses.
        private func documents() async throws -> [String: Corpus.Entry] {
            let corpus = try await place.corpus()
            return Dictionary(corpus.byURL.map { (String($0.key.dropFirst(server.url("").count)), $0.value) }) { $1 }
        }

        @Test func `sections come, change and go one by one, and with their page`() async throws {
            defer { server.stop() }
            let first = try await run()
            let all = ["/guide", "/guide#install", "/guide#remove", "/guide#use", "/other"]
            #expect(first.map(\.url).sorted() == all)
            var documents = try await documents()
            #expect(documents.keys.sorted() == all)
            #expect(documents["/guide#use"]?.title == "Guide › Use")
            #expect(documents["/guide#use"]?.text == Self.text(2))
            #expect(documents["/guide"]?.text == Self.text(100))
            let keys = documents.mapValues(\.key)
            for command in ["show", "explain"] {
                let shown = try await place.potok(command, server.url("/guide#use"), "--json")
                #expect(shown.exitCode == 0 && shown.output.contains(keys["/guide#use"] ?? "-"), "\(shown)")
            }
            // Nothing has changed.
            #expect(try await run().isEmpty)
            // One section has: it alone is told.
            site.withLock { $0.sections[1].2 = 22 }
            #expect(try await run().map(\.url) == ["/guide#use"])
            documents = try await self.documents()
            #expect(documents["/guide#use"]?.revision == 2 && documents["/guide#install"]?.revision == 1)
            // One goes, another comes.
            site.withLock {
                $0.sections.remove(at: 2)
                $0.sections.append(("upgrade", "Upgrade", 4))
            }
            let moved = try await run()
            #expect(moved.count { $0.kind == "delete" && $0.key == keys["/guide#remove"] } == 1)
            #expect(moved.filter { $0.kind == "upsert" }.map(\.url) == ["/guide#upgrade"])
            // The page goes, and all of them with it.
            site.withLock { $0.isThere = false }
            #expect(try await run().isEmpty)
            let gone = try await run()
            #expect(gone.count == 4 && gone.allSatisfy { $0.kind == "delete" })
            #expect(try await self.documents().keys.sorted() == ["/other"])
            // It comes back, and they do.
            site.withLock { $0.isThere = true }
            #expect(
                try await run().map(\.url).sorted() == ["/guide", "/guide#install", "/guide#upgrade", "/guide#use"]
            )
            #expect(try await self.documents()["/guide#install"]?.key == keys["/guide#install"])
        }

        @Test func `turned on and off, a reprocessing splits and joins; forgetting takes all of a page`() async throws {
            defer { server.stop() }
            try writePipeline(split: "none")
            #expect(try await run().map(\.url).sorted() == ["/guide", "/other"])
            let whole = try await documents()["/guide"]?.text
            let requests = server.requests.count
            try writePipeline(split: "section")
            let shown = try await place.potok("reprocess", "--dry-run", "--sample", "9", "--json")
            #expect(shown.output.contains("Guide › Use (\(server.url("/guide#use")))"), "\(shown)")
            let split = try await run("reprocess")
            #expect(split.map(\.url).sorted() == ["/guide", "/guide#install", "/guide#remove", "/guide#use"])
            #expect(try await run("reprocess", "--all").isEmpty)
            #expect(try await !place.potok("reprocess", "--all", "--dry-run", "--json").output.contains("section"))
            try writePipeline(split: "none")
            let joined = try await run("reprocess")
            #expect(joined.count { $0.kind == "delete" } == 3)
            #expect(joined.filter { $0.kind == "upsert" }.map(\.url) == ["/guide"])
            #expect(try await documents()["/guide"]?.text == whole)
            #expect(server.requests.count == requests)
            try writePipeline(split: "section")
            _ = try await run("reprocess")
            let forgotten = try await place.potok("forget", server.url("/guide#use"), "--yes", "--reason", "asked")
            #expect(forgotten.exitCode == 0, "\(forgotten)")
            _ = try await run()
            #expect(try await documents().keys.sorted() == ["/other"])
            let words = MadeUpTexts.text(2, paragraphs: 2).split(separator: " ").prefix(5).joined(separator: " ")
            #expect(try Data(contentsOf: place.folder.appending(path: "potok.db")).range(of: Data(words.utf8)) == nil)
        }

        @Test func `sections are hidden with a page that is merged, and part with it`() async throws {
            defer { server.stop() }
            try place.write("urls.txt", "\(server.url("/guide"))\n\(server.url("/copy"))\n")
            let guide = ["/guide", "/guide#install", "/guide#remove", "/guide#use"]
            _ = try await run()
            #expect(try await documents().keys.sorted() == guide)
            site.withLock { $0.isCopy = false }
            _ = try await run()
            #expect(try await documents().keys.sorted() == ["/copy", "/copy#install"] + guide)
            site.withLock { $0.isCopy = true }
            _ = try await run()
            #expect(try await documents().keys.sorted() == guide)

            // What is merged is no tombstone, and neither are its sections: when tombstones are removed, both stay what they were.
            try writePipeline(split: "section", tombstones: "1 s")
            try await Task.sleep(for: .seconds(2))
            _ = try await run()
            site.withLock { $0.isCopy = false }
            _ = try await run()
            let parted = try await documents()
            #expect(parted.keys.sorted() == ["/copy", "/copy#install"] + guide)
            #expect(parted["/copy#install"]?.revision == parted["/copy"]?.revision)
        }

        @Test func `a site that goes is held though its sections are many`() async throws {
            defer { server.stop() }
            let numbers = 0..<30
            let page = numbers.map { "<h2 id=s\($0)>Part \($0)</h2><p>\(MadeUpTexts.text($0))</p>" }.joined()
            let site = site
            let pages = try LoopbackServer { request in
                guard site.withLock({ $0.isThere }) else { return .response(410) }
                let body = "<title>Page</title><main><p>\(request.target) \(MadeUpTexts.text(500))</p>\(page)</main>"
                return .response(headers: [("Content-Type", "text/html; charset=utf-8")], body: Array(body.utf8))
            }
            defer { pages.stop() }
            try place.write("urls.txt", numbers.map { pages.url("/\($0)") }.joined(separator: "\n"))
            _ = try await run()
            site.withLock { $0.isThere = false }
            let ended = try await place.potok("run")
            #expect(ended.exitCode == 3 && ended.problems.contains("30 of its 30 documents"), "\(ended)")
            #expect(try await place.corpus().entries.count > 30)
        }

        @Test func `a section is a line of fetch and a member of extract`() async throws {
            defer { server.stop() }
            let fetched = try await place.potok(
                "fetch",
                server.url("/guide"),
                "--json",
                "--allow-private",
                "--set",
                "normalize.split=section"
            )
            let titles = try fetched.output.split(separator: "\n").map { line in
                (try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["title"] as? String
            }
            #expect(titles == ["Guide", "Guide › Install", "Guide › Use", "Guide › Remove"], "\(fetched)")
            let page =
                "<title>Guide</title><main><p>\(MadeUpTexts.text(1))</p><h2 id=a>One</h2><p>\(MadeUpTexts.text(2))</p>"
            let extracted = try await place.potok("extract", "--json", "--set", "normalize.split=section", input: page)
            let object = try JSONSerialization.jsonObject(with: Data(extracted.output.utf8)) as? [String: Any]
            let sections = object?["sections"] as? [[String: Any]]
            #expect(sections?.map { $0["anchor"] as? String } == ["a"], "\(extracted)")
            #expect(sections?.first?["title"] as? String == "Guide › One")
        }
    }
}
