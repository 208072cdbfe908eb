import PotokConfiguration
import PotokCore
import PotokFetch
import PotokSinks
import PotokStore
import PotokStreams

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The deliveries to all sinks of a pipeline, each on its own: none holds up another.
struct Deliveries: Sendable {
    private struct Item: Sendable {
        var name: String
        /// Nil for a sink that cannot be delivered to.
        var delivery: Delivery?
        var lock: SinkLock?
        /// What is reported when there is no delivery.
        var report: DeliveryReport
    }

    private let items: [Item]
    private let store: Store

    /// Writes the sinks of a pipeline down in its database, and plans the deliveries.
    ///
    /// What is wrong with one sink is in its report, and holds up nobody.
    ///
    /// - Parameters:
    ///   - names: the sinks to deliver to; nil for all.
    ///   - isBounded: whether they end some time after the rest, although there is progress.
    static func open(
        _ configuration: PipelineConfiguration,
        only names: Set<String>? = nil,
        isBounded: Bool,
        store: Store,
        listener: any RunListener,
        now: @escaping @Sendable () -> Timestamp
    ) async throws -> Deliveries {
        let forgotten = try await store.register(sinks: configuration.sinks.map(SinkRegistration.init), now: now())
        for name in forgotten {
            listener.notice(
                RunNotice(
                    severity: .note,
                    code: "sink.forgotten",
                    message: "sink '\(name)' is no longer in the pipeline; what waited for it is forgotten"
                )
            )
        }
        var items: [Item] = []
        for options in configuration.sinks where names?.contains(options.name) ?? true {
            items.append(
                await item(options, configuration, isBounded: isBounded, store: store, now: now)
            )
        }
        return Deliveries(items: items, store: store)
    }

    private static func item(
        _ options: SinkOptions,
        _ configuration: PipelineConfiguration,
        isBounded: Bool,
        store: Store,
        now: @escaping @Sendable () -> Timestamp
    ) async -> Item {
        var report = DeliveryReport(sink: options.name)
        do {
            let (lock, sink) = try await BlockingWork.run {
                let lock = try SinkLock.acquire(options.name, database: configuration.database)
                return (lock, try lock.map { _ in try SinkFactory.make(options, vault: .ofProcess) })
            }
            guard let lock, let sink else {
                report.end = .locked
                return Item(name: options.name, delivery: nil, lock: nil, report: report)
            }
            try await erase(options.name, sink, store)
            let delivery = Delivery(
                options.name,
                to: sink,
                from: StoreQueue(store: store, sink: options.name, now: now),
                options: Delivery.Options(options, limit: configuration.limits.deliver, isBounded: isBounded),
                transform: CommandTransform(options.transform, folder: configuration.folder)
            )
            return Item(name: options.name, delivery: delivery, lock: lock, report: report)
        } catch let failure as SinkFailure {
            report.end = .failed
            report.failure = failure
            return Item(name: options.name, delivery: nil, lock: nil, report: report)
        } catch {
            report.end = .failed
            report.failure = SinkFailure(
                .denied,
                code: (error as? PotokError)?.code.rawValue ?? "sink.failed",
                message: (error as? PotokError)?.message ?? String(describing: error)
            )
            return Item(name: options.name, delivery: nil, lock: nil, report: report)
        }
    }

    /// Has a sink take out of what it has written what was forgotten since; for other sinks their deletes are enough.
    private static func erase(_ name: String, _ sink: any Sink, _ store: Store) async throws {
        for queue in [name, Store.rebuildQueue(of: name)] {
            let keys = try await store.erasures(for: queue)
            guard !keys.isEmpty else { continue }
            if let sink = sink as? any ErasingSink { try await sink.erase(Set(keys)) }
            try await store.noteErased(keys, sink: queue)
        }
    }

    /// Tells that a batch was committed.
    func wake() { for item in items { item.delivery?.wake() } }

    /// Tells that nothing more will be committed.
    func drain() { for item in items { item.delivery?.drain() } }

    /// Ends after the batches that are under way.
    func stop() { for item in items { item.delivery?.stop() } }

    /// Ends at once.
    func stopNow() { for item in items { item.delivery?.stopNow() } }

    /// Delivers until nothing waits and nothing more will come, or until it is stopped.
    ///
    /// A stop that is asked for ends it after the batches under way, and after the grace at once.
    func run(until shutdown: Shutdown, grace: Duration) async -> [DeliveryReport] {
        let stopping = [
            Task {
                try await shutdown.waitUntilRequested()
                stop()
                try await Task.sleep(for: grace)
                stopNow()
            },
            Task {
                try await shutdown.waitUntilImmediate()
                stopNow()
            },
        ]
        defer { for task in stopping { task.cancel() } }
        return await withTaskGroup(of: (Int, DeliveryReport).self) { group in
            for (index, item) in items.enumerated() {
                group.addTask { (index, await run(item)) }
            }
            var reports: [(Int, DeliveryReport)] = []
            for await report in group { reports.append(report) }
            return reports.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func run(_ item: Item) async -> DeliveryReport {
        guard let delivery = item.delivery else {
            var report = item.report
            if let record = try? await store.sink(item.name) {
                (report.waiting, report.dead) = (record.waiting, record.dead)
            }
            return report
        }
        return await delivery.run()
    }
}

extension SinkRegistration {
    /// What the database is to know of a sink.
    init(_ options: SinkOptions) {
        self.init(
            name: options.name,
            target: options.kind.target,
            representativesOnly: options.duplicates == .representatives
        )
    }
}

extension Delivery.Options {
    /// What bounds the delivery to a sink.
    ///
    /// - Parameters:
    ///   - limit: how long it may take when nothing else is to be done.
    ///   - isBounded: whether it ends then although there is progress.
    init(_ options: SinkOptions, limit: Duration, isBounded: Bool) {
        self.init()
        patience = min(patience, limit)
        bound = isBounded ? limit : nil
        batchDocuments = options.batchDocuments
        batchBytes = options.batchBytes
        batchAge = options.batchAge
        parallel = options.parallel
    }
}

extension SecretVault {
    /// The environment of this process, and files.
    static var ofProcess: SecretVault { SecretVault(environment: ProcessInfo.processInfo.environment) }
}
