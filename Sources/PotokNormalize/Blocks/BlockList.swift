public import PotokCore

/// The content of a document as blocks in reading order: headings, paragraphs, code, tables and pictures, each with the
/// lists, quotes and posts that it stands in.
///
/// Everything lies in flat arrays: one buffer of text, ranges into it, and containers that name their parent by number. So
/// nothing nests in memory, and no depth of nesting costs a stack.
public struct BlockList: Sendable {
    /// The clean texts of all blocks, in UTF-8: what belongs to a block is told by its range.
    var text: [UInt8] = []
    /// The blocks, in reading order.
    public internal(set) var blocks: [Block] = []
    /// Lists, list items, quotes and posts; a parent always comes before what is in it.
    public internal(set) var containers: [BlockContainer] = []
    /// The cells of all tables, row by row.
    var cells: [BlockTable.Cell] = []
    /// The tables, as ranges of cells.
    var tables: [BlockTable] = []
    /// Emphasis, links and the like within the texts, by where they begin; empty when nobody asked for them.
    var marks: [InlineMark] = []
    /// Addresses, descriptions of pictures, anchors and languages of code, by number.
    var strings: [String] = []
    /// What relative addresses are relative to.
    public internal(set) var baseURL: WebURL?

    /// A list without blocks.
    public init() {}

    /// Plain paragraphs, for texts that come without markup.
    init(paragraphs: [String]) {
        for paragraph in paragraphs { append(paragraph) }
    }

    /// Whether there is nothing to read in it.
    public var isEmpty: Bool { blocks.isEmpty }

    /// The text of a block, without any markup; of a table, all its cells joined by spaces.
    public func text(of block: Block) -> String {
        String(decoding: text[block.range], as: UTF8.self)
    }

    /// The string of a number; nil for no number.
    func string(_ number: Int32) -> String? { number < 0 ? nil : strings[Int(number)] }

    /// Puts a paragraph at the end.
    mutating func append(_ paragraph: String, kind: Block.Kind = .paragraph) {
        let start = text.count
        text.append(contentsOf: paragraph.utf8)
        blocks.append(Block(kind: kind, range: start..<text.count))
    }

    /// The anchor of a heading, as its `id` says; nil for none.
    func anchor(of block: Block) -> String? { block.isHeading ? string(block.detail) : nil }

    /// Some of the blocks by themselves.
    func part(_ blocks: ArraySlice<Block>) -> BlockList {
        var part = self
        part.blocks = Array(blocks)
        return part
    }

    /// Calls a function with the containers of a block, the outermost first; returns what it stands in, without allocating
    /// when the caller keeps the array.
    func path(of block: Block, into path: inout [Int32]) {
        path.removeAll(keepingCapacity: true)
        var container = block.container
        while container >= 0 {
            path.append(container)
            container = containers[Int(container)].parent
        }
        path.reverse()
    }
}

/// One block of a document.
public struct Block: Sendable, Hashable {
    /// What a block is.
    public enum Kind: Sendable, Hashable {
        /// A heading of level 1 to 6.
        case heading(level: Int)
        /// A paragraph; its lines are parted by line feeds.
        case paragraph
        /// Code: white space is kept.
        case code
        /// A table with rows and columns.
        case table
        /// A picture; the text is its caption and may be empty.
        case image
    }

    /// What the block is.
    public var kind: Kind
    /// Where its text is.
    var range: Range<Int>
    /// Its marks.
    var marks: Range<Int> = 0..<0
    /// The innermost list item, quote or post that it stands in; -1 for none.
    var container: Int32 = -1
    /// For headings the number of the anchor, for code of the language, for images of the address; -1 for none.
    var detail: Int32 = -1
    /// For tables their number, for images the number of the description; -1 for none.
    var number: Int32 = -1

    init(kind: Kind, range: Range<Int>) {
        self.kind = kind
        self.range = range
    }
}

/// What blocks stand in.
public struct BlockContainer: Sendable, Hashable {
    /// What a container is.
    public enum Kind: Sendable, Hashable {
        /// A list; `start` is the number of the first item, nil where items have bullets.
        case list(start: Int?)
        /// An item of the list that is its parent.
        case item
        /// A quotation.
        case quote
        /// What one person wrote among others: a post of a thread, a comment, an answer.
        case post
    }

    /// What the container is.
    public var kind: Kind
    /// The container around it; -1 for none.
    var parent: Int32
    /// How many containers are around it.
    var depth: Int32
    /// For posts the number of the author's name; -1 for none.
    var author: Int32 = -1
    /// For posts the number of the date as the page has it; -1 for none.
    var date: Int32 = -1

    init(kind: Kind, parent: Int32, depth: Int32) {
        self.kind = kind
        self.parent = parent
        self.depth = depth
    }
}

/// A table of rows and columns.
struct BlockTable: Sendable, Hashable {
    /// A cell.
    struct Cell: Sendable, Hashable {
        /// Where its text is.
        var range: Range<Int>
        /// Its marks.
        var marks: Range<Int>
        /// Whether it is a heading of its row or column.
        var isHeader: Bool
        /// How many columns it is wide.
        var span: Int
    }

    /// The cells of each row.
    var rows: [Range<Int>] = []

    /// How many columns the widest row has.
    func width(_ cells: [Cell]) -> Int {
        rows.reduce(0) { widest, row in max(widest, cells[row].reduce(0) { $0 + $1.span }) }
    }
}

/// A run of text that is marked: emphasized, linked, and so on.
struct InlineMark: Sendable, Hashable {
    /// How it is marked.
    enum Kind: UInt8, Sendable, Hashable {
        case strong, emphasis, code, strikethrough, subscripted, superscripted, link, image
    }

    /// How it is marked.
    var kind: Kind
    /// Where it begins in the text of the list.
    var start: Int
    /// Where it ends; the same place for a picture.
    var end: Int
    /// For links and pictures the number of the address as written; -1 for none.
    var target: Int32 = -1
    /// For pictures the number of the description; -1 for none.
    var label: Int32 = -1
}
