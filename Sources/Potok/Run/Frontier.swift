import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStore
import PotokStreams

/// The frontier as the source of a run's pipeline: files one after the other, pages when it is their host's turn.
struct Frontier: PipelineSource {
    /// Files claimed at a time.
    private static let fileBatch = 256

    let supply: Supply
    let queues: HostQueues
    /// How many addresses are due as the run begins.
    let due: Int
    let budget: RunBudget

    static func open(
        store: Store,
        run: PotokStore.Run.Identifier,
        sources: SourceTable,
        grouping: HostGrouping,
        blocked: [BlockedHost],
        budget: RunBudget,
        hurry: Hurry,
        now: @escaping @Sendable () -> Timestamp
    ) async throws -> Frontier {
        let supply = Supply(store: store, run: run, hurry: hurry, now: now)
        let queues = HostQueues(supply: supply, now: now, grouping: grouping) {
            HostPace(sources[$0.source].fetch)
        }
        await grouping.prepare(blocked.map(\.name))
        // Those too of which nothing is due: a redirect may lead to them.
        for host in blocked where host.until > now() { _ = queues.block(host.name, until: host.until) }
        return Frontier(
            supply: supply,
            queues: queues,
            due: try await store.dueCount(run: run, now: now()),
            budget: budget
        )
    }

    func produce(into send: @escaping @Sendable (Request) async throws -> Void) async throws {
        let allowance = Allowance(budget.inputs)
        let counted: @Sendable (Request) async throws -> Void = { request in
            // What was claimed and is not sent goes back to the frontier as the run ends.
            guard allowance.take() else { throw BudgetSpent() }
            try await send(request)
        }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Local and web sources do not wait for each other.
                group.addTask { try await self.produceFiles(into: counted) }
                group.addTask { try await self.producePages(into: counted) }
                if let duration = budget.duration {
                    group.addTask {
                        try await Task.sleep(for: duration)
                        throw BudgetSpent()
                    }
                }
                for _ in 0..<2 { try await group.next() }
                group.cancelAll()
            }
        } catch is BudgetSpent {
            // What is under way is finished; the rest is still due.
        }
    }

    private func produceFiles(into send: @escaping @Sendable (Request) async throws -> Void) async throws {
        while true {
            let requests = try await supply.store.claimFiles(limit: Self.fileBatch, run: supply.run, now: supply.now())
            if requests.isEmpty { return }
            for request in requests { try await send(request) }
        }
    }

    private func producePages(into send: @escaping @Sendable (Request) async throws -> Void) async throws {
        while let request = try await queues.next() {
            // What it names is fetched by this run: the frontier is not done before that is known.
            if request.role != .page { queues.hold() }
            try await send(request)
        }
    }

    /// What is due in the store, as the host queues ask for it.
    struct Supply: FrontierSupply {
        let store: Store
        let run: PotokStore.Run.Identifier
        let hurry: Hurry
        let now: @Sendable () -> Timestamp

        func onlyHeldAreLeft() { hurry.call() }

        func dueHosts() async throws -> [PotokFetch.DueHost] {
            try await store.dueHosts(run: run, now: now()).map {
                PotokFetch.DueHost(host: $0.name, blockedUntil: $0.blockedUntil)
            }
        }

        func claim(_ counts: [String: Int]) async throws -> [Request] {
            try await store.claim(hosts: counts, run: run, now: now())
        }
    }
}
