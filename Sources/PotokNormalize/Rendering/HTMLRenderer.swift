import PotokCore
import PotokText

/// Writes blocks as clean HTML.
///
/// Only these elements are written: `h1`–`h6`, `p`, `br`, `ul`, `ol`, `li`, `blockquote`, `pre`, `code`, `table` with `tr`, `th` and
/// `td`, `figure`, `img`, `figcaption`, `article` for posts, `strong`, `em`, `s`, `sub`, `sup` and `a`; with these attributes:
/// `id` of headings, `href`, `src`, `alt`, `start`, `colspan` and `class` for the language of code. Addresses are absolute, and of
/// the schemes http, https and mailto; others are left out with their links. All else is escaped text, so nothing of it can run.
struct HTMLRenderer {
    private let list: BlockList
    private let shapes: ListShapes
    private var output: [UInt8] = []
    private var path: [Int32] = []
    private var open: [Int32] = []

    private init(_ list: BlockList) {
        self.list = list
        shapes = ListShapes(list)
        output.reserveCapacity(list.text.count + list.blocks.count * 12)
    }

    /// The HTML of blocks: no document around them.
    static func render(_ list: BlockList) -> String {
        var renderer = HTMLRenderer(list)
        for block in list.blocks { renderer.write(block) }
        renderer.enter([])
        return NormalizationForm.nfc(String(decoding: renderer.output, as: UTF8.self))
    }

    /// Text with what means something in HTML escaped.
    static func escaped(_ text: String) -> String {
        var renderer = HTMLRenderer(BlockList())
        renderer.escape(Array(text.utf8)[...])
        return String(decoding: renderer.output, as: UTF8.self)
    }

    // MARK: Containers

    /// Closes the containers that a path leaves and opens those that it enters.
    private mutating func enter(_ path: [Int32]) {
        var common = 0
        while common < open.count, common < path.count, open[common] == path[common] { common += 1 }
        while open.count > common {
            let container = open.removeLast()
            if let tag = tag(of: container) { write("</\(tag)>\n") }
        }
        for container in path[common...] {
            open.append(container)
            guard let tag = tag(of: container) else { continue }
            var attributes = ""
            if case .list(let start?) = list.containers[Int(container)].kind, start != 1 {
                attributes = " start=\"\(start)\""
            }
            write("<\(tag)\(attributes)>" + (tag == "li" ? "" : "\n"))
            if tag == "article" { writePostLine(container) }
        }
    }

    private func tag(of container: Int32) -> String? {
        let record = list.containers[Int(container)]
        switch record.kind {
        case .list(let start): return shapes[container] == .dissolved ? nil : start == nil ? "ul" : "ol"
        case .item: return shapes[record.parent] == .dissolved ? nil : "li"
        case .quote: return "blockquote"
        case .post: return "article"
        }
    }

    private mutating func writePostLine(_ container: Int32) {
        let record = list.containers[Int(container)]
        let parts = [list.string(record.author), list.string(record.date)].compactMap { $0 }
        guard !parts.isEmpty else { return }
        write("<p>")
        escape(Array(parts.joined(separator: ", ").utf8)[...])
        write("</p>\n")
    }

    // MARK: Blocks

    private mutating func write(_ block: Block) {
        if block.container < 0 { path.removeAll() } else { list.path(of: block, into: &path) }
        enter(path)
        switch block.kind {
        case .heading(let level):
            write("<h\(level)")
            if let anchor = list.string(block.detail) { attribute("id", anchor) }
            write(">")
            writeMarked(block.range, block.marks)
            write("</h\(level)>\n")
        case .paragraph:
            let isBare = isOnlyBlockOfItem(block)
            if !isBare { write("<p>") }
            writeMarked(block.range, block.marks)
            write(isBare ? "" : "</p>\n")
        case .code:
            write("<pre><code")
            if let language = list.string(block.detail) { attribute("class", "language-" + language) }
            write(">")
            escape(list.text[block.range])
            write("</code></pre>\n")
        case .table: writeTable(block)
        case .image: writeImage(block)
        }
    }

    private func isOnlyBlockOfItem(_ block: Block) -> Bool {
        guard block.container >= 0, list.containers[Int(block.container)].kind == .item else { return false }
        return shapes[list.containers[Int(block.container)].parent] == .tight
    }

    private mutating func writeTable(_ block: Block) {
        write("<table>\n")
        for row in list.tables[Int(block.number)].rows {
            write("<tr>")
            for cell in list.cells[row] {
                let tag = cell.isHeader ? "th" : "td"
                write("<\(tag)")
                if cell.span > 1 { attribute("colspan", "\(cell.span)") }
                write(">")
                writeMarked(cell.range, cell.marks)
                write("</\(tag)>")
            }
            write("</tr>\n")
        }
        write("</table>\n")
    }

    private mutating func writeImage(_ block: Block) {
        let address = list.address(block.detail, schemes: ["http", "https"])
        guard address != nil || !block.range.isEmpty else { return }
        guard let address else {
            write("<p>")
            writeMarked(block.range, block.marks)
            write("</p>\n")
            return
        }
        write("<figure><img")
        attribute("src", address)
        attribute("alt", list.string(block.number) ?? "")
        write(">")
        if !block.range.isEmpty {
            write("<figcaption>")
            writeMarked(block.range, block.marks)
            write("</figcaption>")
        }
        write("</figure>\n")
    }

    // MARK: Text

    private mutating func writeMarked(_ range: Range<Int>, _ marks: Range<Int>) {
        var walk = MarkWalk(list, range, marks)
        while let step = walk.next() {
            switch step {
            case .text(let part): writeLines(part)
            case .open(let mark): open(mark)
            case .close(let mark): close(mark)
            }
        }
    }

    private mutating func open(_ mark: InlineMark) {
        switch mark.kind {
        case .strong: write("<strong>")
        case .emphasis: write("<em>")
        case .code: write("<code>")
        case .strikethrough: write("<s>")
        case .subscripted: write("<sub>")
        case .superscripted: write("<sup>")
        case .link:
            guard let address = list.address(mark.target, schemes: ["http", "https", "mailto"]) else { return }
            write("<a")
            attribute("href", address)
            write(">")
        case .image:
            guard let address = list.address(mark.target, schemes: ["http", "https"]) else { return }
            write("<img")
            attribute("src", address)
            attribute("alt", list.string(mark.label) ?? "")
            write(">")
        }
    }

    private mutating func close(_ mark: InlineMark) {
        switch mark.kind {
        case .strong: write("</strong>")
        case .emphasis: write("</em>")
        case .code: write("</code>")
        case .strikethrough: write("</s>")
        case .subscripted: write("</sub>")
        case .superscripted: write("</sup>")
        case .link: if list.address(mark.target, schemes: ["http", "https", "mailto"]) != nil { write("</a>") }
        case .image: break
        }
    }

    private mutating func writeLines(_ range: Range<Int>) {
        var start = range.lowerBound
        for index in range where list.text[index] == 0x0A {
            escape(list.text[start..<index])
            write("<br>\n")
            start = index + 1
        }
        escape(list.text[start..<range.upperBound])
    }

    private mutating func attribute(_ name: String, _ value: String) {
        write(" \(name)=\"")
        escape(Array(value.utf8)[...])
        write("\"")
    }

    private mutating func write(_ markup: String) { output.append(contentsOf: markup.utf8) }

    private mutating func escape(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes {
            switch byte {
            case 0x26: write("&amp;")
            case 0x3C: write("&lt;")
            case 0x3E: write("&gt;")
            case 0x22: write("&quot;")
            default: output.append(byte)
            }
        }
    }
}

extension BlockList {
    /// The blocks as clean HTML, without a document around them.
    public var html: String { HTMLRenderer.render(self) }

    /// An address as an absolute URL of one of some schemes; nil when it is none.
    func address(_ number: Int32, schemes: Set<String>) -> String? {
        guard let text = string(number), let url = WebURL(text, relativeTo: baseURL), schemes.contains(url.scheme)
        else { return nil }
        return url.description
    }
}
