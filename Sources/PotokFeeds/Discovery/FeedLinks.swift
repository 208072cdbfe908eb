public import PotokCore
public import PotokHTML

/// Finds the feeds that a page in HTML names (`<link rel="alternate" type="application/rss+xml">`).
public enum FeedLinks {
    /// A feed that a page names.
    public struct Found: Sendable, Hashable {
        /// Where it is.
        public var url: WebURL
        /// What the page calls it; empty when it does not.
        public var title: String
        /// Its media type in lower case, without parameters.
        public var type: String

        /// Makes a found feed.
        public init(url: WebURL, title: String = "", type: String = "") {
            self.url = url
            self.title = title
            self.type = type
        }
    }

    private static let types: Set<String> = [
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
        "application/x.atom+xml",
        "application/x-atom+xml", "application/x-rss+xml", "application/json", "text/rss", "text/rss+xml",
        "text/atom+xml",
        "text/rdf+xml",
    ]

    /// How many feeds of a page are given.
    public static let limit = 64

    /// Finds the feeds of a page, each once, in the order of the page.
    ///
    /// - Parameter base: the address of the page; a `<base>` of the page counts.
    public static func find(in tree: HTMLTree, base: WebURL) -> [Found] {
        var base = base
        var hasBase = false
        var found: [Found] = []
        for node in tree.root.descendants where node.isHTML {
            switch node.tagName {
            case "base":
                if !hasBase, let href = node["href"], let url = WebURL(href, relativeTo: base), url.isWeb {
                    base = url
                    hasBase = true
                }
            case "link":
                guard found.count < limit, let href = node["href"], let feed = link(node, href, base) else { continue }
                if !found.contains(where: { $0.url == feed.url }) { found.append(feed) }
            default: continue
            }
        }
        return found
    }

    /// Finds the feeds of a page in UTF-8.
    public static func find(in page: [UInt8], base: WebURL) -> [Found] {
        find(in: HTMLParser().parse(page), base: base)
    }

    private static func link(_ node: HTMLNode, _ href: String, _ base: WebURL) -> Found? {
        let relations = (node["rel"] ?? "").lowercased().split(whereSeparator: \.isWhitespace)
        let type = (node["type"] ?? "").lowercased().split(separator: ";").first.map(String.init) ?? ""
        let media = type.filter { !$0.isWhitespace }
        let isFeed =
            relations.contains("feed") && (media.isEmpty || types.contains(media))
            || relations.contains("alternate") && types.contains(media) && !isAPI(media, href)
        guard isFeed, !relations.contains("stylesheet"), let url = WebURL(href, relativeTo: base), url.isWeb else {
            return nil
        }
        return Found(url: url, title: FeedText(node["title"] ?? "").plainText, type: media)
    }

    /// Whether plain JSON is an interface and no feed, as WordPress names its own.
    private static func isAPI(_ type: String, _ href: String) -> Bool {
        type == "application/json" && (href.contains("/wp-json/") || href.contains("oembed"))
    }
}
