/// What the judge decides about one document against what is stored under its key.
public enum Verdict: Sendable, Hashable {
    /// The key is new.
    case new
    /// The content differs from the stored one.
    case changed
    /// The content is the stored one.
    case unchanged
    /// What is stored was observed later than this; it stays.
    case outdated
}

/// What is stored of a document, as far as a judge needs it.
public struct StoredDocument: Sendable, Hashable {
    /// The hash of everything a reader sees.
    public var contentHash: Hash
    /// When it was observed.
    public var observedAt: Timestamp

    /// Makes the record.
    public init(contentHash: Hash, observedAt: Timestamp) {
        self.contentHash = contentHash
        self.observedAt = observedAt
    }
}

/// One of several documents with the same text, as far as the choice of a representative needs it.
///
/// A class, because members are sorted by the hundred and a copy of the values would be three.
public final class ClusterMember: Sendable {
    /// The document's key.
    public let key: DocumentKey
    /// The place of its source in pipeline.json, from 0.
    public let sourceOrder: Int
    /// When it was published.
    public let published: PublishedDate?
    /// Its URL or identifier.
    public let locator: String

    /// Makes a member.
    public init(key: DocumentKey, sourceOrder: Int, published: PublishedDate?, locator: String) {
        self.key = key
        self.sourceOrder = sourceOrder
        self.published = published
        self.locator = locator
    }
}

/// Decides about documents one by one, in the order in which they arrive, inside the transaction that stores them.
///
/// A judge is a pure value: whatever it may know of the corpus is handed to it.
public protocol Judge: Sendable {
    /// Compares a document with what is stored under its key.
    func verdict(on candidate: Fingerprinted, stored: StoredDocument?) -> Verdict
    /// Whether the first of two members represents the second; a strict order that knows nothing of arrival.
    func represents(_ member: ClusterMember, _ other: ClusterMember) -> Bool
    /// Whether two texts may be those of one page; what a page names as its canonical URL is believed only then.
    func areAkin(_ text: String, _ other: String) -> Bool
    /// A judge of texts over an index whose fingerprints were made with a window.
    func texts(over index: any DuplicateIndex, window: Int) -> any TextJudge
    /// Whether a document of a source that is new is not kept at all when it is a duplicate of this kind.
    func drops(_ relation: Relation, source: String) -> Bool
    /// Whether documents of a source may be dropped for any relation: what may not need not be looked at before it is stored.
    func mayDrop(source: String) -> Bool
}
