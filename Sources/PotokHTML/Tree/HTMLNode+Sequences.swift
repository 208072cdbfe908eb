/// The children of a node, first to last.
public struct HTMLChildren: Sequence, Sendable {
    let parent: HTMLNode

    /// Walks from the first child to the last.
    public struct Iterator: IteratorProtocol {
        var upcoming: HTMLNode?

        /// The next child.
        public mutating func next() -> HTMLNode? {
            guard let node = upcoming else { return nil }
            upcoming = node.nextSibling
            return node
        }
    }

    /// Begins at the first child.
    public func makeIterator() -> Iterator { Iterator(upcoming: parent.firstChild) }

    /// The children that are elements.
    public var elements: [HTMLNode] { filter(\.isElement) }
}

/// The nodes below a node in document order: parents before children, siblings in their order.
public struct HTMLDescendants: Sequence, Sendable {
    let top: HTMLNode

    /// Walks in document order.
    public struct Iterator: IteratorProtocol {
        let tree: HTMLTree
        let end: UInt32?
        var index: UInt32?

        /// The next node below the top.
        public mutating func next() -> HTMLNode? {
            guard let node = index, node != end else { return nil }
            index = tree.nextInDocument(after: node)
            return HTMLNode(tree: tree, index: node)
        }
    }

    /// Begins at the first child of the top.
    public func makeIterator() -> Iterator {
        let tree = top.tree
        return Iterator(
            tree: tree,
            end: tree.nextSkippingChildren(after: top.index),
            index: tree.nextInDocument(after: top.index)
        )
    }

    /// The descendants that are elements.
    public var elements: [HTMLNode] { filter(\.isElement) }
}

/// One attribute of an element.
public struct HTMLAttribute: Sendable, Hashable {
    /// The name, with its prefix if it has one (`xlink:href`).
    public let name: HTMLName
    /// The spelling of the name.
    public let spelling: String
    /// The value, character references decoded.
    public let value: String
    /// Whether the name is in a namespace of its own (XLink, XML, XMLNS), as in foreign content.
    public let isNamespaced: Bool
}

/// The attributes of an element, in the order of the page.
public struct HTMLAttributes: RandomAccessCollection, Sendable {
    private let tree: HTMLTree
    private let first: Int
    /// How many attributes there are.
    public let count: Int

    init(node: HTMLNode) {
        tree = node.tree
        let record = node.tree.storage.nodes[node.index]
        first = Int(record.dataStart)
        count = node.isElement ? Int(record.dataCount) : 0
    }

    /// The first place, 0.
    public var startIndex: Int { 0 }

    /// The place behind the last.
    public var endIndex: Int { count }

    /// The attribute at a place.
    public subscript(position: Int) -> HTMLAttribute {
        precondition(position >= 0 && position < count, "the element has no attribute at this place")
        let record = tree.storage.attributes[UInt32(first + position)]
        let name = HTMLName(rawValue: record.name)
        return HTMLAttribute(
            name: name,
            spelling: tree.storage.string(name),
            value: tree.storage.string(ByteRun(start: record.valueStart, count: record.valueCount)),
            isNamespaced: record.nameAndNamespace >> 24 != 0
        )
    }
}
