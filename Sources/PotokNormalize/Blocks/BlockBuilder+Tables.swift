import PotokHTML

extension BlockBuilder {
    mutating func openTable(_ node: UInt32) {
        tableNode = node
        list.tables.append(BlockTable())
    }

    mutating func openRow() {
        closeCell()
        guard let last = list.tables.indices.last else { return }
        let place = list.cells.count
        // A row without cells is none.
        if let row = list.tables[last].rows.last, row.isEmpty { list.tables[last].rows.removeLast() }
        list.tables[last].rows.append(place..<place)
    }

    mutating func openCell(_ node: UInt32, isHeader: Bool) {
        closeCell()
        guard let last = list.tables.indices.last, !list.tables[last].rows.isEmpty else { return }
        flush()
        isInCell = true
        let span = tree.withAttribute(.colspan, ofNode: node) { Digits.value($0, upTo: 50) } ?? 1
        list.cells.append(
            BlockTable.Cell(
                range: cleaner.start..<cleaner.start,
                marks: 0..<0,
                isHeader: isHeader,
                span: max(1, span ?? 1)
            )
        )
    }

    mutating func closeCell() {
        guard isInCell else { return }
        isInCell = false
        let place = list.cells.count - 1
        let table = list.tables.count - 1
        list.cells[place].range = cleaner.start..<cleaner.output.count
        list.cells[place].marks = takeMarks()
        list.tables[table].rows[list.tables[table].rows.count - 1] =
            list.tables[table].rows[list.tables[table].rows.count - 1].lowerBound..<place + 1
        // One space parts the texts of cells, so that the text of the whole table is one range.
        if !cleaner.isEmpty { cleaner.output.append(0x20) }
        cleaner.begin()
        reopenMarks()
    }

    mutating func closeTable() {
        closeCell()
        tableNode = .max
        let number = list.tables.count - 1
        let rows = list.tables[number].rows.filter { row in
            row.contains { !list.cells[$0].range.isEmpty }
        }
        guard let first = rows.first, let last = rows.last else {
            list.tables.removeLast()
            return
        }
        list.tables[number].rows = rows
        let range =
            list.cells[first.lowerBound].range.lowerBound..<list.cells[last.upperBound - 1].range.upperBound
        settleWaitingImages()
        var block = Block(kind: .table, range: range)
        block.container = container
        block.number = Int32(number)
        list.blocks.append(block)
    }
}

/// Whether a table holds data in rows and columns, or only places things on the page.
enum TableShape {
    /// Whether a table is to be kept as one.
    ///
    /// It is when it has at least two rows and two columns, no other table, heading, code, quote or list of its own in it, and no long
    /// texts. The look ends at the first table in it, so a page of nested tables is looked at once.
    static func isData(_ tree: HTMLTree, _ table: UInt32, kept: NodeSet) -> Bool {
        let isPresentation =
            tree.withAttribute(.role, ofNode: table) {
                Attribute.equals($0, "presentation") || Attribute.equals($0, "none")
            }
        if isPresentation == true { return false }
        let end = tree.nextSkippingChildren(after: table)
        var rows = 0
        var columns = 0
        var widest = 0
        var cellLength = 0
        var longest = 0
        var next = tree.nextInDocument(after: table)
        while let node = next, node != end {
            next = tree.nextInDocument(after: node)
            if tree.kind(ofNode: node) == .text {
                if kept.contains(node) { cellLength += tree.byteCount(ofNode: node) }
                continue
            }
            switch BlockRole.of(tree.htmlName(ofNode: node)) {
            case .table, .code, .quote, .figure, .heading: return false
            case .row:
                rows += 1
                columns = 0
            case .cell:
                columns += 1
                widest = max(widest, columns)
                longest = max(longest, cellLength)
                cellLength = 0
            default: break
            }
        }
        return rows > 1 && widest > 1 && max(longest, cellLength) <= longestCell
    }

    /// Bytes of text that a cell of a table with data has at the most, white space of the source included.
    private static let longestCell = 1_500
}
