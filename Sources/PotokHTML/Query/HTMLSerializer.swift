/// Writes nodes as markup (13.3, serializing HTML fragments).
///
/// What is written parses to the same tree for most trees, but not for all: the standard has a list of those that no
/// markup gives, such as a `p` in a `p`.
struct HTMLSerializer {
    private let tree: HTMLTree
    private var output: [UInt8] = []

    init(tree: HTMLTree) {
        self.tree = tree
    }

    /// The markup of a node with what is below it.
    static func outer(_ node: HTMLNode) -> String {
        var serializer = HTMLSerializer(tree: node.tree)
        serializer.write(from: node.index, until: node.tree.nextSibling(ofNode: node.index))
        return String(decoding: serializer.output, as: UTF8.self)
    }

    /// The markup of what is below a node.
    static func inner(_ node: HTMLNode) -> String {
        var serializer = HTMLSerializer(tree: node.tree)
        if let first = node.tree.firstChild(ofNode: node.index) { serializer.write(from: first, until: nil) }
        return String(decoding: serializer.output, as: UTF8.self)
    }

    /// Writes nodes in document order; without recursion, as trees may be deep.
    private mutating func write(from start: UInt32, until end: UInt32?) {
        let limit = tree.parent(ofNode: start)
        var node = start
        while true {
            open(node)
            if let child = tree.firstChild(ofNode: node), !isVoid(node) {
                node = child
                continue
            }
            close(node)
            while true {
                if let next = tree.nextSibling(ofNode: node) {
                    if next == end { return }
                    node = next
                    break
                }
                guard let parent = tree.parent(ofNode: node), parent != limit else { return }
                node = parent
                close(node)
            }
        }
    }

    private func isVoid(_ node: UInt32) -> Bool {
        categories(node).contains(.void)
    }

    private func categories(_ node: UInt32) -> ElementCategories {
        let name = Int(tree.htmlName(ofNode: node).rawValue)
        return name < KnownNames.tagCount ? ElementCategories(rawValue: KnownNames.categories[name]) : []
    }

    private mutating func open(_ node: UInt32) {
        switch tree.kind(ofNode: node) {
        case .document: break
        case .element:
            output.append(0x3C)
            write(tree.name(ofNode: node))
            let record = tree.storage.nodes[node]
            for index in record.dataStart..<record.dataStart &+ record.dataCount {
                let attribute = tree.storage.attributes[index]
                output.append(0x20)
                write(HTMLName(rawValue: attribute.name))
                output.append(contentsOf: [0x3D, 0x22])
                tree.storage.withBytes(start: attribute.valueStart, count: attribute.valueCount) {
                    writeEscaped($0, inAttribute: true)
                }
                output.append(0x22)
            }
            output.append(0x3E)
        case .text:
            let isRaw = tree.parent(ofNode: node).map { categories($0).contains(.rawText) } ?? false
            let record = tree.storage.nodes[node]
            tree.storage.withBytes(start: record.dataStart, count: record.dataCount) {
                if isRaw { output.append(contentsOf: $0) } else { writeEscaped($0, inAttribute: false) }
            }
        case .comment:
            let record = tree.storage.nodes[node]
            output.append(contentsOf: "<!--".utf8)
            tree.storage.withBytes(start: record.dataStart, count: record.dataCount) { output.append(contentsOf: $0) }
            output.append(contentsOf: "-->".utf8)
        case .doctype:
            output.append(contentsOf: "<!DOCTYPE ".utf8)
            tree.storage.withBytes(tree.storage.doctypes[tree.storage.nodes[node].dataStart].name) {
                output.append(contentsOf: $0)
            }
            output.append(0x3E)
        }
    }

    private mutating func close(_ node: UInt32) {
        guard tree.kind(ofNode: node) == .element, !isVoid(node) else { return }
        output.append(contentsOf: [0x3C, 0x2F])
        write(tree.name(ofNode: node))
        output.append(0x3E)
    }

    private mutating func write(_ name: HTMLName) {
        tree.storage.names.withBytes(of: name.rawValue) { output.append(contentsOf: $0) }
    }

    private mutating func writeEscaped(_ bytes: UnsafeBufferPointer<UInt8>, inAttribute: Bool) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x26: output.append(contentsOf: "&amp;".utf8)
            case 0x3C: output.append(contentsOf: "&lt;".utf8)
            case 0x3E: output.append(contentsOf: "&gt;".utf8)
            case 0x22 where inAttribute: output.append(contentsOf: "&quot;".utf8)
            case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA0:
                output.append(contentsOf: "&nbsp;".utf8)
                index += 1
            default: output.append(byte)
            }
            index += 1
        }
    }
}

extension HTMLNode {
    /// The markup of this node and of what is below it.
    public var outerHTML: String { HTMLSerializer.outer(self) }

    /// The markup of what is below this node.
    public var innerHTML: String { HTMLSerializer.inner(self) }
}
