/// A parsed page: a tree of nodes over the bytes of the page.
///
/// A tree never changes. Copying one copies a reference; the memory lives as long as the tree or any of its nodes does,
/// and then serves the parser for another page. Nodes are numbered: ``HTMLNode/index`` and the functions that take a
/// number (``nextInDocument(after:)``, ``name(ofNode:)`` …) walk a page without a reference count being touched.
public struct HTMLTree: Sendable {
    @usableFromInline
    let storage: TreeStorage

    init(storage: TreeStorage) {
        self.storage = storage
    }

    /// How old a page says it is; style sheets and tables behave differently then.
    public enum QuirksMode: UInt8, Sendable, Hashable {
        /// The page follows the standard.
        case none
        /// The page is almost modern.
        case limitedQuirks
        /// The page has no document type, or one of the nineties.
        case quirks
    }

    /// Whether the page is to be read as browsers of the nineties did.
    public var quirksMode: QuirksMode { storage.quirks }

    /// The limits that the page reached; empty for any page that is not broken on purpose.
    public var limitsReached: HTMLLimits.Reached { storage.reached }

    /// The document, or the fragment, that holds all other nodes.
    public var root: HTMLNode { HTMLNode(tree: self, index: 0) }

    /// The `html` element; nil in fragments.
    public var documentElement: HTMLNode? {
        root.children.first { $0.isElement }
    }

    /// The `head` element; nil in fragments.
    public var head: HTMLNode? {
        documentElement?.children.first { $0.name == .head && $0.isHTML }
    }

    /// The `body` element, or the `frameset` of old pages; nil in fragments.
    public var body: HTMLNode? {
        documentElement?.children.first { ($0.name == .body || $0.name == .frameset) && $0.isHTML }
    }

    /// The text of the `title` element in the head, its white space as in the page.
    public var title: String? {
        head?.children.first { $0.name == .title }?.text
    }

    /// The name of this spelling, exactly; nil when no element or attribute of the tree has it.
    public func name(_ spelling: String) -> HTMLName? {
        var spelling = spelling
        let number = spelling.withUTF8 { storage.names.exactNumber(of: $0) }
        return number == 0 ? nil : HTMLName(rawValue: number)
    }

    /// The spelling of a name: lower case, but for the mixed-case names of SVG and MathML.
    public func spelling(of name: HTMLName) -> String {
        Int(name.rawValue) < storage.names.count ? storage.string(name) : ""
    }

    // MARK: By number

    /// How many nodes there are; their numbers are below this one.
    ///
    /// Some may not be below the root any more, such as a `body` that a `frameset` replaced.
    @inlinable
    public var nodeCount: Int { storage.nodes.count }

    /// The node of a number.
    public subscript(index: UInt32) -> HTMLNode {
        precondition(Int(index) < nodeCount, "the tree has no node of this number")
        return HTMLNode(tree: self, index: index)
    }

    /// The next node in document order, children first; nil at the end.
    @inlinable
    public func nextInDocument(after index: UInt32) -> UInt32? {
        let child = storage.nodes[index].firstChild
        return child != noNode ? child : nextSkippingChildren(after: index)
    }

    /// The next node in document order that is not below this one; nil at the end.
    @inlinable
    public func nextSkippingChildren(after index: UInt32) -> UInt32? {
        var node = index
        while true {
            let record = storage.nodes[node]
            if record.next != noNode { return record.next }
            if record.parent == noNode { return nil }
            node = record.parent
        }
    }

    /// The parent of a node; nil for the root.
    @inlinable
    public func parent(ofNode index: UInt32) -> UInt32? {
        let parent = storage.nodes[index].parent
        return parent == noNode ? nil : parent
    }

    /// The first child of a node.
    @inlinable
    public func firstChild(ofNode index: UInt32) -> UInt32? {
        let child = storage.nodes[index].firstChild
        return child == noNode ? nil : child
    }

    /// The next sibling of a node.
    @inlinable
    public func nextSibling(ofNode index: UInt32) -> UInt32? {
        let next = storage.nodes[index].next
        return next == noNode ? nil : next
    }

    /// The kind of a node.
    @inlinable
    public func kind(ofNode index: UInt32) -> HTMLNode.Kind {
        HTMLNode.Kind(rawValue: UInt8(truncatingIfNeeded: storage.nodes[index].kind)) ?? .document
    }

    /// The name of an element; the empty name for nodes of other kinds.
    @inlinable
    public func name(ofNode index: UInt32) -> HTMLName {
        let record = storage.nodes[index]
        return HTMLName(rawValue: record.kind == UInt32(HTMLNode.Kind.element.rawValue) ? record.name : 0)
    }

    /// The name of an element of the HTML namespace; the empty name for any other node.
    ///
    /// One comparison with a known name answers "is this a `div` of HTML", so loops over all nodes want this one.
    @inlinable
    public func htmlName(ofNode index: UInt32) -> HTMLName {
        let record = storage.nodes[index]
        let isHTML = record.nameAndKind >> 28 == UInt32(HTMLNode.Kind.element.rawValue) && record.namespace == 0
        return HTMLName(rawValue: isHTML ? record.name : 0)
    }

    /// Calls a function with the bytes of a text or comment, without copying them; they are valid during the call.
    ///
    /// Nodes of other kinds have no bytes.
    @inlinable
    public func withBytes<Result>(
        ofNode index: UInt32,
        _ body: (Span<UInt8>) throws -> Result
    ) rethrows -> Result {
        let record = storage.nodes[index]
        let hasBytes =
            record.kind == UInt32(HTMLNode.Kind.text.rawValue) || record.kind == UInt32(HTMLNode.Kind.comment.rawValue)
        return try storage.withBytes(start: record.dataStart, count: hasBytes ? record.dataCount : 0) {
            try body($0.span)
        }
    }

    /// How many bytes a text or comment has.
    @inlinable
    public func byteCount(ofNode index: UInt32) -> Int {
        let record = storage.nodes[index]
        let hasBytes =
            record.kind == UInt32(HTMLNode.Kind.text.rawValue) || record.kind == UInt32(HTMLNode.Kind.comment.rawValue)
        return hasBytes ? Int(record.dataCount) : 0
    }

    /// Calls a function with the bytes of an attribute, without copying them; nil if there is no such attribute.
    @inlinable
    public func withAttribute<Result>(
        _ name: HTMLName,
        ofNode index: UInt32,
        _ body: (Span<UInt8>) throws -> Result
    ) rethrows -> Result? {
        let record = storage.nodes[index]
        if record.kind == UInt32(HTMLNode.Kind.element.rawValue) {
            var position = record.dataStart
            let end = record.dataStart &+ record.dataCount
            while position < end {
                let attribute = storage.attributes[position]
                if attribute.name == name.rawValue {
                    return try storage.withBytes(start: attribute.valueStart, count: attribute.valueCount) {
                        try body($0.span)
                    }
                }
                position &+= 1
            }
        }
        return nil
    }

    /// Calls a function with the name and the bytes of each attribute of an element, in the order of the page.
    ///
    /// The bytes are valid during the call. One walk over all attributes is cheaper than asking for several by name.
    @inlinable
    public func forEachAttribute(
        ofNode index: UInt32,
        _ body: (HTMLName, Span<UInt8>) throws -> Void
    ) rethrows {
        let record = storage.nodes[index]
        guard record.kind == UInt32(HTMLNode.Kind.element.rawValue) else { return }
        var position = record.dataStart
        let end = record.dataStart &+ record.dataCount
        while position < end {
            let attribute = storage.attributes[position]
            try storage.withBytes(start: attribute.valueStart, count: attribute.valueCount) {
                try body(HTMLName(rawValue: attribute.name), $0.span)
            }
            position &+= 1
        }
    }

    /// How many bytes of memory the tree holds, the page itself not counted.
    public var memory: Int { storage.size }
}
