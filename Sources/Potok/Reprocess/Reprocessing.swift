public import PotokConfiguration
public import PotokCore
import PotokDeduplicate
public import PotokFetch
import PotokNormalize
import PotokSinks
import PotokStore
public import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Normalizes and deduplicates documents again from the bytes that are kept of their pages; nothing is fetched.
public final class Reprocessing: Sendable {
    /// What is wanted.
    public struct Options: Sendable {
        /// The sources; nil for all.
        public var sources: [String]?
        /// Whether documents are taken that the normalizer of today has made with the options of today.
        public var takesAll = false
        /// Whether nothing is changed.
        public var isDry = false
        /// As many documents, spread over all of them; nil for all.
        public var sample: Int?
        /// Documents a second at most; nil for as many as sinks keep up with.
        public var pace: Double?
        /// Makes the options for everything that is outdated.
        public init() {}
    }

    private let configuration: PipelineConfiguration
    private let options: Options
    private let shutdown: Shutdown
    private let listener: any RunListener
    private let differs: @Sendable (ReprocessedDifference) -> Void
    private let now: @Sendable () -> Timestamp
    private let progress = Lock<RunProgress?>(nil)

    /// Plans a reprocessing; nothing is opened yet.
    ///
    /// - Parameter differs: hears each document that is, or would be, otherwise than before.
    public init(
        _ configuration: PipelineConfiguration,
        options: Options = Options(),
        shutdown: Shutdown = Shutdown(),
        listener: any RunListener = SilentListener(),
        differs: @escaping @Sendable (ReprocessedDifference) -> Void = { _ in },
        now: @escaping @Sendable () -> Timestamp = SystemClock.now
    ) {
        self.configuration = configuration
        self.options = options
        self.shutdown = shutdown
        self.listener = listener
        self.differs = differs
        self.now = now
    }

    /// What has been done so far; nil before it has begun.
    public var counts: RunCounts? { progress.withLock { $0?.current } }

    /// Runs until all documents of the selection are done, or until somebody stops it.
    ///
    /// - Throws: `PotokError` when it could not begin: the database is locked, not there, or not one of ours.
    public func run() async throws -> ReprocessReport {
        let start = ContinuousClock.now
        let path = configuration.database
        let lock = try await BlockingWork.run { try RunLock.acquire(database: path) }
        defer { lock.release() }
        let store = try await BlockingWork.run { try Store(path: path, mode: .write) }
        let judge = ExactJudge(configuration)
        try await Forgetting.complete(store, judge: judge, listener: listener, now: now())
        let state = NormalizerState(configuration)
        let parameters = try await store.duplicateParameters(wanted: .wanted(configuration))
        let selection = ReprocessSelection(sources: options.sources, state: state, takesAll: options.takesAll)
        let deliveries = try await Deliveries.open(
            configuration,
            only: options.isDry ? [] : nil,
            isBounded: true,
            store: store,
            listener: listener,
            now: now
        )
        var run: PotokStore.Run.Identifier?
        if !options.isDry {
            let begun = try await store.beginRun(
                kind: .reprocess,
                sources: configuration.sources.map(\.name),
                inWork: lock.interrupted,
                processIdentifier: getpid(),
                judge: judge,
                now: now()
            )
            listener.began(begun)
            run = begun
        }
        let delivering = Task { [shutdown, grace = configuration.limits.grace] in
            await deliveries.run(until: shutdown, grace: grace)
        }
        let tally = Lock(ReprocessSink.Tally())
        var failure: PotokError?
        var there = Reprocessable()
        do {
            there = try await store.reprocessable(selection)
            try await flow(
                store,
                lock.journal,
                selection,
                run,
                judge,
                total: there.documents,
                window: parameters.window,
                tally,
                committed: deliveries.wake
            )
        } catch {
            failure = Ingestion.describe(error)
        }
        let end: PotokStore.Run.End = failure != nil ? .failed : shutdown.isRequested ? .stopped : .finished
        if let run { try await store.endRun(run, end: end, failure: failure?.description, now: now()) }
        if failure == nil { deliveries.drain() } else { deliveries.stop() }
        let delivered = await delivering.value
        try await BlockingWork.run { try store.close() }
        let result = tally.withLock { $0 }
        return ReprocessReport(
            run: run,
            end: end,
            failure: failure,
            counts: result.counts,
            fields: result.fields,
            failed: result.failed,
            withoutBody: there.withoutBody + result.withoutBody,
            setAside: there.setAside,
            deliveries: options.isDry ? [] : delivered,
            duration: start.duration(to: .now)
        )
    }

    private func flow(
        _ store: Store,
        _ journal: WorkJournal,
        _ selection: ReprocessSelection,
        _ run: PotokStore.Run.Identifier?,
        _ judge: ExactJudge,
        total: Int,
        window: Int,
        _ tally: Lock<ReprocessSink.Tally>,
        committed: @escaping @Sendable () -> Void
    ) async throws {
        let workers = configuration.limits.workers > 0 ? configuration.limits.workers : Ingestion.cores
        let progress = RunProgress(journal: journal, workers: workers)
        progress.setDue(min(total, options.sample ?? total))
        self.progress.withLock { $0 = progress }
        let sources = SourceTable(configuration)
        let local = LocalPages(sources: sources, listener: listener, now: now)
        try await Pipeline(
            source: ReprocessSource(
                store: store,
                selection: selection,
                run: run,
                sample: options.sample,
                total: total
            )
        )
        .stage(
            StoredPageStage(
                store: store,
                local: local,
                archived: ArchivedPages(store: store, records: local.records, sources: sources),
                sources: sources
            ),
            workers: workers
        )
        .stage(NormalizeStage(configuration), workers: workers)
        .stage(FingerprintStage(window: window), workers: workers)
        .run(
            into: ReprocessSink(
                store: store,
                run: run,
                judge: judge,
                state: selection.state,
                pace: options.pace,
                tally: tally,
                progress: progress,
                shutdown: shutdown,
                differs: differs,
                committed: committed,
                listener: listener,
                now: now
            ),
            options: PipelineOptions(
                grace: configuration.limits.grace,
                budget: ByteBudget(limit: configuration.limits.memory)
            ),
            shutdown: shutdown,
            observer: progress
        )
    }
}
