public import PotokCore
public import PotokSinks
public import PotokStore

/// What a run came to.
public struct RunReport: Sendable {
    /// The run's number in its database.
    public var run: Run.Identifier
    /// How it ended.
    public var end: Run.End
    /// What ended it, when it failed.
    public var failure: PotokError?
    /// How many inputs ended in each outcome; together they are all inputs.
    public var outcomes: [OutcomeCount]
    /// Addresses that are due still, because the run stopped or its budget was spent.
    public var stillDue: Int
    /// Addresses that sources named and that were not due, such as files that have not changed.
    public var notDue: Int
    /// Addresses that stay set aside from earlier runs.
    public var quarantined: Int
    /// A source that took no part because of its schedule.
    public struct RestingSource: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// When it takes part again.
        public var until: Timestamp
    }

    /// The sources that took no part, in their order.
    public var resting: [RestingSource]
    /// What could not be read of the sources themselves.
    public var sourceProblems: Int
    /// The sources of the run for which robots.txt and `noindex` do not count, in their order.
    public var robotsIgnored: [String]
    /// The deletions that are held because they are too many, by source.
    public var held: [HeldDeletions]
    /// Texts that are not believed yet; those that their pages had before are served.
    public var suspects: Int
    /// What was delivered to each sink, in their order.
    public var deliveries: [DeliveryReport]
    /// Documents in the corpus after the run.
    public var documents: Int
    /// How long it took.
    public var duration: Duration
    /// Whether failures are more than the limits allow.
    public var hasTooManyFailures: Bool

    /// What a person should look into, of all sources.
    public var alarms: [SourceAlarm] = []

    /// Inputs with an outcome.
    public var inputs: Int { outcomes.reduce(0) { $0 + $1.count } }

    /// How many inputs ended in one kind of outcome.
    public func count(_ kind: Outcome.Kind) -> Int {
        outcomes.reduce(0) { $0 + ($1.kind == kind ? $1.count : 0) }
    }

    /// The exit code that tells a scheduler what happened: the lowest that applies.
    public var exitCode: ExitCode {
        if end == .failed { return .unexpected }
        if hasTooManyFailures || sourceProblems > 0 || held.contains(where: { $0.added > 0 }) {
            return .tooManyFailures
        }
        return ExitCode(deliveries, isStopped: end == .stopped)
    }
}

/// The exit codes of `potok`.
///
/// Scripts rely on them: none ever changes its meaning.
public enum ExitCode: Int32, Sendable, Hashable, CaseIterable {
    /// All is done.
    case done = 0
    /// Something happened that nobody planned for.
    case unexpected = 1
    /// More documents failed than the limits allow, a source could not be read, or more documents would go than one run may delete.
    case tooManyFailures = 3
    /// Something could not be delivered to a sink: it waits for the next run, or the sink refused it.
    case undelivered = 4
    /// There is no database, or what is there is none of potok's.
    case noDatabase = 10
    /// Another run holds the lock.
    case locked = 11
    /// The database was written by a newer potok.
    case newerDatabase = 12
    /// The command line is wrong.
    case usage = 64
    /// The configuration is wrong.
    case configuration = 78
    /// Stopped by a signal, in order.
    case stopped = 130

    /// The exit code that an error leads to.
    public init(_ error: PotokError) {
        switch error.code {
        case let code where code.rawValue.hasPrefix("usage."): self = .usage
        case "database.locked": self = .locked
        case "database.missing", "database.not-sqlite", "database.not-potok", "database.older": self = .noDatabase
        case "database.newer": self = .newerDatabase
        case "search.query", "forget.confirm", "fixture.folder": self = .usage
        default: self = .unexpected
        }
    }
}
