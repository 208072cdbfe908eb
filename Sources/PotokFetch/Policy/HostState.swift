public import PotokCore

/// What is remembered of a host between runs: whether it wants to be left alone, and until when.
public struct HostState: Sendable, Hashable {
    /// Until when nothing of the host is fetched; nil when it may be asked.
    public var blockedUntil: Timestamp?
    /// Why: `HTTP 429`.
    public var reason: String?
    /// How often in a row it has asked to be left alone.
    public var blocks: Int

    /// Makes a state; a host that was never blocked by default.
    public init(blockedUntil: Timestamp? = nil, reason: String? = nil, blocks: Int = 0) {
        self.blockedUntil = blockedUntil
        self.reason = reason
        self.blocks = blocks
    }

    /// Whether the host may be asked now.
    public func isOpen(at now: Timestamp) -> Bool { blockedUntil.map { $0 <= now } ?? true }

    /// The wait after the first answer without a usable Retry-After; doubled with each in a row.
    static let firstBlock: Duration = .seconds(60)
    /// The longest of our own waits, and the one for an absurd Retry-After.
    static let longestBlock: Duration = .seconds(86_400)
    /// The longest Retry-After that is taken at its word.
    static let longestRetryAfter: Duration = .seconds(7 * 86_400)

    /// The state after a 429 or 503.
    ///
    /// Retry-After counts if it can be read and lies ahead; one beyond a week is absurd and counts as a day. Without one the
    /// wait is a minute, doubled with each answer of that kind in a row up to a day.
    ///
    /// - Parameter jitter: from 0 to 1; makes the wait up to a tenth longer, so that a server that has sent many away does
    ///   not get them all back in one second.
    public func blocked(by answer: FetchResult.StatusAnswer, jitter: Double = .random(in: 0...1)) -> HostState {
        let asked = answer.retryAfter.flatMap { RetryAfter.delay($0, now: answer.observedAt) }
        var wait: Duration
        if let asked, asked > .zero {
            wait = asked <= Self.longestRetryAfter ? asked : Self.longestBlock
        } else {
            wait = RetryPolicy(first: Self.firstBlock, ceiling: Self.longestBlock)
                .delay(failures: blocks + 1, isRetryable: true, jitter: 0)
        }
        wait += wait * (0.1 * min(max(jitter, 0), 1))
        // The answer came some time within its second: one more makes sure that the wait is never shorter than asked for.
        return HostState(
            blockedUntil: answer.observedAt + min(wait + .seconds(1), Self.longestRetryAfter),
            reason: answer.reason,
            blocks: blocks + 1
        )
    }

    /// The state after any answer that does not ask to be left alone.
    public func answered() -> HostState { HostState() }
}
