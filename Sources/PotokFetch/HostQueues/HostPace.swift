public import PotokConfiguration

/// How fast one host may be asked.
public struct HostPace: Sendable, Hashable {
    /// The time from the start of one request to the start of the next.
    public var delay: Duration
    /// How many requests may run at once.
    public var parallel: Int

    /// Makes a pace; at least one request may run.
    public init(delay: Duration, parallel: Int = 1) {
        self.delay = max(.zero, delay)
        self.parallel = max(1, parallel)
    }

    /// The pace that options ask for.
    public init(_ options: FetchOptions) {
        self.init(delay: options.delay, parallel: options.parallelPerHost)
    }

    /// The slower of two paces in both respects.
    public func slower(_ other: HostPace) -> HostPace {
        HostPace(delay: max(delay, other.delay), parallel: min(parallel, other.parallel))
    }
}
