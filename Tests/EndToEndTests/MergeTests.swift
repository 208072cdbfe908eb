import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// Addresses of one page become one document, whenever and in whatever order they are seen, and `explain` says why.
    @Suite(.serialized) struct MergeTests {
        private let place: Workplace

        init() throws { place = try Workplace() }

        private static let places =
            [
                "/article", "/article?print=1", "/header?ref=2", "/unseen?a=1", "/unseen?a=2", "/old", "/lost",
                "/unlike",
            ]
            + (0..<4).flatMap { ["/slash\($0)", "/slash\($0)/"] }
            + (0..<2).flatMap { ["/index\($0)/", "/index\($0)/index.html"] }
            + (0..<3).flatMap { ["/\($0)/amp", "/\($0)"] }

        private static let documents = [
            "/article", "/header", "/unseen", "/moved", "/lost", "/unlike", "/slash0", "/slash1", "/slash2", "/slash3",
            "/index0/", "/index1/", "/index0/index.html", "/index1/index.html", "/0", "/1", "/2",
        ]

        private func serve() throws -> LoopbackServer {
            try LoopbackServer { request in
                func page(_ number: Int, canonical: String? = nil, more: String = "") -> LoopbackServer.Answer {
                    let link = canonical.map { "<link rel=canonical href='\($0)'>" } ?? ""
                    return .page("<title>Strona \(number)</title>\(link)<p>\(MadeUpTexts.text(number))</p>\(more)")
                }
                switch request.target {
                case "/article": return page(1)
                case "/article?print=1": return page(1, canonical: "/article", more: "<p>Wydrukowano dla nas.</p>")
                case "/header?ref=2":
                    return .page("<p>\(MadeUpTexts.text(2))</p>", headers: [("Link", "</header>; rel=\"canonical\"")])
                case "/unseen?a=1", "/unseen?a=2": return page(3, canonical: "/unseen")
                case "/old": return .redirect(301, to: "/moved")
                case "/moved": return page(4, canonical: "/moved")
                case "/lost": return page(5, canonical: "/")
                case "/unlike": return page(6, canonical: "/article")
                default:
                    let name = request.target.split(separator: "/").first.map(String.init) ?? ""
                    guard let number = name.last?.wholeNumberValue else { return .response(404) }
                    return page(
                        name.hasPrefix("slash") ? 10 + number : name.hasPrefix("index") ? 20 + number : 30 + number
                    )
                }
            }
        }

        private func writePipeline(_ server: LoopbackServer, _ places: [String]) throws {
            let urls = places.map { "\"\(server.url($0))\"" }.joined(separator: ", ")
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", "index": { "batchDocuments": 3 },
                  "fetch": { "delay": "0 s", "longestCrawlDelay": "0 s", "revisit": "0 s", "longestRevisit": "0 s",
                             "allowAddresses": ["127.0.0.0/8"] },
                  "sources": [ { "name": "web", "type": "urls", "urls": [\(urls)] } ] }
                """
            )
        }

        private func run(_ database: String, _ arguments: String...) async throws -> Report {
            let ended = try await Running(
                [PotokProgram.path, "run", "--json", "--database", database] + arguments,
                in: place.folder
            ).end()
            #expect(ended.exitCode == 0, "\(ended)")
            return try ended.report()
        }

        @Test func `one page is one document, in one run or several and in any order`() async throws {
            let server = try serve()
            defer { server.stop() }
            try writePipeline(server, Self.places)
            let first = try await run("one.db")
            #expect(first.documents == Self.documents.count)
            let whole = try await place.corpus("one.db")
            #expect(Set(whole.entries.compactMap(\.url)) == Set(Self.documents.map { server.url($0) }))

            try writePipeline(server, Self.places.shuffled())
            _ = try await run("shuffled.db", "--set", "index.batchDocuments=1", "--set", "fetch.parallel=1")
            #expect(try await place.corpus("shuffled.db").differences(from: whole) == [])

            for part in [Self.places.prefix(9), Self.places.suffix(15), Self.places[...]] {
                try writePipeline(server, Array(part))
                _ = try await run("parts.db")
            }
            #expect(try await place.corpus("parts.db").differences(from: whole) == [])

            let again = try await run("one.db")
            // What has moved for good says so each time.
            #expect(again.counts["redirected"] == 1)
            #expect(again.counts["unchanged"] == again.total - 1)
            #expect(try await place.corpus("one.db") == whole)
            for database in ["one.db", "shuffled.db", "parts.db"] { try await place.expectSound(database) }
        }

        @Test func `explain tells why a URL leads to its document`() async throws {
            let server = try serve()
            defer { server.stop() }
            try writePipeline(server, Self.places)
            _ = try await run("potok.db")
            for (path, document, reason) in [
                (
                    "/article?print=1", "/article",
                    "rel=canonical: \(server.url("/article?print=1")) names \(server.url("/article"))"
                ),
                ("/unseen?a=1", "/unseen", "names \(server.url("/unseen")), where nobody has looked"),
                ("/old", "/moved", "redirect"),
                ("/slash1/", "/slash1", "equal text: 4 of 4 pairs of this host that differ in a trailing slash"),
                ("/1/amp", "/1", "equal text: 3 of 3 pairs of this host that differ in an AMP form"),
                (
                    "/index1/", "/index1/",
                    "is another document: 2 of 2 pairs of this host that differ in an index file; it takes 3"
                ),
                ("/lost", "/lost", "which is not followed: it is the front page of the site"),
                ("/unlike", "/unlike", "which is not followed: the text there is another one"),
            ] {
                let told = try await place.potok("explain", server.url(path))
                #expect(told.exitCode == 0, "\(told)")
                #expect(told.output.contains(reason), "\(told)")
                if document != path {
                    #expect(told.output.contains("at          \(server.url(document))\n"), "\(told)")
                }
            }
            let shown = try await place.potok("show", server.url("/slash1/"))
            #expect(shown.output.contains("also at     \(server.url("/slash1/")) (equal text: 4 of 4"), "\(shown)")
            let unknown = try await place.potok("explain", server.url("/never"))
            #expect(unknown.exitCode == 0)
            #expect(unknown.output.contains("seen        never\n"), "\(unknown)")
        }
    }
}
