import PotokCore
import PotokFeeds
import Testing

@Suite struct SitemapEntityTests {
    @Test func `an address that an entity of the document would make is none`() throws {
        let text = """
            <!DOCTYPE x [<!ENTITY a "aaaa">]><urlset><url><loc>&a;</loc></url><url><loc>https://a.pl/?x=1&y=2</loc></url>
            <url><loc>https://a.pl/1</loc></url></urlset>
            """
        let base = try #require(WebURL("https://a.pl/sitemap.xml"))
        let addresses = try SitemapReader.read(Array(text.utf8), base: base).entries.map(\.url.description)
        #expect(addresses.contains("https://a.pl/1"))
        #expect(!addresses.contains { $0.contains("&a;") })
    }
}
