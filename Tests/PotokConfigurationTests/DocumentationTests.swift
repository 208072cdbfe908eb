import PotokConfiguration
import PotokCore
import Testing

@Suite struct DocumentationTests {
    private let schema = JSONSchema.value()

    /// What a text breaks of the schema.
    private func violations(_ text: String) throws -> [String] {
        let parsed = JSONParser.parse(Array(text.utf8), options: .withComments)
        #expect(parsed.problems == [])
        return SchemaValidator(root: schema).violations(of: try #require(parsed.value), by: schema, at: "")
    }

    @Test func `the schema is JSON of draft 2020-12`() throws {
        let text = JSONSchema.document()
        let parsed = JSONParser.parse(Array(text.utf8))
        #expect(parsed.problems == [])
        #expect(parsed.value?["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
        #expect(text.hasSuffix("}\n"))
    }

    @Test func `the schema has every option with its summary and default`() throws {
        for section in StageSection.all {
            #expect(schema["properties"]?[section.name]?["$ref"]?.string == "#/$defs/\(section.name)")
            let properties = try #require(schema["$defs"]?[section.name]?["properties"])
            #expect(properties.members?.map(\.key) == section.options.map(\.name))
            for option in section.options {
                let property = try #require(properties[option.name])
                #expect(property["description"]?.string?.hasPrefix(option.summary) == true)
                #expect(property["default"] == option.defaultValue?.json)
            }
        }
        let keys = schema["properties"]?.members?.map(\.key) ?? []
        #expect(keys == ["version", "$schema", "database", "sources", "sinks"] + StageSection.all.map(\.name))
    }

    @Test func `the schema takes what the checker takes`() throws {
        #expect(try violations(sample) == [])
        #expect(try violations(minimal()) == [])
        for option in StageSection.all.flatMap(\.options) {
            let value = JSONWriter.pretty(try #require(option.defaultValue).json)
            #expect(try violations(minimal("\"\(option.section)\": { \"\(option.name)\": \(value) }")) == [])
        }
    }

    @Test(arguments: [
        "{}", "[]", #"{ "version": 1, "sources": [] }"#,
        #"{ "version": 2, "sources": [{ "name": "a", "type": "files", "paths": ["x"] }] }"#,
        minimal(#""x": 1"#), minimal(#""fetch": { "dely": "1 s" }"#), minimal(#""fetch": { "delay": 1 }"#),
        minimal(#""fetch": { "delay": "1 x" }"#), minimal(#""fetch": { "delay": "1" }"#),
        minimal(#""fetch": { "parallel": 0 }"#),
        minimal(#""fetch": { "parallel": 1.5 }"#), minimal(#""limits": { "failOn": 0.2 }"#),
        minimal(#""limits": { "failOn": "20" }"#),
        minimal(#""deduplicate": { "policy": "drop" }"#), minimal(#""normalize": { "dropLines": [""] }"#),
        minimal(#""fetch": { "maxBody": "1 XB" }"#), minimal(#""fetch": { "allowAddresses": ["localhost"] }"#),
        #"{ "version": 1, "sources": [{ "name": "a", "type": "urls" }] }"#,
        #"{ "version": 1, "sources": [{ "name": "a", "type": "urls", "urls": ["ftp://x/"] }] }"#,
        #"{ "version": 1, "sources": [{ "name": "a b", "type": "files", "paths": ["x"] }] }"#,
        #"{ "version": 1, "sources": [{ "name": "a", "type": "files", "urls": ["https://x/"] }] }"#,
        #"{ "version": 1, "sources": [{ "name": "a", "type": "files", "paths": ["x"], "index": {} }] }"#,
        #"{ "version": 1, "sources": [{ "name": "a", "type": "files", "paths": ["x"], "request": {} }] }"#,
        minimal(#""sinks": {}"#), minimal(#""sinks": [{ "name": "a", "type": "ndjson" }]"#),
        minimal(#""sinks": [{ "name": "a", "type": "stdout", "folder": "x" }]"#),
        minimal(#""sinks": [{ "name": "a", "type": "stdout", "fields": { "body": "x" } }]"#),
        minimal(#""sinks": [{ "name": "a", "type": "stdout", "fields": { "key": false } }]"#),
        asking("[]"), asking(#"{ "header": {} }"#), asking(#"{ "headers": { "A B": "x" } }"#),
        asking(#"{ "headers": { "A": 1 } }"#), asking(#"{ "cookies": { "a": { "env": "1A" } } }"#),
        asking(#"{ "auth": {} }"#), asking(#"{ "auth": { "bearer": "x" } }"#),
        asking(#"{ "auth": { "bearer": { "env": "A", "file": "b" } } }"#),
        asking(#"{ "auth": { "basic": { "user": "x" } } }"#),
        asking(#"{ "auth": { "bearer": { "env": "A" }, "basic": { "user": "x", "password": { "env": "A" } } } }"#),
    ])
    func `the schema and the checker refuse the same`(text: String) throws {
        #expect(try violations(text) != [])
        #expect(check(text).configuration == nil)
    }

    @Test(arguments: [
        "1 ms", "1 milliseconds", "1S", "2 sec", "1.5 Minutes", "0", "3_000 ms", "1 weeks", "7 DAYS", "2hour",
    ])
    func `every spelling of a duration that is read is in the schema`(text: String) throws {
        let member = #""fetch": { "revisit": "\#(text)" }"#
        #expect(check(minimal(member)).diagnostics == [])
        #expect(try violations(minimal(member)) == [])
    }

    @Test func `a key is explained with its value, default and scope`() {
        #expect(
            Explanation.of("fetch.delay") == """
                fetch.delay
                  Time between the start of two requests to one host.
                  0 s asks as fast as answers come; do that only to hosts of your own.

                  value       a duration from 0 s to 1 d, such as "1 s"
                  default     "1 s"
                  per source  yes
                """
        )
        #expect(Explanation.of("sources.news.fetch.delay") == Explanation.of("fetch.delay"))
        #expect(Explanation.of("sources.news.urls") == Explanation.of("sources[].urls"))
        #expect(Explanation.of("deduplicate.policy")?.contains("\"link\": Keep it and link it") == true)
        #expect(Explanation.of("limits")?.contains("failAtLeast  Failed documents below which") == true)
        #expect(Explanation.of("version")?.contains("none: the key must be there") == true)
    }

    @Test(arguments: Explanation.keys)
    func `every key is explained`(key: String) throws {
        let text = try #require(Explanation.of(key))
        #expect(text.hasPrefix(key + "\n  "))
        #expect(!text.hasSuffix("\n"))
    }

    @Test(arguments: [
        "", "x", "fetch.", "sources.a", "sources.a.limits.memory", "sources.news.index.batchAge", "sources[]",
    ])
    func `an unknown key has no explanation`(key: String) {
        #expect(Explanation.of(key) == nil)
    }

    @Test func `an unknown key has a suggestion`() {
        #expect(Explanation.suggestion(for: "fetch.dely") == "fetch.delay")
        #expect(Explanation.suggestion(for: "delay") == "fetch.delay")
        #expect(Explanation.suggestion(for: "banana") == nil)
    }

    @Test func `the reference has every option once`() {
        let lines = Reference.markdown().split(separator: "\n")
        for option in StageSection.all.flatMap(\.options) {
            #expect(lines.count { $0 == "### `\(option.key)`" } == 1)
        }
        for key in ["version", "$schema", "database", "sources[].name", "sources[].type"] {
            #expect(lines.count { $0 == "### `\(key)`" } == 1)
        }
        for key in ["sources[].paths", "sources[].include", "sources[].urls", "sources[].lists", "sources[].request"] {
            #expect(lines.count { $0 == "#### `\(key)`" } == 1)
        }
        #expect(lines.count { $0 == "#### `sources[].urls` of type `feed`" } == 1)
        #expect(lines.contains { $0.hasPrefix("Also `include`, `exclude`") && $0.hasSuffix("as for type `feed`.") })
    }
}
