public import PotokCore

/// A change with what it takes to tell it.
public struct SinkChange: Sendable, Hashable {
    /// What is to be done: an upsert or a delete, with its version.
    public var change: Change
    /// The document as the world outside sees it, after every transform; nil for a delete.
    public var document: DocumentV1?

    /// Makes the change that stores a document.
    public init(upsert document: DocumentV1, key: DocumentKey) {
        self.change = Change(kind: .upsert, key: key, version: document.version)
        self.document = document
    }

    /// Makes the change that removes one.
    public init(delete key: DocumentKey, version: Int64) {
        self.change = Change(kind: .delete, key: key, version: version)
        self.document = nil
    }
}
