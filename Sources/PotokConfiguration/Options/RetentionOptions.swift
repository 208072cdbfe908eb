/// How long documents and what they were before are kept: the key `retention`, overridable per source.
public struct RetentionOptions: Sendable, Hashable {
    /// The age at which documents are pruned; zero keeps them for ever.
    public var documents: Duration = .zero
    /// How many earlier versions of a document are kept at the most.
    public var versions = 10
    /// How long an earlier version is kept at the most.
    public var versionAge: Duration = .seconds(90 * 86_400)
    /// How long the text of a document that is gone is kept; zero keeps it for ever.
    public var tombstones: Duration = .seconds(365 * 86_400)

    /// The defaults.
    public init() {}
}
