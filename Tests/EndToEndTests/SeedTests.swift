import Foundation
import Testing

extension EndToEndSuite {
    /// The first minutes of a newcomer: the pipeline of the repository and its one article.
    @Suite struct SeedTests {
        private let place: Workplace

        init() throws {
            place = try Workplace()
            let checkout = PotokProgram.checkout
            try place.write("pipeline.json", Data(contentsOf: checkout.appending(path: "pipeline.json")))
            try place.write(
                "Sources/Seed/seed-article.txt",
                Data(contentsOf: checkout.appending(path: "Sources/Seed/seed-article.txt"))
            )
        }

        @Test func `the repository's pipeline makes the seed document 1, and a search prints it`() async throws {
            let run = try await place.potok("run")
            #expect(run.exitCode == 0, "\(run)")
            #expect(run.output.contains("1 document in the corpus"), "\(run)")
            #expect(run.problems.isEmpty, "\(run)")

            let search = try await place.potok("search", "Kazachstan")
            #expect(search.exitCode == 0, "\(search)")
            #expect(search.output.contains("document 1 · seed · Sources/Seed/seed-article.txt · 2022-01"), "\(search)")
            #expect(search.output.contains("Kazachstan"), "\(search)")

            let shown = try #require(try await place.corpus().entries.first)
            #expect(shown.publishedAt == "2022-01")
            #expect(shown.publishedPrecision == "month")
            #expect(shown.text.hasPrefix("Przemawiając na wirtualnym szczycie"))
            #expect(!shown.text.split(separator: "\n").contains { $0.contains("Reklama") })
            #expect(!shown.text.contains("date 2022-01"))
        }

        @Test(arguments: ["kazachstan", "KAZACHSTAN", "Kazachstán", "\"przywrócono porządek\"", "ałmaty", "almaty"])
        func `a search takes any case, any diacritics, and phrases`(words: String) async throws {
            _ = try await place.potok("run")
            let search = try await place.potok("search", words)
            #expect(search.output.contains("document 1"), "\(search)")
        }

        @Test func `the seed is known to be Polish`() async throws {
            _ = try await place.potok("run")
            #expect(try await place.corpus().entries.map(\.language) == ["pl"])
        }

        @Test(arguments: [
            ["Kazachstan", "Kazachstanie", "Kazachstanu"],
            ["protest", "protestów", "protestami"],
            ["Tokajew", "Tokajewa"],
            ["wojskowy", "wojskowego"],
        ])
        func `a search finds the seed by any form of its words`(forms: [String]) async throws {
            _ = try await place.potok("run")
            for form in forms {
                let search = try await place.potok("search", form)
                #expect(search.exitCode == 0, "\(search)")
                #expect(search.output.contains("document 1"), "\(form): \(search)")
            }
        }

        @Test func `a hit in JSON has its documented members, and tells where the matched forms stand`() async throws {
            _ = try await place.potok("run")
            let search = try await place.potok("search", "Kazachstanowi", "--json")
            let hit = try #require(try search.jsonLines().first)
            #expect(Set(hit.keys) == ["type", "score", "similar", "snippet", "matches", "document"])
            #expect(hit["type"] as? String == "hit")
            let snippet = Array(try #require(hit["snippet"] as? String).unicodeScalars)
            let matches = try #require(hit["matches"] as? [[Int]])
            let words = matches.map { pair in snippet[pair[0]..<pair[1]].map(String.init).joined() }
            #expect(!words.isEmpty && words.allSatisfy { $0.hasPrefix("Kazachstan") }, "\(search)")
        }

        @Test(arguments: ["lodz", "Lodz", "łódź", "Łódź", "ŁÓDŹ"])
        func `letters with and without marks find each other`(word: String) async throws {
            let marked =
                "W mieście Łódź otwarto wczoraj nowy dworzec, za który prezydent podziękował."
            let plain =
                "Dzisiaj w miescie Lodz zamknieto stary most, bo jego filary pilnie czeka remont."
            try place.write("marked.txt", marked)
            try place.write("plain.txt", plain)
            for file in ["marked.txt", "plain.txt"] {
                let added = try await place.potok("add", file, "--database", "cities.db")
                #expect(added.exitCode == 0, "\(added)")
            }
            let search = try await place.potok("search", word, "--database", "cities.db")
            #expect(search.output.contains("marked.txt"), "\(search)")
            #expect(search.output.contains("plain.txt"), "\(search)")
        }

        @Test func `a second run says that nothing has changed, and nothing has`() async throws {
            _ = try await place.potok("run")
            let before = try await place.potok("show", "--all", "--json")
            let run = try await place.potok("run")
            #expect(run.exitCode == 0, "\(run)")
            #expect(run.output.contains("nothing has changed"), "\(run)")
            let after = try await place.potok("show", "--all", "--json")
            #expect(after.output == before.output)
            let report = try await place.potok("run", "--json").report()
            #expect(report.inputs == 0)
            #expect(report.notDue == 1)
        }

        @Test func `the database is whole in its one file when no run is at work`() async throws {
            _ = try await place.potok("run")
            let copied = try await place.shell("cp potok.db copy.db && $POTOK search Kazachstan --database copy.db")
            #expect(copied.exitCode == 0, "\(copied)")
            #expect(copied.output.contains("document 1"), "\(copied)")
        }
    }
}
