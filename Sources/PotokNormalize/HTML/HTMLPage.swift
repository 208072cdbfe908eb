import PotokCore
import PotokHTML

/// The text of an HTML page by one plain rule.
///
/// Where the page has a `main` or an `article`, only that counts; elsewhere the body. What is never text (scripts, forms) and
/// what frames it (`nav`, `aside`, `header` and `footer` outside of it) is left out. What stands between the borders of blocks
/// is a paragraph.
enum HTMLPage {
    static func extract(_ body: [UInt8], label: String?, base: WebURL? = nil) -> ExtractedContent {
        let decoded = Charset.decode(body, label: label ?? MetaCharset.find(body))
        let parser = HTMLParser()
        let tree = parser.parse(decoded.bytes)
        var content = HTMLMetadata.read(tree)
        content.notes = decoded.notes
        content.canonicalURL = CanonicalLink.find(tree, base: base)
        let top = mainElement(tree) ?? tree.body ?? tree.root
        var collector = ParagraphCollector(tree: tree)
        collector.collect(top)
        content.paragraphs = collector.paragraphs
        // The heading is the title, not the first paragraph of the text.
        if let title = content.title, content.paragraphs.first == title { content.paragraphs.removeFirst() }
        return content
    }

    /// The only `main`, or the longest `article` outside of others.
    private static func mainElement(_ tree: HTMLTree) -> HTMLNode? {
        var mains: [HTMLNode] = []
        var articles: [HTMLNode] = []
        for node in tree.root.descendants where node.isHTML {
            if node.name == .main { mains.append(node) }
            if node.name == .article, !node.ancestors.contains(where: { $0.name == .article }) { articles.append(node) }
        }
        // Pages that list articles have many short ones: then the list is the page.
        if let only = articles.first, articles.count == 1 { return only }
        return mains.count == 1 ? mains.first : nil
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
