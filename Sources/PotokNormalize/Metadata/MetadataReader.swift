public import PotokCore
public import PotokHTML

extension PageMetadata {
    /// Reads what a page says about itself.
    ///
    /// - Parameters:
    ///   - tree: the page.
    ///   - url: where it comes from; addresses are made absolute by it, and it may hold the date.
    ///   - headers: the headers of the response by their lower-case names, for `content-language` and `link`.
    public static func read(_ tree: HTMLTree, url: WebURL? = nil, headers: [String: String] = [:]) -> PageMetadata {
        MetadataReader(tree, url: url, headers: headers).read()
    }
}

/// Gathers what a page says about itself and chooses among it.
struct MetadataReader {
    let tree: HTMLTree
    let url: WebURL?
    let headers: [String: String]
    let scan: MetadataScan
    let linked: StructuredData
    let base: WebURL?
    let canonicalURL: Sourced<String>?
    let siteName: Sourced<String>?

    init(_ tree: HTMLTree, url: WebURL?, headers: [String: String]) {
        self.tree = tree
        self.url = url
        self.headers = headers
        scan = MetadataScan(tree)
        base = scan.base.flatMap { WebURL($0, relativeTo: url) } ?? url
        canonicalURL = Self.canonical(scan, base: base)
        linked = StructuredData(
            scripts: scan.scripts,
            addresses: [url?.description, canonicalURL?.value].compactMap { $0 }
        )
        siteName = Self.siteName(scan, linked)
    }

    func read() -> PageMetadata {
        var metadata = PageMetadata()
        metadata.canonicalURL = canonicalURL
        metadata.siteName = siteName
        let title = TitleChoice(self).title
        metadata.title = title
        let anchor = anchor(title?.value)
        metadata.authors = AuthorChoice(self, anchor: anchor).authors
        let dates = DateChoice(self, anchor: anchor)
        metadata.published = dates.published
        metadata.modified = dates.modified
        metadata.description = description
        metadata.image = image
        metadata.language = language
        metadata.tags = tags
        metadata.licence = licence
        metadata.feeds = feeds
        metadata.types = types
        metadata.notes = linked.notes
        return metadata
    }

    /// Where the page begins for its readers: at the heading that is its title, or else at its first main heading.
    ///
    /// A position among the texts of the page; 0 where there is no heading.
    private func anchor(_ title: String?) -> Int {
        let key = title.map(TitleWords.key) ?? []
        let own = scan.headings.first { !key.isEmpty && TitleWords.key($0.text) == key }
        let main = scan.headings.first { tree.htmlName(ofNode: $0.node) == .h1 && !$0.isForeign }
        return (own ?? main ?? scan.headings.first { !$0.isForeign })?.position ?? 0
    }

    // MARK: Access

    /// The first content of a `<meta>` of one of these names that is not empty, in the order of the names.
    func meta(_ names: String...) -> String? { Self.meta(scan, names) }

    private static func meta(_ scan: MetadataScan, _ names: [String]) -> String? {
        for name in names {
            for meta in scan.metas(named: name) {
                let text = MarkupText.plain(CleanText.line(meta.content))
                if !text.isEmpty { return text }
            }
        }
        return nil
    }

    /// All contents of `<meta>` elements of a name.
    func metas(_ name: String) -> [String] {
        scan.metas(named: name).map { MarkupText.plain(CleanText.line($0.content)) }.filter { !$0.isEmpty }
    }

    /// An address made absolute; nil when it is none of the web.
    func absolute(_ address: String) -> String? { Self.absolute(address, base: base)?.description }

    private static func absolute(_ address: String, base: WebURL?) -> WebURL? {
        let trimmed = CleanText.line(address)
        guard !trimmed.isEmpty, let url = WebURL(trimmed, relativeTo: base), url.isWeb else { return nil }
        return url
    }

    // MARK: Simple values

    private static func canonical(_ scan: MetadataScan, base: WebURL?) -> Sourced<String>? {
        for link in scan.links where !link.isAnchor && link.relations.contains("canonical") {
            if let url = absolute(link.address, base: base) { return Sourced(url.withoutFragment().description, .link) }
        }
        if let address = meta(scan, ["og:url"]), let url = absolute(address, base: base) {
            return Sourced(url.withoutFragment().description, .openGraph)
        }
        return nil
    }

    /// The name of the site; what is too long for a name is none.
    private static func siteName(_ scan: MetadataScan, _ linked: StructuredData) -> Sourced<String>? {
        anySiteName(scan, linked).flatMap { $0.value.utf8.count <= 256 ? $0 : nil }
    }

    private static func anySiteName(_ scan: MetadataScan, _ linked: StructuredData) -> Sourced<String>? {
        if let name = meta(scan, ["og:site_name"]), !name.hasPrefix("http") { return Sourced(name, .openGraph) }
        let site = linked.things.first { $0.types.contains("WebSite") && $0.value["name"] != nil }
        if let name = site?.value["name"]?.list.first?.text { return Sourced(name, .jsonLD) }
        if let name = linked.names(of: linked.main?.value["publisher"]).first { return Sourced(name, .jsonLD) }
        if let name = meta(scan, ["application-name", "apple-mobile-web-app-title", "dc.publisher"]) {
            return Sourced(name, .meta)
        }
        return nil
    }

    private var description: Sourced<String>? {
        if let text = meta("og:description") { return Sourced(text, .openGraph) }
        if let text = meta("description") { return Sourced(text, .meta) }
        if let text = linked.main?.value["description"]?.text { return Sourced(text, .jsonLD) }
        if let text = meta("twitter:description") { return Sourced(text, .twitterCard) }
        return meta("dc.description", "dcterms.description").map { Sourced($0, .meta) }
    }

    private var image: Sourced<String>? {
        if let address = meta("og:image", "og:image:secure_url", "og:image:url"), let url = absolute(address) {
            return Sourced(url, .openGraph)
        }
        if let address = StructuredData.address(of: linked.main?.value["image"]), let url = absolute(address) {
            return Sourced(url, .jsonLD)
        }
        if let address = meta("twitter:image", "twitter:image:src"), let url = absolute(address) {
            return Sourced(url, .twitterCard)
        }
        return nil
    }

    private var language: Sourced<String>? {
        func plausible(_ tag: String?) -> String? {
            let tag = tag.map { CleanText.line($0) }.map { $0.contains("_") ? $0.replacing("_", with: "-") : $0 }
            return tag.flatMap { LanguageTag.isPlausible($0) ? $0.lowercased() : nil }
        }
        if let tag = plausible(scan.language) { return Sourced(tag, .rootElement) }
        if let tag = plausible(linked.main?.value["inLanguage"]?.names.first) { return Sourced(tag, .jsonLD) }
        if let tag = plausible(meta("http-equiv:content-language", "language", "dc.language")) {
            return Sourced(tag, .meta)
        }
        if let header = headers["content-language"], !header.contains(","), let tag = plausible(header) {
            return Sourced(tag, .httpHeader)
        }
        return plausible(meta("og:locale")).map { Sourced($0, .openGraph) }
    }

    private var tags: [Sourced<String>] {
        var tags: [Sourced<String>] = []
        var seen: Set<String> = []
        func add(_ text: String, _ provenance: Provenance) {
            for part in text.split(whereSeparator: { $0 == "," || $0 == ";" }) {
                let tag = CleanText.line(part)
                guard !tag.isEmpty, tag.utf8.count <= 80, tags.count < 64, seen.insert(tag.lowercased()).inserted else {
                    continue
                }
                tags.append(Sourced(tag, provenance))
            }
        }
        for text in linked.main?.value["keywords"]?.names ?? [] { add(text, .jsonLD) }
        for text in metas("article:tag") { add(text, .openGraph) }
        for text in metas("keywords") + metas("news_keywords") + metas("dc.subject") { add(text, .meta) }
        for cue in scan.cues where cue.kinds.contains(.tag) && !cue.isForeign {
            add(MetadataScan.line(of: cue.node, in: tree, limit: 100), .link)
        }
        for text in linked.main?.value["articleSection"]?.texts ?? [] { add(text, .jsonLD) }
        for text in metas("article:section") { add(text, .openGraph) }
        return tags
    }

    private var licence: Sourced<String>? {
        for link in scan.links where link.relations.contains("license") || link.relations.contains("licence") {
            if let url = absolute(link.address) { return Sourced(url, .link) }
        }
        if let text = StructuredData.address(of: linked.main?.value["license"] ?? linked.page?.value["license"]) {
            return Sourced(absolute(text) ?? text, .jsonLD)
        }
        return meta("dc.rights", "dcterms.rights", "dcterms.license", "rights", "copyright").map { Sourced($0, .meta) }
    }

    private static let feedTypes: Set<String> = [
        "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml",
        "application/xml", "application/json",
    ]

    private var feeds: [PageMetadata.FeedLink] {
        var feeds: [PageMetadata.FeedLink] = []
        for link in scan.links where link.relations.contains("alternate") || link.relations.contains("feed") {
            let type = link.mediaType.split(separator: ";").first.map { CleanText.line($0) } ?? ""
            guard Self.feedTypes.contains(type), feeds.count < 32, let url = absolute(link.address),
                !feeds.contains(where: { $0.url == url })
            else { continue }
            // Interfaces of WordPress are no feeds.
            if type == "application/json", !link.relations.contains("feed") { continue }
            feeds.append(.init(url: url, mediaType: type, title: link.title.map { CleanText.line($0) }))
        }
        return feeds
    }

    private var types: [Sourced<String>] {
        var types: [Sourced<String>] = []
        if let type = meta("og:type") { types.append(Sourced(type, .openGraph)) }
        return types + linked.types.prefix(32).map { Sourced($0, .jsonLD) }
    }
}
