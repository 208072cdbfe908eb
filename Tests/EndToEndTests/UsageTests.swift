import Foundation
import Testing

extension EndToEndSuite {
    /// The command line itself: what it refuses, what it suggests, and its machine-readable lines.
    @Suite struct UsageTests {
        private let place: Workplace

        init() throws {
            place = try Workplace()
            try place.writePipeline(paths: ["texts"])
            try place.write(
                "texts/wydra.txt",
                "date 2024-05-06\nWydra i bóbr\n\nWydra pływa w rzece obok bobra i łowi ryby.\n"
            )
            try place.write(
                "texts/kopia.txt",
                "date 2024-05-07\nWydra i bóbr\n\nWydra pływa w rzece obok bobra i łowi ryby.\n"
            )
            try place.write("texts/las.txt", MadeUpTexts.text(7))
        }

        private func potok(_ arguments: [String]) async throws -> Ended {
            try await Running([PotokProgram.path] + arguments, in: place.folder).end()
        }

        @Test(arguments: [
            (["rnu"], "did you mean 'run'?"),
            (["serach", "x"], "did you mean 'search'?"),
            (["run", "--souce", "x"], "'--source'?"),
            (["run", "--source", "text"], "did you mean 'texts'?"),
            (["show", "--jsno"], "--json"),
            (["search"], "words"),
            (["fetch"], "urls"),
            (["show"], "--all"),
            (["search", "x", "--limit", "0"], "--limit"),
            (["search", "x", "--limit", "many"], "--limit"),
            (["search", "x", "--freshness", "soon"], "--freshness"),
            (["fetch", "ftp://example.org/"], "no http or https URL"),
            (["add", "ftp://example.org/"], "no http or https URL"),
            ([], "potok <subcommand>"),
        ])
        func `wrong usage exits 64 and says what would be right`(arguments: [String], hint: String) async throws {
            let ended = try await potok(arguments)
            #expect(ended.exitCode == 64, "\(ended)")
            #expect(ended.output.isEmpty, "\(ended)")
            #expect(ended.problems.contains(hint), "\(ended)")
        }

        @Test func `an empty name of a database is wrong usage`() async throws {
            let ended = try await potok(["status", "--database", ""])
            #expect(ended.exitCode == 64, "\(ended)")
        }

        @Test(arguments: ["run", "fetch", "extract", "add", "search", "show", "status", "validate", "explain", ""])
        func `help goes to standard output`(command: String) async throws {
            let ended = try await potok(command.isEmpty ? ["--help"] : [command, "--help"])
            #expect(ended.exitCode == 0, "\(ended)")
            #expect(ended.output.contains("USAGE: potok \(command)"), "\(ended)")
            #expect(ended.problems.isEmpty, "\(ended)")
        }

        @Test(arguments: [["--version"], ["run", "--version"]])
        func `the version is a number on standard output, with the commit where it is known`(
            arguments: [String]
        ) async throws {
            let ended = try await potok(arguments)
            #expect(ended.exitCode == 0)
            #expect(ended.output.contains(/^\d+\.\d+\.\d+( \([0-9a-f]{7,40}\+?\))?\n$/), "\(ended)")
        }

        @Test(arguments: [["search", "x"], ["show", "1"], ["status"]])
        func `without a database readers exit 10 and make none`(arguments: [String]) async throws {
            let ended = try await potok(arguments)
            #expect(ended.exitCode == 10, "\(ended)")
            #expect(ended.problems.contains("there is no database"), "\(ended)")
            #expect(!FileManager.default.fileExists(atPath: place.path("potok.db")))
        }

        @Test(arguments: ["\"otwarty cudzysłów", "!!! ???", ""])
        func `a query that means nothing exits 64`(query: String) async throws {
            _ = try await potok(["run"])
            let ended = try await potok(["search", query])
            #expect(ended.exitCode == 64, "\(ended)")
            #expect(ended.problems.contains("[search.query]"), "\(ended)")
        }

        @Test(arguments: [
            "AND", "OR wydra", "wydra*", "NEAR(wydra)", "col:wydra", "'; DROP TABLE document;--", "-wydra", "(wydra",
        ])
        func `no query breaks out of the query language`(query: String) async throws {
            _ = try await potok(["run"])
            let ended = try await potok(["search", "--json", "--", query])
            #expect(ended.exitCode == 0 || ended.exitCode == 64, "\(ended)")
            #expect(try await place.corpus().entries.count == 3)
        }

        @Test func `every JSON line has a type or a schema`() async throws {
            let commands = [
                ["validate", "--json"], ["run", "--json"], ["run", "--json"], ["add", "texts/las.txt", "--json"],
                ["search", "wydra", "--json"], ["show", "--all", "--json"], ["show", "1", "--json"],
                ["status", "--json"],
                ["status", "--json", "--check"],
            ]
            for command in commands {
                let ended = try await potok(command)
                #expect(ended.exitCode == 0, "\(command): \(ended)")
                let lines = try ended.jsonLines()
                #expect(!lines.isEmpty, "\(command)")
                for line in lines { #expect((line["type"] ?? line["schema"]) is String, "\(command): \(line)") }
            }
        }

        @Test func `a document is shown by its number, key, beginning of a key and identifier`() async throws {
            _ = try await potok(["run"])
            let wanted = try #require(try await place.corpus().entries.first { $0.identifier == "texts/wydra.txt" })
            let names = [wanted.key, String(wanted.key.prefix(8)), "texts/wydra.txt"]
            for name in names {
                let shown = try await potok(["show", name, "--json"])
                #expect(shown.exitCode == 0, "\(name): \(shown)")
                #expect(try Corpus(shown.output).entries == [wanted], "\(name)")
            }
            let text = try await potok(["show", wanted.key])
            #expect(text.output.hasPrefix("Wydra i bóbr\n"), "\(text)")
            #expect(text.output.contains("published   2024-05-06 (day)"), "\(text)")
            let nothing = try await potok(["show", "nothing-by-that-name"])
            #expect(nothing.exitCode == 1, "\(nothing)")
            #expect(nothing.problems.contains("[show.not-found]"), "\(nothing)")
        }

        @Test func `the copy is linked to the older of two, and a search shows one of them`() async throws {
            let run = try await potok(["run", "--json"])
            #expect(try run.report().counts == ["indexed": 2, "duplicate": 1], "\(run)")
            let corpus = try await place.corpus()
            let (first, copy) = (
                corpus.entries.first { $0.identifier == "texts/wydra.txt" },
                corpus.entries.first { $0.identifier == "texts/kopia.txt" }
            )
            #expect(first?.duplicateOf == nil)
            #expect(copy?.duplicateOf == first?.key)
            let search = try await potok(["search", "bobra", "--json"])
            let hits = try search.jsonLines()
            #expect(hits.count == 1)
            #expect(hits.first?["similar"] as? Int == 1)
            let shown = hits.first?["document"] as? [String: Any]
            #expect(shown?["key"] as? String == first?.key)
        }

        @Test func `limit and offset page through hits without a gap`() async throws {
            for number in 0..<12 {
                try place.write("texts/n\(number).txt", MadeUpTexts.text(100 + number) + "\n\nznacznik\n")
            }
            _ = try await potok(["run"])
            var keys: [String] = []
            for offset in stride(from: 0, to: 15, by: 5) {
                let page = try await potok(["search", "znacznik", "--json", "--limit", "5", "--offset", "\(offset)"])
                keys += try page.jsonLines().compactMap { ($0["document"] as? [String: Any])?["key"] as? String }
            }
            #expect(keys.count == 12)
            #expect(Set(keys).count == 12)
        }
    }
}
