import PotokCore
import PotokFeeds
import PotokFetch
import PotokNormalize

extension ListingReaders {
    /// The most that a listing may hold, unpacked: what sitemaps.org allows.
    private static let longest = ByteCount.mebibytes(50)

    /// Reads what there is, whatever was expected: a feed may serve as a sitemap, and a sitemap as a feed.
    ///
    /// Of a web page, the first feed that it names is taken, which is the page's own by convention.
    static let standard = ListingReaders { page, expected throws(PotokError) in
        var listing = try read(page, expected)
        if listing.entries.count > 1, !holdsPages(listing), listing.kind == .feed {
            listing.problems.append("\(listing.entries.count - 1) other feeds that it names are left alone")
            listing.entries.removeLast(listing.entries.count - 1)
        }
        return listing
    }

    private static func holdsPages(_ listing: Listing) -> Bool { listing.entries.contains { !$0.isListing } }

    /// Reads what there is; of a web page, the feeds that it names are what it lists.
    static func read(_ page: Page, _ expected: Listing.Kind) throws(PotokError) -> Listing {
        guard let base = page.locator.url else {
            throw PotokError("listing.unknown", "a feed or sitemap is read from the web only")
        }
        let unpacked = try PackedFile.unpacked(page.body, limit: longest)
        let body = DecodedMarkup(decoding: unpacked, header: charset(of: page.contentType)).bytes
        switch ListingFormat.recognize(body, contentType: page.contentType) {
        case .feed: return try FeedReader.read(body, base: base).listing(base: base)
        case .sitemap: return try SitemapReader.read(body, base: base)
        case .opml, nil: break
        }
        switch expected {
        case .sitemap: return try SitemapReader.read(body, base: base)
        case .feed, .site: return try feeds(named: body, base)
        }
    }

    private static func feeds(named body: [UInt8], _ base: WebURL) throws(PotokError) -> Listing {
        let found = FeedLinks.find(in: body, base: base)
        guard let first = found.first else {
            // Says what it is instead.
            _ = try FeedReader.read(body, base: base)
            throw PotokError("feed.unknown", "this is no feed")
        }
        return Listing(
            kind: .feed,
            entries: found.map { Listing.Entry(url: $0.url, isListing: true) },
            problems: ["this is a web page; its feed \(first.url) is read"]
        )
    }

    /// The charset parameter of a media type (RFC 9110, section 8.3.2).
    private static func charset(of type: String?) -> String? {
        (type ?? "").split(separator: ";").dropFirst().lazy
            .map { $0.filter { !$0.isWhitespace && $0 != "\"" }.lowercased() }
            .first { $0.hasPrefix("charset=") }
            .map { String($0.dropFirst("charset=".count)) }
    }
}
