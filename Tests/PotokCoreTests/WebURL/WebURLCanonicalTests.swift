import PotokCore
import Testing

@Suite struct WebURLCanonicalTests {
    @Test(arguments: [
        ("https://example.org/a#part", "https://example.org/a"),
        ("https://example.org/a#!/route/%7ex", "https://example.org/a#!/route/~x"),
        ("https://example.org/a#", "https://example.org/a"),
        ("HTTP://Example.ORG:80/a/./b/../c", "http://example.org/a/c"),
        ("https://example.org/%7Euser/%c3%a9%2f", "https://example.org/~user/%C3%A9%2F"),
        ("https://example.org/a?", "https://example.org/a"),
        ("https://example.org/?utm_source=x&UTM_Medium=y", "https://example.org/"),
        ("https://example.org/?b=2&fbclid=abc&a=1&gclid=", "https://example.org/?b=2&a=1"),
        ("https://example.org/?utm%5Fsource=x&q=%41", "https://example.org/?q=A"),
        ("https://example.org/?mc_cid=1&mc_eid=2&igshid=3&_hsenc=4&_hsmi=5&mkt_tok=6&x", "https://example.org/?x"),
        ("https://example.org/?gclsrc=1&dclid=2&gbraid=3&wbraid=4&msclkid=5&yclid=6", "https://example.org/"),
        ("https://example.org/?a=1&&b=2&", "https://example.org/?a=1&&b=2&"),
        ("file:///%43|#f", "file:///%43|"),
        ("mailto:a%7eb?utm_source=x#f", "mailto:a%7eb?utm_source=x"),
    ])
    func `what cannot choose another page is removed`(string: String, expected: String) {
        #expect(WebURL(string)?.canonical().description == expected)
    }

    @Test(arguments: [
        ("http://example.org/", "https://example.org/"), ("https://example.org/", "https://www.example.org/"),
        ("https://example.org/a", "https://example.org/a/"), ("https://example.org/a", "https://example.org/amp/a"),
        ("https://example.org/?a=1&b=2", "https://example.org/?b=2&a=1"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/?q=a+b", "https://example.org/?q=a%20b"),
        ("https://example.org/#!a", "https://example.org/#!b"), ("https://example.org/?ref=a", "https://example.org/"),
        ("https://example.org/?utm=a", "https://example.org/"),
        ("https://example.org/?gclid2=a", "https://example.org/"),
        ("https://example.org:8443/", "https://example.org/"),
    ])
    func `what may choose another page stays apart`(left: String, right: String) throws {
        let left = try #require(WebURL(left))
        let right = try #require(WebURL(right))
        #expect(left.canonical() != right.canonical())
    }

    /// Decoding must not make escapes, dot segments or tracking parameters that a second pass would treat again.
    @Test(arguments: [
        "%%32e/%2%65/%2%45", "a/%%32%65/b", "%25%32%65", "%%%333", "%2e%%32e", "x?%%37%35tm_a=1&%75tm_%61=2",
        "x?utm_a&&utm_b",
        "x?&", "x?&utm_a", "x?utm_a&", "%E9%e9%zz%4", "a//..//b", "x#!%%34%31",
    ])
    func `the canonical form is its own`(rest: String) throws {
        let once = try #require(WebURL("https://example.org/\(rest)")).canonical()
        #expect(once.canonical() == once)
        let again = try #require(WebURL(once.description))
        #expect(again == once)
        #expect(again.path == once.path && again.query == once.query && again.fragment == once.fragment)
    }
}
