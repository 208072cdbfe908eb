import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStore
import PotokStreams

/// Thrown when robots.txt closes an address: the way ends with `excluded`, not with a failure.
struct RobotsRefusal: Error {
    let reason: String
}

/// What this run owes to the hosts it asks: their turn, their robots.txt, and to be left alone when they say so.
struct Politeness: Sendable {
    /// Nil for a request that is tried alone and waits for nobody.
    let queues: HostQueues?
    let robots: RobotsGate
    let hosts: HostStates
    let store: Store
    let run: PotokStore.Run.Identifier
    let judge: any Judge
    let now: @Sendable () -> Timestamp
    let progress: RunProgress

    /// Waits until a URL may be asked for and makes sure that robots.txt allows it.
    ///
    /// - Parameter isHop: whether a redirect leads there; the first URL of a request has its host's turn already.
    /// - Throws: `RobotsRefusal`, `HostIsBlocked`, `CancellationError`, or a `PotokError` when robots.txt cannot be had.
    func admit(
        _ url: WebURL,
        _ request: Request,
        _ options: FetchOptions,
        _ lease: ByteLease,
        isHop: Bool
    ) async throws {
        if queues == nil, let host = HostQueues.host(of: url), let until = hosts.blockEnd(of: host), until > now() {
            throw HostIsBlocked(until: until)
        }
        // The stream between frontier and workers may have held the request up: its turn counts from now.
        if isHop { try await queues?.move(request, to: url) } else { try await queues?.begin(request) }
        guard options.robots == .obey else { return }
        let (access, isFresh) = try await robots.access(to: url, options: options, holding: lease) {
            observed(request, $0)
        }
        switch access {
        case .all: break
        case .none:
            throw PotokError(
                "fetch.robots-unreachable",
                "\(url.origin)/robots.txt cannot be had, so nothing of it is fetched",
                hint: "it is asked again in some minutes; RFC 9309 wants it so",
                isRetryable: true
            )
        case .unreachable(let error): throw error
        case .rules(let rules):
            guard rules.isAllowed(path: url.requestTarget) else {
                let rule = rules.decidingRule(path: url.requestTarget)
                throw RobotsRefusal(
                    reason: "robots.txt closes it" + (rule.map { " (line \($0.line): Disallow: \($0.text))" } ?? "")
                )
            }
            if let delay = rules.crawlDelay, let host = HostQueues.host(of: url) {
                queues?.setCrawlDelay(min(delay, options.longestCrawlDelay), of: host)
            }
        }
        // Asking for robots.txt was this host's turn: the page waits for the next one.
        if isFresh { try await queues?.move(request, to: url) }
    }

    /// Notes when a host began to answer: its delay counts from there at the earliest.
    func observed(_ request: Request, _ exchange: TransferLog) {
        progress.fetched(exchange.encodedBytes)
        guard exchange.status != nil else { return }
        queues?.answered(request, since: exchange.timing.total - exchange.timing.firstByte)
    }

    /// Gives a host's place back after a request.
    func finished(_ request: Request) { queues?.finished(request) }

    /// Notes that a host answers and does not want to be left alone.
    func answered(_ host: String) async throws {
        guard hosts.forget(host) else { return }
        do { try await store.unblock(host: host) } catch { throw StageFailure(error) }
    }

    /// Leaves a host alone for a time; on disk before this returns, so that it holds for runs to come.
    func block(_ host: String, by answer: FetchResult.StatusAnswer) async throws -> Timestamp {
        let state = hosts.block(host, by: answer)
        let until = state.blockedUntil ?? answer.observedAt
        let waiting = queues?.block(host, until: until) ?? []
        let deferred = Outcome.deferred(
            .tooManyRequests,
            reason: "\(host) answered \(answer.reason)",
            until: until
        )
        do {
            try await store.block(host: host, until: until, reason: answer.reason, blocks: state.blocks)
            // What is claimed of this host and not begun waits as well.
            if !waiting.isEmpty {
                let settlements = waiting.map { Settlement(request: $0, result: .outcome(deferred), dueAgain: nil) }
                _ = try await store.commit(settlements, run: run, judge: judge, now: answer.observedAt)
            }
        } catch {
            throw StageFailure(error)
        }
        return until
    }
}

/// How often in a row hosts have asked to be left alone, from this run and those before.
final class HostStates: Sendable {
    private let states: Lock<[String: HostState]>

    init(_ hosts: [BlockedHost]) {
        let known = hosts.map { ($0.name, HostState(blockedUntil: $0.until, blocks: $0.blocks)) }
        states = Lock(Dictionary(known) { first, _ in first })
    }

    /// Until when a host wants to be left alone; nil when it has not said so since it answered last.
    func blockEnd(of host: String) -> Timestamp? { states.withLock { $0[host]?.blockedUntil } }

    func block(_ host: String, by answer: FetchResult.StatusAnswer) -> HostState {
        states.withLock { states in
            let state = (states[host] ?? HostState()).blocked(by: answer)
            states[host] = state
            return state
        }
    }

    /// Whether there was anything to forget.
    func forget(_ host: String) -> Bool { states.withLock { $0.removeValue(forKey: host) != nil } }
}
