import PotokText

/// Writes blocks as plain text: what is stored, searched and compared.
///
/// - Paragraphs are parted by one empty line; a heading is a paragraph. Lines within a paragraph are those of the page (`<br>`).
/// - The items of a list are lines with `- ` or their number, two spaces further in for each list around them. Where items
///   have several paragraphs, empty lines part them. A list of headings or posts is no list.
/// - Each row of a table is a line, its cells parted by ` | `.
/// - Code keeps its white space, also empty lines. Of a picture there is the caption. Quotations and posts have no sign.
/// - The text is in NFC (UAX #15).
struct PlainTextRenderer {
    private let list: BlockList
    private let shapes: ListShapes
    private var output: [UInt8] = []
    private var path: [Int32] = []
    /// Whether an item has been begun, and how many items of a list were, by the number of the container.
    private var begun: [Int]
    /// The outermost visible list of the block before.
    private var lastList: Int32 = -1

    private init(_ list: BlockList) {
        self.list = list
        shapes = ListShapes(list)
        begun = [Int](repeating: 0, count: list.containers.count)
        output.reserveCapacity(list.text.count + list.blocks.count * 3)
    }

    /// The plain text of blocks.
    static func render(_ list: BlockList) -> String {
        var renderer = PlainTextRenderer(list)
        for block in list.blocks { renderer.write(block) }
        return NormalizationForm.nfc(String(decoding: renderer.output, as: UTF8.self))
    }

    private mutating func write(_ block: Block) {
        guard !block.range.isEmpty || block.kind == .table else { return }
        var outermost: Int32 = -1
        var marker: [UInt8] = []
        if block.container >= 0 { (outermost, marker) = place(block) }
        if !output.isEmpty {
            output.append(0x0A)
            if outermost < 0 || outermost != lastList || shapes[outermost] == .loose { output.append(0x0A) }
        }
        lastList = outermost
        output.append(contentsOf: marker)
        if block.kind == .table {
            writeTable(block)
        } else if block.kind == .code || marker.isEmpty {
            output.append(contentsOf: list.text[block.range])
        } else {
            // The lines of an item stand below each other.
            for byte in list.text[block.range] {
                output.append(byte)
                if byte == 0x0A { output.append(contentsOf: repeatElement(0x20, count: marker.count)) }
            }
        }
    }

    /// The outermost list that a block stands in, and what stands before its first line.
    private mutating func place(_ block: Block) -> (list: Int32, marker: [UInt8]) {
        list.path(of: block, into: &path)
        var outermost: Int32 = -1
        var level = 0
        var marker: [UInt8] = []
        for container in path {
            let kind = list.containers[Int(container)].kind
            let parent = list.containers[Int(container)].parent
            switch kind {
            case .list where shapes[container] != .dissolved:
                if outermost < 0 { outermost = container }
                level += 1
            case .item where shapes[parent] != .dissolved:
                guard begun[Int(container)] == 0 else {
                    marker = []
                    continue
                }
                begun[Int(container)] = 1
                marker = [UInt8](repeating: 0x20, count: 2 * (level - 1))
                if case .list(let start?) = list.containers[Int(parent)].kind {
                    marker += Array("\(start + begun[Int(parent)]). ".utf8)
                } else {
                    marker += [0x2D, 0x20]
                }
                begun[Int(parent)] += 1
            default: break
            }
        }
        return (outermost, marker)
    }

    private mutating func writeTable(_ block: Block) {
        let table = list.tables[Int(block.number)]
        for (place, row) in table.rows.enumerated() {
            if place > 0 { output.append(0x0A) }
            var isFirst = true
            for cell in list.cells[row] {
                if !isFirst { output.append(contentsOf: [0x20, 0x7C, 0x20]) }
                isFirst = false
                for byte in list.text[cell.range] { output.append(byte == 0x0A ? 0x20 : byte) }
            }
        }
    }
}

extension BlockList {
    /// The blocks as plain text: paragraphs parted by one empty line.
    public var plainText: String { PlainTextRenderer.render(self) }
}
