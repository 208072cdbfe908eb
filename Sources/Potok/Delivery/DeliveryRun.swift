public import PotokConfiguration
public import PotokCore
import PotokDeduplicate
public import PotokFetch
public import PotokSinks
import PotokStore
public import PotokStreams

/// Delivers what waits for the sinks of a pipeline, without ingesting anything.
public struct DeliveryRun: Sendable {
    private let configuration: PipelineConfiguration
    private let names: Set<String>?
    private let shutdown: Shutdown
    private let listener: any RunListener
    private let now: @Sendable () -> Timestamp

    /// Plans a delivery; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - configuration: the pipeline.
    ///   - names: the sinks to deliver to; nil for all.
    ///   - shutdown: how it is asked to stop.
    ///   - listener: who hears what happens.
    ///   - now: the clock of everything that is stored.
    public init(
        _ configuration: PipelineConfiguration,
        only names: Set<String>? = nil,
        shutdown: Shutdown = Shutdown(),
        listener: any RunListener = SilentListener(),
        now: @escaping @Sendable () -> Timestamp = SystemClock.now
    ) {
        self.configuration = configuration
        self.names = names
        self.shutdown = shutdown
        self.listener = listener
        self.now = now
    }

    /// Delivers until nothing waits, until it is stopped, or until there is no progress any more.
    ///
    /// - Throws: `PotokError` when the database is not there or not one of ours.
    public func run() async throws -> [DeliveryReport] {
        let path = configuration.database
        let store = try await BlockingWork.run { try Store(path: path, mode: .write) }
        try await completeForgetting(store)
        let deliveries = try await Deliveries.open(
            configuration,
            only: names,
            isBounded: false,
            store: store,
            listener: listener,
            now: now
        )
        deliveries.drain()
        let reports = await deliveries.run(until: shutdown, grace: configuration.limits.grace)
        try await BlockingWork.run { try store.close() }
        return reports
    }

    /// A backup that was put in the place of the database by hand must tell sinks nothing that was forgotten.
    ///
    /// - Throws: `database.locked` while somebody else is at it.
    private func completeForgetting(_ store: Store) async throws {
        guard try await store.hasUnfinishedForgetting(countsTraces: false) else { return }
        let lock = try await BlockingWork.run { [path = configuration.database] in try RunLock.acquire(database: path) }
        defer { lock.release() }
        try await Forgetting.complete(store, judge: ExactJudge(configuration), listener: listener, now: now())
    }
}

extension ExitCode {
    /// The exit code that deliveries lead to.
    public init(_ reports: [DeliveryReport], isStopped: Bool) {
        // Who asks for a stop knows that something is left.
        if reports.contains(where: { !$0.isComplete && $0.end != .stopped }) {
            self = .undelivered
        } else {
            self = isStopped || reports.contains { $0.end == .stopped } ? .stopped : .done
        }
    }
}
