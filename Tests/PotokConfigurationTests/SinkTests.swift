import PotokCore
import Testing

@testable import PotokConfiguration

@Suite struct SinkTests {
    /// A configuration with sinks.
    private func sinking(_ sinks: String) -> String { minimal("\"sinks\": \(sinks)") }

    /// A configuration with one file sink that has more members.
    private func file(_ members: String) -> String {
        sinking(#"[{ "name": "copy", "type": "ndjson", "folder": "out", \#(members) }]"#)
    }

    @Test func `a sink has the defaults of the structs, and its folder starts beside the file`() throws {
        let sink = try #require(
            parse(sinking(#"[{ "name": "copy", "type": "ndjson", "folder": "out" }]"#)).sinks.first
        )
        var options = NDJSONSinkOptions()
        options.folder = "conf/out"
        #expect(sink == SinkOptions(name: "copy", kind: .ndjson(options)))
        #expect(try parse(minimal()).sinks == [])
    }

    @Test func `every common option is read`() throws {
        let text = file(
            """
            "duplicates": "representatives", "fields": { "text": "body", "bodyHash": false }, "batchDocuments": 7,
            "batchBytes": "1 MiB", "batchAge": "2 s", "parallel": 2, "timeout": "3 s",
            "transform": { "command": ["redact", "--all"], "timeout": "4 s" }
            """
        )
        let sink = try #require(parse(text).sinks.first)
        #expect(sink.duplicates == .representatives)
        #expect(sink.fields.names == ["text": "body"])
        #expect(sink.fields.omitted == ["bodyHash"])
        #expect(sink.batchDocuments == 7)
        #expect(sink.batchBytes == .mebibytes(1))
        #expect(sink.batchAge == .seconds(2))
        #expect(sink.parallel == 2)
        #expect(sink.timeout == .seconds(3))
        #expect(sink.transform.command == ["redact", "--all"])
        #expect(sink.transform.timeout == .seconds(4))
    }

    @Test func `the pipeline's transform holds for sinks without one of their own`() throws {
        let text = minimal(
            """
            "transform": { "command": ["classify"] }, "sinks": [
              { "name": "a", "type": "stdout" },
              { "name": "b", "type": "stdout", "transform": { "command": [] } }
            ]
            """
        )
        #expect(try parse(text).sinks.map(\.transform.command) == [["classify"], []])
    }

    @Test(arguments: [
        ("batchDocuments=9", \SinkOptions.batchDocuments, 9), ("parallel=9", \.parallel, 9),
    ])
    func `an option of a sink is set by name`(
        override: String,
        path: any KeyPath<SinkOptions, Int> & Sendable,
        expected: Int
    ) throws {
        let sinks = try parse(file(#""parallel": 2"#), ["sinks.copy.\(override)"]).sinks
        #expect(sinks.map { $0[keyPath: path] } == [expected])
    }

    @Test func `options of types and of the transform are set by name too`() throws {
        let sink = try #require(
            parse(
                sinking(#"[{ "name": "a.b", "type": "ndjson" }]"#),
                ["sinks.a.b.folder=/data", "sinks.a.b.transform.timeout=9s"]
            ).sinks.first
        )
        guard case .ndjson(let options) = sink.kind else { throw PotokError(.configurationBadValue, "kind") }
        #expect(options.folder == "/data")
        #expect(sink.transform.timeout == .seconds(9))
    }

    @Test(arguments: [
        (#"{}"#, ["configuration.wrong-type"]),
        (#"[1]"#, ["configuration.wrong-type"]),
        (#"[{ "type": "stdout" }]"#, ["configuration.missing-key"]),
        (#"[{ "name": "a" }]"#, ["configuration.missing-key"]),
        (#"[{ "name": "a", "type": "stdin" }]"#, ["configuration.unknown-choice"]),
        (#"[{ "name": "a", "type": "ndjson" }]"#, ["configuration.missing-key"]),
        (#"[{ "name": "a", "type": "stdout", "folder": "x" }]"#, ["configuration.misplaced-key"]),
        (#"[{ "name": "a", "type": "stdout", "fetch": {} }]"#, ["configuration.misplaced-key"]),
        (#"[{ "name": "a", "type": "stdout", "batch": 1 }]"#, ["configuration.unknown-key"]),
        (
            #"[{ "name": "a", "type": "stdout" }, { "name": "a", "type": "stdout" }]"#,
            ["configuration.duplicate-sink"]
        ),
        (#"[{ "name": "a", "type": "stdout", "fields": { "body": "x" } }]"#, ["configuration.unknown-key"]),
        (#"[{ "name": "a", "type": "stdout", "fields": { "key": false } }]"#, ["configuration.bad-value"]),
        (#"[{ "name": "a", "type": "stdout", "fields": { "text": true } }]"#, ["configuration.wrong-type"]),
        (#"[{ "name": "a", "type": "stdout", "fields": { "text": "title" } }]"#, ["configuration.bad-value"]),
        (#"[{ "name": "a", "type": "stdout", "parallel": 0 }]"#, ["configuration.out-of-range"]),
    ])
    func `what is wrong about sinks is told`(sinks: String, expected: [String]) {
        #expect(check(sinking(sinks)).diagnostics.map(\.code.rawValue) == expected)
    }

    @Test(arguments: [
        ("sinks.other.parallel=1", "configuration.unknown-sink"), ("sinks=1", "configuration.bad-override"),
        ("sinks.copy.name=b", "configuration.bad-override"), ("sinks.copy.paralel=1", "configuration.unknown-key"),
    ])
    func `what is wrong about an override of a sink is told`(override: String, expected: String) {
        #expect(check(file(#""parallel": 2"#), [override]).diagnostics.map(\.code.rawValue) == [expected])
    }

    @Test(arguments: [
        "http://a.example:9200", "https://a.example/path",
    ])
    func `the URL of a target is read`(text: String) throws {
        let json = try #require(JSONParser.parse(Array("\"\(text)\"".utf8)).value)
        guard case .success(.url(let url)) = OptionKind.url.read(json) else {
            Issue.record("not read")
            return
        }
        #expect(url == WebURL(text))
    }

    @Test(arguments: [
        ("http://me:s3cret@a.example", PotokError.Code.configurationLiteralSecret),
        ("http://a.example/?key=s3cret", .configurationBadURL), ("ftp://a.example", .configurationBadURL),
        ("a.example", .configurationBadURL),
    ])
    func `a URL of a target has no secret in it`(text: String, code: PotokError.Code) throws {
        let json = try #require(JSONParser.parse(Array("\"\(text)\"".utf8)).value)
        guard case .failure(let problems) = OptionKind.url.read(json) else {
            Issue.record("read")
            return
        }
        #expect(problems.list.map(\.code) == [code])
        #expect(!problems.list.contains { $0.message.contains("s3cret") })
    }

    @Test(arguments: [
        (#"{"env": "A_KEY"}"#, Secret.environment("A_KEY")), (#"{"file": "key"}"#, .file("key")), (#""s3cret""#, nil),
        (#"{"env": "A", "file": "b"}"#, nil), ("{}", nil),
    ])
    func `a secret is where it is kept`(text: String, expected: Secret?) throws {
        let json = try #require(JSONParser.parse(Array(text.utf8)).value)
        switch OptionKind.secret.read(json) {
        case .success(let value): #expect(value == expected.map { .secret($0) })
        case .failure(let problems):
            #expect(expected == nil)
            #expect(!problems.list.contains { $0.message.contains("s3cret") })
        }
    }

    @Test func `every option is explained in whole sentences`() {
        for option in SinkTypes.options {
            #expect(option.summary.hasSuffix("."), "\(option.key)")
            #expect(option.explanation.hasSuffix("."), "\(option.key)")
        }
    }

    @Test func `every property of the options of all sinks has its option`() {
        let names = Mirror(reflecting: SinkOptions(name: "", kind: .standardOutput)).children.compactMap(\.label)
        let declared = SinkTypes.fields.map(\.name) + SinkTypes.sections.map(\.name) + ["name", "kind"]
        #expect(names.sorted() == declared.sorted())
    }

    @Test func `the reference has every option of sinks`() {
        let lines = Reference.markdown().split(separator: "\n")
        for option in SinkTypes.common { #expect(lines.count { $0 == "### `\(option.key)`" } == 1) }
        #expect(lines.contains("#### `sinks[].folder`"))
    }
}
