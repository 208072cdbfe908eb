import PotokCore

/// How the bytes of feeds and sitemaps become listings.
struct ListingReaders: Sendable {
    /// Reads one page.
    ///
    /// - Throws: `PotokError` when the page is no such listing.
    typealias Reader = @Sendable (Page) throws(PotokError) -> Listing

    /// Reads a feed, or finds the feeds of a web page.
    var feed: Reader
    /// Reads a sitemap or an index of sitemaps.
    var sitemap: Reader
}
