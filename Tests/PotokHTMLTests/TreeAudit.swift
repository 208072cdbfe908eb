#if !FUZZING
import PotokHTML
#endif

/// Checks what must hold for the tree of any bytes.
///
/// The fuzzer uses it as well as the tests.
enum TreeAudit {
    /// The first rule that a tree breaks; nil when all is well.
    static func fault(in tree: HTMLTree) -> String? {
        var seen = 0
        var next: UInt32? = 0
        while let index = next {
            seen += 1
            if seen > tree.nodeCount { return "a cycle" }
            if let fault = fault(at: tree[index]) { return "\(fault) at node \(index)" }
            next = tree.nextInDocument(after: index)
        }
        return nil
    }

    private static func fault(at node: HTMLNode) -> String? {
        var last: HTMLNode?
        var child = node.firstChild
        while let current = child {
            if current.parent != node { return "a child with another parent" }
            if current.previousSibling != last { return "a sibling that does not know the one before" }
            last = current
            child = current.nextSibling
        }
        if node.lastChild != last { return "a wrong last child" }
        switch node.kind {
        case .document: if node.parent != nil { return "a document in the tree" }
        case .element: return faultOfElement(node)
        case .text:
            if node.firstChild != nil { return "a text with children" }
            if node.tree.byteCount(ofNode: node.index) == 0 { return "an empty text" }
            if node.nextSibling?.isText == true { return "two texts side by side" }
            return faultOfText(node)
        case .comment, .doctype: if node.firstChild != nil { return "children of a comment" }
        }
        return nil
    }

    private static func faultOfElement(_ node: HTMLNode) -> String? {
        if node.tagName.isEmpty { return "an element without a name" }
        var names: Set<HTMLName> = []
        for attribute in node.attributes where !names.insert(attribute.name).inserted {
            return "an attribute that occurs twice"
        }
        return nil
    }

    private static func faultOfText(_ node: HTMLNode) -> String? {
        let bytes = node.withBytes { bytes in bytes.indices.map { bytes[$0] } }
        return Array(String(decoding: bytes, as: UTF8.self).utf8) == bytes ? nil : "a text that is no UTF-8"
    }
}
