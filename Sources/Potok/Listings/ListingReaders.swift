import PotokCore

/// How the bytes of feeds and sitemaps become listings.
struct ListingReaders: Sendable {
    /// Reads one page, for what is expected there.
    ///
    /// - Throws: `PotokError` when the page is no listing.
    typealias Reader = @Sendable (_ page: Page, _ expected: Listing.Kind) throws(PotokError) -> Listing

    /// Reads a feed or a sitemap; for a feed also a web page that names feeds.
    var read: Reader
}
