import PotokCore
import PotokHTML

/// The links of a page that a crawler may follow.
enum PageLinks {
    /// Links beyond these are not read.
    private static let limit = 10_000

    /// The addresses of `<a>` and `<area>`, in the order of the page.
    ///
    /// Links whose `rel` says `nofollow` are left out (HTML standard, 4.6.7.14).
    static func find(_ tree: HTMLTree, base: WebURL?) -> [WebURL] {
        var links: [WebURL] = []
        var next: UInt32? = 0
        while let index = next, links.count < limit {
            next = tree.nextInDocument(after: index)
            let name = tree.htmlName(ofNode: index)
            guard name == .a || name == .area else { continue }
            let node = tree[index]
            guard let reference = node[.href], !(node[.rel].map(isNoFollow) ?? false) else { continue }
            // Most links to nowhere begin so.
            if reference.hasPrefix("#") || reference.hasPrefix("javascript:") { continue }
            if let url = WebURL(reference, relativeTo: base), url.isWeb { links.append(url) }
        }
        return links
    }

    private static func isNoFollow(_ relations: String) -> Bool {
        relations.split(whereSeparator: \.isWhitespace).contains { $0.lowercased() == "nofollow" }
    }
}
