import PotokConfiguration
import Testing

@Suite struct SourceTextTests {
    private func text(_ string: String) -> SourceText { SourceText(name: "x", bytes: Array(string.utf8)) }

    @Test(arguments: [
        ("abc", 0, "1:1"), ("abc", 3, "1:4"), ("abc", 99, "1:4"), ("abc", -1, "1:1"), ("a\nb", 2, "2:1"),
        ("a\nb", 1, "1:2"),
        ("a\r\nb", 3, "2:1"), ("a\r\nb", 2, "1:2"), ("a\rb", 2, "2:1"), ("a\n", 2, "2:1"), ("", 0, "1:1"),
        ("\ta", 1, "1:2"), ("zażółć x", 11, "1:8"), ("e\u{301}x", 3, "1:2"), ("日本x", 6, "1:3"), ("👩‍👩‍👧x", 18, "1:2"),
        ("\u{FEFF}ab", 4, "1:2"), ("\u{FEFF}ab", 0, "1:1"),
    ])
    func `places count lines and characters as an editor does`(string: String, offset: Int, expected: String) {
        #expect(text(string).location(at: offset).description == expected)
    }

    @Test(arguments: [
        ("abc def", 4..<7, "abc def", "    ^~~"), ("abc", 3..<3, "abc", "   ^"),
        ("\t\tkey: 1", 2..<5, "\t\tkey: 1", "\t\t^~~"),
        ("żółw ab", 8..<10, "żółw ab", "     ^~"), ("日本 ab", 7..<9, "日本 ab", "     ^~"),
        ("ab 日本", 3..<9, "ab 日本", "   ^~~~"), ("e\u{301} ab", 4..<6, "e\u{301} ab", "  ^~"),
        ("one\ntwo\nthree", 4..<12, "two", "^~~"), ("a\u{1B}[31m b", 7..<8, "a\u{FFFD}[31m b", "       ^"),
        ("a\u{202E}b c", 6..<7, "a\u{FFFD}b c", "    ^"),
    ])
    func `the caret stands under what is meant`(string: String, range: Range<Int>, line: String, caret: String) {
        let excerpt = text(string).excerpt(range)
        #expect(excerpt.line == line)
        #expect(excerpt.caret == caret)
    }

    @Test func `a long line is cut around the place`() {
        let string = String(repeating: "ż", count: 500) + "HERE" + String(repeating: "ó", count: 500)
        let excerpt = text(string).excerpt(1_000..<1_004)
        #expect(
            excerpt.line == "…" + String(repeating: "ż", count: 40) + "HERE" + String(repeating: "ó", count: 58) + "…"
        )
        #expect(excerpt.caret == String(repeating: " ", count: 41) + "^~~~")
    }

    @Test func `bytes that are not UTF-8 do not disturb the place`() {
        let source = SourceText(name: "x", bytes: [0x61, 0xFF, 0x62])
        #expect(source.location(at: 2).column == 3)
        #expect(source.excerpt(2..<3).caret == "  ^")
        #expect(source.columnCount(line: 1) == 3)
        #expect(source.columnCount(line: 2) == 0)
    }
}
