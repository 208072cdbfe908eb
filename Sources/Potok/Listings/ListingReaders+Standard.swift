import PotokCore

extension ListingReaders {
    /// Nothing is read yet.
    static let standard = ListingReaders(
        feed: { _ throws(PotokError) in throw PotokError("listing.not-built", "feeds are not read yet") },
        sitemap: { _ throws(PotokError) in throw PotokError("listing.not-built", "sitemaps are not read yet") }
    )
}
