/// What a sink has to do about one document.
public struct Change: Sendable, Hashable {
    /// Store it or remove it.
    public enum Kind: String, Sendable, Hashable { case upsert, delete }

    /// Upsert or delete.
    public var kind: Kind
    /// The document's key.
    public var key: DocumentKey
    /// The version: an epoch in the high bits, a sequence below; it only ever grows.
    public var version: Int64

    /// Makes a change.
    public init(kind: Kind, key: DocumentKey, version: Int64) {
        self.kind = kind
        self.key = key
        self.version = version
    }
}
