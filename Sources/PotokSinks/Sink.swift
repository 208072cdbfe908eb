public import PotokCore

/// A place that is told of every change of the corpus: a search index, a table, a file, a service.
///
/// A sink knows its target and nothing else: what is to be sent, when, how often and in which order is decided by the delivery
/// (DESIGN §2), which never gives two changes of one document at the same time. A sink is told some changes more than once
/// (a connection may break between the target's work and its answer), and must come to the same state.
public protocol Sink: Sendable {
    /// What it can do.
    var capabilities: SinkCapabilities { get }

    /// Asks the target who it is and whether we may write, and changes nothing.
    ///
    /// - Throws: `SinkFailure` when it cannot be reached, refuses us, or is of a version that is not known to work.
    func check() async throws(SinkFailure) -> SinkHealth

    /// Makes what is missing at the target, such as the index; what is there stays as it is.
    ///
    /// - Throws: `SinkFailure` when it cannot, or when what is there does not fit what will be sent.
    func prepare() async throws(SinkFailure)

    /// Sends changes, at most one of each document, and says what became of each.
    func deliver(_ changes: [SinkChange]) async -> BatchAnswer

    /// Makes what was delivered visible to readers, where that is a step of its own; nothing is delivered for now.
    func finish() async throws(SinkFailure)

    /// How many documents of ours the target holds.
    func count() async throws(SinkFailure) -> Int

    /// What the target holds of ours, in the order of keys, beginning behind one.
    ///
    /// - Parameters:
    ///   - key: the last key of the page before; nil for the first page.
    ///   - limit: how many to give at most; fewer mean that there are no more.
    func holdings(after key: DocumentKey?, limit: Int) async throws(SinkFailure) -> [Holding]

    /// A sink for the same target that fills a new index beside the live one; nil where it cannot be done.
    ///
    /// - Parameter name: tells this rebuilding from others; the same name goes on where an interrupted one stopped.
    func rebuilding(_ name: String) -> (any RebuildingSink)?
}

extension Sink {
    /// Nothing: what is delivered is visible.
    public func finish() async throws(SinkFailure) {}
}

/// A sink that fills an index which nobody reads yet.
public protocol RebuildingSink: Sink {
    /// Puts what was filled in the place of what is live, in one step, and removes what was live.
    func swap() async throws(SinkFailure)
    /// Removes what was filled.
    func discard() async throws(SinkFailure)
}

/// A sink whose target keeps what it was told before beside what it is told now, such as files that only grow.
public protocol ErasingSink: Sink {
    /// Takes everything that was written of documents out of the target, for good; that they are deleted is told apart from this.
    ///
    /// Doing it again does nothing. Nothing may be delivered meanwhile.
    ///
    /// - Throws: `SinkFailure` when something is left.
    func erase(_ keys: Set<DocumentKey>) async throws(SinkFailure)
}

/// What a sink can do.
public struct SinkCapabilities: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: Int

    /// Makes capabilities of their bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Removes a document when told to; without it deletes are sent as records of their own kind.
    public static let delete = SinkCapabilities(rawValue: 1)
    /// Refuses a change that is older than what it holds.
    public static let versions = SinkCapabilities(rawValue: 2)
    /// Says which documents it holds.
    public static let holdings = SinkCapabilities(rawValue: 4)
    /// Fills a new index beside the live one and puts it in its place.
    public static let swap = SinkCapabilities(rawValue: 8)
}

/// Who a target says it is.
public struct SinkHealth: Sendable, Hashable {
    /// Name and version, such as `Typesense 0.24.1`.
    public var server: String
    /// What else is worth knowing, such as `the index is made by the first delivery`.
    public var notes: [String]

    /// Makes an answer.
    public init(server: String, notes: [String] = []) {
        self.server = server
        self.notes = notes
    }
}

/// A document that a target holds.
public struct Holding: Sendable, Hashable {
    /// Its key.
    public var key: DocumentKey
    /// The version it was told with.
    public var version: Int64

    /// Makes a holding.
    public init(key: DocumentKey, version: Int64) {
        self.key = key
        self.version = version
    }
}
