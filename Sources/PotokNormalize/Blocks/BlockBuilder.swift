import PotokCore
import PotokHTML

/// Makes blocks from the kept texts of a page.
///
/// One walk over the tree in the order of the document, by node numbers, without recursion: its time is linear in the size of
/// the page, and no depth of nesting matters.
struct BlockBuilder {
    /// What is collected beside the text.
    struct Options: Sendable, Hashable {
        /// Emphasis, inline code, links, anchors of headings and languages of code.
        var keepsMarks = false
        /// Anchors of headings, when nothing else of these is wanted.
        var keepsAnchors = false
        /// Pictures that stand between kept blocks.
        var keepsImages = false
        /// Whether elements that look like posts of a thread become containers of their own.
        var findsPosts = false
    }

    let tree: HTMLTree
    let kept: NodeSet
    let options: Options
    var list = BlockList()
    var cleaner = TextCleaner()

    /// The containers that are open, each with the element that opened it.
    var open: [(node: UInt32, container: Int32)] = []
    /// The marks that are open, each with the element that opened it.
    private var openMarks: [(node: UInt32, mark: Int)] = []
    /// The first mark of the block that is being written.
    var firstMark = 0
    /// The level of the heading that is being written; 0 for none.
    private var headingLevel = 0
    private var headingNode: UInt32 = .max
    /// The element whose white space counts.
    private var codeNode: UInt32 = .max
    var language: Int32 = -1
    /// The anchor that the next heading gets: of the element around it, or its own.
    private var anchor: Int32 = -1
    /// The table with rows and columns that is being written, and the state of it.
    var tableNode: UInt32 = .max
    var isInCell = false
    /// The picture that waits for its caption.
    var pendingImage: (target: Int32, label: Int32)?
    var isInCaption = false
    /// Pictures since the last block with text: they are kept when a block follows in the same container.
    var waitingImages: [(target: Int32, label: Int32, container: Int32)] = []

    /// Containers within each other beyond this number change nothing: no page means them.
    static let deepest: Int32 = 24
    /// Marks within each other beyond this number change nothing.
    static let mostMarks = 24

    private init(tree: HTMLTree, kept: NodeSet, options: Options) {
        self.tree = tree
        self.kept = kept
        self.options = options
    }

    /// Makes the blocks of a page.
    static func blocks(of tree: HTMLTree, kept: NodeSet, base: WebURL?, options: Options = Options()) -> BlockList {
        var builder = BlockBuilder(tree: tree, kept: kept, options: options)
        builder.list.baseURL = base
        builder.walk()
        builder.list.text = builder.cleaner.output
        return builder.list
    }

    private mutating func walk() {
        var node: UInt32 = 0
        while true {
            if enter(node) {
                if let child = tree.firstChild(ofNode: node) {
                    node = child
                    continue
                }
                leave(node)
            }
            while true {
                if let next = tree.nextSibling(ofNode: node) {
                    node = next
                    break
                }
                guard let parent = tree.parent(ofNode: node) else {
                    flush()
                    return
                }
                node = parent
                leave(node)
            }
        }
    }

    // MARK: Elements

    /// Takes what a node brings; false when nothing below it counts, and then it is not left either.
    private mutating func enter(_ node: UInt32) -> Bool {
        switch tree.kind(ofNode: node) {
        case .text:
            if kept.contains(node) { append(node) }
            return false
        case .element: return enterElement(node)
        case .document: return true
        case .comment, .doctype: return false
        }
    }

    private mutating func enterElement(_ node: UInt32) -> Bool {
        let name = tree.htmlName(ofNode: node)
        if name.rawValue == 0 {
            // Of drawings nothing is text; of formulas the source beside them is not.
            let foreign = tree.name(ofNode: node)
            return foreign != .svg && foreign != .annotation && foreign != .annotationXML
        }
        let role = BlockRole.of(name)
        switch role {
        case .inline: break
        case .skipped: return false
        case .block:
            boundary()
            noteAnchor(node)
            if options.findsPosts, PostSigns.isPost(tree, node) { openPost(node) }
        case .heading:
            boundary()
            if !isInCell {
                headingLevel = Int(name.rawValue &- HTMLName.h1.rawValue) + 1
                headingNode = node
            }
            noteAnchor(node)
        case .list:
            boundary()
            if !isInCell { openContainer(node, .list(start: name == .ol ? ListStart.of(tree, node) : nil)) }
        case .item:
            boundary()
            if options.findsPosts, PostSigns.isPost(tree, node) {
                openPost(node)
            } else if !isInCell, isListOpen {
                openContainer(node, .item)
            }
        case .quote:
            boundary()
            if !isInCell { openContainer(node, .quote) }
        case .code:
            boundary()
            if codeNode == .max, !isInCell {
                codeNode = node
                language = options.keepsMarks ? string(CodeLanguage.of(tree, node)) : -1
            }
        case .lineBreak:
            if codeNode != .max { cleaner.output.append(0x0A) } else { cleaner.pendingBreaks += 1 }
        case .wordBreak: break
        case .table:
            boundary()
            if tableNode == .max, headingLevel == 0, TableShape.isData(tree, node, kept: kept) { openTable(node) }
        case .row:
            if tableNode != .max { openRow() } else { boundary() }
        case .cell:
            if tableNode != .max { openCell(node, isHeader: name == .th) } else { boundary() }
        case .figure:
            boundary()
            pendingImage = nil
        case .caption:
            boundary()
            isInCaption = true
        case .image:
            if options.keepsImages { takeImage(node) }
        case .strong: openMark(.strong, node)
        case .emphasis: openMark(.emphasis, node)
        case .inlineCode: openMark(.code, node)
        case .strikethrough: openMark(.strikethrough, node)
        case .subscripted: openMark(.subscripted, node)
        case .superscripted: openMark(.superscripted, node)
        case .link:
            if headingLevel > 0, HeadingSign.isSign(tree, node) { return false }
            if headingLevel > 0 { noteAnchor(node) }
            if options.keepsMarks { openMark(.link, node) }
        }
        return true
    }

    private mutating func leave(_ node: UInt32) {
        guard tree.kind(ofNode: node) == .element else { return }
        let role = BlockRole.of(tree.htmlName(ofNode: node))
        switch role {
        case .inline, .skipped, .lineBreak, .wordBreak, .image: return
        case .strong, .emphasis, .inlineCode, .strikethrough, .subscripted, .superscripted, .link: closeMark(node)
        case .block, .list, .item, .quote:
            boundary()
            if open.last?.node == node { open.removeLast() }
        case .heading:
            boundary()
            if headingNode == node {
                headingLevel = 0
                headingNode = .max
            }
        case .code:
            if codeNode == node {
                flush()
                codeNode = .max
                language = -1
            } else {
                boundary()
            }
        case .table:
            boundary()
            if tableNode == node { closeTable() }
        case .row:
            if tableNode == .max { boundary() }
        case .cell:
            if tableNode != .max { closeCell() } else { boundary() }
        case .figure:
            boundary()
            settlePendingImage()
        case .caption:
            boundary()
            isInCaption = false
        }
    }

    // MARK: Containers

    private var isListOpen: Bool {
        guard let last = open.last, case .list = list.containers[Int(last.container)].kind else { return false }
        return true
    }

    var container: Int32 { open.last?.container ?? -1 }

    mutating func openContainer(_ node: UInt32, _ kind: BlockContainer.Kind) {
        let depth = open.last.map { list.containers[Int($0.container)].depth + 1 } ?? 0
        guard depth < Self.deepest else { return }
        list.containers.append(BlockContainer(kind: kind, parent: container, depth: depth))
        open.append((node, Int32(list.containers.count - 1)))
    }

    private mutating func openPost(_ node: UInt32) {
        guard !isInCell else { return }
        let before = open.count
        openContainer(node, .post)
        guard open.count > before, options.keepsMarks else { return }
        let signs = PostSigns.read(tree, node)
        list.containers[Int(container)].author = string(signs.author)
        list.containers[Int(container)].date = string(signs.date)
    }

    // MARK: Text and blocks

    private mutating func append(_ node: UInt32) {
        tree.withBytes(ofNode: node) { span in
            span.withUnsafeBufferPointer { bytes in
                if codeNode != .max {
                    cleaner.appendKeepingSpace(bytes)
                    return
                }
                // An empty line between two line breaks parts paragraphs.
                if cleaner.pendingBreaks > 1, !cleaner.isEmpty, TextCleaner.isVisible(bytes) {
                    if isInCell { cleaner.pendingBreaks = 1 } else { flush() }
                }
                cleaner.append(bytes)
            }
        }
    }

    /// Comes to a border that text does not run through.
    private mutating func boundary() {
        if isInCell {
            cleaner.isSpacePending = true
        } else if codeNode != .max {
            if cleaner.output.count > cleaner.start, cleaner.output.last != 0x0A { cleaner.output.append(0x0A) }
        } else {
            flush()
        }
    }

    /// Ends the block that is being written.
    mutating func flush() {
        if codeNode != .max { trimCode() } else { cleaner.trimEnd() }
        defer {
            cleaner.begin()
            reopenMarks()
        }
        guard !cleaner.isEmpty else { return }
        endMarks()
        settleWaitingImages()
        var block = Block(kind: kind, range: cleaner.start..<cleaner.output.count)
        block.marks = firstMark..<list.marks.count
        block.container = container
        switch block.kind {
        case .heading:
            block.detail = anchor
        case .code: block.detail = language
        case .image:
            block.detail = pendingImage?.target ?? -1
            block.number = pendingImage?.label ?? -1
            pendingImage = nil
        case .paragraph, .table: break
        }
        anchor = -1
        list.blocks.append(block)
    }

    private var kind: Block.Kind {
        if codeNode != .max { return .code }
        if headingLevel > 0 { return .heading(level: headingLevel) }
        if isInCaption, pendingImage != nil { return .image }
        return .paragraph
    }

    private mutating func trimCode() {
        while cleaner.output.count > cleaner.start, let last = cleaner.output.last,
            last == 0x0A || last == 0x20 || last == 0x09
        {
            cleaner.output.removeLast()
        }
        // Empty lines before the first; its indentation counts.
        var first = cleaner.start
        var index = first
        while index < cleaner.output.count {
            let byte = cleaner.output[index]
            if byte == 0x0A { first = index + 1 } else if byte != 0x20, byte != 0x09 { break }
            index += 1
        }
        cleaner.start = first
    }

    /// The number of a string; -1 for none.
    mutating func string(_ text: String?) -> Int32 {
        guard let text, !text.isEmpty else { return -1 }
        list.strings.append(text)
        return Int32(list.strings.count - 1)
    }

    private mutating func noteAnchor(_ node: UInt32) {
        guard options.keepsMarks || options.keepsAnchors else { return }
        let own = tree[node][.id] ?? (tree.htmlName(ofNode: node) == .a ? tree[node][.name] : nil)
        if headingLevel > 0, headingNode != node, anchor >= 0 { return }
        if let own, !own.isEmpty { anchor = string(own) }
    }

    // MARK: Marks

    private mutating func openMark(_ kind: InlineMark.Kind, _ node: UInt32) {
        guard options.keepsMarks, codeNode == .max, openMarks.count < Self.mostMarks else { return }
        var mark = InlineMark(kind: kind, start: cleaner.output.count, end: -1)
        if kind == .link {
            guard let address = tree[node][.href], !address.isEmpty else { return }
            mark.target = string(address)
        }
        list.marks.append(mark)
        openMarks.append((node, list.marks.count - 1))
    }

    private mutating func closeMark(_ node: UInt32) {
        guard let last = openMarks.last, last.node == node else { return }
        openMarks.removeLast()
        list.marks[last.mark].end = cleaner.output.count
    }

    /// Ends the marks that are open at the end of a block.
    private mutating func endMarks() {
        for mark in openMarks { list.marks[mark.mark].end = cleaner.output.count }
    }

    /// Begins the open marks again behind the end of a block.
    mutating func reopenMarks() {
        firstMark = list.marks.count
        for index in openMarks.indices {
            var mark = list.marks[openMarks[index].mark]
            mark.start = cleaner.output.count
            mark.end = -1
            list.marks.append(mark)
            openMarks[index].mark = list.marks.count - 1
        }
    }

    /// Ends the marks of a cell, and returns those that it has.
    mutating func takeMarks() -> Range<Int> {
        endMarks()
        return firstMark..<list.marks.count
    }
}
