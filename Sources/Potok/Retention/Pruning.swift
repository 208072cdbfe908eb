public import PotokConfiguration
public import PotokCore
import PotokDeduplicate
public import PotokFetch
public import PotokSinks
public import PotokStore
import PotokStreams

/// Lets old documents of sources go because a person wants it.
public struct Pruning: Sendable {
    /// What would go of one source, or has gone.
    public struct Part: Sendable, Hashable {
        /// The source.
        public var source: String
        /// How many of its documents.
        public var documents: Int
    }

    private let configuration: PipelineConfiguration
    private let listener: any RunListener
    private let now: @Sendable () -> Timestamp

    /// Plans nothing yet; nothing is opened.
    public init(
        _ configuration: PipelineConfiguration,
        listener: any RunListener = SilentListener(),
        now: @escaping @Sendable () -> Timestamp = SystemClock.now
    ) {
        self.configuration = configuration
        self.listener = listener
        self.now = now
    }

    /// What would go; nothing is changed.
    ///
    /// - Throws: `usage.source` when the database does not know a source.
    public func plan(_ sources: [String], _ rule: PruneRule) async throws -> [Part] {
        let path = configuration.database
        let store = try await BlockingWork.run { try Store(path: path, mode: .read) }
        let parts = try await Self.plan(sources, rule, store, now: now())
        try await BlockingWork.run { try store.close() }
        return parts
    }

    private static func plan(
        _ sources: [String],
        _ rule: PruneRule,
        _ store: Store,
        now: Timestamp
    ) async throws -> [Part] {
        var parts: [Part] = []
        for source in sources {
            guard let count = try await store.prunable(ofSource: source, rule, now: now) else {
                throw PotokError(
                    "usage.source",
                    "the database has no source '\(DisplayText.safe(source))'",
                    hint: "`potok status` lists its sources"
                )
            }
            parts.append(Part(source: source, documents: count))
        }
        return parts
    }

    /// Lets the documents go and tells the sinks.
    ///
    /// - Throws: what ``plan(_:_:)`` throws, before anything goes. What a sink could not be told waits for it.
    public func carryOut(
        _ sources: [String],
        _ rule: PruneRule
    ) async throws -> (parts: [Part], deliveries: [DeliveryReport]) {
        let path = configuration.database
        let lock = try await BlockingWork.run { try RunLock.acquire(database: path) }
        var parts: [Part] = []
        do {
            defer { lock.release() }
            let store = try await BlockingWork.run { try Store(path: path, mode: .write) }
            let judge = ExactJudge(configuration)
            try await Forgetting.complete(store, judge: judge, listener: listener, now: now())
            for part in try await Self.plan(sources, rule, store, now: now()) {
                let count = try await store.prune(source: part.source, rule, judge: judge, now: now())
                parts.append(Part(source: part.source, documents: count))
            }
            try await BlockingWork.run { try store.close() }
        }
        guard !configuration.sinks.isEmpty else { return (parts, []) }
        return (parts, try await DeliveryRun(configuration, listener: listener, now: now).run())
    }
}
