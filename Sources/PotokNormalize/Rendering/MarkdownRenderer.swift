import PotokText

/// Writes blocks as Markdown: CommonMark 0.31 with the tables and the strikethrough of GFM.
///
/// What is read back is the same content: every character that would mean something is escaped where it would, and no
/// other. Emphasis that Markdown cannot express at its place (a word's middle next to punctuation) is left out.
struct MarkdownRenderer {
    private let list: BlockList
    private let shapes: ListShapes
    private var output: [UInt8] = []
    private var path: [Int32] = []
    private var lastPath: [Int32] = []
    /// For items the width of their marker once they are begun; for lists how many items were.
    private var begun: [Int]
    /// The sign of each list, so that two lists after each other stay two.
    private var usesOtherSign: [Bool]
    /// The last list in each container, by its number plus one.
    private var lastList: [Int32]

    private init(_ list: BlockList) {
        self.list = list
        shapes = ListShapes(list)
        begun = [Int](repeating: 0, count: list.containers.count)
        usesOtherSign = [Bool](repeating: false, count: list.containers.count)
        lastList = [Int32](repeating: -1, count: list.containers.count + 1)
        output.reserveCapacity(list.text.count + list.blocks.count * 4)
    }

    /// The Markdown of blocks.
    static func render(_ list: BlockList) -> String {
        var renderer = MarkdownRenderer(list)
        for block in list.blocks { renderer.write(block) }
        return NormalizationForm.nfc(String(decoding: renderer.output, as: UTF8.self))
    }

    // MARK: Blocks

    private mutating func write(_ block: Block) {
        if block.container < 0 { path.removeAll(keepingCapacity: true) } else { list.path(of: block, into: &path) }
        let content = content(of: block)
        guard !content.isEmpty else { return }
        let isPostNew = path.contains { list.containers[Int($0)].kind == .post && !lastPath.contains($0) }
        if !output.isEmpty {
            output.append(0x0A)
            if !continuesTightly { writeEmptyLine() }
            if isPostNew {
                writeLine("---", prefix: commonPrefix())
                output.append(0x0A)
                writeEmptyLine()
            }
        }
        var first: [UInt8] = []
        var rest: [UInt8] = []
        for container in path { place(container, &first, &rest) }
        if isPostNew, let line = postLine() {
            writeLines(line, first: first, rest: rest)
            output.append(0x0A)
            output.append(contentsOf: trimmed(rest))
            output.append(0x0A)
            first = rest
        }
        writeLines(content, first: first, rest: rest)
        swap(&lastPath, &path)
    }

    /// Adds to a prefix what a container puts before the lines of its blocks.
    private mutating func place(_ container: Int32, _ first: inout [UInt8], _ rest: inout [UInt8]) {
        let record = list.containers[Int(container)]
        switch record.kind {
        case .post: break
        case .quote:
            first += [0x3E, 0x20]
            rest += [0x3E, 0x20]
        case .list:
            let around = Int(record.parent + 1)
            if lastList[around] != container {
                if lastList[around] >= 0 { usesOtherSign[Int(container)] = !usesOtherSign[Int(lastList[around])] }
                lastList[around] = container
            }
        case .item:
            guard shapes[record.parent] != .dissolved else { return }
            if begun[Int(container)] == 0 {
                let marker = marker(inList: record.parent)
                begun[Int(record.parent)] += 1
                begun[Int(container)] = marker.count
                first += marker
            } else {
                first += repeatElement(0x20, count: begun[Int(container)])
            }
            rest += repeatElement(0x20, count: begun[Int(container)])
        }
    }

    private func marker(inList container: Int32) -> [UInt8] {
        let isOther = usesOtherSign[Int(container)]
        if case .list(let start?) = list.containers[Int(container)].kind {
            return Array("\(min(start + begun[Int(container)], 999_999_999))\(isOther ? ")" : ".") ".utf8)
        }
        return [isOther ? 0x2A : 0x2D, 0x20]
    }

    /// Whether a block begins an item of the tight list that the block before stands in too.
    private var continuesTightly: Bool {
        var common = 0
        while common < path.count, common < lastPath.count, path[common] == lastPath[common] { common += 1 }
        guard common > 0 else { return false }
        let shared = path[common - 1]
        switch list.containers[Int(shared)].kind {
        case .list: return shapes[shared] == .tight
        // A list within an item follows the text of the item.
        case .item: return shapes[list.containers[Int(shared)].parent] == .tight && path.count > common
        default: return false
        }
    }

    /// What stands before the lines between two blocks: the signs of the quotes that both stand in.
    private func commonPrefix() -> [UInt8] {
        var prefix: [UInt8] = []
        for (place, container) in path.enumerated() where place < lastPath.count && lastPath[place] == container {
            switch list.containers[Int(container)].kind {
            case .quote: prefix += [0x3E, 0x20]
            case .item: prefix += repeatElement(0x20, count: begun[Int(container)])
            default: break
            }
        }
        return prefix
    }

    private mutating func writeEmptyLine() {
        output.append(contentsOf: trimmed(commonPrefix()))
        output.append(0x0A)
    }

    private mutating func writeLine(_ line: String, prefix: [UInt8]) {
        output.append(contentsOf: prefix)
        output.append(contentsOf: line.utf8)
    }

    private mutating func writeLines(_ content: [UInt8], first: [UInt8], rest: [UInt8]) {
        output.append(contentsOf: first)
        var isLineEmpty = true
        for byte in content {
            if byte == 0x0A {
                output.append(0x0A)
                isLineEmpty = true
                continue
            }
            if isLineEmpty, output.last == 0x0A { output.append(contentsOf: rest) }
            isLineEmpty = false
            output.append(byte)
        }
    }

    private func trimmed(_ prefix: [UInt8]) -> [UInt8] {
        var prefix = prefix
        while prefix.last == 0x20 { prefix.removeLast() }
        return prefix
    }

    private func postLine() -> [UInt8]? {
        guard let post = path.last(where: { list.containers[Int($0)].kind == .post && !lastPath.contains($0) }) else {
            return nil
        }
        let record = list.containers[Int(post)]
        var inline = MarkdownInline(list)
        if let author = list.string(record.author) {
            inline.write("**")
            inline.writeText(Array(author.utf8)[...])
            inline.write("**")
        }
        if let date = list.string(record.date) {
            if !inline.output.isEmpty { inline.write(", ") }
            inline.writeText(Array(date.utf8)[...])
        }
        return inline.output.isEmpty ? nil : inline.output
    }

    // MARK: Content

    private func content(of block: Block) -> [UInt8] {
        switch block.kind {
        case .heading(let level):
            var inline = MarkdownInline(list, isOneLine: true)
            inline.write(block.range, block.marks)
            // Signs at the end would close the heading.
            if inline.output.last == 0x23 { inline.output.insert(0x5C, at: inline.output.count - 1) }
            return inline.output.isEmpty
                ? [] : [UInt8](repeating: 0x23, count: level) + [0x20] + inline.output
        case .paragraph:
            var inline = MarkdownInline(list)
            inline.write(block.range, block.marks)
            return inline.output
        case .code: return code(block)
        case .table: return table(list.tables[Int(block.number)])
        case .image: return image(block)
        }
    }

    private func code(_ block: Block) -> [UInt8] {
        let text = list.text[block.range]
        let fence = [UInt8](repeating: 0x60, count: max(3, MarkdownInline.longestRun(of: 0x60, in: text) + 1))
        return fence + Array((list.string(block.detail) ?? "").utf8) + [0x0A] + text + [0x0A] + fence
    }

    private func image(_ block: Block) -> [UInt8] {
        var inline = MarkdownInline(list)
        inline.writeImage(target: block.detail, label: block.number)
        if !block.range.isEmpty {
            if !inline.output.isEmpty { inline.write("\\\n") }
            inline.write(block.range, block.marks)
        }
        return inline.output
    }

    private func table(_ table: BlockTable) -> [UInt8] {
        let width = table.width(list.cells)
        var output: [UInt8] = []
        func write(_ row: Range<Int>?) {
            var columns = 0
            for cell in row.map({ list.cells[$0] }) ?? [] {
                var inline = MarkdownInline(list, isOneLine: true, isInTable: true)
                inline.write(cell.range, cell.marks)
                output += [0x7C, 0x20] + inline.output + [0x20]
                // Columns that a cell covers beside its own are empty.
                for _ in 1..<cell.span { output += [0x7C, 0x20] }
                columns += cell.span
            }
            for _ in min(columns, width)..<width { output += [0x7C, 0x20] }
            output += [0x7C, 0x0A]
        }
        let hasHeader = table.rows.first.map { row in list.cells[row].allSatisfy(\.isHeader) } ?? false
        write(hasHeader ? table.rows.first : nil)
        for _ in 0..<width { output += Array("| --- ".utf8) }
        output += [0x7C, 0x0A]
        for row in table.rows.dropFirst(hasHeader ? 1 : 0) { write(row) }
        output.removeLast()
        return output
    }
}

extension BlockList {
    /// The blocks as Markdown.
    public var markdown: String { MarkdownRenderer.render(self) }
}
