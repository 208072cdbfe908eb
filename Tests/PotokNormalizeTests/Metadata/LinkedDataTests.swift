import Testing

@testable import PotokNormalize

struct LinkedDataTests {
    private func read(_ text: String) -> LinkedDataTape { LinkedDataTape(Array(text.utf8)) }

    @Test(arguments: [
        #"{"a": "b"}"#,
        #"<!-- {"a": "b"} -->"#,
        "//<![CDATA[\n{\"a\": \"b\"}\n//]]>",
        "/* <![CDATA[ */ {\"a\": \"b\"} /* ]]> */",
        #"{"x": [1, 2,], "a": "b",}"#,
        #"{"a": "b"};"#,
        "\u{FEFF}{\"a\":\"b\"}",
        "{ // a comment\n \"a\": /* another */ \"b\" }",
    ])
    func `wrappers, comments and commas too many do not matter`(_ text: String) {
        #expect(read(text).values.first?["a"]?.text == "b")
    }

    @Test func `control characters in a string are white space`() {
        #expect(read("{\"a\": \"one\n\ttwo\u{1}\"}").values.first?["a"]?.text == "one two")
    }

    @Test func `a quote within a string belongs to it when nothing follows that may follow a string`() {
        #expect(read(#"{"a": "the "new" one", "b": "c"}"#).values.first?["a"]?.text == #"the "new" one"#)
        #expect(read(#"{"a": "the "new" one", "b": "c"}"#).values.first?["b"]?.text == "c")
    }

    @Test func `escapes are decoded, halves of pairs become U+FFFD`() {
        #expect(read(#"{"a": "\u017b\u00f3\u0142w \ud83d\ude00 \/ \""}"#).values.first?["a"]?.text == "Żółw 😀 / \"")
        #expect(read(#"{"a": "\ud83d!"}"#).values.first?["a"]?.text == "\u{FFFD}!")
        #expect(read(#"{"a": "\uZZ"}"#).values.first?["a"]?.text == "\u{FFFD}ZZ")
    }

    @Test func `markup and character references in a text are taken out`() {
        #expect(
            read(#"{"a": "Bread &amp; <b>butter</b> &#8211; AT&T"}"#).values.first?["a"]?.text
                == "Bread & butter – AT&T"
        )
    }

    @Test func `a text that ends early gives what was read, and a note`() {
        let tape = read(#"{"a": "b", "c": {"d": "e", "f"#)
        #expect(tape.values.first?["a"]?.text == "b")
        #expect(tape.values.first?["c"]?["d"]?.text == "e")
        #expect(tape.fault != nil)
    }

    @Test(arguments: [
        "", "   ", "null", "{a: 1}", "window.x = {}", "]", "{\"a\"}", "{\"a\" 1}", "[\u{0}", "\"", "{\"a\":\"\\",
    ])
    func `what is no JSON is a fault, never a trap`(_ text: String) {
        #expect(read(text).fault != nil)
    }

    @Test func `depth is bounded`() {
        let tape = read(String(repeating: "[", count: 100_000))
        #expect(tape.fault?.contains("nested") == true)
    }

    @Test func `every prefix of a text can be read`() {
        let text = #"[{"@type": ["A", "B"], "n": -1.5e3, "t": true, "é": "\u00e9\\"}, null, {"@graph": [{}, []]}]"#
        let bytes = Array(text.utf8)
        for length in bytes.indices {
            let tape = LinkedDataTape(Array(bytes[..<length]))
            for value in tape.values { _ = value.list.map { ($0.types, $0.memberValues.count, $0["t"]?.text) } }
        }
    }

    @Test func `members of one object do not hide those of another`() {
        let value = read(#"{"outer": {"name": "inner"}, "name": "own"}"#).values.first
        #expect(value?["name"]?.text == "own")
        #expect(value?["outer"]?["name"]?.text == "inner")
    }
}

struct StructuredDataTests {
    private func read(_ scripts: String..., addresses: [String] = []) -> StructuredData {
        StructuredData(scripts: scripts.map { Array($0.utf8) }, addresses: addresses)
    }

    @Test func `authors of a graph are found by their identifiers`() {
        let data = read(
            #"""
            {"@context": "https://schema.org", "@graph": [
                {"@type": "WebPage", "@id": "#page", "name": "Page"},
                {"@type": "BlogPosting", "headline": "Wpis", "author": {"@id": "#anna"}},
                {"@type": "Person", "@id": "#anna", "name": "Anna Kowalska"}]}
            """#
        )
        #expect(data.main?.types == ["BlogPosting"])
        #expect(data.names(of: data.main?.value["author"]) == ["Anna Kowalska"])
    }

    @Test func `a faulty script is skipped with a note, the others are read`() {
        let data = read("{broken", #"{"@type": "http://schema.org/NewsArticle", "headline": "A"}"#)
        #expect(data.main?.value["headline"]?.text == "A")
        #expect(data.notes.count == 1)
        #expect(data.notes.first?.contains("script 1") == true)
    }

    @Test func `of several articles the one with the page's address is meant`() {
        let list = #"""
            [{"@type": "Article", "headline": "A", "url": "https://example.com/a"},
             {"@type": "Article", "headline": "B", "url": "https://www.example.com/b/"},
             {"@type": "Article", "headline": "C", "url": "https://example.com/c"}]
            """#
        #expect(read(list, addresses: ["http://example.com/b#top"]).main?.value["headline"]?.text == "B")
        #expect(read(list, addresses: ["http://example.com/list"]).main == nil)
    }

    @Test func `the text of an article is given as it stands`() {
        let data = read(#"{"@type": "NewsArticle", "articleBody": "<p>One</p>\n\nTwo"}"#)
        #expect(data.articleBody == Array("<p>One</p>\n\nTwo".utf8))
    }
}
