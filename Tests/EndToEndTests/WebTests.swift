import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// A web of known pages: every URL ends in one outcome, the known duplicates are linked, and a later run finds what is new.
    ///
    /// `POTOK_TEST_WEB=50x2000` makes it a web of 50 hosts and 2,000 pages.
    @Suite(.serialized) struct WebTests {
        private static let size: (hosts: Int, pages: Int) = {
            let parts = (ProcessInfo.processInfo.environment["POTOK_TEST_WEB"] ?? "10x300").split(separator: "x")
            return (parts.first.flatMap { Int($0) } ?? 10, parts.last.flatMap { Int($0) } ?? 300)
        }()

        private let place: Workplace

        init() throws {
            place = try Workplace()
            try place.write(
                "pipeline.json",
                """
                {
                  "version": 1, "database": "potok.db",
                  "fetch": { "delay": "0 s", "longestCrawlDelay": "0 s", "revisit": "0 s", "longestRevisit": "0 s",
                             "allowAddresses": ["127.0.0.0/8"] },
                  "sources": [ { "name": "web", "type": "urls", "lists": ["urls.txt"] } ]
                }
                """
            )
        }

        private func startWeb() throws -> TestWeb {
            try TestWeb(
                folder: place.folder.appending(path: "web"),
                hosts: Self.size.hosts,
                pages: Self.size.pages,
                net: 77,
                port: 18_477
            )
        }

        private func writeURLs(_ web: TestWeb, reversed: Bool = false) throws -> [String] {
            let urls = try web.urls()
            try place.write("urls.txt", (reversed ? urls.reversed() : urls).joined(separator: "\n") + "\n")
            return urls
        }

        private func run(_ arguments: String...) async throws -> Report {
            let ended = try await Running(
                [PotokProgram.path, "run", "--json"] + arguments,
                in: place.folder,
                limit: .seconds(900)
            ).end()
            #expect(ended.exitCode == 0, "\(ended)")
            return try ended.report()
        }

        @Test
        func
            `every page has one outcome, known duplicates are linked, and a later run finds what has changed`()
            async throws
        {
            let web = try startWeb()
            defer { web.stop() }
            let urls = try writeURLs(web)
            let first = try await run()
            #expect(first.inputs == urls.count)
            #expect(first.total == urls.count)
            #expect(first.documents == urls.count)
            #expect(Set(first.counts.keys).isSubset(of: ["indexed", "duplicate"]), "\(first)")

            // Two runs into two databases, the second one in another order and with other numbers of workers, give the same corpus.
            let corpus = try await place.corpus()
            _ = try writeURLs(web, reversed: true)
            _ = try await run(
                "--database",
                "again.db",
                "--set",
                "limits.workers=5",
                "--set",
                "fetch.parallel=7",
                "--set",
                "index.batchDocuments=17"
            )
            #expect(try await place.corpus("again.db").differences(from: corpus).isEmpty)
            try expectDuplicatesLinked(corpus, try web.articles())
            #expect(first.counts["duplicate"] == corpus.entries.count { $0.duplicateOf != nil })
            try await place.expectSound()

            // Another day.
            let day = try web.tick(to: 2, changed: 0.05, new: 0.02)
            let later = try writeURLs(web)
            #expect(!day.changed.isEmpty && !day.new.isEmpty)
            #expect(later.count == urls.count + day.new.count)
            let second = try await run()
            let next = try await place.corpus()
            #expect(second.total == later.count)
            #expect(second.counts["unchanged"] == urls.count - day.changed.count, "\(second)")
            #expect(
                second.total - second.counts["unchanged", default: 0] == day.changed.count + day.new.count,
                "\(second)"
            )
            #expect(
                Set(second.counts.keys).isSubset(of: ["indexed", "duplicate", "updated", "unchanged"]),
                "\(second)"
            )

            // Exactly the changed ones changed, exactly the new ones are new; the old text is kept.
            let (before, after) = (corpus.byURL, next.byURL)
            #expect(Set(after.keys).subtracting(before.keys) == Set(day.new))
            let changed = Set(after.values.filter { $0.revision == 2 }.compactMap(\.url))
            #expect(changed == Set(day.changed))
            #expect(try await place.status().versions == day.changed.count)
            for url in urls where !day.changed.contains(url) {
                #expect(before[url]?.contentHash == after[url]?.contentHash)
            }
            for url in day.changed { #expect(after[url]?.text.contains("Aktualizacja 2:") == true) }

            // The day after, nothing.
            let third = try await run()
            #expect(third.counts == ["unchanged": later.count])
            #expect(try await place.corpus() == next)
            try await place.expectSound()
        }

        /// Articles that share an original, unedited, must form one cluster: one representative, with no link, and links to it.
        private func expectDuplicatesLinked(_ corpus: Corpus, _ articles: [Int: TestWeb.Article]) throws {
            var byNumber: [Int: Corpus.Entry] = [:]
            for (url, entry) in corpus.byURL { if let number = TestWeb.number(of: url) { byNumber[number] = entry } }
            // An original that is itself a copy is no source of text: the maker always writes the text of the number it drew.
            let families = Dictionary(grouping: articles.filter { !$0.value.isEdited }) { $0.value.original }
            let copies = families.filter { $0.value.count > 1 }
            #expect(!copies.isEmpty)
            for (original, family) in copies {
                let members = family.compactMap { byNumber[$0.key] }
                #expect(members.count == family.count)
                let representatives = members.filter { $0.duplicateOf == nil }
                #expect(representatives.count == 1, "the copies of article \(original)")
                let linked = Set(members.compactMap(\.duplicateOf))
                #expect(linked == Set(representatives.map(\.key)), "the copies of article \(original)")
                #expect(Set(members.map(\.title)).count == 1, "the copies of article \(original)")
            }
            // An edited copy may represent its original.
            let related = Set(copies.values.joined().map(\.key))
                .union(articles.filter(\.value.isEdited).flatMap { [$0.key, $0.value.original] })
            let linked = byNumber.filter { !related.contains($0.key) && $0.value.duplicateOf != nil }
            let isNear = linked.values.allSatisfy { $0.duplicateRelation == "near" }
            #expect(isNear, "articles \(linked.keys.sorted()) are nobody's copies")
            // All texts are put together from a few sentences: of millions of pairs, hardly one has enough in common by chance.
            #expect(linked.count <= articles.count / 500, "articles \(linked.keys.sorted()) are nobody's copies")
        }

        @Test func `pages that have gone end as gone, and the rest is not touched`() async throws {
            let web = try TestWeb(
                folder: place.folder.appending(path: "web"),
                hosts: 4,
                pages: 40,
                net: 78,
                port: 18_478
            )
            defer { web.stop() }
            let urls = try writeURLs(web)
            _ = try await run()
            let day = try web.tick(changed: 0, new: 0, gone: 0.1)
            #expect(!day.gone.isEmpty)
            let second = try await run()
            #expect(second.counts == ["gone": day.gone.count, "unchanged": urls.count - day.gone.count])
            #expect(second.total == urls.count)
        }
    }
}
