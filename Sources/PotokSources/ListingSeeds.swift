import PotokConfiguration
import PotokCore

/// The feeds, sitemaps and start pages that a source names.
enum ListingSeeds {
    /// The seeds, each with a tag that changes with what the source wants of it.
    static func find(_ kind: Listing.Kind, _ options: ListingOptions) -> SourceSeeds {
        var result = SourceSeeds()
        result.role =
            switch kind {
            case .feed: .feed
            case .sitemap: .sitemap
            case .site: .site
            }
        let tag = tag(of: options)
        result.seeds = options.urls.map { url in
            (.url(kind == .sitemap ? sitemap(for: url) : url), tag)
        }
        return result
    }

    /// The start page of a host stands for its robots.txt, whose `Sitemap` lines are read.
    private static func sitemap(for url: WebURL) -> WebURL {
        guard url.path == "/", url.query == nil else { return url }
        return WebURL("/robots.txt", relativeTo: url) ?? url
    }

    /// What decides which of the named addresses are taken: when it changes, the listing is read again, though it is the same.
    private static func tag(of options: ListingOptions) -> String {
        let parts = [
            options.include.joined(separator: "\u{1}"), options.exclude.joined(separator: "\u{1}"),
            options.maxAge.text, String(options.depth), String(options.maxPages),
        ]
        return Hash.of(Array(parts.joined(separator: "\u{0}").utf8)).hexadecimal
    }
}
