import PotokConfiguration
import PotokCore
import PotokFetch

/// Which of the addresses that a listing names are taken.
struct ListingScope: Sendable {
    /// Listings that lead to each other, one after the other, at the most.
    private static let deepest = 5

    /// The most that is kept of what a listing holds of one page, in bytes.
    private static let largestContent = 1 << 20

    private let rules: ScopeRules
    private let maxAge: Duration

    init(_ options: ListingOptions) {
        rules = ScopeRules(options)
        maxAge = options.maxAge
    }

    /// The addresses that are taken, each once, and what a person should know of the others.
    func discoveries(in listing: Listing, of page: Page, now: Timestamp) -> (taken: [Discovery], problems: [String]) {
        let request = page.request
        let depth = request.depth + 1
        let domain = page.locator.url?.host.map(HostGrouping.domain.queue)
        var seen: Set<WebURL> = []
        var taken: [Discovery] = []
        var (tooDeep, foreign) = (0, 0)
        for entry in listing.entries {
            let url = entry.url.withoutCredentials().withoutFragment()
            guard url.isWeb, let host = url.host, seen.insert(url.canonical()).inserted else { continue }
            // A sitemap speaks for its own site (sitemaps.org, "Sitemap file location").
            if listing.kind == .sitemap, HostGrouping.domain.queue(of: host) != domain {
                foreign += 1
                continue
            }
            if rules.excludes(url) { continue }
            if entry.isListing {
                guard depth <= Self.deepest else {
                    tooDeep += 1
                    continue
                }
                let role: Request.Role = listing.kind == .feed ? .feed : .sitemap
                taken.append(Discovery(url: url, role: role, depth: depth, modified: entry.modified))
            } else if isWanted(url, entry.modified, now) {
                let content = entry.content.flatMap { 1...Self.largestContent ~= $0.html.utf8.count ? $0 : nil }
                taken.append(Discovery(url: url, depth: depth, modified: entry.modified, content: content))
            }
        }
        var problems: [String] = []
        if tooDeep > 0 {
            problems.append("\(tooDeep) more listings are not read: they are more than \(Self.deepest) steps away")
        }
        if foreign > 0 {
            problems.append("\(foreign) addresses are left out: a sitemap speaks for its own site only")
        }
        return (taken, problems)
    }

    private func isWanted(_ url: WebURL, _ modified: Timestamp?, _ now: Timestamp) -> Bool {
        if let modified, maxAge > .zero, modified + maxAge < now { return false }
        return rules.includes(url)
    }
}
