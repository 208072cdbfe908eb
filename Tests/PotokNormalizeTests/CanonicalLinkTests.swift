import PotokConfiguration
import PotokCore
import Testing

@testable import PotokNormalize

@Suite struct CanonicalLinkTests {
    private func claim(
        _ html: String,
        link: String? = nil,
        at url: String = "https://example.org/a/b?x=1"
    ) throws -> String? {
        let locator = Locator.url(try #require(WebURL(url)))
        var page = Page(
            request: Request(claim: Request.Claim(rawValue: 1), source: "s", locator: locator),
            locator: locator,
            body: Array((html + "<p>Words of a page.").utf8),
            contentType: "text/html; charset=utf-8",
            observedAt: Timestamp(secondsSince1970: 1_700_000_000)
        )
        page.headers["link"] = link
        guard
            case .next(let output) = Normalizer().normalize(page, rules: NormalizeRules(NormalizeOptions()), agent: nil)
        else { return nil }
        return output.document.canonicalURL?.description
    }

    @Test(arguments: [
        ("<link rel=canonical href=/c>", "https://example.org/c"),
        ("<link rel='alternate Canonical' href='c?y=2'>", "https://example.org/a/c?y=2"),
        ("<base href='https://www.example.org/d/'><link rel=canonical href=c>", "https://www.example.org/d/c"),
        ("<link rel=canonical href=c><base href='https://www.example.org/d/'>", "https://www.example.org/d/c"),
        ("<link rel=canonical href=/c><link rel=canonical href='/c#part'>", "https://example.org/c"),
        ("<link rel=canonical href=/c><link rel=canonical href=/d>", nil),
        ("<body><p>A comment: <link rel=canonical href=/c>", nil),
        ("<link rel=canonical>", nil),
        ("<link rel=canonical href='http://['>", nil),
        ("<link rel=canonical href='mailto:somebody'>", nil),
        ("<link rel=canonical href='https://name:word@example.org/c'>", nil),
        ("<link rel=stylesheet href=/c>", nil),
    ]) func `a page names its canonical URL in its head`(html: String, expected: String?) throws {
        #expect(try claim(html) == expected)
    }

    @Test(arguments: [
        ("</c>; rel=\"canonical\"", "https://example.org/c"),
        ("<https://example.org/c>;rel=canonical", "https://example.org/c"),
        (
            "</style.css>; rel=preload; as=style, </c>; title=\"a, \\\"b\\\"; c\"; REL=\"next Canonical\"",
            "https://example.org/c"
        ),
        ("</c>; rel=canonical; anchor=\"/other\"", nil),
        ("</c>; rel=next; rel=canonical", nil),
        ("</c>; rel=canonical, </d>; rel=canonical", nil),
        ("</c", nil), ("<", nil), ("</c>; rel", nil), ("</c>;;;=;rel=", nil), (">;rel=canonical<", nil),
    ]) func `a page names its canonical URL in a Link header`(header: String, expected: String?) throws {
        #expect(try claim("", link: header) == expected)
    }

    @Test func `head and header that name different URLs name none`() throws {
        #expect(try claim("<link rel=canonical href=/c>", link: "</c>; rel=canonical") == "https://example.org/c")
        #expect(try claim("<link rel=canonical href=/c>", link: "</d>; rel=canonical") == nil)
    }
}
