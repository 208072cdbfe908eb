public import PotokConfiguration
public import PotokCore
public import PotokFetch
public import PotokSinks
import PotokStore
import PotokStreams

/// Looks after one sink: compares it with the corpus, fills it anew, puts back what it refused.
public struct SinkUpkeep: Sendable {
    let options: SinkOptions
    let configuration: PipelineConfiguration
    let store: Store
    let now: @Sendable () -> Timestamp

    /// Opens the database and writes the sinks of the pipeline down, as a run does.
    ///
    /// - Throws: `PotokError` when the database is not there.
    public init(
        _ options: SinkOptions,
        _ configuration: PipelineConfiguration,
        now: @escaping @Sendable () -> Timestamp = SystemClock.now
    ) async throws {
        let path = configuration.database
        self.options = options
        self.configuration = configuration
        self.now = now
        store = try await BlockingWork.run { try Store(path: path, mode: .write) }
        try await store.register(sinks: configuration.sinks.map(SinkRegistration.init), now: now())
    }

    /// Ends all use of the database.
    public func close() async throws {
        let store = store
        try await BlockingWork.run { try store.close() }
    }

    /// Makes all that waits due now.
    ///
    /// - Returns: how many changes wait.
    public func retry() async throws -> Int { try await store.retryNow(sink: options.name) }

    /// Puts dead letters back among what waits.
    ///
    /// - Parameter keys: the documents; nil for all.
    /// - Returns: how many were put back.
    public func redrive(_ keys: [DocumentKey]?) async throws -> Int {
        try await store.redrive(sink: options.name, keys: keys)
    }

    /// The sink, and the lock that keeps other processes from it.
    func open() async throws -> (lock: SinkLock, sink: any Sink) {
        let (options, database) = (options, configuration.database)
        return try await BlockingWork.run {
            guard let lock = try SinkLock.acquire(options.name, database: database) else {
                throw PotokError(
                    "sink.locked",
                    "another process delivers to the sink '\(options.name)'",
                    hint: "wait for it",
                    isRetryable: true
                )
            }
            return (lock, try SinkFactory.make(options, vault: .ofProcess))
        }
    }

    /// Delivers what waits; nil when nothing does.
    public func deliverWaiting() async throws -> DeliveryReport? {
        guard let waiting = try await store.sink(options.name)?.waiting, waiting > 0 else { return nil }
        let (lock, sink) = try await open()
        defer { withExtendedLifetime(lock) {} }
        return try await deliver(options.name, to: sink)
    }

    /// Delivers what waits in a queue to a sink whose lock is held.
    func deliver(_ queue: String, to sink: any Sink) async throws -> DeliveryReport {
        let delivery = Delivery(
            options.name,
            to: sink,
            from: StoreQueue(store: store, sink: queue, now: now),
            options: Delivery.Options(options, limit: configuration.limits.deliver, isBounded: false),
            transform: CommandTransform(options.transform, folder: configuration.folder)
        )
        delivery.drain()
        return await delivery.run()
    }
}

extension PotokError {
    /// What a sink says of itself, as an error of a command.
    init(_ failure: SinkFailure, of sink: String) {
        self.init(
            PotokError.Code("sink.\(failure.kind.rawValue)"),
            "sink '\(sink)': \(failure.message) [\(failure.code)]",
            isRetryable: ![.denied, .mismatch].contains(failure.kind)
        )
    }
}
