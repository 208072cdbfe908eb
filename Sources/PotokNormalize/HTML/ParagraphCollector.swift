import PotokHTML

/// Walks a tree and cuts its text into paragraphs at the borders of blocks.
struct ParagraphCollector {
    private(set) var paragraphs: [String] = []
    private let tree: HTMLTree
    private var current: [UInt8] = []

    init(tree: HTMLTree) { self.tree = tree }

    /// Elements whose content is no text of the page, and elements that stand around it.
    private static let skipped: Set<HTMLName> = [
        .script, .style, .noscript, .template, .svg, .math, .nav, .aside, .form, .button, .select, .textarea, .iframe,
        .object, .canvas, .audio, .video, .dialog, .menu, .time, .title, .head,
    ]

    /// Elements that text does not run through.
    private static let blocks: Set<HTMLName> = [
        .p, .div, .section, .article, .main, .header, .footer, .h1, .h2, .h3, .h4, .h5, .h6, .ul, .ol, .li, .dl, .dt,
        .dd, .table, .tr, .td, .th, .caption, .blockquote, .pre, .figure, .figcaption, .address, .hr, .body, .html,
        .details, .summary, .fieldset, .center, .tbody, .thead, .tfoot, .hgroup, .search,
    ]

    /// Collects the paragraphs below a node, in the order of the document.
    ///
    /// The walk keeps no stack, so that no depth of nesting matters.
    mutating func collect(_ top: HTMLNode) {
        var index = top.index
        while true {
            let isEntered = enter(index, isTop: index == top.index)
            if isEntered, let child = tree.firstChild(ofNode: index) {
                index = child
                continue
            }
            leave(index)
            while true {
                if index == top.index {
                    flush()
                    return
                }
                if let next = tree.nextSibling(ofNode: index) {
                    index = next
                    break
                }
                guard let parent = tree.parent(ofNode: index) else {
                    flush()
                    return
                }
                index = parent
                leave(index)
            }
        }
    }

    /// Takes what a node brings; false when nothing below it counts.
    private mutating func enter(_ index: UInt32, isTop: Bool) -> Bool {
        switch tree.kind(ofNode: index) {
        case .text:
            tree.withBytes(ofNode: index) { bytes in
                for place in bytes.indices { current.append(bytes[place]) }
            }
            return false
        case .element:
            let name = tree.name(ofNode: index)
            if isTop { return true }
            if Self.skipped.contains(name) || tree[index].hasAttribute(.hidden) { return false }
            // A page's own header and footer frame the text; those within an article are part of it.
            if name == .footer || name == .header, tree[index].parent?.name == .body { return false }
            if name == .br { current.append(0x0B) }
            if Self.blocks.contains(name) { flush() }
            return true
        case .document: return true
        case .comment, .doctype: return false
        }
    }

    private mutating func leave(_ index: UInt32) {
        if tree.kind(ofNode: index) == .element, Self.blocks.contains(tree.name(ofNode: index)) { flush() }
    }

    /// Ends a paragraph.
    ///
    /// A vertical tab stands for `<br>`: all other line ends are white space in HTML.
    private mutating func flush() {
        guard !current.isEmpty else { return }
        let lines = current.split(separator: 0x0B).map { CleanText.line($0) }.filter { !$0.isEmpty }
        if !lines.isEmpty { paragraphs.append(String(decoding: Array(lines.joined(separator: [0x0A])), as: UTF8.self)) }
        current.removeAll(keepingCapacity: true)
    }
}
