public import PotokCore
public import PotokFetch
import PotokStreams

/// What a feed or sitemap names, with the listings that it names in turn.
public struct ProbedListing: Sendable {
    /// What it is.
    public var kind: Listing.Kind
    /// The pages, in the order of the listings.
    public var entries: [Listing.Entry] = []
    /// The listings that were read beside it, or that a web page names.
    public var listings: [WebURL] = []
    /// Where it was found in the end.
    public var location: WebURL
    /// Whether every redirect on the way there says that it is for good.
    public var isMoved = false
    /// How long the publisher wants it left alone.
    public var timeToLive: Duration?
    /// What had to be repaired or was left out, in words.
    public var problems: [String] = []
}

extension OneOffFetch {
    /// Listings that are read for one probe, and how many may lead to each other.
    private static let mostListings = 50
    private static let deepest = 5

    /// Reads a feed or sitemap, and the sitemaps of an index.
    ///
    /// A web page is not read any further: what is told is which feeds it names.
    ///
    /// - Throws: `PotokError` when it cannot be had, or is no listing.
    public func listing(
        at url: WebURL,
        observe: (@Sendable (TransferLog) -> Void)? = nil
    ) async throws -> ProbedListing {
        let page = try await page(at: url, observe: observe)
        let first = try ListingReaders.read(page, .feed)
        var probed = ProbedListing(
            kind: first.kind,
            location: page.locator.url ?? url,
            isMoved: page.isMoved,
            timeToLive: first.timeToLive,
            problems: first.problems
        )
        var seen: Set<WebURL> = [url.canonical()]
        var waiting = [(listing: first, depth: 1)]
        while let (listing, depth) = waiting.popLast() {
            for entry in listing.entries {
                guard entry.isListing else {
                    probed.entries.append(entry)
                    continue
                }
                guard seen.insert(entry.url.canonical()).inserted else { continue }
                probed.listings.append(entry.url)
                guard listing.kind == .sitemap else { continue }
                guard depth <= Self.deepest, seen.count <= Self.mostListings else {
                    probed.problems.append("\(entry.url) is not read: too many listings lead to it")
                    continue
                }
                do {
                    let next = try await read(entry.url, observe)
                    probed.problems += next.problems
                    waiting.append((next, depth + 1))
                } catch let error as PotokError {
                    probed.problems.append("\(entry.url): \(error.message)")
                }
            }
        }
        return probed
    }

    private func read(_ url: WebURL, _ observe: (@Sendable (TransferLog) -> Void)?) async throws -> Listing {
        let page = try await page(at: url, observe: observe)
        return try ListingReaders.read(page, .feed)
    }
}
