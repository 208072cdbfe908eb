import PotokCore
import Testing

@testable import PotokFeeds

struct FeedListingTests {
    private let base: WebURL

    init() throws { base = try #require(WebURL("http://example.org/news/feed.xml")) }

    private func listing(_ body: String) throws -> Listing {
        try FeedReader.read(Array(body.utf8), base: base).listing(base: base)
    }

    private func items(_ items: String, _ channel: String = "") throws -> Listing {
        try listing("<?xml version='1.0'?><rss version='2.0'><channel>\(channel)\(items)</channel></rss>")
    }

    private static let addresses: [(String, String?)] = [
        ("<link>http://example.org/1</link>", "http://example.org/1"),
        ("<link> a?b=1&c=2 </link>", "http://example.org/news/a?b=1&c=2"),
        ("<link><![CDATA[http://example.org/?a=1&b=2]]></link>", "http://example.org/?a=1&b=2"),
        ("<link>javascript:alert(1)</link>", nil),
        ("<link>javascript:alert(1)</link><guid>http://example.org/g</guid>", "http://example.org/g"),
        ("<guid>http://example.org/g</guid>", "http://example.org/g"),
        (
            "<guid isPermaLink='false'>http://example.org/g</guid><link>http://example.org/1</link>",
            "http://example.org/1"
        ),
        ("<title>nothing</title>", nil),
        ("<atom:link href='/2' rel='alternate'/>", "http://example.org/2"),
        ("<atom:link href='/2' rel='self'/><link>/3</link>", "http://example.org/3"),
        ("<link href='http://example.org/4'/>", "http://example.org/4"),
        ("<LINK>http://example.org/5</LINK>", "http://example.org/5"),
        ("<link>ftp://example.org/6</link>", nil),
    ]

    @Test(arguments: addresses)
    func `an item is at its link, or at its identifier`(_ item: String, _ expected: String?) throws {
        let listing = try items("<item>\(item)</item>")
        #expect(listing.entries.first?.url.description == expected)
        #expect(listing.problems.isEmpty == (expected != nil))
    }

    private static let dates: [(String, String?)] = [
        ("Fri, 20 Nov 2026 10:00:00 GMT", "2026-11-20T10:00:00Z"),
        ("Fri,20 Nov 2026 10:00:00 GMT", "2026-11-20T10:00:00Z"),
        ("20 Nov 26 10:00 EST", "2026-11-20T15:00:00Z"),
        ("Fri, 20 Nov 2026 10:00:00 +01:00", "2026-11-20T09:00:00Z"),
        ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"),
        ("2026-11-20T10:00:00.123-05:00", "2026-11-20T15:00:00Z"),
        ("2026-11-20 10:00:00", "2026-11-20T10:00:00Z"),
        ("pt, 20 lis 2026 10:00:00 +0100", "2026-11-20T09:00:00Z"),
        ("20.11.2026", "2026-11-20"), ("2026-11", "2026-11"), ("1795168800", "2026-11-20T10:00:00Z"),
        ("Sat, 29 Feb 2025 10:00:00 GMT", "2025-02"), ("wczoraj", nil), ("", nil),
    ]

    @Test(arguments: dates)
    func `dates are read as they are written in the wild`(_ text: String, _ expected: String?) throws {
        #expect(FeedDate(text).value?.text == expected)
        #expect(FeedDate(text).text == text)
    }

    @Test func `the content of an item serves with title, authors and date`() throws {
        let listing = try items(
            """
            <item><title>A &lt;b&gt;bold&lt;/b&gt; &amp;amp; short</title><link>/1</link><dc:creator>Jan Nowak</dc:creator>
            <description>short</description><content:encoded><![CDATA[<p>Long]]></content:encoded>
            <pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item>
            """
        )
        let entry = try #require(listing.entries.first)
        #expect(entry.content?.title == "A bold & short")
        #expect(entry.content?.html == "<p>Long")
        #expect(entry.content?.authors == ["Jan Nowak"])
        #expect(entry.content?.published?.text == "2026-11-20T10:00:00Z")
        #expect(entry.modified?.text == "2026-11-20T10:00:00Z")
    }

    private static let times: [(String, Int?)] = [
        ("<ttl>120</ttl>", 7_200), ("<ttl>junk</ttl>", nil), ("<ttl>-5</ttl>", nil),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1_800),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 86_400), ("<ttl>99999999999999999999</ttl>", nil),
    ]

    @Test(arguments: times)
    func `the time to live is what the publisher asks for`(_ channel: String, _ seconds: Int?) throws {
        let listing = try items("", channel)
        #expect(listing.timeToLive == seconds.map { Duration.seconds($0) })
    }

    @Test func `the next page of a feed is a listing`() throws {
        let listing = try listing("<feed xmlns='http://www.w3.org/2005/Atom'><link rel='next' href='?page=2'/></feed>")
        #expect(listing.entries.map(\.url.description) == ["http://example.org/news/feed.xml?page=2"])
        #expect(listing.entries.first?.isListing == true)
    }

    @Test func `an item that is not closed ends where the next begins`() throws {
        let listing = try items("<item><link>/1</link><item><link>/2</link></item><item><link>/3</link></item>")
        #expect(listing.entries.map(\.url.path) == ["/1", "/2", "/3"])
    }

    private static let texts: [(String, String)] = [
        ("Opis&nbsp;&oacute;&hellip;", "Opis\u{A0}ó…"), ("A & B", "A & B"), ("Op\u{8}\u{B}is", "Opis"),
        ("a < b", "a < b"),
        ("&#8364;&#x20AC;&#0;", "€€\u{FFFD}"), ("&copy=1;", "&copy=1;"),
        ("<![CDATA[a]]> &amp; <![CDATA[<b>]]>", "a & <b>"),
        ("&verylongnamethatnobodyhaseverheardofbeforetoday;", "&verylongnamethatnobodyhaseverheardofbeforetoday;"),
    ]

    @Test(arguments: texts)
    func `texts are read leniently`(_ written: String, _ expected: String) throws {
        let body = "<!-- cache -->\n\n<?xml version='1.0'?><rss><channel><title>\(written)</title></channel></rss>"
        let feed = try FeedReader.read(Array(body.utf8))
        #expect(feed.header.title.value == expected)
    }

    @Test(arguments: ["", "  \n", "<html><body>x</body></html>", "plain", "{\"a\":1}", "{", "<urlset/>"])
    func `what is no feed is refused with its name`(_ body: String) {
        #expect(throws: PotokError.self) { try FeedReader.read(Array(body.utf8)) }
    }

    @Test func `more items than a feed may have are left out, and it is said`() throws {
        let item = "<item><link>/a</link></item>"
        let listing = try items(String(repeating: item, count: FeedReader.itemLimit + 2))
        #expect(listing.entries.count == FeedReader.itemLimit)
        #expect(listing.problems == ["2 items behind the first 100000 were left out"])
    }

    @Test func `media and podcasts give enclosures and pictures`() throws {
        let body = """
            <rss xmlns:media='http://search.yahoo.com/mrss/'><channel><item><link>/1</link><media:group><media:content
            url='http://e.org/v.mp4' type='video/mp4' fileSize='9'/><media:thumbnail url='http://e.org/t.png'/></media:group>
            <enclosure url='http://e.org/a.mp3' length='5' type='audio/mpeg'/></item></channel></rss>
            """
        let feed = try FeedReader.read(Array(body.utf8))
        let item = try #require(feed.items.first)
        #expect(item.enclosures.map(\.url) == ["http://e.org/a.mp3", "http://e.org/v.mp4"])
        #expect(item.image == "http://e.org/t.png")
    }
}
