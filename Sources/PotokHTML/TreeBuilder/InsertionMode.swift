/// The insertion modes (13.2.4.1); the two for `select` are gone from the standard since 2025.
enum InsertionMode: UInt8, BitwiseCopyable {
    case initial, beforeHTML, beforeHead, inHead, inHeadNoscript, afterHead, inBody, text
    case inTable, inTableText, inCaption, inColumnGroup, inTableBody, inRow, inCell, inTemplate
    case afterBody, inFrameset, afterFrameset, afterAfterBody, afterAfterFrameset
}

/// An entry of the stack of open elements (13.2.4.2).
struct OpenElement: BitwiseCopyable {
    var node: UInt32
    /// Name and namespace; for HTML elements the number of the name alone.
    var key: UInt32
    var categories: ElementCategories
    /// Whether this element or one above it is a `p` in button scope; known at once, as every block asks for it.
    var hasParagraph: Bool
}

/// An entry of the list of active formatting elements (13.2.4.3); a marker has no node.
struct FormattingEntry: BitwiseCopyable {
    var node: UInt32
    var key: UInt32
    var attributeStart: UInt32
    var attributeCount: UInt32
    /// A hash of the attributes whatever their order, or 0 when it was not needed yet.
    var hash: UInt64

    var isMarker: Bool { node == noNode }

    static var marker: FormattingEntry {
        FormattingEntry(node: noNode, key: 0, attributeStart: 0, attributeCount: 0, hash: 0)
    }
}

extension ElementCategories: BitwiseCopyable {
    /// Elements of SVG and MathML in which HTML goes on (13.2.6.5).
    static var htmlIntegration: ElementCategories { ElementCategories(rawValue: 1 << 14) }

    /// Elements of MathML in which text is HTML.
    static var mathTextIntegration: ElementCategories { ElementCategories(rawValue: 1 << 15) }

    static var foreignScope: ElementCategories { [.special, .scope, .listItemScope, .buttonScope] }
}

/// The namespaces, as they lie in bits 24 and 25 of a key.
enum NamespaceBits {
    static let mathML: UInt32 = 1 << 24
    static let svg: UInt32 = 2 << 24
    static let all: UInt32 = 3 << 24
}
