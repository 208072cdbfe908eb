import PotokCore
import Testing

@testable import PotokFeeds

struct DiscoveryTests {
    private static let bodies: [(String, String?, ListingFormat?)] = [
        ("<rss/>", "text/html", .feed), ("<!-- x --><rdf:RDF>", nil, .feed), ("<feed>", "text/plain", .feed),
        ("{\"version\":\"https://jsonfeed.org/version/1\"}", "application/json", .feed),
        ("{\"a\":1}", "application/json", nil),
        ("{\"items\":[]}", "application/feed+json; charset=utf-8", .feed), ("<urlset>", nil, .sitemap),
        ("<s:sitemapindex>", nil, .sitemap), ("\u{FEFF}http://example.org/\r\n", "text/plain", .sitemap),
        ("http://example.org/\n", "text/html", nil), ("<!DOCTYPE html><html>", "application/rss+xml", nil),
        ("<opml version='2.0'>", nil, .opml), ("", "application/rss+xml", nil), ("text", "text/plain", nil),
    ]

    @Test(arguments: bodies)
    func `the first element tells what a body lists`(_ body: String, _ type: String?, _ expected: ListingFormat?) {
        #expect(ListingFormat.recognize(Array(body.utf8), contentType: type) == expected)
    }

    @Test func `gzip is told by its first bytes`() {
        #expect(ListingFormat.isGzip([0x1F, 0x8B, 0x08, 0x00]))
        #expect(!ListingFormat.isGzip(Array("<rss/>".utf8)))
    }

    @Test func `the feeds of a page are found once each, with titles`() throws {
        let page = """
            <html><head><base href="/blog/"><link rel="alternate" type="application/rss+xml" title="All &amp; more" href="feed">
            <link rel=alternate type="application/atom+xml; charset=utf-8" href=/atom><link rel="alternate" href="/feed2" hreflang="pl">
            <link rel="ALTERNATE home" type="Application/RSS+XML" href="http://example.org/blog/feed">
            <link rel="alternate" type="application/json" href="https://example.org/wp-json/wp/v2/posts/1">
            <link rel="stylesheet" type="application/rss+xml" href="/x"><link rel="alternate" type="application/rss+xml" href="javascript:1">
            </head><body><link rel="alternate" type="application/feed+json" href="f.json"></body></html>
            """
        let base = try #require(WebURL("http://example.org/a"))
        let found = FeedLinks.find(in: Array(page.utf8), base: base)
        #expect(
            found.map(\.url.description) == [
                "http://example.org/blog/feed", "http://example.org/atom", "http://example.org/blog/f.json",
            ]
        )
        #expect(found.map(\.title) == ["All & more", "", ""])
        #expect(found.map(\.type) == ["application/rss+xml", "application/atom+xml", "application/feed+json"])
    }

    @Test func `outlines are read with their folders`() throws {
        let outlines = try OPMLReader.read(
            Array(
                """
                <?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body><outline text="News" title="Nowości">
                <outline type="rss" text="A &amp; B" xmlUrl="http://a.example/feed" htmlUrl="http://a.example/" category="/x/y,z"/>
                <outline text="Inner"><outline text="C" xmlurl="http://c.example/feed"></outline></outline></outline>
                <outline text="D" xmlUrl="http://d.example/feed"/><outline text="D again" xmlUrl="http://d.example/feed"/></body></opml>
                """.utf8
            )
        )
        #expect(outlines.map(\.xmlURL) == ["http://a.example/feed", "http://c.example/feed", "http://d.example/feed"])
        #expect(outlines.map(\.title) == ["A & B", "C", "D"])
        #expect(outlines.map(\.categories) == [["Nowości", "/x/y", "z"], ["Nowości", "Inner"], []])
        #expect(outlines[0].htmlURL == "http://a.example/")
    }

    @Test func `what is no OPML is refused`() {
        #expect(throws: PotokError.self) { try OPMLReader.read(Array("<html/>".utf8)) }
    }
}
