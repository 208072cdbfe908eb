/// A normalized document: clean text and what is known about it, before it is judged.
public struct Document: Sendable {
    /// The public key.
    public var key: DocumentKey
    /// Where it was found; the key is made from it.
    public var locator: Locator
    /// For a section of a page, the fragment that leads to it, percent-encoded; nil for a whole page.
    public var anchor: String?
    /// The name of the source in pipeline.json.
    public var source: String
    /// The title; empty when none is known.
    public var title: String
    /// The text: valid UTF-8, paragraphs parted by one empty line.
    public var text: String
    /// The language as a BCP 47 tag (`pl`), when known.
    public var language: String?
    /// When it was published, as precisely as is known.
    public var published: PublishedDate?
    /// The authors, in their order.
    public var authors: [String]
    /// The media type of the bytes it was made from, such as `text/html`.
    public var mediaType: String
    /// When the bytes were observed.
    public var observedAt: Timestamp
    /// A hash of the bytes it was made from.
    public var bodyHash: Hash
    /// The version of the normalizer that made it.
    public var normalizerVersion: Int
    /// A hash of the options that shaped its text; nil where it is not known.
    public var rules: Int64?
    /// Whether text and data mining is reserved by who publishes it (TDMRep, W3C 2024); recorded, not judged.
    public var reservesMining: Bool
    /// How sure the normalizer is that the text is the main text and all of it, from 0 to 1.
    public var confidence: Double
    /// Whether the page is no article but lists other pages; it then never replaces an article.
    public var isIndexPage: Bool
    /// What had to be repaired in the bytes, in words; none when nothing had to.
    public var notes: [String]
    /// The URL that the page names as its canonical one (RFC 6596); a claim, not judged.
    public var canonicalURL: WebURL?
    /// The sections that the page was split into, in its order: documents of their own.
    ///
    /// The text of the page is then what stands before the first of them.
    public var sections: [Document] = []

    /// Makes a document.
    public init(
        key: DocumentKey,
        locator: Locator,
        source: String,
        title: String,
        text: String,
        language: String? = nil,
        published: PublishedDate? = nil,
        authors: [String] = [],
        mediaType: String,
        observedAt: Timestamp,
        bodyHash: Hash,
        normalizerVersion: Int,
        rules: Int64? = nil,
        reservesMining: Bool = false,
        confidence: Double = 1,
        isIndexPage: Bool = false,
        notes: [String] = [],
        canonicalURL: WebURL? = nil
    ) {
        self.key = key
        self.locator = locator
        self.source = source
        self.title = title
        self.text = text
        self.language = language
        self.published = published
        self.authors = authors
        self.mediaType = mediaType
        self.observedAt = observedAt
        self.bodyHash = bodyHash
        self.normalizerVersion = normalizerVersion
        self.rules = rules
        self.reservesMining = reservesMining
        self.confidence = confidence
        self.isIndexPage = isIndexPage
        self.notes = notes
        self.canonicalURL = canonicalURL
    }

    /// What the world outside knows it by: the canonical URL, or the identifier, with the anchor of a section.
    public var publicText: String { locator.publicText(anchor: anchor) }

    /// A section of it: a document with another title and text, and all else as the page has it.
    public func section(_ anchor: String, title: String, text: String) -> Document {
        var section = self
        section.sections = []
        section.anchor = anchor
        section.title = title
        section.text = text
        section.key = locator.key(source: source, anchor: anchor)
        section.canonicalURL = nil
        section.notes = []
        return section
    }

    /// How many characters (Unicode scalars) its text and those of its sections have.
    public var length: Int {
        sections.reduce(text.unicodeScalars.count) { $0 + $1.text.unicodeScalars.count }
    }

    /// How many bytes its title and text and those of its sections have.
    public var byteCount: Int { sections.reduce(title.utf8.count + text.utf8.count) { $0 + $1.byteCount } }

    /// The confidence as it is stored and shown: in steps of 0.001.
    public var roundedConfidence: Double { (confidence * 1_000).rounded() / 1_000 }

    /// A hash of everything a reader sees: two equal ones need no new version.
    public var contentHash: Hash {
        var hash = SHA256()
        for part in [title, text, language ?? "", published?.text ?? "", authors.joined(separator: "\u{1f}")] {
            hash.update(part.utf8)
            hash.update([0])
        }
        return Hash(hash.finish().prefix(16))
    }
}
