/// What a page yields that names others: a feed, a sitemap, or the links of a page of a site.
public struct Listing: Sendable, Hashable {
    /// What kind of page it was.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case feed, sitemap, site
    }

    /// One page that is named.
    public struct Entry: Sendable, Hashable {
        /// Where it is.
        public var url: WebURL
        /// Whether it lists others in turn, as the sitemaps of a sitemap index and the next page of a feed do.
        public var isListing: Bool
        /// When the publisher says that it was changed last.
        public var modified: Timestamp?
        /// What the listing itself holds of its content; it serves when the page cannot be had.
        public var content: Content?

        /// Makes an entry.
        public init(url: WebURL, isListing: Bool = false, modified: Timestamp? = nil, content: Content? = nil) {
            self.url = url
            self.isListing = isListing
            self.modified = modified
            self.content = content
        }
    }

    /// The content of an entry as the listing gives it.
    public struct Content: Sendable, Hashable {
        /// The title as plain text.
        public var title: String
        /// The content as HTML.
        public var html: String
        /// The authors' names.
        public var authors: [String]
        /// When it was published.
        public var published: PublishedDate?

        /// Makes the content of an entry.
        public init(title: String = "", html: String, authors: [String] = [], published: PublishedDate? = nil) {
            self.title = title
            self.html = html
            self.authors = authors
            self.published = published
        }
    }

    /// What kind of page it was.
    public var kind: Kind
    /// What is named, in the order of the page.
    public var entries: [Entry]
    /// How long the publisher wants it left alone (RSS `ttl`, `sy:updatePeriod`).
    public var timeToLive: Duration?
    /// What was left out or cut, one sentence each, with the reason.
    public var problems: [String]

    /// Makes a listing.
    public init(kind: Kind, entries: [Entry] = [], timeToLive: Duration? = nil, problems: [String] = []) {
        self.kind = kind
        self.entries = entries
        self.timeToLive = timeToLive
        self.problems = problems
    }
}
