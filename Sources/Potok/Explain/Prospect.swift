public import PotokCore

/// What would become of a URL that no run has looked at, as far as configuration and database can tell.
public struct Prospect: Sendable, Hashable {
    /// What a source has to do with the URL.
    public enum Stance: Sendable, Hashable {
        /// It names the URL itself; the next run in which it takes part looks there.
        case names
        /// It would take the URL, but none of its listings has named it; they were read last at this time, if ever.
        case mayFind(lastReading: Timestamp?)
        /// It would not take the URL, whoever named it.
        case refuses(ScopeRefusal)
        /// It has as many pages as it may have.
        case isFull(limit: Int)
    }

    /// A source with pages on the web.
    public struct SourceStance: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// What it has to do with the URL.
        public var stance: Stance
    }

    /// The sources with pages on the web, in their order.
    public var sources: [SourceStance]
    /// Why the host may not be reached by its name alone; nil when it may.
    public var addressRefusal: String?
}

/// What is known of the robots.txt of a URL's origin.
public struct RobotsStanding: Sendable, Hashable {
    /// What it says about the URL.
    public enum Verdict: Sendable, Hashable {
        /// It does not count, by `fetch.robots`.
        case ignored
        /// Nobody has asked for it yet.
        case unknown
        /// The URL may be fetched; with the line that says so, if one does.
        case open(line: Int?, pattern: String?)
        /// The URL may not be fetched, by this line.
        case closed(line: Int, pattern: String)
        /// There is none, so everything may be fetched.
        case absent
        /// The server had trouble answering for it, so nothing may be fetched.
        case unreachable
    }

    /// The origin that it belongs to.
    public var origin: String
    /// The product token that it was read for.
    public var agent: String
    /// What it says.
    public var verdict: Verdict
    /// Until when it is relied on; a time that has passed means that it is asked for again.
    public var expiresAt: Timestamp?
}
