public import PotokCore

/// A field of `document.v1`, in the order in which documents are written.
public enum DocumentField: String, Sendable, Hashable, CaseIterable {
    case schema, key, url, identifier, source, title, text, language, publishedAt, publishedPrecision, authors,
        mediaType
    case confidence, firstSeenAt, observedAt, changedAt, bodyHash, contentHash, textHash
    case duplicateOf, duplicateRelation, duplicateScore, reservesMining, version, revision

    /// Whether a target cannot do without it: what it holds of ours is compared by these two.
    public var isNeeded: Bool { self == .key || self == .version }

    /// What the field holds.
    public enum Value: Sendable, Hashable {
        /// Text.
        case text(String)
        /// Several texts.
        case texts([String])
        /// A whole number.
        case integer(Int64)
        /// A number.
        case number(Double)
        /// Yes or no.
        case boolean(Bool)
    }

    /// What a document has in the field; nil when it is not known.
    public func value(of document: DocumentV1) -> Value? {
        switch self {
        case .schema: .text(document.schema)
        case .key: .text(document.key)
        case .url: document.url.map { .text($0) }
        case .identifier: document.identifier.map { .text($0) }
        case .source: .text(document.source)
        case .title: .text(document.title)
        case .text: .text(document.text)
        case .language: document.language.map { .text($0) }
        case .publishedAt: document.publishedAt.map { .text($0) }
        case .publishedPrecision: document.publishedPrecision.map { .text($0.rawValue) }
        case .authors: .texts(document.authors)
        case .mediaType: .text(document.mediaType)
        case .confidence: document.confidence.map { .number($0) }
        case .firstSeenAt: .text(document.firstSeenAt)
        case .observedAt: .text(document.observedAt)
        case .changedAt: .text(document.changedAt)
        case .bodyHash: .text(document.bodyHash)
        case .contentHash: .text(document.contentHash)
        case .textHash: .text(document.textHash)
        case .duplicateOf: document.duplicateOf.map { .text($0) }
        case .duplicateRelation: document.duplicateRelation.map { .text($0.rawValue) }
        case .duplicateScore: document.duplicateScore.map { .number($0) }
        case .reservesMining: .boolean(document.reservesMining)
        case .version: .integer(document.version)
        case .revision: .integer(Int64(document.revision))
        }
    }
}
