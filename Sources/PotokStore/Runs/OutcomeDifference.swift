public import PotokCore

/// One address whose inputs ended otherwise in one run than in another.
public struct OutcomeDifference: Sendable, Hashable {
    /// How an input ended.
    public struct Ending: Sendable, Hashable {
        /// The kind of outcome.
        public var kind: Outcome.Kind
        /// The dotted code beneath the kind.
        public var code: String?
        /// The reason in words.
        public var reason: String?
    }

    /// The URL or the identifier of the file.
    public var address: String
    /// The source.
    public var source: String
    /// How it ended in the first run; nil when it was not due or had not changed.
    public var before: Ending?
    /// How it ended in the second run; nil when it was not due or had not changed.
    public var after: Ending?
}
