import PotokConfiguration
import PotokCore
import PotokDeduplicate
import PotokFetch
import PotokNormalize
import PotokSources
import PotokStore
import PotokStreams

/// The stages of a run, put together: frontier ─▶ fetch ─▶ normalize ─▶ deduplicate ─▶ index.
struct Flow: Sendable {
    let configuration: PipelineConfiguration
    let sources: SourceTable
    let store: Store
    let run: PotokStore.Run.Identifier
    let judge: ExactJudge
    /// What the fingerprints of the database are made with.
    let window: Int
    let workers: Int
    let progress: RunProgress
    let listener: any RunListener
    let shutdown: Shutdown
    let budget: RunBudget
    let network: NetworkOptions
    let now: @Sendable () -> Timestamp
    let exposure: SecretExposure
    let readers: ListingReaders
    let keptPages: KeptPages
    /// Called after each commit.
    let committed: @Sendable () -> Void
    private let hurry = Hurry()

    /// First, one by one, what has ended processes before; then everything else.
    func run() async throws {
        let identities = try await Identities.resolve(configuration)
        let blocked = try await store.blockedHosts()
        let hosts = HostStates(blocked)
        let options = configuration.sources.map(\.fetch) + [configuration.fetch]
        let archives = try await Archives.open(for: options, run: run.description, now: now)
        let fetchers = try Fetchers(for: options, network: network, now: now)
        let robots = RobotsGate(fetchers: fetchers, store: store, now: now)
        do {
            while !shutdown.isRequested, let suspect = try await store.claimSuspect(run: run) {
                try await run(
                    SingleRequest(request: suspect),
                    fetchers,
                    archives,
                    identities,
                    politeness(robots, hosts, queues: nil)
                )
            }
            if !shutdown.isRequested {
                let frontier = try await Frontier.open(
                    store: store,
                    run: run,
                    sources: sources,
                    grouping: HostGrouping(configuration.fetch),
                    blocked: blocked,
                    budget: budget,
                    hurry: hurry,
                    now: now
                )
                progress.setDue(frontier.due)
                progress.watch(frontier.queues)
                try await run(
                    frontier,
                    fetchers,
                    archives,
                    identities,
                    politeness(robots, hosts, queues: frontier.queues)
                )
            }
        } catch {
            await fetchers.shutdown()
            // The first error says more; what is open is finished by the next run.
            try? await archives.close()
            throw error
        }
        await fetchers.shutdown()
        try await archives.close()
    }

    private func politeness(_ robots: RobotsGate, _ hosts: HostStates, queues: HostQueues?) -> Politeness {
        Politeness(
            queues: queues,
            robots: robots,
            hosts: hosts,
            store: store,
            run: run,
            judge: judge,
            now: now,
            progress: progress
        )
    }

    private func run(
        _ source: some PipelineSource,
        _ fetchers: Fetchers,
        _ archives: Archives,
        _ identities: [String: RequestIdentity],
        _ politeness: Politeness
    ) async throws {
        let observations = Observations()
        let standIns = StandIns(store: store)
        let forgotten = try await ForgottenGate.open(store)
        let budget = ByteBudget(limit: configuration.limits.memory)
        let local = LocalPages(sources: sources, listener: listener, now: now)
        let acquire = AcquireStage(
            fetchers: fetchers,
            archives: archives,
            local: local,
            politeness: politeness,
            sources: sources,
            identities: identities,
            observations: observations,
            exposure: exposure,
            standIns: standIns,
            keptPages: keptPages,
            forgotten: forgotten,
            outdated: OutdatedPages(
                store: store,
                state: NormalizerState(configuration),
                archived: ArchivedPages(store: store, records: local.records, sources: sources)
            )
        )
        let normalize = NormalizeStage(configuration)
        let scopes = configuration.sources.compactMap { source in
            source.listing.map { (source.name, ListingScope($0)) }
        }
        let sites = configuration.sources.compactMap { source in
            source.listing.map { (source.name, SiteScope($0)) }
        }
        let list = ListingStage(
            normalize: normalize,
            readers: readers,
            scopes: Dictionary(scopes) { first, _ in first },
            sites: Dictionary(sites) { first, _ in first },
            observations: observations,
            standIns: standIns,
            keepsBodies: Set(configuration.sources.filter { $0.fetch.keepBodies > .zero }.map(\.name))
                .union(configuration.fetch.keepBodies > .zero ? [SourceTable.added] : []),
            now: now
        )
        try await Pipeline(source: source)
            .stage(acquire, workers: configuration.fetch.parallel)
            .stage(list, workers: workers)
            .stage(FingerprintStage(window: window), workers: workers)
            .run(
                into: IndexSink(
                    store: store,
                    run: run,
                    judge: judge,
                    options: configuration.index,
                    sources: sources,
                    observations: observations,
                    archives: archives,
                    progress: progress,
                    queues: politeness.queues,
                    hurry: hurry,
                    deletes: !self.budget.isFull,
                    committed: committed,
                    listener: listener,
                    now: now
                ),
                options: PipelineOptions(grace: configuration.limits.grace, budget: budget),
                shutdown: shutdown,
                observer: progress
            )
    }
}

extension NormalizeStage {
    /// The stage with the options of each source.
    init(_ configuration: PipelineConfiguration) {
        self.init(
            options: Dictionary(configuration.sources.map { ($0.name, $0.normalize) }) { first, _ in first },
            fallback: configuration.normalize,
            agents: Dictionary(configuration.sources.map { ($0.name, Self.agent($0.fetch)) }) { first, _ in first },
            agent: Self.agent(configuration.fetch)
        )
    }

    /// The name that pages may call us by; nil when their wishes do not count.
    static func agent(_ options: FetchOptions) -> String? {
        options.robots == .obey ? RobotsFile.productToken(of: options.userAgent) : nil
    }
}

/// A source of one request.
private struct SingleRequest: PipelineSource {
    let request: Request

    func produce(into send: @escaping @Sendable (Request) async throws -> Void) async throws { try await send(request) }
}
