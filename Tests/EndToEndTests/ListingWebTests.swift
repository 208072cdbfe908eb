import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// A web of known pages, reached by nothing but its feeds, its sitemaps, or its start pages.
    @Suite(.serialized) struct ListingWebTests {
        private let place: Workplace

        init() throws { place = try Workplace() }

        private func startWeb(net: Int) throws -> TestWeb {
            try TestWeb(
                folder: place.folder.appending(path: "web"),
                hosts: 3,
                pages: 90,
                net: net,
                port: 18_400 + net
            )
        }

        /// A pipeline of one source, whose URLs are these paths on each host of the web.
        private func writePipeline(_ type: String, _ web: TestWeb, paths: [String], more: String = "") throws {
            let bases = Set(
                try web.urls().compactMap { URL(string: $0, relativeTo: nil) }.map {
                    "http://\($0.host() ?? ""):\($0.port ?? 80)"
                }
            )
            #expect(bases.count == 3)
            let urls = bases.sorted().flatMap { base in paths.map { "\"\(base)\($0)\"" } }.joined(separator: ", ")
            try place.write(
                "pipeline.json",
                """
                {
                  "version": 1, "database": "potok.db",
                  "fetch": { "delay": "0 s", "longestCrawlDelay": "0 s", "allowAddresses": ["127.0.0.0/8"] },
                  "index": { "batchAge": "100 ms" },
                  "sources": [ { "name": "web", "type": "\(type)", "urls": [\(urls)], "poll": "0 s", "longestPoll": "0 s"\(more) } ]
                }
                """
            )
        }

        private func run(_ arguments: String...) async throws -> Report {
            let ended = try await Running(
                [PotokProgram.path, "run", "--json"] + arguments,
                in: place.folder,
                limit: .seconds(300)
            ).end()
            #expect(ended.exitCode == 0, "\(ended)")
            return try ended.report()
        }

        /// The articles in the corpus; start pages are none.
        private func articles() async throws -> Set<String> {
            Set(try await place.corpus().byURL.keys.filter { !$0.hasSuffix("/") })
        }

        @Test(arguments: [
            ("feed", ["/feed.xml"], 3, 81), ("sitemap", ["/sitemap.xml"], 6, 82), ("sitemap", ["/"], 9, 83),
        ])
        func `feeds and sitemaps reach the pages that they list, and later what is new or changed`(
            type: String,
            paths: [String],
            listings: Int,
            net: Int
        ) async throws {
            let web = try startWeb(net: net)
            defer { web.stop() }
            try writePipeline(type, web, paths: paths)
            let urls = try web.urls()
            let first = try await run()
            #expect(first.counts["listed"] == listings, "\(first)")
            #expect(first.total == urls.count + listings, "\(first)")
            #expect(try await articles() == Set(urls))

            let day = try web.tick(to: 2, changed: 0.1, new: 0.05)
            #expect(!day.changed.isEmpty && !day.new.isEmpty)
            let second = try await run()
            let lists = second.counts["listed", default: 0] + second.counts["unchanged", default: 0]
            #expect(lists == listings, "\(second)")
            #expect(second.total == listings + day.changed.count + day.new.count, "\(second)")
            #expect(second.counts["updated"] == day.changed.count, "\(second)")
            let corpus = try await place.corpus().byURL
            #expect(Set(corpus.keys) == Set(urls).union(day.new))
            for url in day.changed { #expect(corpus[url]?.revision == 2) }

            // The day after, nothing.
            let third = try await run()
            #expect(third.counts == ["unchanged": listings], "\(third)")
            try await place.expectSound()
        }

        @Test func `start pages of sites reach the pages that they list, and later what is new`() async throws {
            let web = try startWeb(net: 84)
            defer { web.stop() }
            try writePipeline("site", web, paths: ["/"])
            let urls = try web.urls()
            let first = try await run()
            #expect(first.total >= urls.count + 3, "\(first)")
            #expect(try await articles().isSuperset(of: urls))

            let day = try web.tick(to: 2, changed: 0.1, new: 0.05)
            let second = try await run()
            #expect(second.total == 3 + day.new.count, "\(second)")
            #expect(try await articles().isSuperset(of: day.new))
            let third = try await run()
            #expect(third.total == 3, "\(third)")
            try await place.expectSound()
        }
    }
}
