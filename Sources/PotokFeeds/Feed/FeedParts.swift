/// A link of a feed or of an item.
public struct FeedLink: Sendable, Hashable {
    /// Where it leads: as it is written, resolved where the feed has an `xml:base`.
    public var href: String
    /// What it is to what it stands in (RFC 8288); `alternate` without a word.
    public var relation: String
    /// The media type of what is there; empty when it is not told.
    public var type: String
    /// Its title.
    public var title: String
    /// The language of what is there.
    public var language: String
    /// How long it is, as it is written.
    public var length: String

    /// Makes a link.
    public init(
        href: String,
        relation: String = "alternate",
        type: String = "",
        title: String = "",
        language: String = "",
        length: String = ""
    ) {
        self.href = href
        self.relation = relation
        self.type = type
        self.title = title
        self.language = language
        self.length = length
    }
}

/// A category of a feed or of an item.
public struct FeedCategory: Sendable, Hashable {
    /// The category.
    public var term: String
    /// The scheme or domain that it belongs to.
    public var scheme: String
    /// How it is shown; empty when it is the term.
    public var label: String

    /// Makes a category.
    public init(_ term: String, scheme: String = "", label: String = "") {
        self.term = term
        self.scheme = scheme
        self.label = label
    }

    /// What people are shown.
    public var text: String { label.isEmpty ? term : label }
}

/// A file that belongs to an item.
public struct FeedEnclosure: Sendable, Hashable {
    /// Where it is, as it is written.
    public var url: String
    /// Its media type.
    public var type: String
    /// Its size in bytes, as it is written.
    public var length: String

    /// Makes an enclosure.
    public init(url: String, type: String = "", length: String = "") {
        self.url = url
        self.type = type
        self.length = length
    }
}

/// The program that made a feed.
public struct FeedGenerator: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its version.
    public var version: String
    /// Its address.
    public var uri: String

    /// Makes a generator.
    public init(_ name: String = "", version: String = "", uri: String = "") {
        self.name = name
        self.version = version
        self.uri = uri
    }
}
