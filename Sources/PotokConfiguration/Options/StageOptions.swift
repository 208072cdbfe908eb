public import PotokCore

/// How pages become documents: the key `normalize`, overridable per source.
public struct NormalizeOptions: Sendable, Hashable {
    /// What pages without a text of their own are kept as documents.
    public enum Keep: String, Sendable, Hashable, CaseIterable {
        /// No index pages, walls or error pages.
        case articles
        /// Index pages too.
        case pages
        /// All that has text.
        case everything
    }

    /// What becomes a document.
    public enum Split: String, Sendable, Hashable, CaseIterable {
        /// A page.
        case none
        /// Each part of a page that begins with a heading with an anchor.
        case section
    }

    /// What pages without a text of their own are kept as documents.
    public var keep = Keep.pages
    /// What becomes a document.
    public var split = Split.none
    /// CSS selectors of the elements that hold the text; none to find them.
    public var select: [String] = []
    /// CSS selectors of elements that are no part of the text.
    public var remove: [String] = []
    /// Lines that are dropped wherever they stand alone, beside those that are always dropped: exact ones, or `/patterns/`.
    public var dropLines: [String] = []
    /// The longest text of a document; what is longer is excluded.
    public var maxText: ByteCount = .mebibytes(8)

    /// The defaults.
    public init() {}
}

/// What happens to documents that are duplicates of others: the key `deduplicate`, overridable per source.
public struct DeduplicateOptions: Sendable, Hashable {
    /// What to do with a document whose text another one has too.
    public enum Policy: String, Sendable, Hashable, CaseIterable {
        /// Keep it and link it to the one that represents both.
        case link
        /// Keep it and do not compare it.
        case keep
    }

    /// What to do with a document that is a duplicate in a certain way.
    public enum RelationPolicy: String, Sendable, Hashable, CaseIterable {
        /// Keep it and link it to the one that represents both.
        case link
        /// Do not keep it when it is new.
        case drop
        /// Keep it and do not link it.
        case keep
    }

    /// Whether documents are compared at all.
    public var policy = Policy.link
    /// What to do with a document that has the same text as another, but for trifles.
    public var same = RelationPolicy.link
    /// What to do with an edited copy.
    public var near = RelationPolicy.link
    /// What to do with a document that is nearly all in another.
    public var contained = RelationPolicy.link
    /// What to do with a document that has nearly all of another, and more.
    public var contains = RelationPolicy.link
    /// The share that two texts have in common, of all that either has, from which on they are the same.
    public var sameShare = 0.8
    /// The share that two texts have in common, of all that either has, from which on one is an edited copy.
    public var nearShare = 0.3
    /// The share of a text that is in another from which on it is contained in it.
    public var containedShare = 0.8
    /// Whether a new database keeps half the fingerprints.
    public var compact = false

    /// The defaults.
    public init() {}

    /// What to do with a document that is this to another.
    public func policy(for relation: Relation) -> RelationPolicy {
        switch relation {
        case .same: same
        case .near: near
        case .contained: contained
        case .contains: contains
        }
    }
}

/// When a batch is committed: the key `index`.
public struct IndexOptions: Sendable, Hashable {
    /// Documents in a batch at the most.
    public var batchDocuments = 1_000
    /// Bytes of text in a batch at the most.
    public var batchBytes: ByteCount = .mebibytes(16)
    /// The longest that a finished document waits for its batch.
    public var batchAge: Duration = .seconds(2)

    /// The defaults.
    public init() {}
}

/// What a run may use and when it counts as failed: the key `limits`.
public struct LimitOptions: Sendable, Hashable {
    /// Bytes of page bodies and texts held at once.
    public var memory: ByteCount = .mebibytes(128)
    /// Workers of each stage that computes; zero means one a processor core.
    public var workers = 0
    /// How long a stopped run may drain before what is in flight goes back to the frontier.
    public var grace: Duration = .seconds(20)
    /// How many inputs a run begins; zero means all that are due.
    public var documents = 0
    /// How long a run begins inputs; zero means as long as it takes.
    public var duration: Duration = .zero
    /// How long a run goes on delivering when everything else is done.
    public var deliver: Duration = .seconds(300)
    /// The share of failed documents, from 0 to 1, above which a run exits with 3.
    public var failOn = 0.2
    /// Failed documents below which a run never exits with 3.
    public var failAtLeast = 5
    /// The share of a source's documents, from 0 to 1, above which a run holds their deletions until a person allows them; nil means
    /// that it never does.
    public var maxDeletes: Double? = 0.05

    /// The defaults.
    public init() {}
}
