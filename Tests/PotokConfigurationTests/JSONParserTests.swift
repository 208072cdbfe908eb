import PotokConfiguration
import PotokCore
import Testing

@Suite struct JSONParserTests {
    /// What is wrong with a text, as `line:column code`.
    private func problems(_ text: String, options: JSONParser.Options = .withComments) -> [String] {
        problems(Array(text.utf8), options: options)
    }

    private func problems(_ bytes: [UInt8], options: JSONParser.Options = .withComments) -> [String] {
        let source = SourceText(name: "x", bytes: bytes)
        return JSONParser.parse(bytes, options: options).problems.map {
            "\(source.location(at: $0.range.lowerBound)) \($0.code)"
        }
    }

    private func value(_ text: String) -> JSONValue? { JSONParser.parse(Array(text.utf8)).value }

    @Test(arguments: [
        ("null", "null"), ("true", "true"), (" false\r\n", "false"), ("0", "0"), ("-0.5e+10", "-0.5e+10"),
        (#""""#, #""""#), (#""\u0061\u00F3\ud83d\ude00\/\b""#, #""aó😀/\u0008""#), ("[]", "[]"), ("{}", "{}"),
        ("[1,[2,{}]]", "[\n  1,\n  [\n    2,\n    {}\n  ]\n]"), (#"{"b":1,"a":[]}"#, "{\n  \"b\": 1,\n  \"a\": []\n}"),
        (#""\\\"\n\r\t""#, #""\\\"\n\r\t""#),
    ])
    func `what the standard allows is read without a problem`(text: String, written: String) throws {
        let result = JSONParser.parse(Array(text.utf8))
        #expect(result.problems == [])
        #expect(result.isStructureSound)
        #expect(JSONWriter.pretty(try #require(result.value)) == written)
    }

    @Test(
        arguments: [
            ("", ["1:1 json.empty"]),
            (" // only this\n", ["2:1 json.empty"]),
            ("[1,]", ["1:3 json.trailing-comma"]),
            ("{\"a\": 1,\n}", ["1:8 json.trailing-comma"]),
            ("[,1,,2]", ["1:2 json.extra-comma", "1:5 json.extra-comma"]),
            ("[1 2]", ["1:3 json.missing-comma"]),
            ("{\"a\": 1\n \"b\": 2}", ["1:8 json.missing-comma"]),
            ("[1; 2]", ["1:3 json.unexpected-character"]),
            ("{\"a\" 1}", ["1:2 json.missing-colon"]),
            ("{\"a\" = 1}", ["1:6 json.missing-colon"]),
            ("{\"a\":: 1}", ["1:6 json.unexpected-character"]),
            ("{\"a\"}", ["1:2 json.missing-value"]),
            ("{\"a\": , \"b\": 1}", ["1:7 json.missing-value"]),
            ("{\"a\": }", ["1:7 json.missing-value"]),
            ("['it']", ["1:2 json.wrong-quotes"]),
            ("{'a': 1}", ["1:2 json.wrong-quotes"]),
            ("[„tekst”, «x»]", ["1:2 json.wrong-quotes", "1:11 json.wrong-quotes"]),
            ("{delay: 1, żółw-2: 2}", ["1:2 json.unquoted-key", "1:12 json.unquoted-key"]),
            ("[one, https://example.org/]", ["1:2 json.unquoted-text", "1:7 json.unquoted-text"]),
            ("[1s, 20%]", ["1:2 json.unquoted-text", "1:6 json.unquoted-text"]),
            (
                "[True, None, undefined]",
                ["1:2 json.unquoted-text", "1:8 json.unquoted-text", "1:14 json.unquoted-text"]
            ),
            ("[NaN, -Infinity]", ["1:2 json.not-finite", "1:7 json.not-finite"]),
            (
                "[01, +1, .5, 1., 0x1F, 1_000, 1e]",
                [
                    "1:2 json.number", "1:6 json.number", "1:10 json.number", "1:14 json.number", "1:18 json.number",
                    "1:24 json.number", "1:31 json.number",
                ]
            ),
            ("{\"a\": 1, \"b\": 2,\n \"a\": 3}", ["2:2 json.duplicate-key"]),
            ("[\"a\tb\", \"\u{1}\"]", ["1:4 json.control-character", "1:10 json.control-character"]),
            (
                #"["\d", "\u12", "\ud800", "\ł"]"#,
                [
                    "1:3 json.escape", "1:9 json.escape", "1:17 json.escape", "1:27 json.escape",
                ]
            ),
            ("{\"a\": \"open,\n \"b\": 1}", ["1:7 json.unterminated-string"]),
            ("[\"open", ["1:1 json.unclosed", "1:2 json.unterminated-string"]),
            ("/* a */ [1] # b", ["1:1 json.comment", "1:13 json.comment"]),
            ("/* a", ["1:1 json.comment", "1:5 json.empty"]),
            ("[1] 2", ["1:5 json.trailing-content"]),
            ("[1]]", ["1:4 json.trailing-content"]),
            (
                "[@, !!]",
                [
                    "1:2 json.unexpected-character", "1:3 json.missing-value", "1:5 json.unexpected-character",
                    "1:7 json.missing-value",
                ]
            ),
            ("{\"a\": [1, \"b\": 2}", ["1:14 json.unexpected-character", "1:17 json.unclosed"]),
            ("[1}", ["1:1 json.unclosed", "1:3 json.unexpected-character"]),
            ("{\"a\": {\"b\": [", ["1:13 json.unclosed"]),
            ("{\"a\":", ["1:1 json.unclosed"]),
            ("[1,\u{A0}2]", ["1:4 json.unexpected-character"]),
            ("\u{FEFF}[1,]", ["1:1 json.byte-order-mark", "1:3 json.trailing-comma"]),
        ] as [(String, [String])]
    )
    func `each mistake is one problem, at its place`(text: String, expected: [String]) {
        #expect(problems(text) == expected)
    }

    @Test func `comments are a problem where they are not allowed`() {
        #expect(problems("[1] // one", options: JSONParser.Options()) == ["1:5 json.comment"])
        #expect(problems("// one\n[1 // two\n] // three") == [])
    }

    @Test(
        arguments: [
            ([0x22, 0xB3, 0x22], "1:2 json.invalid-utf8"), ([0x22, 0x22, 0x0A, 0xC0, 0x80], "2:1 json.invalid-utf8"),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], "1:2 json.invalid-utf8"), ([0x22, 0xF5, 0x22], "1:2 json.invalid-utf8"),
            ([0x22, 0xC5, 0x22], "1:2 json.invalid-utf8"), ([0xFF, 0xFE, 0x7B, 0x00], "1:1 json.invalid-utf8"),
            ([0x22, 0xF0, 0x9F, 0x98, 0x22], "1:2 json.invalid-utf8"),
            ([0x22, 0xE0, 0x80, 0x80, 0x22], "1:2 json.invalid-utf8"),
        ] as [([UInt8], String)]
    )
    func `bytes that are not UTF-8 are found`(bytes: [UInt8], expected: String) {
        #expect(problems(bytes).first == expected)
    }

    @Test func `several bytes that are not UTF-8 are one problem that counts them`() {
        let result = JSONParser.parse([0x22, 0xB3, 0xB1, 0xB3, 0x22])
        #expect(result.problems.map(\.message) == ["the byte 0xB3 is not UTF-8 (and 2 more such bytes)"])
        #expect(result.value?.string == "\u{FFFD}\u{FFFD}\u{FFFD}")
    }

    @Test func `what stands around a mistake is still read`() throws {
        let text = "{ 'a': 1, b: NaN, \"c\": [1 2,], \"d\": \"open,\n\"e\": +1, \"f\": true }"
        let value = try #require(self.value(text))
        #expect(value.members?.map(\.key) == ["a", "b", "c", "d", "e", "f"])
        #expect(value["a"]?.integer == 1)
        #expect(value["b"]?.content == .invalid)
        #expect(value["c"]?.elements?.compactMap(\.integer) == [1, 2])
        #expect(value["f"]?.boolean == true)
    }

    @Test func `keys and values know their bytes`() throws {
        let text = "{ \"ż\": [10, \"x\"] }"
        let bytes = Array(text.utf8)
        let member = try #require(value(text)?.members?.first)
        #expect(String(decoding: bytes[member.keyRange], as: UTF8.self) == "\"ż\"")
        #expect(String(decoding: bytes[member.value.range], as: UTF8.self) == "[10, \"x\"]")
        #expect(String(decoding: bytes[try #require(member.value[1]).range], as: UTF8.self) == "\"x\"")
        #expect(member.value[2] == nil)
    }

    @Test func `nesting is bounded, and what follows is still read`() throws {
        var options = JSONParser.Options()
        options.maximumDepth = 3
        let text = "[[[1]], [[[\"]\", {}]]], 5]"
        let result = JSONParser.parse(Array(text.utf8), options: options)
        #expect(result.problems.map(\.code) == [.jsonDepth])
        #expect(result.problems.first?.range == 10..<11)
        #expect(result.value?[2]?.integer == 5)
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(JSONParser.parse(deep).problems.first { $0.code == .jsonDepth } != nil)
    }

    @Test func `after a hundred problems the parser gives up and says so`() {
        let text = "[" + String(repeating: "x,", count: 1_000) + "1]"
        let result = JSONParser.parse(Array(text.utf8))
        #expect(result.problems.count == 101)
        #expect(result.problems.last?.code == .jsonTooManyProblems)
        #expect(!result.isStructureSound)
    }

    @Test(
        arguments: [
            ("3", 3), ("3.0", 3), ("3e2", 300), ("-7", -7), ("3.5", nil), ("1e400", nil), ("1e17", nil),
            ("9223372036854775807", Int.max), ("9223372036854775808", nil),
        ] as [(String, Int?)]
    )
    func `whole numbers are those that are exact`(text: String, expected: Int?) {
        #expect(value(text)?.integer == expected)
    }
}
