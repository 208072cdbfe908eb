import Foundation
import Testing

extension EndToEndSuite {
    /// What `potok generate` writes is taken by the programs that it is for.
    @Suite struct GenerateTests {
        private let place: Workplace

        init() throws {
            place = try Workplace()
            try place.writePipeline(
                paths: ["texts"],
                more: """
                    "fetch": { "warc": "kept" }, "report": { "metrics": "out/figures/potok.prom", "heartbeat": { "env": "PING" } },
                    "sinks": [ { "name": "lines", "type": "ndjson", "folder": "lines" },
                      { "name": "site", "type": "typesense", "url": "https://search.example", "collection": "news",
                        "auth": { "apiKey": { "env": "SITE_KEY" } } } ]
                    """,
                database: "corpora/potok.db"
            )
            try place.write("texts/wydra.txt", "Wydra i bóbr\n\nWydra pływa w rzece obok bobra i łowi ryby.\n")
        }

        private func generate(_ arguments: String...) async throws -> Ended {
            let ended = try await Running([PotokProgram.path, "generate"] + arguments, in: place.folder).end()
            #expect(ended.exitCode == 0, "\(ended)")
            return ended
        }

        /// Runs a line of the shell that must succeed and have nothing to say on standard error.
        private func quietly(_ line: String) async throws -> String {
            let ended = try await place.shell(line)
            #expect(ended.exitCode == 0 && ended.problems.isEmpty, "\(line): \(ended)")
            return ended.output
        }

        @Test func `systemd finds nothing wrong with the units, and little that the service may do`() async throws {
            try place.write("units/.keep", "")
            _ = try await generate("systemd", "--user", "daemon", "--output", "units")
            _ = try await quietly("systemd-analyze verify --man=no units/potok.service units/potok.timer")
            let score = "systemd-analyze security --offline=true --threshold=25 --no-pager units/potok.service"
            _ = try await quietly(score)
        }

        @Test func `the service may write where the pipeline writes, and nowhere else`() async throws {
            let units = try await generate("systemd", "--user", "daemon").output
            let written = units.split(separator: "\n").filter { $0.hasPrefix("ReadWritePaths=") }
            let wanted = ["corpora", "kept", "lines", "out/figures"].map { "ReadWritePaths=\(place.path($0))" }
            #expect(written.map(String.init) == wanted, "\(units)")
            #expect(units.contains("ProtectSystem=strict\n"))
            #expect(units.contains("SuccessExitStatus=11 130\n"))
            #expect(units.contains("PING, SITE_KEY") || units.contains("SITE_KEY, PING"), "\(units)")
            #expect(units.contains("\nUser=daemon\n"))
            #expect(units.hasPrefix("# potok.service\n") && units.contains("\n# potok.timer\n"), "\(units)")
        }

        @Test func `the limits of the service follow those of the pipeline`() async throws {
            try place.writePipeline(
                paths: ["texts"],
                more: "\"limits\": { \"memory\": \"1 GiB\", \"grace\": \"5 min\", \"duration\": \"2 h\" }"
            )
            let units = try await generate("systemd", "--every", "6h").output
            func value(_ key: String) throws -> Int {
                let line = try #require(units.split(separator: "\n").first { $0.hasPrefix(key + "=") })
                return try #require(Int(line.dropFirst(key.count + 1).dropLast()))
            }
            #expect(try value("MemoryMax") > 1_024)
            #expect(try value("TimeoutStopSec") > 300)
            #expect(try value("TimeoutStartSec") > 7_200)
            let calendar = try await quietly("systemd-analyze calendar --iterations=4 '*-*-* 0/6:00:00'")
            #expect(units.contains("\nOnCalendar=*-*-* 0/6:00:00\n"))
            #expect(calendar.contains("00:00:00") && calendar.contains("18:00:00"), "\(calendar)")
        }

        @Test(arguments: ["with blanks", "100 % ours", "it's", "a;b$HOME\"c\\"])
        func `paths are spelled so that systemd and cron understand them`(name: String) async throws {
            let other = try Workplace()
            let folder = other.folder.appending(path: name)
            try other.write("\(name)/pipeline.json", Data(contentsOf: place.folder.appending(path: "pipeline.json")))
            try other.write("\(name)/texts/las.txt", MadeUpTexts.text(7))
            try other.write("\(name)/corpora/.keep", "")
            try other.write("units/.keep", "")
            let pipeline = folder.appending(path: "pipeline.json").path
            let ended = try await other.potok(
                "generate",
                "systemd",
                "--config",
                pipeline,
                "--output",
                "units",
                "--user",
                "daemon"
            )
            #expect(ended.exitCode == 0, "\(ended)")
            let verified = try await other.shell(
                "systemd-analyze verify --man=no units/potok.service units/potok.timer"
            )
            #expect(verified.exitCode == 0 && verified.problems.isEmpty, "\(verified)")

            try other.write(
                "\(name)/pipeline.json",
                #"{ "version": 1, "sources": [ { "name": "texts", "type": "files", "paths": ["texts"] } ] }"#
            )
            let cron = try await other.potok("generate", "cron", "--config", pipeline)
            let line = try #require(cron.output.split(separator: "\n").last)
            #expect(line.hasPrefix("*/15 * * * *  "), "\(line)")
            // What cron does before it calls the shell (crontab(5)): % ends the command unless a backslash stands before it.
            let command = String(line.dropFirst("*/15 * * * *  ".count))
            #expect(!command.replacing("\\%", with: "").contains("%"), "\(line)")
            let run = try await Running(
                ["/usr/bin/env", "-i", "/bin/sh", "-c", command.replacing("\\%", with: "%")],
                in: URL(filePath: "/")
            ).end()
            #expect(run.exitCode == 0 && run.output.isEmpty && run.problems.isEmpty, "\(run)")
            #expect(FileManager.default.fileExists(atPath: folder.appending(path: "potok.sqlite").path))
        }

        @Test(arguments: [
            (["systemd", "--every", "7m"], "6 min"),
            (["cron", "--every", "now"], "15 min"),
            (["systemd", "--name", "a/b"], "unit"),
            (["completions", "tcsh"], "bash"),
            (["cron", "--program", "a\nb"], "control characters"),
        ])
        func `what cannot be written exits 64 and says what can`(arguments: [String], hint: String) async throws {
            let ended = try await Running([PotokProgram.path, "generate"] + arguments, in: place.folder).end()
            #expect(ended.exitCode == 64, "\(ended)")
            #expect(ended.output.isEmpty && ended.problems.contains(hint), "\(ended)")
        }

        @Test func `a pipeline with mistakes gets no units`() async throws {
            try place.write("pipeline.json", "{ \"version\": 1 }")
            let ended = try await place.potok("generate", "systemd")
            #expect(ended.exitCode == 78 && ended.output.isEmpty, "\(ended)")
        }

        @Test(arguments: [("bash", "bash -n"), ("zsh", "zsh -n"), ("fish", "fish --no-execute")])
        func `the shell can read its completions`(shell: String, check: String) async throws {
            _ = try await quietly("\"$POTOK\" generate completions \(shell) > script && \(check) script")
        }

        @Test(arguments: [
            ("potok stat", ["status"]),
            ("potok generate comp", ["completions"]),
            ("potok generate completions ", ["bash", "fish", "zsh"]),
            ("potok run --dry", ["--dry-run"]),
            ("potok run --source ", ["texts"]),
            ("potok deliver --sink ", ["lines", "site"]),
            ("potok explain fetch.del", ["fetch.delay"]),
            ("potok explain database.lo", ["database.locked"]),
        ])
        func `bash completes commands, options, sources, sinks, keys and codes`(
            line: String,
            wanted: [String]
        ) async throws {
            // The program is called by the name that stands in the line.
            let path = "export PATH=\"$(dirname \"$POTOK\"):$PATH\"; "
            let bash = try await place.shell(
                path
                    + """
                    potok generate completions bash > script; exec bash --norc -c '
                    . ./script
                    COMP_LINE="\(line)" COMP_POINT=\(line.count)
                    read -ra COMP_WORDS <<< "$COMP_LINE"
                    [ "${COMP_LINE% }" = "$COMP_LINE" ] || COMP_WORDS+=("")
                    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                    COMP_TYPE=9 COMP_KEY=9
                    function="$(complete -p potok)"; function="${function#*-F }"; function="${function%% *}"
                    "$function" potok "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}" 2>&1
                    printf "%s\\n" "${COMPREPLY[@]}"'
                    """
            )
            let offered = bash.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(offered.sorted() == wanted, "\(bash)")
        }

        @Test(arguments: [
            ("potok stat", ["status"]), ("potok generate completions ", ["bash", "fish", "zsh"]),
            ("potok run --dry", ["--dry-run"]),
        ])
        func `fish completes commands and options`(line: String, wanted: [String]) async throws {
            // What the program itself completes can be asked for at a terminal only.
            let fish = try await place.shell(
                "export PATH=\"$(dirname \"$POTOK\"):$PATH\" HOME=\"$PWD\"; potok generate completions fish > script; "
                    + "fish --no-config -c 'source script; complete -C \"\(line)\"'"
            )
            let words = fish.output.split(separator: "\n").compactMap {
                $0.split(separator: "\t").first.map(String.init)
            }
            #expect(words.sorted() == wanted, "\(fish)")
        }

        @Test func `the manual page has every command, and formatters find nothing wrong with it`() async throws {
            let lint = try await quietly("\"$POTOK\" generate man > potok.1; mandoc -T lint -W warning potok.1")
            #expect(lint.isEmpty)
            // Whatever man has to say of it, it says on standard error.
            let shown = try await quietly("MANWIDTH=120 man --warnings -E UTF-8 -l potok.1 | col -bx")
            let help = try await place.potok("--help")
            let commands = help.output.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }.dropFirst()
                .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
                .compactMap { $0.split(separator: " ").first }.filter { $0 != "See" }
            #expect(commands.count > 10, "\(help)")
            for command in commands { #expect(shown.contains("   potok \(command)\n"), "\(command)") }
            for word in ["--dry-run", "   potok db rebuild\n", "POTOK_CONFIG", "130", "potok generate cron"] {
                #expect(shown.contains(word), "\(word)")
            }
        }

        @Test func `the date of the manual page can be given, so that packages come out the same`() async throws {
            let command = "SOURCE_DATE_EPOCH=1700000000 \"$POTOK\" generate man"
            let page = try await quietly(command)
            #expect(page.contains(".Dd November 14, 2023\n"))
            #expect(try await quietly(command) == page)
        }

        @Test func `the schema takes what the program takes, and refuses what it refuses`() async throws {
            let schema = try await generate("schema", "--output", ".")
            #expect(schema.problems.contains("pipeline.schema.json"))
            let explained = try await place.potok("explain", "--schema")
            #expect(
                explained.output.split(separator: "\n") == (try await generate("schema").output.split(separator: "\n"))
            )
            let judge = """
                /usr/bin/python3 -c 'import json, sys, jsonschema, regex
                # Patterns as ECMA-262 has them, with the properties of Unicode that Python lacks.
                def pattern(validator, wanted, value, schema):
                    if isinstance(value, str) and not regex.search(wanted, value):
                        yield jsonschema.ValidationError(value)
                judge = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"pattern": pattern})
                problem = jsonschema.exceptions.best_match(judge(json.load(open("pipeline.schema.json"))).iter_errors(json.load(open(sys.argv[1]))))
                sys.exit(f"{problem.json_path}: {problem.message}" if problem else 0)' pipeline.json
                """
            _ = try await quietly(judge)
            let sources = "\"sources\": [ { \"name\": \"texts\", \"type\": \"files\", \"paths\": [\"texts\"] } ]"
            for wrong in [
                "{ \"version\": 1 }",
                "{ \"version\": 1, \"database\": 7, \(sources) }",
                "{ \"version\": 1, \"fetch\": { \"delai\": \"1 s\" }, \(sources) }",
                "{ \"version\": 1, \"sources\": [ { \"name\": \"texts\", \"type\": \"fils\", \"paths\": [\"texts\"] } ] }",
                "{ \"version\": 1, \"limits\": { \"memory\": \"lots\" }, \(sources) }",
            ] {
                try place.write("pipeline.json", wrong)
                let judged = try await place.shell(judge)
                #expect(judged.exitCode == 1 && judged.problems.hasPrefix("$"), "\(wrong): \(judged)")
                let validated = try await place.potok("validate")
                #expect(validated.exitCode == 78, "\(wrong): \(validated)")
            }
        }
    }
}
