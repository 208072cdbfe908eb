public import PotokCore
import PotokFetch

/// What a site has from which its pages can be followed.
public struct SiteOffer: Sendable {
    /// Where somebody said that it is.
    public var url: WebURL
    /// What is there: a feed, a sitemap, or a page.
    public var kind: Listing.Kind
    /// The feeds that the page names, its own first.
    public var feeds: [WebURL] = []
    /// Its sitemaps.
    public var sitemaps: [WebURL] = []
    /// How many pages the feed or sitemap lists; for a page, how many its first feed lists.
    public var pages = 0
    /// What could not be had, in words.
    public var problems: [String] = []

    /// The source that follows it best: a feed tells what is new, a sitemap all there is, and links are what is left.
    public func source(avoiding taken: Set<String>) -> SourceDraft {
        let host = url.host ?? "source"
        let name = SourceDraft.name(from: host.hasPrefix("www.") ? String(host.dropFirst(4)) : host, avoiding: taken)
        switch kind {
        case .feed, .sitemap: return SourceDraft(name: name, type: kind, urls: [url])
        case .site:
            let others = feeds.dropFirst().prefix(Self.toldFeeds).map { "It names another feed: \($0)" }
            if let feed = feeds.first {
                let whole = sitemaps.map { "Everything it has: \"type\": \"sitemap\", \"urls\": [\"\($0)\"]" }
                return SourceDraft(name: name, type: .feed, urls: [feed], comments: others + whole)
            }
            if !sitemaps.isEmpty { return SourceDraft(name: name, type: .sitemap, urls: sitemaps) }
            return SourceDraft(
                name: name,
                type: .site,
                urls: [url],
                comments: ["No feed and no sitemap was found: links are followed."]
            )
        }
    }

    /// What it has, in one line.
    public var summary: String {
        switch kind {
        case .feed: return "a feed of \(pages) pages"
        case .sitemap: return "a sitemap of \(pages) pages"
        case .site:
            if !feeds.isEmpty {
                let more = feeds.count > 1 ? ", and \(feeds.count - 1) more feeds" : ""
                return "names the feed \(feeds[0]) of \(pages) pages\(more)"
            }
            return sitemaps.isEmpty ? "has neither feed nor sitemap" : "has the sitemap \(sitemaps[0])"
        }
    }

    private static let toldFeeds = 10
}

extension OneOffFetch {
    /// The time between two requests to a site that is being looked at.
    private static let courtesy: Duration = .seconds(1)

    /// Looks what a site offers: feeds that its page names, and sitemaps that its robots.txt names or that lie at the usual place.
    ///
    /// - Throws: `PotokError` when the address itself cannot be had.
    public func offer(at url: WebURL) async throws -> SiteOffer {
        let page = try await page(at: url, observe: nil)
        var offer = SiteOffer(url: url, kind: .site)
        if let listing = try? ListingReaders.read(page, .feed) {
            let pages = listing.entries.filter { !$0.isListing }.map(\.url)
            // A page that only names feeds is a page; a feed may name its own next page as well.
            if listing.kind == .sitemap || !pages.isEmpty {
                offer.kind = listing.kind
                offer.pages = pages.count
                return offer
            }
            // Comments are no articles, and what a site is followed by comes first.
            offer.feeds = listing.entries.map(\.url).filter { !$0.path.contains("comments") }
        }
        if let feed = offer.feeds.first {
            try await Task.sleep(for: Self.courtesy)
            do {
                offer.pages = try await listing(at: feed).entries.count
            } catch let error as PotokError {
                offer.problems.append(error.message)
                offer.feeds.removeFirst()
            }
        }
        offer.sitemaps = try await sitemaps(of: page.locator.url ?? url)
        return offer
    }

    private func sitemaps(of url: WebURL) async throws -> [WebURL] {
        guard let robots = WebURL("/robots.txt", relativeTo: url), let usual = WebURL("/sitemap.xml", relativeTo: url)
        else { return [] }
        try await Task.sleep(for: Self.courtesy)
        if let page = try? await page(at: robots, observe: nil) {
            let named = RobotsFile.parse(page.body).sitemaps.compactMap { WebURL($0, relativeTo: robots) }.filter(
                \.isWeb
            )
            if !named.isEmpty { return named }
        }
        try await Task.sleep(for: Self.courtesy)
        guard let page = try? await page(at: usual, observe: nil),
            let listing = try? ListingReaders.read(page, .sitemap), listing.kind == .sitemap
        else { return [] }
        return [usual]
    }
}
