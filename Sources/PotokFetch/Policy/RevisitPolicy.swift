public import PotokConfiguration
public import PotokCore

/// When to look at a page again: sooner after it changed, later after it did not, within bounds.
public struct RevisitPolicy: Sendable, Hashable {
    /// The shortest time between two looks, and the time after the first one.
    public var shortest: Duration
    /// The longest time between two looks.
    public var longest: Duration
    /// The longest that a page's own word on its freshness (Cache-Control, Expires) is believed.
    public var freshnessCap: Duration = .seconds(86_400)

    /// Makes a policy; the longest time is never below the shortest.
    public init(shortest: Duration, longest: Duration) {
        self.shortest = max(.zero, shortest)
        self.longest = max(self.shortest, longest)
    }

    /// The policy that options ask for.
    public init(_ options: FetchOptions) {
        self.init(shortest: options.revisit, longest: options.longestRevisit)
    }

    /// The time until the next look.
    ///
    /// Halved after a change and half as long again without one: a page that changes at every look comes quickly to the
    /// shortest time, one that never changes slowly to the longest.
    ///
    /// - Parameters:
    ///   - previous: the time between the last two looks; nil after the first look.
    ///   - changed: whether this look found another text than the last one.
    ///   - headers: the response's, by lower-case name.
    ///   - observedAt: when the response came.
    public func interval(
        after previous: Duration?,
        changed: Bool,
        headers: [String: String],
        observedAt: Timestamp
    ) -> Duration {
        let wish =
            if let previous { changed ? previous / 2 : previous * 1.5 } else { shortest }
        let fresh = min(CacheLifetime.of(headers, observedAt: observedAt) ?? .zero, freshnessCap)
        return min(max(wish, fresh, shortest), longest)
    }
}
