/// A document as the world outside sees it: the JSON form that sinks and `--json` share.
///
/// The contract stands in the article `document.v1` of this module's documentation. A field that is not known is left out.
/// Fields may be added to version 1; none is removed, renamed or given another meaning.
public struct DocumentV1: Sendable, Hashable, Codable {
    /// Always `document.v1`.
    public var schema = "document.v1"
    /// The stable key: 32 lower-case hexadecimal digits.
    public var key: String
    /// The canonical URL; left out for what has none.
    public var url: String?
    /// The identifier within the source, for what has no URL.
    public var identifier: String?
    /// The name of the source.
    public var source: String
    /// The title; empty when none is known.
    public var title: String
    /// The text, paragraphs parted by one empty line.
    public var text: String
    /// The language as a BCP 47 tag.
    public var language: String?
    /// ISO 8601 text of exactly the known parts: `2022`, `2022-01`, `2022-01-09`, `2022-01-09T10:30:00Z`.
    public var publishedAt: String?
    /// How much of `publishedAt` is known.
    public var publishedPrecision: PublishedDate.Precision?
    /// The authors in their order.
    public var authors: [String]
    /// The media type of the bytes that the text was made from.
    public var mediaType: String
    /// How sure it is that the text is the main text, from 0 to 1; left out where nobody has asked.
    public var confidence: Double?
    /// When it entered the corpus (RFC 3339, UTC).
    public var firstSeenAt: String
    /// When it was observed last (RFC 3339, UTC).
    public var observedAt: String
    /// When its content changed last (RFC 3339, UTC).
    public var changedAt: String
    /// Hash of the bytes that the text was made from: 32 hexadecimal digits.
    public var bodyHash: String
    /// Hash of title, text and what a reader sees beside them.
    public var contentHash: String
    /// Hash of the folded text: equal for texts that differ only in case, diacritics or white space.
    public var textHash: String
    /// The key of the document that represents all those with this text or much of it; left out for that one itself.
    public var duplicateOf: String?
    /// What it is to the one that represents it; left out for that one itself.
    public var duplicateRelation: Relation?
    /// The share that the relation was decided by, from 0 to 1; left out for the one that represents others.
    public var duplicateScore: Double?
    /// Whether text and data mining is reserved by who publishes it.
    public var reservesMining: Bool
    /// Grows with every change that sinks are told of; below 2^53.
    public var version: Int64
    /// 1, 2, … with every change of content.
    public var revision: Int

    /// Makes the outside form of a document.
    public init(
        key: String,
        url: String?,
        identifier: String?,
        source: String,
        title: String,
        text: String,
        language: String?,
        publishedAt: String?,
        publishedPrecision: PublishedDate.Precision?,
        authors: [String],
        mediaType: String,
        confidence: Double? = nil,
        firstSeenAt: String,
        observedAt: String,
        changedAt: String,
        bodyHash: String,
        contentHash: String,
        textHash: String,
        duplicateOf: String?,
        duplicateRelation: Relation? = nil,
        duplicateScore: Double? = nil,
        reservesMining: Bool,
        version: Int64,
        revision: Int
    ) {
        self.key = key
        self.url = url
        self.identifier = identifier
        self.source = source
        self.title = title
        self.text = text
        self.language = language
        self.publishedAt = publishedAt
        self.publishedPrecision = publishedPrecision
        self.authors = authors
        self.mediaType = mediaType
        self.confidence = confidence
        self.firstSeenAt = firstSeenAt
        self.observedAt = observedAt
        self.changedAt = changedAt
        self.bodyHash = bodyHash
        self.contentHash = contentHash
        self.textHash = textHash
        self.duplicateOf = duplicateOf
        self.duplicateRelation = duplicateRelation
        self.duplicateScore = duplicateScore
        self.reservesMining = reservesMining
        self.version = version
        self.revision = revision
    }
}
