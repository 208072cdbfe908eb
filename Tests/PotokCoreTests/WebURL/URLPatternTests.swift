import PotokCore
import Testing

@Suite struct URLPatternTests {
    @Test(arguments: [
        ("/news/", "https://example.org/news/1", true), ("/news/", "https://example.org/old/news/1", false),
        ("/*/news/", "https://example.org/old/news/1", true), ("*.pdf$", "https://example.org/a.pdf", true),
        ("*.pdf$", "https://example.org/a.pdf?x=1", false), ("/a?b=*&c", "https://example.org/a?b=1&c=2", true),
        ("/a?b=*&c", "https://example.org/a?c=2", false), ("/$", "https://example.org/", true),
        ("/$", "https://example.org/a", false), ("https://example.org/", "https://example.org/a#b", true),
        ("https://example.org/a$", "https://example.org/a#b", true),
        ("https://example.com", "https://example.org/", false),
        ("http*://*.example.org/", "https://www.example.org/", true), ("", "https://example.org/", true),
        ("$", "https://example.org/", false), ("/a*b*c$", "https://example.org/abbcbc", true),
        ("/a*b*c$", "https://example.org/abbcbd", false), ("/A", "https://example.org/a", false),
    ])
    func `a pattern is a beginning, with a star for anything and a dollar for the end`(
        pattern: String,
        url: String,
        matches: Bool
    ) throws {
        #expect(URLPattern(pattern).matches(try #require(WebURL(url))) == matches)
    }

    @Test func `many stars over a long URL cost no more than the product of both`() throws {
        let url = try #require(WebURL("https://example.org/" + String(repeating: "a", count: 20_000)))
        #expect(!URLPattern("/" + String(repeating: "a*", count: 200) + "b$").matches(url))
    }
}
