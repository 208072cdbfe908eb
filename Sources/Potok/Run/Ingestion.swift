public import PotokConfiguration
public import PotokCore
import PotokDeduplicate
public import PotokFetch
import PotokNormalize
import PotokSinks
import PotokSources
import PotokStore
public import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One run: everything that is due goes from its source through the stages into the corpus.
///
/// This is where the stages are put together; what each does is in its own target.
public final class Ingestion: Sendable {
    private let configuration: PipelineConfiguration
    private let selection: Selection
    private let listener: any RunListener
    private let shutdown: Shutdown
    private let budget: RunBudget
    private let network: NetworkOptions
    private let now: @Sendable () -> Timestamp
    private let progress = Lock<RunProgress?>(nil)
    private let readers: ListingReaders
    private let keeper: @Sendable () -> Store?
    private let delivers: Bool
    private let allowed: Set<String>

    /// Plans a run; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - configuration: the pipeline.
    ///   - selection: what the run is about.
    ///   - budget: how much it does before it leaves the rest to the next run.
    ///   - allowed: the sources of which as many documents may go as are gone; the brake does not hold them.
    ///   - network: what is the same for all transfers.
    ///   - shutdown: how the run is asked to stop.
    ///   - listener: who hears what happens.
    ///   - now: the clock of everything that is stored.
    public convenience init(
        _ configuration: PipelineConfiguration,
        selection: Selection = .everything,
        budget: RunBudget = RunBudget(),
        allowingDeletesOf allowed: Set<String> = [],
        network: NetworkOptions = NetworkOptions(),
        shutdown: Shutdown = Shutdown(),
        listener: any RunListener = SilentListener(),
        now: @escaping @Sendable () -> Timestamp = SystemClock.now
    ) {
        self.init(
            configuration,
            selection: selection,
            budget: budget,
            allowingDeletesOf: allowed,
            network: network,
            shutdown: shutdown,
            listener: listener,
            readers: .standard,
            now: now
        )
    }

    init(
        _ configuration: PipelineConfiguration,
        selection: Selection = .everything,
        budget: RunBudget = RunBudget(),
        allowingDeletesOf allowed: Set<String> = [],
        network: NetworkOptions = NetworkOptions(),
        shutdown: Shutdown = Shutdown(),
        listener: any RunListener = SilentListener(),
        readers: ListingReaders,
        keeper: @escaping @Sendable () -> Store? = { nil },
        delivers: Bool = true,
        now: @escaping @Sendable () -> Timestamp = SystemClock.now
    ) {
        self.readers = readers
        self.keeper = keeper
        self.delivers = delivers
        self.allowed = allowed
        self.configuration = configuration
        self.selection = selection
        self.budget = budget
        self.network = network
        self.shutdown = shutdown
        self.listener = listener
        self.now = now
    }

    /// What has been done so far; nil before the first stage has begun.
    public var counts: RunCounts? { progress.withLock { $0?.current } }

    /// Runs until nothing is due any more, or until somebody stops it.
    ///
    /// - Throws: `PotokError` when the run could not begin: the database is locked, not there, or not one of ours. A run
    ///   that began always ends with a report, even when a stage failed; what was done until then is committed.
    public func run() async throws -> RunReport {
        let database = configuration.database
        let clock = ContinuousClock()
        let start = clock.now
        let lock = try await BlockingWork.run { try RunLock.acquire(database: database) }
        defer { lock.release() }
        let store = try await BlockingWork.run { try Store(path: database, mode: .create) }
        let judge = ExactJudge(configuration)
        try await Forgetting.complete(store, judge: judge, listener: listener, now: now())
        if let copy = store.copyBeforeUpgrade {
            listener.notice(
                RunNotice(
                    severity: .note,
                    source: "",
                    address: database,
                    code: "database.upgraded",
                    message: "it was brought up to date; as it was before, it is in \(copy) until the next time",
                    hint: nil
                )
            )
        }
        let parameters = try await store.duplicateParameters(wanted: .wanted(configuration))
        if parameters.version != Fingerprinter.version {
            listener.notice(
                RunNotice(
                    severity: .warning,
                    source: "",
                    address: database,
                    code: "deduplicate.old-fingerprints",
                    message:
                        "its fingerprints were made by another version; new documents are compared with new ones only",
                    hint: "`potok db rebuild fingerprints` makes them anew"
                )
            )
        }
        let foreign = try await store.foreignEntriesToTell()
        if foreign > 0 {
            listener.notice(
                RunNotice(
                    severity: .warning,
                    source: "",
                    address: database,
                    code: "search.old-analyser",
                    message: "\(foreign) documents of its index were analysed by other rules than today's",
                    hint: "they are found as before; `potok db rebuild index` redoes them. This is said once"
                )
            )
        }
        let outdated = try await store.outdatedDocumentsToTell(version: NormalizeStage.version)
        if outdated > 0 {
            listener.notice(
                RunNotice(
                    severity: .warning,
                    source: "",
                    address: database,
                    code: "normalize.old-documents",
                    message: "\(outdated) documents of it were made by an older normalizer than today's",
                    hint:
                        "`potok reprocess --dry-run` shows what would be better, `potok reprocess` redoes them. This is said once"
                )
            )
        }
        let deliveries = try await Deliveries.open(
            configuration,
            only: delivers ? nil : [],
            isBounded: true,
            store: store,
            listener: listener,
            now: now
        )
        let run = try await store.beginRun(
            sources: configuration.sources.map(\.name),
            inWork: lock.interrupted,
            processIdentifier: getpid(),
            judge: judge,
            now: now()
        )
        listener.began(run)
        let since = now() + .seconds(-KeptPages.longest.seconds)
        let keptPages = KeptPages(
            keeper: keeper(),
            holder: try await store.hasKeptPages(since: since) ? store : nil,
            since: since
        )
        let workers = configuration.limits.workers > 0 ? configuration.limits.workers : Self.cores
        let progress = RunProgress(journal: lock.journal, workers: workers)
        self.progress.withLock { $0 = progress }
        let flow = Flow(
            configuration: configuration,
            sources: SourceTable(configuration),
            store: store,
            run: run,
            judge: judge,
            window: parameters.window,
            workers: workers,
            progress: progress,
            listener: listener,
            shutdown: shutdown,
            budget: budget,
            network: network,
            now: now,
            exposure: SecretExposure(listener),
            readers: readers,
            keptPages: keptPages,
            committed: deliveries.wake
        )
        let delivering = Task { [shutdown, grace = configuration.limits.grace] in
            await deliveries.run(until: shutdown, grace: grace)
        }
        var seeded = Seeding.Result()
        var failure: PotokError?
        do {
            seeded = try await Seeding(
                configuration: configuration,
                store: store,
                run: run,
                listener: listener,
                now: now
            )
            .seed(selection)
            if budget.isFull { try await store.makeAllDue(run: run, now: now()) }
            for record in try await store.quarantined(run: run) {
                listener.notice(
                    RunNotice(
                        severity: .warning,
                        source: record.source,
                        address: record.address,
                        code: "run.quarantined",
                        message: "set aside: \(record.reason ?? "")",
                        hint: "it is tried again when it changes, or when `potok retry` names it"
                    )
                )
            }
            try await flow.run()
            // A run that was stopped does not know how many there are: what it found waits for the next one.
            if !shutdown.isRequested {
                try await settleDeletions(store, run, judge)
                try await removeOldBodies(store)
                // A trial tells what would become of its inputs.
                if delivers {
                    try await Retention(configuration, store, judge: judge, listener: listener, now: now()).apply()
                }
                deliveries.wake()
            }
        } catch {
            failure = Self.describe(error)
        }
        let end: Run.End = failure != nil ? .failed : shutdown.isRequested ? .stopped : .finished
        do {
            try await store.endRun(run, end: end, failure: failure?.description, now: now())
            if keptPages.holder != nil { try await store.forgetKeptPages() }
        } catch {
            // The first error says more; the run is found interrupted by the next one.
            failure = failure ?? Self.describe(error)
        }
        if failure == nil { deliveries.drain() } else { deliveries.stop() }
        let delivered = await delivering.value
        var report = try await report(
            store,
            run,
            failure: failure,
            delivered,
            end: failure == nil ? end : .failed,
            seeded,
            took: start.duration(to: clock.now)
        )
        report.alarms = await SourceAlarms.update(
            store,
            after: run,
            configuration,
            isFinished: report.end == .finished,
            listener: listener,
            now: now()
        )
        try await BlockingWork.run { try store.close() }
        return report
    }

    private func report(
        _ store: Store,
        _ run: Run.Identifier,
        failure: PotokError?,
        _ deliveries: [DeliveryReport],
        end: Run.End,
        _ seeded: Seeding.Result,
        took duration: Duration
    ) async throws -> RunReport {
        let outcomes = try await store.outcomes(of: run)
        if let suspects = outcomes.first(where: { $0.code == "excluded.suspect" })?.count {
            listener.notice(
                RunNotice(
                    severity: .warning,
                    code: "run.suspects",
                    message:
                        "\(suspects) pages have lost most of their text, or say what other pages of their hosts say;"
                        + " the texts that they had before are served",
                    hint: "`potok accept --list` shows them, `potok accept URL` takes the new text of one"
                )
            )
        }
        let failed = outcomes.filter { $0.kind == .failed || $0.kind == .quarantined }.reduce(0) { $0 + $1.count }
        let inputs = outcomes.reduce(0) { $0 + $1.count }
        let limits = configuration.limits
        // What a person named by hand must not fail unnoticed; of what is scheduled, some always fails.
        let isTooMuch: Bool
        if case .items = selection {
            isTooMuch = failed > 0
        } else {
            isTooMuch = failed >= limits.failAtLeast && Double(failed) > limits.failOn * Double(inputs)
        }
        return RunReport(
            run: run,
            end: end,
            failure: failure,
            outcomes: outcomes,
            stillDue: try await store.dueCount(run: run, now: now()),
            notDue: seeded.counts.notDue,
            quarantined: seeded.counts.quarantined,
            resting: seeded.resting,
            sourceProblems: seeded.problems,
            robotsIgnored: selection.sources(of: configuration).filter { $0.fetch.robots == .ignore }.map(\.name),
            held: try await store.heldDeletions(addedIn: run),
            suspects: try await store.suspectCount(),
            deliveries: deliveries,
            documents: try await store.documentCount(),
            duration: duration,
            hasTooManyFailures: isTooMuch
        )
    }

    /// Lets the documents go whose pages are gone, or holds them where they are too many.
    private func settleDeletions(_ store: Store, _ run: Run.Identifier, _ judge: ExactJudge) async throws {
        let held = try await store.settleDeletions(
            run: run,
            brake: DeletionBrake(share: configuration.limits.maxDeletes),
            allowing: allowed,
            judge: judge,
            now: now()
        )
        for deletions in held where deletions.added > 0 { listener.notice(Self.notice(of: deletions)) }
    }

    private static func notice(of deletions: HeldDeletions) -> RunNotice {
        RunNotice(
            severity: .error,
            source: deletions.source,
            code: "run.deletes-held",
            message: "\(deletions.count) of its \(deletions.documents) documents would go, which is more than"
                + " limits.maxDeletes allows; all stay served (\(deletions.reasonText))",
            hint:
                "if they are to go, `potok run --allow-deletes \(deletions.source)` lets them; `potok runs show` lists them"
        )
    }

    /// Lets go of the bytes of pages that are older than their sources keep them.
    private func removeOldBodies(_ store: Store) async throws {
        let own = Dictionary(configuration.sources.map { ($0.name, $0.fetch) }) { first, _ in first }
        // Sources that are in the pipeline no more keep their documents; their bodies go as those of the others.
        for name in try await store.sourceNames() {
            let options = own[name] ?? configuration.fetch
            _ = try await store.removeBodies(of: name, until: now() + .seconds(-options.keepBodies.seconds))
        }
    }

    static func describe(_ error: any Error) -> PotokError {
        switch error {
        case let error as PotokError: error
        case let failure as StageFailure: describe(failure.underlying)
        default: PotokError("run.unexpected", "the run ended by an error it does not know", underlying: error)
        }
    }

    static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
