import PotokConfiguration
import PotokCore

/// Which links of a site's pages are followed.
struct SiteScope: Sendable {
    /// What ends the addresses of things that are no pages.
    private static let otherThings: Set<String> = [
        "7z", "apk", "avi", "avif", "bmp", "bz2", "css", "csv", "deb", "dmg", "doc", "docx", "eot", "epub", "exe",
        "gif", "gz",
        "ico", "ics", "iso", "jar", "jpeg", "jpg", "js", "json", "m4a", "m4v", "mov", "mp3", "mp4", "mpeg", "mpg",
        "msi", "odp",
        "ods", "odt", "ogg", "ogv", "png", "ppt", "pptx", "rar", "rpm", "rss", "svg", "tar", "tgz", "tif", "tiff",
        "ttf", "wasm",
        "wav", "webm", "webp", "wmv", "woff", "woff2", "xls", "xlsx", "xml", "xz", "zip", "zst",
    ]

    let maxPages: Int
    private let hosts: Set<String>
    private let depth: Int
    private let rules: ScopeRules

    init(_ options: ListingOptions) {
        hosts = Set(options.urls.compactMap { $0.host.map(Self.bare) })
        depth = options.depth
        maxPages = options.maxPages
        rules = ScopeRules(options)
    }

    /// The links of a page that are followed, each once.
    func discoveries(_ links: [WebURL], of page: Page, now: Timestamp) -> [Discovery] {
        let next = page.request.depth + 1
        guard next <= depth else { return [] }
        var seen: Set<WebURL> = []
        var taken: [Discovery] = []
        for link in links {
            guard isOnSite(link) else { continue }
            let url = CrawlTrap.withoutSession(link.withoutCredentials().withoutFragment())
            guard seen.insert(url.canonical()).inserted else { continue }
            guard rules.includes(url), !rules.excludes(url), !Self.isOtherThing(url), !CrawlTrap.isTrap(url, now: now)
            else { continue }
            let group = CrawlTrap.group(of: url, maxPages: maxPages)
            taken.append(Discovery(url: url, role: .site, depth: next, group: group?.name, groupLimit: group?.limit))
        }
        return taken
    }

    /// Whether a URL is on one of the hosts that the start pages are on.
    func isOnSite(_ url: WebURL) -> Bool { url.host.map { hosts.contains(Self.bare($0)) } ?? false }

    /// Why a link is not followed; nil when it is.
    func refusal(of url: WebURL, now: Timestamp) -> ScopeRefusal? {
        guard isOnSite(url) else { return .otherSite }
        if let refusal = rules.refusal(of: url) { return refusal }
        if Self.isOtherThing(url) { return .otherThing }
        return CrawlTrap.isTrap(url, now: now) ? .trap : nil
    }

    /// A host with `www.` in front and without is one site.
    static func bare(_ host: String) -> String { host.hasPrefix("www.") ? String(host.dropFirst(4)) : host }

    private static func isOtherThing(_ url: WebURL) -> Bool {
        let name = url.path.utf8.suffix(12)
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return false }
        let end = name[name.index(after: dot)...]
        return !end.contains(UInt8(ascii: "/"))
            && otherThings.contains(String(decoding: end, as: UTF8.self).lowercased())
    }
}
