extension HTMLNode {
    /// All elements below this node that a selector matches, in document order.
    public func select(_ selector: HTMLSelector) -> [HTMLNode] {
        var found: [HTMLNode] = []
        visitMatches(of: selector) { node in
            found.append(node)
            return true
        }
        return found
    }

    /// The first element below this node that a selector matches.
    public func first(_ selector: HTMLSelector) -> HTMLNode? {
        var found: HTMLNode?
        visitMatches(of: selector) { node in
            found = node
            return false
        }
        return found
    }

    /// All elements below this node that a selector matches; throws when the text is no selector.
    public func select(_ selector: String) throws(HTMLSelectorError) -> [HTMLNode] {
        select(try HTMLSelector(selector))
    }

    /// The first element below this node that a selector matches; throws when the text is no selector.
    public func first(_ selector: String) throws(HTMLSelectorError) -> HTMLNode? {
        first(try HTMLSelector(selector))
    }

    /// Whether a selector matches this element.
    public func matches(_ selector: HTMLSelector) -> Bool {
        HTMLSelectorMatcher(selector, in: tree).matches(index)
    }

    private func visitMatches(of selector: HTMLSelector, _ visit: (HTMLNode) -> Bool) {
        let matcher = HTMLSelectorMatcher(selector, in: tree)
        let end = tree.nextSkippingChildren(after: index)
        var next = tree.nextInDocument(after: index)
        while let node = next, node != end {
            if matcher.matches(node), !visit(HTMLNode(tree: tree, index: node)) { return }
            next = tree.nextInDocument(after: node)
        }
    }
}

extension HTMLTree {
    /// All elements that a selector matches, in document order.
    public func select(_ selector: HTMLSelector) -> [HTMLNode] { root.select(selector) }

    /// The first element that a selector matches.
    public func first(_ selector: HTMLSelector) -> HTMLNode? { root.first(selector) }

    /// All elements that a selector matches; throws when the text is no selector.
    public func select(_ selector: String) throws(HTMLSelectorError) -> [HTMLNode] { try root.select(selector) }

    /// The first element that a selector matches; throws when the text is no selector.
    public func first(_ selector: String) throws(HTMLSelectorError) -> HTMLNode? { try root.first(selector) }
}
