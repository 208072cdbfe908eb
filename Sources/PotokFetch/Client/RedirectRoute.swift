import PotokCore

/// The redirects of one fetch, followed hop by hop (RFC 9110 §15.4).
struct RedirectRoute: Sendable {
    /// The redirects so far.
    private(set) var hops: [Page.Hop] = []
    private var current: WebURL
    /// Where it has been; made with the first redirect, since most fetches have none.
    private var seen: Set<WebURL> = []
    private let limit: Int

    init(start: WebURL, limit: Int) {
        current = start
        self.limit = limit
    }

    /// Whether a status sends the client on: 300 names choices, 304 a copy, 305 and 306 are of the past.
    static func isRedirect(_ status: Int) -> Bool { [301, 302, 303, 307, 308].contains(status) }

    /// Records a hop and gives the URL that it leads to.
    mutating func follow(_ location: String?, status: Int) throws(PotokError) -> WebURL {
        guard let location, !location.isEmpty else {
            throw PotokError(.fetchRedirect, "\(current) redirects (HTTP \(status)) without saying where to")
        }
        guard let target = WebURL(location, relativeTo: current)?.withoutFragment().withoutCredentials() else {
            throw PotokError(.fetchRedirect, "\(current) redirects to `\(location.prefix(200))`, which is no URL")
        }
        guard target.isWeb else {
            throw PotokError(.fetchRedirect, "\(current) redirects to \(target.scheme):, which is not of the web")
        }
        hops.append(Page.Hop(url: current, status: status))
        guard hops.count <= limit else {
            throw PotokError(
                .fetchRedirectLimit,
                "\(hops[0].url) redirects more than \(limit) times",
                hint: "raise fetch.maxRedirects if this page is wanted"
            )
        }
        if seen.isEmpty { seen.insert(current) }
        guard seen.insert(target).inserted else {
            throw PotokError(.fetchRedirectLoop, "\(hops[0].url) redirects in a circle, back to \(target)")
        }
        current = target
        return target
    }
}
