/// A feed, whatever its format.
public struct Feed: Sendable, Hashable {
    /// The family of a feed.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        case rss, atom, json
    }

    /// The family.
    public var format: Format
    /// The version as the feed tells it (`0.91`, `1.0`, `2.0`); empty when it does not.
    public var version: String
    /// What the feed says of itself.
    public var header = FeedHeader()
    /// Its items, in the order of the feed.
    public var items: [FeedItem] = []
    /// How long the publisher wants it left alone (RSS `ttl`, `sy:updatePeriod`).
    public var timeToLive: Duration?
    /// What was repaired, left out or cut, one sentence each, with the reason.
    public var problems: [String] = []

    /// Makes an empty feed.
    public init(format: Format, version: String = "") {
        self.format = format
        self.version = version
    }
}

/// What a feed says of itself; also what an item says of the feed that it came from.
public struct FeedHeader: Sendable, Hashable {
    /// The title.
    public var title = FeedText()
    /// What the feed is about.
    public var summary = FeedText()
    /// The identifier.
    public var id = ""
    /// The address of the page that the feed belongs to, as it is written.
    public var link = ""
    /// All links, in the order of the feed.
    public var links: [FeedLink] = []
    /// The language, as it is written.
    public var language = ""
    /// When it was changed last.
    public var updated: FeedDate?
    /// When it was published.
    public var published: FeedDate?
    /// Who is responsible for it.
    public var authors: [FeedPerson] = []
    /// Who helped.
    public var contributors: [FeedPerson] = []
    /// What it is about, in words of a scheme.
    public var categories: [FeedCategory] = []
    /// Who may do what with it.
    public var rights = FeedText()
    /// What made it.
    public var generator: FeedGenerator?
    /// The address of its picture, as it is written.
    public var image = ""
    /// The address of its small picture, as it is written.
    public var icon = ""

    /// Makes an empty header.
    public init() {}
}

/// An item of a feed.
public struct FeedItem: Sendable, Hashable {
    /// The identifier; empty when it has none.
    public var id = ""
    /// Whether the identifier is the address of the item (RSS `isPermaLink`).
    public var isIDLink = false
    /// The title.
    public var title = FeedText()
    /// The address of the page of the item, as it is written; empty when no link tells it.
    public var link = ""
    /// All links, in the order of the item; one of the relation `content` leads to the text itself (RFC 4287, 4.1.3.2).
    public var links: [FeedLink] = []
    /// Who wrote it.
    public var authors: [FeedPerson] = []
    /// Who helped.
    public var contributors: [FeedPerson] = []
    /// When it was published.
    public var published: FeedDate?
    /// When it was changed last.
    public var updated: FeedDate?
    /// A short text about it.
    public var summary = FeedText()
    /// The whole text.
    public var content = FeedText()
    /// What it is about.
    public var categories: [FeedCategory] = []
    /// The files that belong to it.
    public var enclosures: [FeedEnclosure] = []
    /// The address of its picture, as it is written.
    public var image = ""
    /// The address of the page where it is discussed, as it is written.
    public var comments = ""
    /// The language, as it is written.
    public var language = ""
    /// Who may do what with it.
    public var rights = FeedText()
    /// The feed that it came from.
    public var source: FeedHeader? {
        get { sources.first }
        set { sources = newValue.map { [$0] } ?? [] }
    }

    /// In an array, so that an item without it is small.
    private var sources: [FeedHeader] = []

    /// Makes an empty item.
    public init() {}
}
