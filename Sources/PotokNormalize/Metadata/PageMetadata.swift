public import PotokText

/// What a page says about itself, each value with the place that it was taken from.
///
/// Where several places speak, the one wins that experience shows to be right more often; a value that no place gives is
/// missing, never invented. All texts are one line of valid UTF-8 without markup.
public struct PageMetadata: Sendable, Equatable {
    /// The title, without the name of the site.
    public var title: Sourced<String>?
    /// The people who wrote it, in their order; an office or agency when the page names it as its author.
    public var authors: [Sourced<String>] = []
    /// When it was first published.
    public var published: Sourced<PageDate>?
    /// When it was last changed.
    public var modified: Sourced<PageDate>?
    /// A summary in the page's own words.
    public var description: Sourced<String>?
    /// The name of the site.
    public var siteName: Sourced<String>?
    /// The address of the picture that stands for the page, absolute.
    public var image: Sourced<String>?
    /// The address that the page calls its own, absolute and without a fragment.
    public var canonicalURL: Sourced<String>?
    /// The language that the page declares, as a BCP 47 tag; what its text is in is for ``LanguageDetector`` to say.
    public var language: Sourced<String>?
    /// Keywords and sections, without repetition.
    public var tags: [Sourced<String>] = []
    /// The licence: an address where there is one, otherwise its words.
    public var licence: Sourced<String>?
    /// The feeds that the page points to: addresses, absolute.
    public var feeds: [FeedLink] = []
    /// What the page calls itself: `og:type` and the types of JSON-LD, such as `article` and `NewsArticle`.
    public var types: [Sourced<String>] = []
    /// What could not be read, in words.
    public var notes: [String] = []

    /// Knows nothing.
    public init() {}

    /// A link to a feed.
    public struct FeedLink: Sendable, Hashable {
        /// The address, absolute.
        public var url: String
        /// The media type, such as `application/rss+xml`.
        public var mediaType: String
        /// What the page calls it.
        public var title: String?
        /// Makes a link.
        public init(url: String, mediaType: String, title: String? = nil) {
            self.url = url
            self.mediaType = mediaType
            self.title = title
        }
    }
}
