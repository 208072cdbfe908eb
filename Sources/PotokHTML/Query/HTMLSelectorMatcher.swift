/// A selector whose names have been looked up in one tree.
struct HTMLSelectorMatcher {
    private let storage: TreeStorage
    private let alternatives: [[[Compound]]]

    private struct Compound {
        var matchesAnyName: Bool
        /// The name of HTML elements, in lower case; 0 when the tree has no such name.
        var lower: UInt32
        /// The name of other elements, as spelt.
        var exact: UInt32
        var conditions: [Condition]
    }

    private struct Condition {
        var lower: UInt32
        var exact: UInt32
        var comparison: HTMLSelector.Condition.Comparison
        var value: [UInt8]
        var folds: Bool
    }

    init(_ selector: HTMLSelector, in tree: HTMLTree) {
        storage = tree.storage
        let isQuirky = tree.quirksMode == .quirks
        func number(_ name: String) -> UInt32 { tree.name(name)?.rawValue ?? 0 }
        alternatives = selector.alternatives.map { complex in
            complex.parts.map { part in
                part.compounds.map { compound in
                    Compound(
                        matchesAnyName: compound.tag == nil,
                        lower: compound.tag.map { number($0.lowercased()) } ?? 0,
                        exact: compound.tag.map(number) ?? 0,
                        conditions: compound.conditions.map {
                            Condition(
                                lower: number($0.attribute.lowercased()),
                                exact: number($0.attribute),
                                comparison: $0.comparison,
                                value: $0.value,
                                folds: $0.letters == .folded || $0.letters == .byQuirks && isQuirky
                            )
                        }
                    )
                }
            }
        }
    }

    func matches(_ index: UInt32) -> Bool {
        alternatives.contains { matches($0, at: index) }
    }

    /// Matches the last part at a node, and each part before at the nearest ancestor that fits.
    ///
    /// The nearest one is enough, as it leaves the most ancestors to the parts before; so nothing is ever tried twice.
    private func matches(_ parts: [[Compound]], at index: UInt32) -> Bool {
        guard var top = match(parts[0], at: index) else { return false }
        for part in parts.dropFirst() {
            var ancestor = storage.nodes[top].parent
            while true {
                if ancestor == noNode { return false }
                if let found = match(part, at: ancestor) {
                    top = found
                    break
                }
                ancestor = storage.nodes[ancestor].parent
            }
        }
        return true
    }

    /// Matches compounds from a node upwards; the node that the first of them matched, or nil.
    private func match(_ compounds: [Compound], at index: UInt32) -> UInt32? {
        var node = index
        for (step, compound) in compounds.enumerated() {
            if step > 0 { node = storage.nodes[node].parent }
            if node == noNode || !matches(compound, storage.nodes[node]) { return nil }
        }
        return node
    }

    private func matches(_ compound: Compound, _ record: NodeRecord) -> Bool {
        guard record.kind == UInt32(HTMLNode.Kind.element.rawValue) else { return false }
        let isHTML = record.namespace == 0
        if !compound.matchesAnyName, record.name != (isHTML ? compound.lower : compound.exact) || record.name == 0 {
            return false
        }
        return compound.conditions.allSatisfy { matches($0, record, isHTML) }
    }

    private func matches(_ condition: Condition, _ record: NodeRecord, _ isHTML: Bool) -> Bool {
        let name = isHTML ? condition.lower : condition.exact
        guard name != 0 else { return false }
        var position = record.dataStart
        while position < record.dataStart &+ record.dataCount {
            let attribute = storage.attributes[position]
            if attribute.name == name {
                return storage.withBytes(start: attribute.valueStart, count: attribute.valueCount) {
                    compares(condition, $0)
                }
            }
            position &+= 1
        }
        return false
    }

    private func compares(_ condition: Condition, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let value = condition.value
        func holds(_ start: Int) -> Bool {
            guard start >= 0, start + value.count <= bytes.count else { return false }
            for offset in value.indices {
                let (left, right) = (bytes[start + offset], value[offset])
                if left == right { continue }
                if !condition.folds || asciiLowercased(left) != asciiLowercased(right) { return false }
            }
            return true
        }
        switch condition.comparison {
        case .exists: return true
        case .equals: return bytes.count == value.count && holds(0)
        case .dash: return holds(0) && (bytes.count == value.count || bytes[value.count] == 0x2D)
        case .prefix: return !value.isEmpty && holds(0)
        case .suffix: return !value.isEmpty && holds(bytes.count - value.count)
        case .contains:
            guard !value.isEmpty, bytes.count >= value.count else { return false }
            return (0...bytes.count - value.count).contains { holds($0) }
        case .includes:
            guard !value.isEmpty else { return false }
            var start = 0
            while start < bytes.count {
                if isHTMLSpace(bytes[start]) {
                    start += 1
                    continue
                }
                var end = start
                while end < bytes.count, !isHTMLSpace(bytes[end]) { end += 1 }
                if end - start == value.count, holds(start) { return true }
                start = end
            }
            return false
        }
    }
}
