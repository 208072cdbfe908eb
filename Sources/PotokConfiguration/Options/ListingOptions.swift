public import PotokCore

/// What a source says of its feeds, sitemaps or sites, and of what they name.
public struct ListingOptions: Sendable, Hashable {
    /// The feeds, the sitemaps, or the start pages.
    public var urls: [WebURL] = []
    /// Patterns of which a page that is named must fit one; without any, every page is taken.
    public var include: [String] = []
    /// Patterns of what is not taken.
    public var exclude: [String] = []
    /// How old, by its own date, what is named may be; zero for no bound.
    public var maxAge: Duration = .zero
    /// The shortest time between two looks at a listing.
    public var poll: Duration = .seconds(900)
    /// The longest time between two looks at a listing.
    public var longestPoll: Duration = .seconds(86_400)
    /// For sites: how many links, one after the other, are followed from a start page.
    public var depth = 5
    /// For sites: how many pages are taken in all.
    public var maxPages = 10_000

    /// Makes the defaults.
    public init() {}
}
