/// The one declaration of an option, from which reading, checking, JSON Schema, explanation and reference are made.
public struct OptionDeclaration: Sendable, Hashable {
    /// The section: `fetch`, `sources[]`; empty for the keys at the top.
    public let section: String
    /// The key within the section.
    public let name: String
    /// What values it takes.
    public let kind: OptionKind
    /// The value when the key is left out; nil when there is none.
    public let defaultValue: OptionValue?
    /// What it is, as one sentence.
    public let summary: String
    /// What else is worth knowing.
    public let explanation: String
    /// Whether the key must be there.
    public let isRequired: Bool
    /// Whether a source may have its own value.
    public let isPerSource: Bool
    /// A value that only a source may have, because it is to be decided for each of them.
    public var onlyInSource: OptionValue?

    /// The whole key: `fetch.delay`.
    public var key: String { section.isEmpty ? name : "\(section).\(name)" }
}
