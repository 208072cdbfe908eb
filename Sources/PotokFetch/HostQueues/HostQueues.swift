public import PotokCore

/// The requests of a run, host by host: hands out the next one whose host may be asked now.
///
/// Workers ask `next()` in a loop, and tell `finished(_:)` when a fetch has ended, whatever its result. Requests are
/// claimed from the frontier a few at a time, when their host's turn comes. Only requests with a URL belong here.
public final class HostQueues: Sendable {
    private let storage: HostQueuesStorage
    private let grouping: HostGrouping

    /// Makes queues over a frontier.
    ///
    /// - Parameters:
    ///   - supply: the frontier.
    ///   - clock: measures delays.
    ///   - now: the time on the wall, for blocks that outlive the run.
    ///   - patience: a host that asks to be left alone for longer has its requests given back; for a shorter time, the run
    ///     waits.
    ///   - jitter: numbers from 0 to 1 that make delays irregular: up to a fifth longer. By default at least a twentieth, so
    ///     that a host sees its delay kept even where one request was longer on the way than the next.
    ///   - grouping: which hosts share a queue.
    ///   - pace: how fast the host of a request may be asked, by the options of the request's source.
    public init(
        supply: some FrontierSupply,
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Timestamp = SystemClock.now,
        patience: Duration = .seconds(30),
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0.25...1) },
        grouping: HostGrouping = .host,
        pace: @escaping @Sendable (Request) -> HostPace
    ) {
        self.grouping = grouping
        storage = HostQueuesStorage(
            supply: GroupedSupply(supply, grouping),
            clock: clock,
            wallNow: now,
            machine: HostQueuesMachine(patience: patience, grouping: grouping, pace: pace, jitter: jitter)
        )
    }

    /// The host that a URL is asked of, without the port.
    public static func host(of url: WebURL) -> String? { url.host }

    /// The host that a request is asked of; nil for a file.
    public static func host(of request: Request) -> String? { request.locator.url.flatMap(host) }

    /// Waits for the next request whose host may be asked, and claims its turn; nil when nothing is due any more.
    ///
    /// - Throws: what the supply throws, or `CancellationError`.
    public func next() async throws -> Request? { try await storage.next() }

    /// Says that the fetch of a request begins, where time may have gone by since `next()` gave it; waits if it must.
    ///
    /// Delays count from here then, so that requests that piled up on the way do not reach their host in one moment.
    ///
    /// - Throws: ``HostIsBlocked`` when its host asked meanwhile to be left alone for longer than the patience, or
    ///   `CancellationError`.
    public func begin(_ request: Request) async throws { try await storage.begin(request.claim) }

    /// The host of a request has begun to answer so long ago: its delay counts from there at the earliest.
    public func answered(_ request: Request, since: Duration) { storage.answered(request.claim, since: since) }

    /// A request that `next()` gave has ended.
    public func finished(_ request: Request) { storage.finished(request.claim) }

    /// The result of a request that `next()` gave may make others due: `next()` does not end before ``letGo(_:)`` was told of it.
    public func hold() { storage.hold() }

    /// The results of so many held requests are in the frontier.
    public func letGo(_ count: Int) { storage.letGo(count) }

    /// Whether nothing is under way and nothing can be, before held requests are let go.
    public var waitsForHeld: Bool { storage.waitsForHeld }

    /// Waits until a fetch may make its next hop, to this URL; its former host is free from now on.
    ///
    /// - Throws: ``HostIsBlocked`` when the host wants to be left alone for longer than the patience, or `CancellationError`.
    public func move(_ request: Request, to url: WebURL) async throws {
        guard let host = Self.host(of: url) else { return }
        await grouping.prepare([host])
        try await storage.move(request, to: grouping.queue(of: host))
    }

    /// A host asks to be left alone until some time.
    ///
    /// - Returns: its requests that have not been started, to be deferred, when that is longer than the patience.
    public func block(_ host: String, until: Timestamp) -> [Request] {
        storage.block(grouping.queue(of: host), until: until)
    }

    /// A host's robots.txt asks for this time between two requests; the longer of this and the configured delay holds.
    public func setCrawlDelay(_ delay: Duration, of host: String) {
        storage.setCrawlDelay(delay, of: grouping.queue(of: host))
    }

    /// How many hosts have something due and are not to be asked yet.
    public var waitingHosts: Int { storage.waitingHosts }

    /// Hands out nothing more: `next()` gives nil from now on.
    ///
    /// - Returns: the requests that were claimed but not started, to be given back to the frontier.
    public func stop() -> [Request] { storage.stop() }
}

/// Thrown when a fetch has come to a host that wants to be left alone for longer than a run waits.
public struct HostIsBlocked: Error, Sendable, Hashable {
    /// Until when.
    public var until: Timestamp

    /// Makes the error.
    public init(until: Timestamp) { self.until = until }
}
