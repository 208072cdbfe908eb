import Foundation
import Testing

extension EndToEndSuite {
    /// The pipeline as the program reads it.
    @Suite struct ConfigurationTests {
        private let place: Workplace

        init() throws { place = try Workplace() }

        private static let fiveMistakes = """
            {
              "version": 1,
              "databse": "x.db",
              "fetch": { "delay": "2 parsecs", "paralel": 3 },
              "sources": [
                { "name": "a", "type": "fils", "paths": ["x"] },
                { "name": "b", "type": "files" }
              ]
            }
            """

        @Test(arguments: ["run", "validate", "add", "search", "status"])
        func `five mistakes are told at once with their places, and nothing else happens`(command: String) async throws
        {
            try place.write("pipeline.json", Self.fiveMistakes)
            let words = ["add", "search"].contains(command) ? [command, "x"] : [command]
            let ended = try await Running([PotokProgram.path] + words, in: place.folder).end()
            #expect(ended.exitCode == 78, "\(ended)")
            #expect(ended.output.isEmpty, "\(ended)")
            let errors = ended.problems.split(separator: "\n").filter { $0.contains(": error: ") }
            #expect(errors.count == 5, "\(ended)")
            for place in ["pipeline.json:3:3:", "pipeline.json:4:23:", "pipeline.json:4:36:", "pipeline.json:6:28:"] {
                #expect(errors.contains { $0.contains(place) }, "\(place) in \(ended)")
            }
            for hint in ["did you mean 'database'?", "did you mean 'parallel'?", "did you mean 'files'?"] {
                #expect(ended.problems.contains(hint), "\(hint) in \(ended)")
            }
            #expect(ended.problems.contains("^~~~"), "\(ended)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder.path) == ["pipeline.json"])
        }

        @Test func `the same as JSON is one diagnostic a line`() async throws {
            try place.write("pipeline.json", Self.fiveMistakes)
            let ended = try await place.potok("validate", "--json")
            #expect(ended.exitCode == 78, "\(ended)")
            let lines = try ended.jsonLines()
            #expect(lines.count == 5)
            for line in lines {
                #expect(line["type"] as? String == "diagnostic")
                #expect(line["line"] is Int && line["column"] is Int && line["message"] is String)
            }
        }

        @Test func `whose robots are ignored is said by every report and by validate, and never holds for all`()
            async throws
        {
            try place.write("urls.txt", "# none yet\n")
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", "sources": [
                  { "name": "own-site", "type": "urls", "lists": ["urls.txt"], "fetch": { "robots": "ignore" } },
                  { "name": "news", "type": "urls", "lists": ["urls.txt"] } ] }
                """
            )
            let sentence = "robots.txt and noindex are ignored for: own-site"
            let valid = try await place.potok("validate")
            #expect(valid.output.contains(sentence), "\(valid)")
            #expect(
                try await place.potok("validate", "--json").jsonLines().first?["robotsIgnored"] as? [String] == [
                    "own-site"
                ]
            )
            let run = try await place.potok("run")
            #expect(run.exitCode == 0, "\(run)")
            #expect(run.output.contains(sentence), "\(run)")
            let json = try await place.potok("run", "--json")
            #expect(try json.jsonLines().first?["robotsIgnored"] as? [String] == ["own-site"], "\(json)")
            let other = try await place.potok("run", "--source", "news")
            #expect(!other.output.contains("ignored"), "\(other)")
            let all = try await place.potok("run", "--set", "fetch.robots=ignore")
            #expect(all.exitCode == 78, "\(all)")
            #expect(all.problems.contains("sources.NAME.fetch.robots=ignore"), "\(all)")
        }

        @Test func `a value in place of the pipeline's is checked as well`() async throws {
            try place.write("texts/a.txt", MadeUpTexts.text(1))
            try place.writePipeline(paths: ["texts"])
            let wrong = try await place.potok("run", "--set", "fetch.dely=2s")
            #expect(wrong.exitCode == 78, "\(wrong)")
            #expect(wrong.problems.contains("did you mean 'delay'?"), "\(wrong)")
            let right = try await place.potok("run", "--set", "normalize.maxText=10B")
            #expect(right.output.contains("1 excluded.size"), "\(right)")
        }

        @Test func `a pipeline that is not there or may not be read is a configuration error`() async throws {
            for arguments in [["run"], ["run", "--config", "none.json"], ["search", "x", "--config", "none.json"]] {
                let ended = try await Running([PotokProgram.path] + arguments, in: place.folder).end()
                #expect(ended.exitCode == 78, "\(arguments): \(ended)")
            }
        }

        @Test(arguments: ["deep/p.json", "./deep/p.json", "deep/../deep/p.json"])
        func `paths start at the folder of the pipeline, wherever it is named from`(config: String) async throws {
            try place.write("deep/texts/a.txt", MadeUpTexts.text(1))
            try place.write("deep/urls.txt", "# no page yet\n")
            try place.write(
                "deep/p.json",
                """
                { "version": 1, "database": "d.db", // a comment
                  "sources": [ { "name": "t", "type": "files", "paths": ["texts"] },
                               { "name": "u", "type": "urls", "lists": ["urls.txt"] } ] }
                """
            )
            let run = try await place.potok("run", "--json", "--config", config)
            #expect(run.exitCode == 0, "\(run)")
            #expect(try run.report().documents == 1, "\(run)")
            #expect(FileManager.default.fileExists(atPath: place.path("deep/d.db")))
            // The identifier, and with it the key, does not depend on how the pipeline was named.
            let shown = try await place.potok("show", "texts/a.txt", "--json", "--config", config)
            #expect(shown.exitCode == 0, "\(shown)")
            let fromInside = try await place.shell("cd deep && \"$POTOK\" run --json --config p.json")
            #expect(try fromInside.report().notDue == 1, "\(fromInside)")
        }
    }
}
