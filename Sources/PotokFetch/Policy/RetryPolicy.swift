public import PotokConfiguration
public import PotokCore

/// When to try again what has failed: later with each failure in a row, up to a ceiling, and never not at all.
public struct RetryPolicy: Sendable, Hashable {
    /// The wait after the first failure that may pass by itself.
    public var first: Duration
    /// The longest wait after failures that may pass by themselves.
    public var ceiling: Duration
    /// The wait after the first failure that somebody has to mend.
    public var firstPermanent: Duration = .seconds(86_400)
    /// The longest wait after failures that somebody has to mend.
    public var permanentCeiling: Duration = .seconds(30 * 86_400)

    /// Makes a policy.
    public init(first: Duration = .seconds(60), ceiling: Duration = .seconds(86_400)) {
        self.first = max(.zero, first)
        self.ceiling = max(self.first, ceiling)
    }

    /// The policy that options ask for.
    public init(_ options: FetchOptions) { self.init(first: options.retry) }

    /// The wait after so many failures in a row, this one included: doubled with each, and up to a fifth longer by jitter
    /// from 0 to 1, so that what failed together does not come back together.
    public func delay(failures: Int, isRetryable: Bool, jitter: Double = .random(in: 0...1)) -> Duration {
        let (start, limit) = isRetryable ? (first, ceiling) : (firstPermanent, permanentCeiling)
        var delay = start
        for _ in 1..<max(failures, 1) where delay < limit { delay += delay }
        return min(delay + delay * (0.2 * min(max(jitter, 0), 1)), limit)
    }

    /// The time of the next attempt.
    public func retryAt(
        _ now: Timestamp,
        failures: Int,
        isRetryable: Bool,
        jitter: Double = .random(in: 0...1)
    ) -> Timestamp {
        now + delay(failures: failures, isRetryable: isRetryable, jitter: jitter)
    }
}
