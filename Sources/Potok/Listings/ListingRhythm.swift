import PotokConfiguration
import PotokCore
import PotokFetch

/// When to look at a feed or sitemap again.
struct ListingRhythm: Sendable {
    /// Entries whose dates tell the rhythm.
    private static let newest = 20

    let shortest: Duration
    let longest: Duration

    init(_ options: ListingOptions) {
        shortest = options.poll
        longest = max(options.poll, options.longestPoll)
    }

    /// The time until the next look.
    ///
    /// The first comes by the dates of the entries; after that, something new halves it and nothing new makes it half as long
    /// again. What the publisher asks for holds within the bounds.
    ///
    /// - Parameters:
    ///   - previous: the time between the last two looks; nil after the first look.
    ///   - isNew: whether this look found something new.
    func interval(
        after previous: Duration?,
        isNew: Bool,
        read: Observations.Reading?,
        headers: [String: String],
        observedAt: Timestamp
    ) -> Duration {
        let policy = RevisitPolicy(shortest: shortest, longest: longest)
        let wish: Duration
        if let previous {
            wish = policy.interval(after: previous, changed: isNew, headers: headers, observedAt: observedAt)
        } else {
            // Twice, since a change halves it.
            wish = policy.interval(
                after: read?.gap.map { $0 * 2 },
                changed: true,
                headers: headers,
                observedAt: observedAt
            )
        }
        return min(max(wish, read?.timeToLive ?? .zero), longest)
    }

    /// Half of the usual time between two entries, by the dates of the newest; nil when too few have one.
    static func gap(_ entries: [Listing.Entry]) -> Duration? {
        let dates = Set(entries.compactMap { $0.modified?.secondsSince1970 }).sorted(by: >).prefix(newest)
        guard dates.count >= 4 else { return nil }
        let gaps = zip(dates, dates.dropFirst()).map { $0.subtractingReportingOverflow($1).partialValue }.sorted()
        return .seconds(max(0, gaps[gaps.count / 2] / 2))
    }
}
