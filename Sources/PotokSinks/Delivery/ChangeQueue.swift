public import PotokCore

/// What waits for one sink, and what is known of the sink from earlier: the outbox of the database, or a list in tests.
public protocol ChangeQueue: Sendable {
    /// What may be tried now, the oldest first.
    ///
    /// - Parameters:
    ///   - limit: how many changes at the most; those that must stay together may be more.
    ///   - bytes: how many bytes of text at the most; one document may have more.
    ///   - keys: documents of which a change is under way.
    func next(limit: Int, bytes: Int, excluding keys: Set<DocumentKey>) async throws -> QueuedChanges

    /// Takes out what was delivered, and notes what became of the rest.
    func settle(_ endings: [ChangeEnding]) async throws

    /// How long the sink is to be left alone still, from an earlier process; nil when it is not.
    func pause() async throws -> SinkPause?

    /// Notes that the sink takes nothing for a time.
    func note(_ pause: SinkPause) async throws

    /// How many changes wait, and how many the sink will never take.
    func left() async throws -> (waiting: Int, dead: Int)
}

/// A change that waits.
public struct QueuedChange: Sendable, Hashable {
    /// The change.
    public var change: SinkChange
    /// How often it was tried and may have been the cause of a failure.
    public var attempts: Int

    /// Makes a waiting change.
    public init(_ change: SinkChange, attempts: Int = 0) {
        self.change = change
        self.attempts = attempts
    }
}

/// Some of what waits.
public struct QueuedChanges: Sendable, Hashable {
    /// The changes, the oldest first, one of each document.
    public var changes: [QueuedChange]
    /// Whether more may be tried now.
    public var hasMore: Bool
    /// After what time the next change may be tried that cannot be now; nil when there is none.
    public var nextRetry: Duration?

    /// Makes a part of what waits.
    public init(_ changes: [QueuedChange], hasMore: Bool, nextRetry: Duration? = nil) {
        self.changes = changes
        self.hasMore = hasMore
        self.nextRetry = nextRetry
    }
}

/// What became of a change.
public struct ChangeEnding: Sendable, Hashable {
    /// How it ended.
    public enum Kind: Sendable, Hashable {
        /// The target holds it.
        case delivered
        /// It is to be tried again after a time; `isSuspect` when it may be the cause.
        case retry(after: Duration, SinkFailure, isSuspect: Bool)
        /// The target will never take it as it is.
        case dead(SinkFailure)
    }

    /// What was sent.
    public var change: Change
    /// How it ended.
    public var kind: Kind

    /// Makes an ending.
    public init(_ change: Change, _ kind: Kind) {
        self.change = change
        self.kind = kind
    }
}

/// How long a sink is left alone, and why.
public struct SinkPause: Sendable, Hashable {
    /// How often in a row it took nothing.
    public var failures: Int
    /// How long.
    public var length: Duration
    /// Why; nil when nobody remembers.
    public var failure: SinkFailure?

    /// Makes a pause.
    public init(failures: Int, length: Duration, failure: SinkFailure? = nil) {
        self.failures = failures
        self.length = length
        self.failure = failure
    }
}
