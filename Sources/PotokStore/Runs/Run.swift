public import PotokCore

/// One run of a pipeline, as the store remembers it.
public struct Run: Sendable, Hashable {
    /// The number of a run in its database, from 1.
    public struct Identifier: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The number.
        public let rawValue: Int64
        /// Wraps a number.
        public init(rawValue: Int64) { self.rawValue = rawValue }
        /// The number.
        public var description: String { String(rawValue) }
    }

    /// How a run ended.
    public enum End: String, Sendable, Hashable {
        /// All that was due was done.
        case finished
        /// Somebody stopped it; all that had been done was committed.
        case stopped
        /// A stage failed; all that had been done was committed.
        case failed
        /// The process ended without a word.
        case interrupted
    }

    /// What a run does.
    public enum Kind: String, Sendable, Hashable {
        /// It takes what is due from its source into the corpus.
        case run
        /// It normalizes again what is kept, and fetches nothing.
        case reprocess
    }

    /// The number.
    public var identifier: Identifier
    /// What it does.
    public var kind = Kind.run
    /// When it began.
    public var startedAt: Timestamp
    /// When it ended; nil while it runs.
    public var endedAt: Timestamp?
    /// The process it ran in.
    public var processIdentifier: Int32
    /// How it ended; nil while it runs.
    public var end: End?
    /// What failed.
    public var failure: String?
    /// How many inputs ended in each kind of outcome.
    public var outcomes: [Outcome.Kind: Int]
}

/// Inputs of one run with the same outcome.
public struct OutcomeCount: Sendable, Hashable {
    /// The kind of outcome.
    public var kind: Outcome.Kind
    /// The dotted code beneath the kind, such as `excluded.type`.
    public var code: String?
    /// How many.
    public var count: Int
}

/// One input of a run that did not simply end well.
public struct OutcomeRecord: Sendable, Hashable {
    /// The URL or the identifier of the file.
    public var address: String
    /// The source.
    public var source: String
    /// The kind of outcome.
    public var kind: Outcome.Kind
    /// The dotted code beneath the kind.
    public var code: String?
    /// The reason in words.
    public var reason: String?
}
