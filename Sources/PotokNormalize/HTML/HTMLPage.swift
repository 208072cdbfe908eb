import PotokCore
import PotokHTML

/// An HTML page: its tree, the main text of it as blocks, and what it says about itself.
enum HTMLPage {
    /// Reads a page.
    ///
    /// - Parameters:
    ///   - url: where it comes from; relative addresses in it are relative to this.
    ///   - parser: keeps its memory from page to page.
    static func read(
        _ body: [UInt8],
        label: String?,
        url: WebURL?,
        parser: HTMLParser,
        options: BlockBuilder.Options
    ) -> ExtractedContent {
        let decoded = Charset.decode(body, label: label ?? MetaCharset.find(body))
        let tree = parser.parse(decoded.bytes)
        var content = HTMLMetadata.read(tree)
        content.notes = decoded.notes
        content.canonicalURL = CanonicalLink.find(tree, base: url)
        let main = MainTextSelector.select(tree: tree, url: url?.description)
        content.confidence = main.confidence
        content.verdict = main.verdict
        if let rescued = main.rescued {
            content.blocks = BlockList(paragraphs: rescued.paragraphs)
        } else {
            var options = options
            options.findsPosts = main.pageType == .forum
            content.blocks = BlockBuilder.blocks(of: tree, kept: main.kept, base: base(of: tree, url), options: options)
        }
        return content
    }

    /// What relative addresses are relative to (HTML standard, 2.4.3).
    private static func base(of tree: HTMLTree, _ url: WebURL?) -> WebURL? {
        let element = tree.head?.children.first { $0.name == .base && $0.hasAttribute(.href) }
        return element?[.href].flatMap { WebURL($0, relativeTo: url) } ?? url
    }
}

/// What the head of a page says about it.
enum HTMLMetadata {
    static func read(_ tree: HTMLTree) -> ExtractedContent {
        var content = ExtractedContent()
        var heading: String?
        var openGraphTitle: String?
        var headings = 0
        for node in tree.root.descendants where node.isHTML {
            switch node.name {
            case .html:
                let tag = node["lang"].map { CleanText.line($0) } ?? ""
                if content.language == nil, LanguageTag.isPlausible(tag) { content.language = tag.lowercased() }
            case .meta:
                guard let value = node["content"].map({ CleanText.line($0) }), !value.isEmpty else { continue }
                switch (node["property"] ?? node["name"])?.lowercased() {
                case "og:title": openGraphTitle = openGraphTitle ?? value
                case "article:published_time", "date", "dc.date", "dcterms.date":
                    content.published = content.published ?? PublishedDate(value)
                case "author": content.authors.append(value)
                case "tdm-reservation": content.reservesMining = value == "1"
                case let name?: content.robotsMeta.append((name, value))
                case nil: break
                }
            case .time:
                if content.published == nil, let value = node["datetime"] { content.published = PublishedDate(value) }
            case .h1:
                headings += 1
                if heading == nil { heading = CleanText.line(node.text) }
            default: break
            }
        }
        if headings != 1 { heading = nil }
        content.title = [heading, openGraphTitle, tree.title.map { CleanText.line($0) }]
            .compactMap { $0 }.first { !$0.isEmpty }
        return content
    }
}

/// The shape of BCP 47 tags.
enum LanguageTag {
    static func isPlausible(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.utf8.count) else { return false }
        return parts.allSatisfy { part in
            (1...8).contains(part.utf8.count)
                && part.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                }
        }
    }
}
