import PotokCore
import Testing

@testable import PotokFeeds

struct SitemapTests {
    private let base: WebURL

    init() throws { base = try #require(WebURL("http://example.org/sitemap.xml")) }

    private func read(_ body: String) throws -> Listing { try SitemapReader.read(Array(body.utf8), base: base) }

    private static let space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"

    private static let spellings: [String] = [
        "<urlset \(space)><url><loc>http://example.org/a?b=1&amp;c=2</loc></url></urlset>",
        "\n\n <?xml version='1.0'?><urlset><url><loc>\n  http://example.org/a?b=1&c=2 \n</loc></url></urlset>",
        "<urlset xmlns='http://www.google.com/schemas/sitemap/0.84'><url><loc><![CDATA[http://example.org/a?b=1&c=2]]></loc></url></urlset>",
        "<s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'><s:url><s:loc>/a?b=1&amp;c=2</s:loc></s:url></s:urlset>",
        "\u{FEFF}http://example.org/a?b=1&c=2\r\n",
    ]

    @Test(arguments: spellings)
    func `an address is read however it is written`(_ body: String) throws {
        let listing = try read(body)
        #expect(listing.kind == .sitemap)
        #expect(listing.entries.map(\.url.description) == ["http://example.org/a?b=1&c=2"])
        #expect(listing.problems == [])
    }

    private static let dates: [(String, String?)] = [
        ("2026", "2026-01-01T00:00:00Z"), ("2026-11", "2026-11-01T00:00:00Z"), ("2026-11-05", "2026-11-05T00:00:00Z"),
        ("2026-11-05T10:20Z", "2026-11-05T10:20:00Z"), ("2026-11-05T10:20:30+01:00", "2026-11-05T09:20:30Z"),
        ("2026-11-05T10:20:30.45Z", "2026-11-05T10:20:30Z"), ("05/11/2026", "2026-11-05T00:00:00Z"),
        ("0000-00-00", nil), ("", nil), ("junk", nil),
    ]

    @Test(arguments: dates)
    func `lastmod is read in the forms of W3C and some more`(_ text: String, _ expected: String?) throws {
        let listing = try read("<urlset><url><loc>/a</loc><lastmod>\(text)</lastmod></url></urlset>")
        #expect(listing.entries.first?.modified?.text == expected)
        #expect(listing.problems.isEmpty == (expected != nil || text.isEmpty))
    }

    @Test func `the entries of an index are listings`() throws {
        let listing = try read(
            "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml.gz</loc></sitemap></sitemapindex>"
        )
        #expect(listing.entries.map(\.url.path) == ["/a.xml", "/b.xml.gz"])
        #expect(listing.entries.map(\.isListing) == [true, true])
    }

    @Test func `news tell a title and a date`() throws {
        let listing = try read(
            """
            <urlset xmlns:n='http://www.google.com/schemas/sitemap-news/0.9' xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'>
            <url><loc>/n</loc><n:news><n:publication><n:name>P</n:name></n:publication>
            <n:publication_date>2026-11-20T10:00:00+01:00</n:publication_date><n:title>Zażółć</n:title></n:news>
            <image:image><image:loc>/i.png</image:loc></image:image></url></urlset>
            """
        )
        let entry = try #require(listing.entries.first)
        #expect(entry.url.path == "/n")
        #expect(entry.content?.title == "Zażółć")
        #expect(entry.content?.published?.text == "2026-11-20T09:00:00Z")
        #expect(entry.modified?.text == "2026-11-20T09:00:00Z")
    }

    @Test func `more than 50,000 entries are cut, and it is said`() throws {
        let entries = (0...50_000).map { "<url><loc>http://example.org/\($0)</loc></url>" }.joined()
        let listing = try read("<urlset>\(entries)</urlset>")
        #expect(listing.entries.count == 50_000)
        #expect(listing.problems == ["entries behind the first 50,000 that the protocol allows were left out"])
    }

    @Test func `a sitemap that is cut off gives the entries that are whole`() throws {
        let listing = try read("<urlset><url><loc>http://example.org/1</loc></url><url><loc>http://example.org/2</loc>")
        #expect(listing.entries.map(\.url.path) == ["/1"])
        #expect(listing.problems.contains("the last entry is not whole and was left out"))
    }

    @Test func `entries without a web address are left out and counted`() throws {
        let listing = try read(
            "<urlset><url><loc>javascript:x</loc></url><url><lastmod>2026</lastmod></url><url><loc>/a</loc></url></urlset>"
        )
        #expect(listing.entries.map(\.url.path) == ["/a"])
        #expect(listing.problems == ["2 entries without an http or https address were left out"])
    }

    @Test(arguments: ["", "<html></html>", "<rss/>", "no address\nat all", "<"])
    func `what is no sitemap is refused`(_ body: String) {
        #expect(throws: PotokError.self) { try read(body) }
    }
}
