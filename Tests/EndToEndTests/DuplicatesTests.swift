import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// Copies, edited copies and parts: linked by a run, told by `show` and `explain`, found by the filter.
    @Suite(.serialized) struct DuplicatesTests {
        private let place: Workplace
        private let article: String
        private let edited: String
        private let part: String

        init() throws {
            place = try Workplace()
            article = MadeUpTexts.text(1, paragraphs: 6)
            var words = article.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            for place in stride(from: 5, to: words.count, by: 20) { words[place] = "zmiana\(place)" }
            edited = words.joined(separator: " ")
            part = article.components(separatedBy: "\n\n").prefix(3).joined(separator: "\n\n")
        }

        /// The article in the first source, in the second an edited copy, a part of it, and something else.
        @discardableResult
        private func run(policies: String = "", of sources: [String] = ["first", "second"]) async throws -> Ended {
            for (name, text) in [
                ("first/article.txt", article), ("second/edited.txt", edited), ("second/part.txt", part),
                ("second/other.txt", MadeUpTexts.text(2, paragraphs: 6)),
            ] where !FileManager.default.fileExists(atPath: place.path(name)) {
                try place.write(name, text)
            }
            let entries = sources.map {
                "{ \"name\": \"\($0)\", \"type\": \"files\", \"paths\": [\"\($0)\"] }"
            }
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", \(policies) "sources": [ \(entries.joined(separator: ", ")) ] }
                """
            )
            let ended = try await place.potok("run")
            #expect(ended.exitCode == 0, "\(ended)")
            return ended
        }

        @Test func `a run links an edited copy and a part, and show and explain tell why`() async throws {
            let ended = try await run()
            #expect(ended.output.contains("duplicate   2"), "\(ended)")
            let corpus = try await place.corpus()
            let original = try #require(corpus.entries.first { $0.identifier == "first/article.txt" })
            for (name, target) in [
                ("second/edited.txt", original.key), ("second/part.txt", original.key), ("second/other.txt", nil),
            ] {
                let entry = try #require(corpus.entries.first { $0.identifier == name })
                #expect(entry.duplicateOf == target, "\(name)")
            }
            let cluster = try await place.potok("show", "second/part.txt", "--cluster")
            let lines = cluster.output.split(separator: "\n")
            #expect(lines.count == 3, "\(cluster)")
            #expect(lines.first?.hasPrefix("represents") == true, "\(cluster)")
            #expect(lines.contains { $0.hasPrefix("contained 1") && $0.contains("second/part.txt") }, "\(cluster)")
            #expect(lines.contains { $0.hasPrefix("near 0.") && $0.contains("second/edited.txt") }, "\(cluster)")
            let explained = try await place.potok("explain", "second/edited.txt")
            #expect(explained.output.contains("first/article.txt"), "\(explained)")
            #expect(explained.output.contains("verdict     an edited copy"), "\(explained)")
            let passages = explained.output.split(separator: "\n").filter { $0.hasPrefix("passage ") }
            #expect(passages.count >= 3, "\(explained)")
            #expect(!passages.contains { $0.contains("zmiana") }, "\(explained)")
        }

        @Test func `what becomes of a duplicate is for each relation to say`() async throws {
            let policies = "\"deduplicate\": { \"near\": \"keep\", \"contained\": \"drop\" },"
            // What is in the corpus stays in it: dropped is what comes after the one that represents it.
            try await run(policies: policies, of: ["first"])
            try await run(policies: policies)
            let corpus = try await place.corpus()
            #expect(
                corpus.entries.compactMap(\.identifier).sorted() == [
                    "first/article.txt", "second/edited.txt", "second/other.txt",
                ]
            )
            #expect(corpus.entries.allSatisfy { $0.duplicateOf == nil })
        }

        @Test func `when the representative goes, the next best takes its place`() async throws {
            try await run()
            try place.write("first/article.txt", MadeUpTexts.text(3, paragraphs: 6))
            let ended = try await place.potok("run")
            #expect(ended.exitCode == 0, "\(ended)")
            let corpus = try await place.corpus()
            let best = try #require(corpus.entries.first { $0.identifier == "second/edited.txt" })
            #expect(best.duplicateOf == nil)
            #expect(corpus.entries.first { $0.identifier == "second/part.txt" }?.duplicateOf == best.key)
        }

        @Test func `fingerprints of another version go on with a warning until they are made anew`() async throws {
            try await run()
            let before = try await place.corpus()
            let changed = try await place.shell(
                "sqlite3 potok.db \"UPDATE meta SET value = 1 WHERE name = 'fingerprint_version'\""
            )
            #expect(changed.exitCode == 0, "\(changed)")
            let warned = try await place.potok("run")
            #expect(warned.exitCode == 0, "\(warned)")
            #expect(warned.problems.contains("deduplicate.old-fingerprints"), "\(warned)")
            #expect(warned.problems.contains("potok db rebuild fingerprints"), "\(warned)")
            let rebuilt = try await place.potok("db", "rebuild", "fingerprints")
            #expect(rebuilt.output.hasPrefix("4 documents, 0 with another link"), "\(rebuilt)")
            let quiet = try await place.potok("run")
            #expect(!quiet.problems.contains("old-fingerprints"), "\(quiet)")
            #expect(try await place.corpus() == before)
        }

        @Test func `the filter names what is like an earlier text, in the order of arrival`() async throws {
            struct Line: Encodable {
                var id: Int
                var text: String
            }
            struct Link: Decodable, Equatable {
                var id: Int
                var of: Int
                var relation: String
                var score: Double
            }
            let texts = [article, MadeUpTexts.text(2, paragraphs: 6), edited, part, article.uppercased()]
            let encoder = JSONEncoder()
            let input = try texts.enumerated().map { number, text in
                String(decoding: try encoder.encode(Line(id: number + 1, text: text)), as: UTF8.self)
            }
            let ended = try await place.potok("duplicates", input: input.joined(separator: "\n") + "\n")
            #expect(ended.exitCode == 0, "\(ended)")
            let links = try ended.output.split(separator: "\n").map {
                try JSONDecoder().decode(Link.self, from: Data($0.utf8))
            }
            #expect(links.map(\.id) == [3, 4, 5])
            #expect(links.map(\.of) == [1, 1, 1])
            #expect(links.map(\.relation) == ["near", "contained", "same"])
            #expect(links.last?.score == 1)
            let broken = try await place.potok("duplicates", input: "{\"id\": 1}\n")
            #expect(broken.problems.contains("line 1 of standard input"), "\(broken)")
            #expect(broken.exitCode != 0)
        }
    }
}
