public import PotokCore

/// A sink as the pipeline names it, for the database to know what is to be kept for it.
public struct SinkRegistration: Sendable, Hashable {
    /// The name.
    public var name: String
    /// What tells its target from others; when it changes, everything is told again.
    public var target: String
    /// Whether it is told of representatives only.
    public var representativesOnly: Bool

    /// Makes a registration.
    public init(name: String, target: String, representativesOnly: Bool = false) {
        self.name = name
        self.target = target
        self.representativesOnly = representativesOnly
    }
}

/// What the database knows of a sink and of what waits for it.
public struct SinkRecord: Sendable, Hashable {
    /// The name.
    public var name: String
    /// Changes that wait to be delivered.
    public var waiting: Int
    /// Changes that the sink will never take as they are.
    public var dead: Int
    /// When it was named first.
    public var registeredAt: Timestamp
    /// When it took a change last.
    public var deliveredAt: Timestamp?
    /// How often in a row it took nothing.
    public var failures: Int
    /// Until when it is left alone.
    public var retryAt: Timestamp?
    /// When it failed last; nil when it took something since.
    public var failedAt: Timestamp?
    /// The code of the last failure.
    public var failureCode: String?
    /// The words of the last failure.
    public var failureMessage: String?
    /// What waits for the index that is being filled beside the live one; nil when there is none.
    public var rebuildWaiting: Int?
}

/// A change that waits for a sink.
public struct WaitingChange: Sendable, Hashable {
    /// The change, with the version that the document has now.
    public var change: Change
    /// The document; nil for a delete.
    public var document: DocumentV1?
    /// How often it was tried before.
    public var attempts: Int
}

/// What waits for a sink, from the oldest on.
public struct WaitingChanges: Sendable, Hashable {
    /// The changes, in the order of their versions.
    public var changes: [WaitingChange]
    /// Whether more wait than were asked for.
    public var hasMore: Bool
    /// When the next of those that are left alone for a time may be tried; nil when there are none.
    public var nextRetry: Timestamp?
}

/// What a sink made of a change.
public struct DeliveryResult: Sendable, Hashable {
    /// What it made of it.
    public enum Ending: Sendable, Hashable {
        /// The sink holds it.
        case delivered
        /// It is to be tried again, not before a time; `isSuspect` when it may be the cause of a failure, which counts as an attempt.
        case retry(at: Timestamp?, code: String, message: String, isSuspect: Bool)
        /// The sink will never take it as it is.
        case dead(code: String, message: String)
    }

    /// The document.
    public var key: DocumentKey
    /// The version that the sink was told; a newer one that came meanwhile goes on waiting.
    public var version: Int64
    /// What it made of it.
    public var ending: Ending

    /// Makes a result.
    public init(key: DocumentKey, version: Int64, ending: Ending) {
        self.key = key
        self.version = version
        self.ending = ending
    }
}

/// A change that a sink does not take.
public struct DeadLetter: Sendable, Hashable {
    /// The change.
    public var change: Change
    /// The URL or identifier of its document; nil when that is gone.
    public var address: String?
    /// When it was given up.
    public var at: Timestamp
    /// How often it was tried.
    public var attempts: Int
    /// The sink's code.
    public var code: String
    /// The sink's words.
    public var message: String
}
