import PotokCore
import Testing

@testable import Potok

@Suite struct CrawlTrapTests {
    private let now = Timestamp(secondsSince1970: 1_780_000_000)

    @Test(arguments: [
        ("https://a.pl/2026/05/nowy-most", false), ("https://a.pl/wydarzenia/2026/05", false),
        ("https://a.pl/wydarzenia/2031/05", true), ("https://a.pl/wydarzenia/1970/01/01", true),
        ("https://a.pl/cal?month=2044-07", true), ("https://a.pl/cal?month=2026-07", false),
        ("https://a.pl/cal/2044-07-01", true), ("https://a.pl/product/2044", false),
        ("https://a.pl/a/b/a/b/a/b", true), ("https://a.pl/a/a/a", true), ("https://a.pl/a/b/a/b", false),
        ("https://a.pl/a/x/a/y/a/z/a/w", true), ("https://a.pl/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17", true),
        ("https://a.pl/?a=1&b=2&c=3", false), ("https://a.pl/?a=1&b=2&c=3&d=4&e=5&f=6&g=7", true),
        ("https://a.pl/?a=1&a=2&a=3&a=4", true),
    ])
    func `what looks endless is known by its address`(address: String, isTrap: Bool) throws {
        #expect(CrawlTrap.isTrap(try #require(WebURL(address)), now: now) == isTrap)
    }

    @Test(arguments: [
        ("https://a.pl/x?PHPSESSID=12&id=3", "https://a.pl/x?id=3"), ("https://a.pl/x?sid=12", "https://a.pl/x"),
        ("https://a.pl/x;jsessionid=0A?id=3", "https://a.pl/x?id=3"),
        ("https://a.pl:81/x?id=3", "https://a.pl:81/x?id=3"),
        ("https://a.pl/x?side=1", "https://a.pl/x?side=1"),
    ])
    func `an address loses what only names a visit`(address: String, expected: String) throws {
        #expect(CrawlTrap.withoutSession(try #require(WebURL(address))).description == expected)
    }

    @Test func `combinations of parameters share a budget, single ones do not`() throws {
        let one = try #require(WebURL("https://a.pl/x?a=1&b=2"))
        let other = try #require(WebURL("https://a.pl/x?b=3&a=4"))
        let group = CrawlTrap.group(of: one, maxPages: 10_000)
        #expect(group?.name == CrawlTrap.group(of: other, maxPages: 10_000)?.name)
        #expect(group?.limit == 500)
        #expect(CrawlTrap.group(of: try #require(WebURL("https://a.pl/x?id=1")), maxPages: 10_000) == nil)
    }
}
