public import PotokCore

/// One step of a redirect: an address that was seen to lead to another.
public struct Redirect: Sendable, Hashable {
    /// The URL that redirects.
    public var url: WebURL
    /// Where it leads.
    public var target: WebURL
    /// The HTTP status, 301 to 308.
    public var status: Int
    /// When it was seen.
    public var observedAt: Timestamp

    /// Makes a step.
    public init(url: WebURL, target: WebURL, status: Int, observedAt: Timestamp) {
        self.url = url
        self.target = target
        self.status = status
        self.observedAt = observedAt
    }

    /// The steps of a fetch: its hops, and where it ended.
    public static func steps(_ hops: [Page.Hop], to end: WebURL, at time: Timestamp) -> [Redirect] {
        zip(hops, hops.dropFirst().map(\.url) + [end]).map { hop, target in
            Redirect(url: hop.url, target: target, status: hop.status, observedAt: time)
        }
    }
}
