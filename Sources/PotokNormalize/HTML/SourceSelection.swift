import PotokHTML

/// What a source says about where the text of its pages is, applied to a page: `normalize.select` and `normalize.remove`.
struct SourceSelection {
    let tree: HTMLTree
    let rules: NormalizeRules

    /// The texts of the selected elements; nil when nothing is to be selected, or nothing matches.
    func selected() -> NodeSet? {
        guard !rules.select.isEmpty else { return nil }
        var kept = NodeSet(nodeCount: tree.nodeCount)
        for selector in rules.select {
            for element in outermost(selector) { forEachText(below: element) { kept.insert($0) } }
        }
        return kept.isEmpty ? nil : kept
    }

    /// Takes the texts of the removed elements out of a set; what went is told if it is wanted.
    func remove(from kept: inout NodeSet, telling removals: inout [Removal], isTold: Bool) {
        for selector in rules.remove {
            for element in outermost(selector) {
                var text: [UInt8] = []
                forEachText(below: element) { node in
                    guard kept.contains(node) else { return }
                    kept.remove(node)
                    if isTold, text.count < 200 {
                        tree.withBytes(ofNode: node) { span in
                            span.withUnsafeBufferPointer { text.append(contentsOf: $0.prefix(200)) }
                        }
                    }
                }
                let line = CleanText.line(String(decoding: text, as: UTF8.self))
                if isTold, !line.isEmpty {
                    removals.append(Removal(text: Excerpt.of(line), reason: "normalize.remove \(selector.text)"))
                }
            }
        }
    }

    /// The elements that a selector matches and that are in no other one that it matches.
    private func outermost(_ selector: HTMLSelector) -> [UInt32] {
        var found: [UInt32] = []
        // Elements come in the order of the document, so what is in the last one found comes before what follows it.
        var end: UInt32? = 0
        var next: UInt32? = 0
        let matching = Set(tree.select(selector).map(\.index))
        guard !matching.isEmpty else { return [] }
        var isInside = false
        while let node = next {
            if isInside, node == end { isInside = false }
            if !isInside, matching.contains(node) {
                found.append(node)
                end = tree.nextSkippingChildren(after: node)
                guard end != nil else { break }
                isInside = true
            }
            next = tree.nextInDocument(after: node)
        }
        return found
    }

    private func forEachText(below element: UInt32, _ body: (UInt32) -> Void) {
        let end = tree.nextSkippingChildren(after: element)
        var next = tree.nextInDocument(after: element)
        while let node = next, node != end {
            if tree.kind(ofNode: node) == .text { body(node) }
            next = tree.nextInDocument(after: node)
        }
    }
}
