import PotokCore

/// A type of source whose URLs name others.
protocol ListingSource: SourceType {
    /// What kind of listing its URLs are.
    static var listing: Listing.Kind { get }
    /// The options.
    var options: ListingOptions { get set }
    /// What its requests say beside what every request says.
    var request: RequestOptions { get set }
}

extension ListingSource {
    static var oneOf: [String] { ["urls"] }

    func kind(resolving: (String) -> String) -> SourceOptions.Kind { .listings(Self.listing, options) }

    /// What is taken of the pages that are named.
    static var scopeFields: [OptionField<Self>] {
        [
            .texts(
                "include",
                \.options.include,
                "Patterns of the URLs that are taken; without any, all are.",
                "As in robots.txt, a pattern is the beginning of a URL, `*` stands for any characters, and `$` for the end. One that "
                    + "begins with / is held against path and query, any other against the whole URL."
            ),
            .texts(
                "exclude",
                \.options.exclude,
                "Patterns of the URLs that are left alone.",
                "They are written as those of `include`, and win over them."
            ),
            .duration(
                "maxAge",
                \.options.maxAge,
                in: .zero ... .seconds(36_500 * 86_400),
                "How old what is named may be by the date that stands beside it; older things are not taken.",
                "0 s takes everything. What has no date is taken."
            ),
        ]
    }

    /// How often the URLs are looked at, and what the requests say.
    static var lookFields: [OptionField<Self>] {
        [
            .duration(
                "poll",
                \.options.poll,
                in: .zero ... .seconds(365 * 86_400),
                "The shortest time between two looks at one of these URLs.",
                "The time follows what is found: half of it after something new, half as much again after nothing."
            ),
            .duration(
                "longestPoll",
                \.options.longestPoll,
                in: .zero ... .seconds(365 * 86_400),
                "The longest time between two looks at one of these URLs.",
                "What the publisher asks for (`ttl`, Cache-Control) holds up to here."
            ),
            .request(
                "request",
                \.request,
                "Headers, authentication and cookies of the requests.",
                "They are written as those of sources of type `urls`, and are sent only to the origins of the source's own URLs."
            ),
        ]
    }
}

/// Feeds: RSS, Atom, JSON Feed.
struct FeedSource: ListingSource {
    var options = ListingOptions()
    var request = RequestOptions()

    static let name = "feed"
    static let summary = "Feeds (RSS, Atom, JSON Feed), and the pages that they name."
    static let listing = Listing.Kind.feed
    static let fields: [OptionField<FeedSource>] =
        [
            .urls(
                "urls",
                \.options.urls,
                "Feeds, each by its http or https URL.",
                "The URL of a web page stands for the feeds that the page names in its `<link>` elements."
            )
        ] + scopeFields + lookFields
}

/// Sitemaps.
struct SitemapSource: ListingSource {
    var options = ListingOptions()
    var request = RequestOptions()

    static let name = "sitemap"
    static let summary = "Sitemaps, and the pages that they name."
    static let listing = Listing.Kind.sitemap
    static let fields: [OptionField<SitemapSource>] =
        [
            .urls(
                "urls",
                \.options.urls,
                "Sitemaps or indexes of sitemaps, each by its http or https URL.",
                "The start page of a host, such as https://example.org/, stands for the sitemaps that its robots.txt names."
            )
        ] + scopeFields + lookFields
}

/// Whole sites.
struct SiteSource: ListingSource {
    var options = ListingOptions()
    var request = RequestOptions()

    static let name = "site"
    static let summary = "Sites: start pages, and the pages of their hosts that links lead to."
    static let listing = Listing.Kind.site
    static let fields: [OptionField<SiteSource>] =
        [
            .urls(
                "urls",
                \.options.urls,
                "Start pages, each by its http or https URL.",
                "Links are followed on the hosts of these pages, and not those that say `nofollow`."
            )
        ] + scopeFields + [
            .integer(
                "depth",
                \.options.depth,
                in: 0...1_000,
                "How many links, one after the other, are followed from a start page."
            ),
            .integer(
                "maxPages",
                \.options.maxPages,
                in: 1...100_000_000,
                "How many pages are taken at the most, over all start pages and runs."
            ),
        ] + lookFields
}
