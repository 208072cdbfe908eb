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
        headers: [String: String],
        parser: HTMLParser,
        rules: NormalizeRules,
        options: BlockBuilder.Options,
        tellsRemovals: Bool,
        findsLinks: Bool
    ) -> ExtractedContent {
        let decoded = Charset.decode(body, header: label, isMarkup: true)
        let tree = parser.parse(decoded.bytes)
        var content = ExtractedContent()
        RobotsElements.read(tree, into: &content)
        content.metadata = PageMetadata.read(tree, url: url, headers: headers)
        content.notes = decoded.notes + content.metadata.notes
        if findsLinks { content.links = PageLinks.find(tree, base: base(of: tree, url)) }
        content.canonicalURL = CanonicalLink.find(tree, base: url)
        let main = MainTextSelector.select(tree: tree, url: url?.description)
        content.confidence = main.confidence
        content.verdict = main.verdict
        let selection = SourceSelection(tree: tree, rules: rules)
        let selected = selection.selected()
        if selected != nil {
            (content.confidence, content.verdict) = (1, .content)
        } else if !rules.select.isEmpty {
            content.notes.append("nothing in it matches normalize.select; its text was looked for as always")
        }
        if let rescued = main.rescued, selected == nil {
            content.blocks = BlockList(paragraphs: rescued.paragraphs)
            return content
        }
        var kept = selected ?? main.kept
        if tellsRemovals, selected == nil {
            content.removals = main.removed.map { removed in
                Removal(text: excerpt(tree, from: removed.firstText), reason: removed.reason.rawValue)
            }
        }
        selection.remove(from: &kept, telling: &content.removals, isTold: tellsRemovals)
        var options = options
        options.findsPosts = main.pageType == .forum
        content.blocks = BlockBuilder.blocks(of: tree, kept: kept, base: base(of: tree, url), options: options)
        return content
    }

    /// How a block begins, from its first text on.
    private static func excerpt(_ tree: HTMLTree, from text: UInt32) -> String {
        tree.withBytes(ofNode: text) { span in
            span.withUnsafeBufferPointer { Excerpt.of(CleanText.line(String(decoding: $0.prefix(200), as: UTF8.self))) }
        }
    }

    /// What relative addresses are relative to (HTML standard, 2.4.3).
    private static func base(of tree: HTMLTree, _ url: WebURL?) -> WebURL? {
        let element = tree.head?.children.first { $0.name == .base && $0.hasAttribute(.href) }
        return element?[.href].flatMap { WebURL($0, relativeTo: url) } ?? url
    }
}

/// The `<meta>` elements of a page that speak to robots.
enum RobotsElements {
    static func read(_ tree: HTMLTree, into content: inout ExtractedContent) {
        var next: UInt32? = 0
        while let node = next {
            next = tree.nextInDocument(after: node)
            guard tree.htmlName(ofNode: node) == .meta else { continue }
            let element = tree[node]
            guard let name = element[.name]?.lowercased(), let value = element[.content] else { continue }
            if name == "tdm-reservation" {
                content.reservesMining = CleanText.line(value) == "1"
            } else if content.robotsMeta.count < 64 {
                content.robotsMeta.append((name, value))
            }
        }
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
