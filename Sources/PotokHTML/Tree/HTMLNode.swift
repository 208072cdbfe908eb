/// A place in a tree: an element, a text, or another node.
///
/// Nodes are small values; they are equal when they are the same node of the same tree.
public struct HTMLNode: Sendable {
    /// The tree that the node is part of.
    public let tree: HTMLTree

    /// The number of the node in its tree.
    public let index: UInt32

    init(tree: HTMLTree, index: UInt32) {
        self.tree = tree
        self.index = index
    }

    /// What a node is.
    public enum Kind: UInt8, Sendable, Hashable {
        /// The root of a page or of a fragment.
        case document = 0
        /// An element with a name, attributes and children.
        case element = 1
        /// Text.
        case text = 2
        /// A comment.
        case comment = 3
        /// The document type declaration.
        case doctype = 4
    }

    private var record: NodeRecord { tree.storage.nodes[index] }

    private func node(_ index: UInt32) -> HTMLNode? {
        index == noNode ? nil : HTMLNode(tree: tree, index: index)
    }

    /// What the node is.
    public var kind: Kind { tree.kind(ofNode: index) }

    /// Whether the node is an element.
    public var isElement: Bool { kind == .element }

    /// Whether the node is a text.
    public var isText: Bool { kind == .text }

    /// Whether the node is an element of the HTML namespace.
    public var isHTML: Bool { isElement && record.namespace == 0 }

    /// The name of an element; the empty name for other nodes.
    public var name: HTMLName { tree.name(ofNode: index) }

    /// The spelling of the name of an element; empty for other nodes.
    public var tagName: String { tree.spelling(of: name) }

    /// The namespace of an element; HTML for other nodes.
    public var namespace: HTMLNamespace {
        isElement ? HTMLNamespace(rawValue: UInt8(truncatingIfNeeded: record.namespace)) ?? .html : .html
    }

    // MARK: Neighbours

    /// The node that this one is a child of; nil for the root.
    public var parent: HTMLNode? { node(record.parent) }

    /// The first child.
    public var firstChild: HTMLNode? { node(record.firstChild) }

    /// The last child.
    public var lastChild: HTMLNode? { node(record.lastChild) }

    /// The sibling before this node.
    public var previousSibling: HTMLNode? { node(record.previous) }

    /// The sibling after this node.
    public var nextSibling: HTMLNode? { node(record.next) }

    /// The children; those of a `template` are its contents.
    public var children: HTMLChildren { HTMLChildren(parent: self) }

    /// All nodes below this one, in document order.
    public var descendants: HTMLDescendants { HTMLDescendants(top: self) }

    /// The parent, its parent and so on, up to the root.
    public var ancestors: some Sequence<HTMLNode> {
        sequence(first: self) { $0.parent }.dropFirst()
    }

    // MARK: Attributes

    /// The attributes of an element in the order of the page.
    public var attributes: HTMLAttributes { HTMLAttributes(node: self) }

    /// The value of an attribute; nil if the element has none of this name.
    public subscript(name: HTMLName) -> String? {
        tree.withAttribute(name, ofNode: index) { string($0) }
    }

    /// The value of an attribute; nil if the element has none of this name, which is in lower case in HTML.
    public subscript(name: String) -> String? {
        tree.name(name).flatMap { self[$0] }
    }

    /// Whether an element has an attribute.
    public func hasAttribute(_ name: HTMLName) -> Bool {
        tree.withAttribute(name, ofNode: index) { _ in true } ?? false
    }

    // MARK: Text

    /// The bytes of a text or comment, as UTF-8.
    public func withBytes<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        try tree.withBytes(ofNode: index, body)
    }

    /// The text of this node: of a text or comment itself, of other nodes all texts below them joined.
    public var text: String {
        switch kind {
        case .text, .comment: tree.withBytes(ofNode: index) { string($0) }
        case .document, .element:
            descendants.reduce(into: "") { joined, node in
                if node.isText { joined += node.text }
            }
        case .doctype: ""
        }
    }

    private func string(_ bytes: Span<UInt8>) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    // MARK: Document type

    /// The name and identifiers of a document type declaration; nil for other nodes.
    public var doctype: HTMLDoctype? {
        guard kind == .doctype else { return nil }
        let doctype = tree.storage.doctypes[record.dataStart]
        return HTMLDoctype(
            name: tree.storage.string(doctype.name),
            publicIdentifier: tree.storage.string(doctype.publicIdentifier),
            systemIdentifier: tree.storage.string(doctype.systemIdentifier)
        )
    }
}

extension HTMLNode: Hashable {
    /// Whether two values are the same node of the same tree.
    public static func == (left: HTMLNode, right: HTMLNode) -> Bool {
        left.index == right.index && left.tree.storage === right.tree.storage
    }

    /// Feeds the number of the node into a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(index)
    }
}

/// What a document type declaration says.
public struct HTMLDoctype: Sendable, Hashable {
    /// The name, `html` in all pages of today.
    public let name: String
    /// The public identifier; empty in pages of today.
    public let publicIdentifier: String
    /// The system identifier; empty in pages of today.
    public let systemIdentifier: String
}
