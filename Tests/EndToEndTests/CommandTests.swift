import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// Every command: its help, its misuse, and the JSON that scripts rely on; and every example of the README.
    @Suite(.serialized) final class CommandTests {
        private let place: Workplace

        init() throws { place = try Workplace() }

        /// A command of the program, as it describes itself.
        private struct Description: Decodable {
            struct Command: Decodable {
                var commandName: String
                var abstract: String?
                var subcommands: [Command]?
            }

            var command: Command
        }

        /// Every command with the words that lead to it.
        private func commands() async throws -> [(words: [String], abstract: String)] {
            let dumped = try await place.potok("--experimental-dump-help")
            let root = try JSONDecoder().decode(Description.self, from: Data(dumped.output.utf8)).command
            func list(_ command: Description.Command, _ words: [String]) -> [(words: [String], abstract: String)] {
                let own = words.isEmpty ? [] : [(words: words, abstract: command.abstract ?? "")]
                return own
                    + (command.subcommands ?? []).filter { $0.commandName != "help" }
                    .flatMap { list($0, words + [$0.commandName]) }
            }
            return list(root, [])
        }

        @Test func `every command has help, and refuses what it does not know`() async throws {
            let commands = try await commands()
            #expect(commands.count > 20, "\(commands)")
            for command in commands {
                #expect(command.abstract.hasSuffix("."), "\(command)")
                let help = try await Running([PotokProgram.path] + command.words + ["--help"], in: place.folder).end()
                #expect(help.exitCode == 0 && help.problems.isEmpty, "\(command): \(help)")
                #expect(help.output.contains("USAGE: potok \(command.words.joined(separator: " "))"), "\(help)")
                let wrong = try await Running(
                    [PotokProgram.path] + command.words + ["--no-such-option"],
                    in: place.folder
                ).end()
                #expect(wrong.exitCode == 64 && wrong.output.isEmpty, "\(command): \(wrong)")
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
            #expect(left.isEmpty, "\(left)")
        }

        // MARK: JSON

        /// What a key of a JSON object holds; `?` behind it: not always there.
        private static let schemas: [String: String] = [
            "report": """
            type string, run integer, end string, failure string?, exitCode integer, inputs integer, outcomes array,
            stillDue integer, notDue integer, quarantined integer, resting object, sourceProblems integer,
            robotsIgnored array, documents integer, seconds number, sinks array, alarms array, held array, suspects integer
            """,
            "change": """
            type string, change string, key string, address string, title string?, duplicateOf string?, reason string?
            """,
            "run": """
            type string, run integer, kind string, startedAt string, endedAt string?, end string?, failure string?, outcomes object,
            codes array?
            """,
            "input": "type string, address string, source string, outcome string, code string?, reason string?",
            "difference": """
            type string, address string, source string, before object?, after object?
            """,
            "status": """
            type string, documents integer, duplicates integer, tombstones integer, versions integer, addresses integer,
            due integer, quarantined integer, held array, suspects integer, bodies integer, rules array, changes integer, databaseBytes integer, sources array, runs array,
            problems array?, sinks array?, alarms array?, leftOver array
            """,
            "valid": "type string, isValid boolean, sources array, robotsIgnored array",
            "check": "type string, sink string, ok boolean, server string?, notes array, failure object?",
            "reprocess": """
            type string, run integer?, end string, exitCode integer, dryRun boolean, documents integer, unchanged integer,
            changed integer, refused integer, replaced integer, failed integer, withoutBody integer, setAside integer,
            fields object, seconds number, sinks array
            """,
            "audit": "type string, problems integer, repaired integer",
            "sink": """
            type string, name string, target string, duplicates string, waiting integer, deadLetters integer,
            deliveredAt string?, failure object?
            """,
            "source": "name string, type string, names array",
            "delivery": """
            type string, sink string, end string, upserts integer, deletes integer, refused integer, waiting integer,
            deadLetters integer, failure object?
            """,
            "document.v1": """
            schema string, key string, url string?, identifier string?, source string, title string, text string,
            language string?, publishedAt string?, publishedPrecision string?, authors array, mediaType string,
            confidence number?, firstSeenAt string, observedAt string, changedAt string, bodyHash string,
            contentHash string, textHash string, duplicateOf string?, duplicateRelation string?, duplicateScore number?,
            reservesMining boolean, version integer, revision integer
            """,
            "forgotten-source": "type string, source string, documents integer, shared integer, addresses integer",
            "pruned": "type string, source string, documents integer, dryRun boolean",
            "accepted": "type string, accepted integer",
            "retry": "type string, due integer, failed integer, setAside integer, blocked integer",
            "forget": """
            type string, documents array, addresses integer, unseen array, duplicatesLeft integer, copies array
            """,
            "receipt": """
            type string, id string, forgottenAt string, reason string, addresses integer, hosts integer, sources integer,
            texts integer, liftedAt string?, documents integer?, versions integer?, duplicatesLeft integer?, unseen array?,
            copies array?
            """,
            "fixture": """
            type string, name string, source string?, result string, isUpdated boolean, differences array?, reason string?,
            problem object?
            """,
            "fixtures":
                "type string, fixtures integer, equal integer, updated integer, differing integer, broken integer",
            "recorded": """
            type string, name string, path string, page string, source string?, outcome string, reason string?
            """,
            "hit": "schema string, document object, rank integer, score number, snippet string?, group array?",
        ]

        /// What is wrong with an object by a schema; nil when nothing is.
        private static func problem(_ object: [String: Any], _ schema: String) -> String? {
            var fields: [String: (type: String, isOptional: Bool)] = [:]
            for field in schema.split(separator: ",") {
                let words = field.split(whereSeparator: \.isWhitespace)
                let type = words[1].hasSuffix("?") ? words[1].dropLast() : words[1]
                fields[String(words[0])] = (String(type), words[1].hasSuffix("?"))
            }
            for (name, field) in fields where object[name] == nil && !field.isOptional { return "\(name) is missing" }
            for (name, value) in object {
                guard let field = fields[name] else { return "\(name) is not declared" }
                let isRight =
                    switch field.type {
                    case "string": value is String
                    case "boolean": value is Bool
                    case "integer": (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
                    case "number": value is NSNumber
                    case "array": value is [Any]
                    default: value is [String: Any]
                    }
                guard isRight else { return "\(name) is no \(field.type): \(value)" }
            }
            return nil
        }

        @Test func `what commands print as JSON is what they say they print`() async throws {
            try place.writePipeline(
                paths: ["texts"],
                more: "\"sinks\": [ { \"name\": \"files\", \"type\": \"ndjson\", \"folder\": \"out\" } ]"
            )
            for number in 0..<3 { try place.write("texts/\(number).txt", MadeUpTexts.text(number)) }
            try place.write("texts/3.txt", MadeUpTexts.text(1))
            try place.write("texts/4.txt", "")
            try place.write("fixtures/1.txt", MadeUpTexts.text(1))
            try place.write("fixtures/1.json", "{ \"expect\": { \"title\": \"No such title\" } }")
            let server = try LoopbackServer { _ in .page("<p>\(MadeUpTexts.text(2))</p>") }
            defer { server.stop() }
            let calls: [([String], [String])] = [
                (["validate", "--json"], ["valid"]), (["run", "--dry-run", "--json"], ["change", "report"]),
                (["run", "--json"], ["report"]), (["runs", "--json"], ["run"]),
                (["runs", "show", "--json"], ["run", "input"]),
                (["status", "--json"], ["status"]), (["show", "--all", "--json"], ["document.v1"]),
                (["sources", "list", "--json"], ["source"]), (["deliver", "--json"], ["delivery"]),
                (["check", "--json"], ["check"]), (["sinks", "list", "--json"], ["sink"]),
                (["db", "check", "--json"], ["audit"]), (["retry", "--all", "--json"], ["retry"]),
                (["accept", "--all", "--json"], ["accepted"]),
                (["reprocess", "--all", "--dry-run", "--json"], ["reprocess"]),
                (["reprocess", "--all", "--json"], ["reprocess"]),
                (["test", "--update", "--json"], ["fixture", "fixtures"]),
                (["test", "--json"], ["fixture", "fixtures"]),
                (["test", "--record", server.url("/1"), "--allow-private", "--json"], ["recorded"]),
                (["prune", "texts", "--older-than", "90d", "--dry-run", "--json"], ["pruned"]),
                (["prune", "texts", "--older-than", "90d", "--yes", "--json"], ["pruned", "delivery"]),
                (["forget", "texts/2.txt", "--dry-run", "--json"], ["forget"]),
                (["forget", "texts/2.txt", "--reason", "r", "--yes", "--json"], ["receipt", "delivery"]),
                (["forget", "--list", "--json"], ["receipt"]),
            ]
            for (arguments, types) in calls {
                let ended = try await Running([PotokProgram.path] + arguments, in: place.folder).end()
                #expect(ended.exitCode == 0, "\(arguments): \(ended)")
                var seen: Set<String> = []
                for object in try ended.jsonLines() {
                    let name = [object["type"], object["schema"]].compactMap { $0 as? String }
                        .first { Self.schemas[$0] != nil }
                    let type = types.contains("source") ? "source" : name ?? "\(object)"
                    seen.insert(type)
                    let schema = try #require(Self.schemas[type], "\(arguments): \(object)")
                    #expect(Self.problem(object, schema) == nil, "\(arguments): \(object)")
                }
                #expect(seen == Set(types), "\(arguments): \(ended)")
            }
        }

        // MARK: README

        /// The lines of the README that call the program.
        private static func examples() throws -> [String] {
            let text = try String(contentsOf: PotokProgram.checkout.appending(path: "README.md"), encoding: .utf8)
            return text.split(separator: "\n").filter { $0.hasPrefix("$ ") && $0.contains("potok ") }
                .map { String($0.dropFirst(2)) }
        }

        @Test func `every example of the README runs`() async throws {
            let examples = try Self.examples()
            #expect(examples.count > 15, "\(examples)")
            let article = MadeUpTexts.text(1).split(separator: "\n\n").map { "<p>\($0)</p>" }.joined()
            let server = try LoopbackServer { request in
                switch request.target {
                case "/feed.xml":
                    .response(
                        headers: [("Content-Type", "application/rss+xml")],
                        body: Array(
                            "<rss version=\"2.0\"><channel><item><link>http://a.example/</link></item></channel></rss>"
                                .utf8
                        )
                    )
                case "/": .page("<html><title>T</title><article><h1>T</h1>\(article)</article></html>")
                default: .response(404)
                }
            }
            defer { server.stop() }
            try place.writePipeline(
                paths: ["texts"],
                more: """
                    "fetch": { "delay": "0 s", "allowAddresses": ["127.0.0.0/8"] },
                    "sinks": [ { "name": "files", "type": "ndjson", "folder": "out" } ]
                    """
            )
            try place.write("texts/1.txt", MadeUpTexts.text(2))
            try place.write("notes.txt", MadeUpTexts.text(3))
            try place.write("subscriptions.opml", "<opml version=\"2.0\"><body/></opml>")
            let body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Words of the archive."
            let record =
                "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/3\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
                + "Content-Type: application/http\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)\r\n\r\n"
            try place.write("crawl.warc", record)
            try place.write("export", "{\"id\": \"1\", \"text\": \"A line that is a document.\"}\n")
            _ = try await place.shell("gzip -k crawl.warc export; mkdir bin; ln -s \"$POTOK\" bin/potok; bin/potok run")
            for example in examples {
                let line = example.replacing("https://example.org/", with: server.url("/"))
                let ended = try await place.shell("PATH=\"$PWD/bin:$PATH\"; set -e; \(line)")
                #expect(ended.exitCode == 0, "\(line): \(ended)")
            }
        }
    }
}
