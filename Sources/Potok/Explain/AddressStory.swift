public import PotokCore
public import PotokStore

/// All that can be told of one address, from its discovery to its document.
public struct AddressStory: Sendable {
    /// The address: a canonical URL, or what its source calls a file or record.
    public var address: String
    /// The address as a URL; nil for what is not on the web.
    public var url: WebURL?
    /// When the story was told.
    public var now: Timestamp
    /// What the frontier knows of it; nil when it was never seen there.
    public var history: AddressHistory?
    /// Where it leads and why; nil when that is not known.
    public var leads: AddressExplanation?
    /// The document that it leads to; nil when there is none.
    public var record: StoredRecord?
    /// What its page says now, if that is not believed yet.
    public var suspect: Suspect?
    /// The way of redirects from it.
    public var route: [Redirect] = []
    /// The copies that are kept of it.
    public var copies: [FetchedCopy] = []
    /// What became of the document at each sink.
    public var deliveries: [DeliveryStanding] = []
    /// What is kept of its host.
    public var host: AddressHistory.Host?
    /// What is known of robots.txt; nil for what is not on the web.
    public var robots: RobotsStanding?
    /// What may become of it, for an address that no source was seen to name.
    public var prospect: Prospect?
    /// That a person had it forgotten; nil when nobody had.
    public var forgotten: Forgotten?
    /// Whether the pipeline has the source that it belongs to.
    public var isOfKnownSource = false

    /// Until when its source takes no part in runs, by its schedule; nil when it does.
    public var restsUntil: Timestamp?

    /// Whether anything ever led to this address.
    public var wasSeen: Bool { history != nil || leads != nil }

    /// When it is looked at again and why then, in words; nil for what was never seen.
    public var due: String? {
        guard let history else { return nil }
        if let run = history.claimedBy { return "in work in run \(run)" }
        if history.quarantine != nil { return "never: it is set aside" }
        if forgotten != nil { return "never: it was forgotten" }
        if history.prunedAt != nil { return "never: it was pruned; `potok add` brings it back" }
        if !isOfKnownSource { return "never: pipeline.json has no source '\(history.source)' any more" }
        if history.namedInRun == nil { return "never: only a redirect leads here" }
        guard let dueAt = history.dueAt else {
            return url == nil ? "when the file changes" : "when something changes"
        }
        if let until = restsUntil, until > dueAt {
            return "\(dueAt), but its source rests until \(until)"
        }
        if let until = host?.blockedUntil, until > now, until > dueAt {
            return "\(dueAt), but its host is left alone until \(until)"
        }
        let isPast = dueAt <= now
        let reason: String
        if history.failures > 0 {
            let times = history.failures == 1 ? "it failed" : "it failed \(history.failures) times in a row"
            reason = "\(times), and the time between two tries grows"
        } else if history.misses == 1, history.endings.first?.kind == .gone {
            reason = "it was not there, and that wants to be seen twice"
        } else if let interval = history.interval {
            reason = "\(Self.length(interval)) after the last look; the time grows while nothing changes"
        } else if history.fetchedAt == nil, history.endings.isEmpty {
            reason = "nobody has looked yet"
        } else {
            reason = "by the rhythm of its source"
        }
        return "\(dueAt)\(isPast ? " (the next run)" : ""): \(reason)"
    }

    /// A time between two looks, in the largest unit that it is two of.
    private static func length(_ duration: Duration) -> String {
        let seconds = Int(duration.seconds)
        for (unit, length) in [("days", 86_400), ("hours", 3_600), ("minutes", 60)] where seconds >= 2 * length {
            return "\((seconds + length / 2) / length) \(unit)"
        }
        return "\(seconds) seconds"
    }
}
