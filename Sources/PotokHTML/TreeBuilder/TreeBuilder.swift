/// Tree construction (13.2.6): takes tokens, grows the tree.
///
/// The insertion modes are functions in the extensions of this type, one file for each group of modes. A function that
/// handles a token in a mode answers whether the token is done; if not, it is processed again in the mode that is now
/// current, as the standard says "reprocess the token".
struct TreeBuilder: TokenSink, ~Copyable {
    // MARK: The tree

    var nodes = GrowableBuffer<NodeRecord>(minimumCapacity: 64)
    var doctypes = GrowableBuffer<DoctypeRecord>(minimumCapacity: 4)
    var quirks = HTMLTree.QuirksMode.none
    var reached: HTMLLimits.Reached = []

    // MARK: The state of the standard

    var stack = GrowableBuffer<OpenElement>(minimumCapacity: 640)
    var formatting = GrowableBuffer<FormattingEntry>(minimumCapacity: 160)
    var templateModes = GrowableBuffer<InsertionMode>(minimumCapacity: 16)
    var mode = InsertionMode.initial
    var originalMode = InsertionMode.initial
    var head = noNode
    var form = noNode
    var framesetOK = true
    var fosterParenting = false
    var pendingTableText = GrowableBuffer<ByteRun>(minimumCapacity: 16)
    var pendingTableTextIsBlank = true
    /// The next line feed is dropped, as it follows `<pre>`.
    var ignoresLineFeed = false
    /// How the tokenizer is to go on after the start tag in hand.
    var contentModel = ContentModel.data

    // MARK: Parameters

    var scripting = false
    var limits = HTMLLimits()
    /// Name and namespace of the context element of a fragment; 0 for a document.
    var contextKey: UInt32 = 0
    var contextCategories: ElementCategories = []

    // MARK: Limits

    /// How many elements too deep for the stack are thought to be open.
    var overflow = 0
    /// How many more copies of formatting elements may be made.
    var cloneBudget = 0
    var isFull = false

    private var categories = GrowableBuffer<UInt16>(minimumCapacity: KnownNames.tagCount)

    init() {
        for value in KnownNames.categories { categories.append(value) }
    }

    /// Starts over with an empty document.
    mutating func reset(scripting: Bool, limits: HTMLLimits, sourceCount: Int) {
        self.scripting = scripting
        self.limits = limits
        // Numbers of nodes have 32 bits, of which some values mean that there is no node.
        self.limits.nodes = min(limits.nodes, 1 << 30)
        nodes.truncate(to: 0)
        doctypes.truncate(to: 0)
        stack.truncate(to: 0)
        formatting.truncate(to: 0)
        templateModes.truncate(to: 0)
        pendingTableText.truncate(to: 0)
        pendingTableTextIsBlank = true
        quirks = .none
        reached = []
        mode = .initial
        originalMode = .initial
        head = noNode
        form = noNode
        framesetOK = true
        fosterParenting = false
        ignoresLineFeed = false
        contentModel = .data
        contextKey = 0
        contextCategories = []
        overflow = 0
        cloneBudget = 4096 + sourceCount / 2
        isFull = false
        nodes.append(NodeRecord(kind: .document))
    }

    // MARK: Elements

    /// What parsing must know of an element.
    @inline(__always)
    func categories(of key: UInt32) -> ElementCategories {
        if key < KnownNames.tagCount { return ElementCategories(rawValue: categories[key]) }
        if key & NamespaceBits.all == 0 { return [] }
        return foreignCategories(of: key)
    }

    @inline(never)
    private func foreignCategories(of key: UInt32) -> ElementCategories {
        let name = HTMLName(rawValue: key & 0x00FF_FFFF)
        if key & NamespaceBits.svg != 0 {
            switch name {
            case .foreignObject, .desc, .title: return [.foreignScope, .htmlIntegration]
            default: return []
            }
        }
        switch name {
        case .mi, .mo, .mn, .ms, .mtext: return [.foreignScope, .mathTextIntegration]
        case .annotationXML: return .foreignScope
        default: return []
        }
    }

    /// The last entry of the stack; a document node when the stack is empty.
    var current: OpenElement {
        @inline(__always) get {
            stack.count > 0
                ? stack[stack.count &- 1] : OpenElement(node: 0, key: 0, categories: [], hasParagraph: false)
        }
    }

    /// The current node, or the context element when only the root of a fragment is open (13.2.4.2).
    var adjustedCurrent: (key: UInt32, categories: ElementCategories) {
        @inline(__always) get {
            if stack.count == 1, contextKey != 0 { return (contextKey, contextCategories) }
            let current = current
            return (current.key, current.categories)
        }
    }

    var allowsCDATA: Bool { stack.count > 0 && adjustedCurrent.key & NamespaceBits.all != 0 }

    @inline(__always)
    func currentIs(_ name: HTMLName) -> Bool {
        current.key == name.rawValue
    }

    @inline(__always)
    mutating func push(_ node: UInt32, _ key: UInt32) {
        push(node, key, categories(of: key))
    }

    @inline(__always)
    mutating func push(_ node: UInt32, _ key: UInt32, _ categories: ElementCategories) {
        var hasParagraph = false
        if key == HTMLName.p.rawValue {
            hasParagraph = true
        } else if stack.count > 0, categories.rawValue & ElementCategories.buttonScope.rawValue == 0 {
            hasParagraph = stack[stack.count &- 1].hasParagraph
        }
        if categories.rawValue & ElementCategories.formatting.rawValue != 0 { setOpen(node, true) }
        stack.append(OpenElement(node: node, key: key, categories: categories, hasParagraph: hasParagraph))
    }

    @inline(__always)
    mutating func pop() {
        let last = stack[stack.count &- 1]
        if last.categories.rawValue & ElementCategories.formatting.rawValue != 0 { setOpen(last.node, false) }
        stack.removeLast()
    }

    /// Removes an entry that may be in the middle of the stack.
    mutating func removeFromStack(at index: Int) {
        setOpen(stack[index].node, false)
        stack.remove(at: index)
        refreshParagraphs(from: index)
    }

    /// Finds again which entries have a `p` in button scope, after the stack changed in its middle.
    mutating func refreshParagraphs(from start: Int) {
        for index in start..<stack.count {
            let entry = stack[index]
            stack[index].hasParagraph =
                entry.key == HTMLName.p.rawValue
                || index > 0 && !entry.categories.contains(.buttonScope) && stack[index - 1].hasParagraph
        }
    }

    /// The place of a node in the stack, or nil.
    func stackIndex(of node: UInt32) -> Int? {
        var index = stack.count &- 1
        while index >= 0 {
            if stack[index].node == node { return index }
            index &-= 1
        }
        return nil
    }

    /// Marks a formatting element as being in the stack, so that reconstruction need not look for it.
    @inline(__always)
    mutating func setOpen(_ node: UInt32, _ isOpen: Bool) {
        if isOpen {
            nodes[node].nameAndKind |= 1 << 26
        } else {
            nodes[node].nameAndKind &= ~(1 << 26)
        }
    }

    @inline(__always)
    func isOpen(_ node: UInt32) -> Bool {
        nodes[node].nameAndKind & 1 << 26 != 0
    }

    /// Inserts an element for a tag and opens it.
    @inline(__always)
    mutating func insertElement(_ tag: TagToken, _ storage: inout TokenStorage, namespace: UInt32 = 0) {
        let key = tag.name | namespace
        let node = makeElement(key, tag, &storage)
        insert(node)
        push(node, key)
    }

    /// Inserts an element that no tag asked for and opens it.
    mutating func insertElement(_ name: HTMLName) {
        let node = UInt32(truncatingIfNeeded: nodes.count)
        nodes.append(NodeRecord(kind: .element, key: name.rawValue))
        insert(node)
        push(node, name.rawValue)
    }

    /// Inserts an element that cannot have children.
    @inline(__always)
    mutating func insertVoidElement(_ tag: TagToken, _ storage: inout TokenStorage) {
        insert(makeElement(tag.name, tag, &storage))
    }

    @inline(__always)
    mutating func makeElement(_ key: UInt32, _ tag: TagToken, _ storage: inout TokenStorage) -> UInt32 {
        let node = UInt32(truncatingIfNeeded: nodes.count)
        nodes.append(
            NodeRecord(kind: .element, key: key, dataStart: tag.attributeStart, dataCount: tag.attributeCount)
        )
        storage.keptAttributes = storage.attributes.count
        return node
    }

    // MARK: Tokens

    @inline(__always)
    mutating func startTag(_ tag: TagToken, _ storage: inout TokenStorage) -> ContentModel {
        ignoresLineFeed = false
        contentModel = .data
        if mode == .inTableText { flushTableText(&storage) }
        if stack.count >= limits.depth, isTooDeep(tag, &storage) { return .data }
        if stack.count > 0, adjustedCurrent.key & NamespaceBits.all != 0, usesForeignRules(for: tag) {
            startTagInForeignContent(tag, &storage)
        } else if mode == .inBody {
            startTagInBody(tag, &storage)
        } else {
            processStartTag(tag, &storage)
        }
        if nodes.count >= limits.nodes || tag.name == 0 { stopReading() }
        return contentModel
    }

    @inline(__always)
    mutating func endTag(_ tag: TagToken, _ storage: inout TokenStorage) {
        ignoresLineFeed = false
        if mode == .inTableText { flushTableText(&storage) }
        if overflow > 0, mode != .text {
            overflow &-= 1
            return
        }
        if stack.count > 0, adjustedCurrent.key & NamespaceBits.all != 0 {
            endTagInForeignContent(tag, &storage)
        } else if mode == .inBody {
            if !endTagInBody(tag, &storage) { processEndTag(tag, &storage) }
        } else {
            processEndTag(tag, &storage)
        }
    }

    /// Processes a start tag by the rules for HTML content.
    mutating func processStartTag(_ tag: TagToken, _ storage: inout TokenStorage) {
        while !startTag(tag, in: mode, &storage) {}
    }

    /// Processes an end tag by the rules for HTML content.
    mutating func processEndTag(_ tag: TagToken, _ storage: inout TokenStorage) {
        while !endTag(tag, in: mode, &storage) {}
    }

    mutating func startTag(_ tag: TagToken, in mode: InsertionMode, _ storage: inout TokenStorage) -> Bool {
        switch mode {
        case .initial: return leaveInitial()
        case .beforeHTML: return startTagBeforeHTML(tag, &storage)
        case .beforeHead: return startTagBeforeHead(tag, &storage)
        case .inHead: return startTagInHead(tag, &storage)
        case .inHeadNoscript: return startTagInHeadNoscript(tag, &storage)
        case .afterHead: return startTagAfterHead(tag, &storage)
        case .inBody, .text:
            startTagInBody(tag, &storage)
            return true
        case .inTable, .inTableText: return startTagInTable(tag, &storage)
        case .inCaption: return startTagInCaption(tag, &storage)
        case .inColumnGroup: return startTagInColumnGroup(tag, &storage)
        case .inTableBody: return startTagInTableBody(tag, &storage)
        case .inRow: return startTagInRow(tag, &storage)
        case .inCell: return startTagInCell(tag, &storage)
        case .inTemplate: return startTagInTemplate(tag, &storage)
        case .afterBody, .afterAfterBody: return startTagAfterBody(tag, &storage)
        case .inFrameset: return startTagInFrameset(tag, &storage)
        case .afterFrameset, .afterAfterFrameset: return startTagAfterFrameset(tag, &storage)
        }
    }

    mutating func endTag(_ tag: TagToken, in mode: InsertionMode, _ storage: inout TokenStorage) -> Bool {
        switch mode {
        case .initial: return leaveInitial()
        case .beforeHTML: return endTagBeforeHTML(tag)
        case .beforeHead: return endTagBeforeHead(tag)
        case .inHead: return endTagInHead(tag)
        case .inHeadNoscript: return endTagInHeadNoscript(tag)
        case .afterHead: return endTagAfterHead(tag)
        case .inBody: return endTagInBody(tag, &storage)
        case .text:
            pop()
            self.mode = originalMode
            return true
        case .inTable, .inTableText: return endTagInTable(tag, &storage)
        case .inCaption: return endTagInCaption(tag, &storage)
        case .inColumnGroup: return endTagInColumnGroup(tag)
        case .inTableBody: return endTagInTableBody(tag, &storage)
        case .inRow: return endTagInRow(tag, &storage)
        case .inCell: return endTagInCell(tag, &storage)
        case .inTemplate:
            if tag.name == HTMLName.template.rawValue { endTemplate() }
            return true
        case .afterBody: return endTagAfterBody(tag)
        case .inFrameset: return endTagInFrameset(tag)
        case .afterFrameset:
            if tag.name == HTMLName.html.rawValue { self.mode = .afterAfterFrameset }
            return true
        case .afterAfterBody:
            self.mode = .inBody
            return false
        case .afterAfterFrameset: return true
        }
    }

    mutating func comment(_ data: ByteRun, _ storage: inout TokenStorage) {
        ignoresLineFeed = false
        if mode == .inTableText { flushTableText(&storage) }
        let node = UInt32(truncatingIfNeeded: nodes.count)
        nodes.append(NodeRecord(kind: .comment, dataStart: data.start, dataCount: data.count))
        if stack.count > 0, adjustedCurrent.key & NamespaceBits.all != 0 {
            insert(node)
        } else {
            switch mode {
            case .initial, .beforeHTML, .afterAfterBody, .afterAfterFrameset: append(node, to: 0)
            case .afterBody: append(node, to: stack.count > 0 ? stack[0].node : 0)
            default: insert(node)
            }
        }
        if nodes.count >= limits.nodes { stopReading() }
    }

    mutating func doctype(_ doctype: DoctypeRecord, _ storage: inout TokenStorage) {
        ignoresLineFeed = false
        if mode == .inTableText { flushTableText(&storage) }
        guard mode == .initial else { return }
        let node = UInt32(truncatingIfNeeded: nodes.count)
        nodes.append(NodeRecord(kind: .doctype, dataStart: UInt32(truncatingIfNeeded: doctypes.count)))
        doctypes.append(doctype)
        append(node, to: 0)
        quirks = Self.quirksMode(for: doctype, storage)
        mode = .beforeHTML
    }

    mutating func endOfFile(_ storage: inout TokenStorage) {
        if mode == .inTableText { flushTableText(&storage) }
        while !endOfFile(in: mode) {}
    }

    private mutating func endOfFile(in mode: InsertionMode) -> Bool {
        switch mode {
        case .initial: return leaveInitial()
        case .beforeHTML: return leaveBeforeHTML()
        case .beforeHead: return leaveBeforeHead()
        case .inHead: return leaveHead()
        case .inHeadNoscript: return leaveHeadNoscript()
        case .afterHead: return leaveAfterHead()
        case .text:
            pop()
            self.mode = originalMode
            return false
        case .inTemplate: return endOfFileInTemplate()
        case .inColumnGroup:
            if currentIs(.colgroup) {
                pop()
                self.mode = .inTable
                return false
            }
            return templateModes.count == 0 || endOfFileInTemplate()
        case .inBody, .inTable, .inTableText, .inCaption, .inTableBody, .inRow, .inCell:
            return templateModes.count == 0 || endOfFileInTemplate()
        case .afterBody, .inFrameset, .afterFrameset, .afterAfterBody, .afterAfterFrameset: return true
        }
    }

    // MARK: Limits

    /// Ends the parse as if the source ended here.
    private mutating func stopReading() {
        isFull = true
        reached.insert(.nodes)
    }

    /// Handles a start tag when the stack is as deep as it may be; false if the tag may be processed as always.
    ///
    /// The element becomes a leaf, and the end tag that will come for it is skipped. No insertion mode changes, so the
    /// modes never see an element that is not in the stack. Elements with raw text are let through: they cannot nest.
    @inline(never)
    private mutating func isTooDeep(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        let name = HTMLName(rawValue: tag.name)
        let isForeign = adjustedCurrent.key & NamespaceBits.all != 0 && usesForeignRules(for: tag)
        switch name {
        case .script, .style, .title, .textarea, .xmp, .iframe, .noembed, .noframes, .plaintext:
            if !isForeign { return false }
        case .noscript: if scripting, !isForeign { return false }
        case .html, .body, .head: return true
        default: break
        }
        reached.insert(.depth)
        let categories = categories(of: tag.name)
        if nodes.count >= limits.nodes || tag.name == 0 {
            stopReading()
            return true
        }
        let namespace = isForeign ? adjustedCurrent.key & NamespaceBits.all : 0
        append(makeElement(tag.name | namespace, tag, &storage), to: current.node)
        let isLeaf = namespace == 0 ? categories.contains(.void) : tag.isSelfClosing
        if !isLeaf { overflow &+= 1 }
        return true
    }
}
