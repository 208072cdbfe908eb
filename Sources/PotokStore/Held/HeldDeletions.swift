public import PotokCore

/// The deletions of one source that are held because they are too many: its documents are served still.
public struct HeldDeletions: Sendable, Hashable {
    /// Why pages are no more, and how many of them for this reason.
    public struct Reason: Sendable, Hashable {
        /// The reason in words, such as `HTTP 404`.
        public var text: String
        /// How many.
        public var count: Int
    }

    /// The source.
    public var source: String
    /// How many of its documents would go.
    public var count: Int
    /// How many of them the run that is asked about has added.
    public var added: Int
    /// How many documents it has, these among them.
    public var documents: Int
    /// Since when the first of them waits.
    public var since: Timestamp
    /// Why, the most frequent reason first.
    public var reasons: [Reason]
    /// Where some of them were found, at most a hundred.
    public var addresses: [String]
}

extension HeldDeletions {
    /// The reasons in one line.
    public var reasonText: String { reasons.map { "\($0.count) by \($0.text)" }.joined(separator: ", ") }
}
