import PotokHTML

/// Selects the main text of a page.
enum MainTextSelector {
    /// Selects the main text of a page.
    ///
    /// - Parameters:
    ///   - tree: the page, parsed with scripting off.
    ///   - url: where the page comes from; its words tell something about the type of the page.
    static func select(tree: HTMLTree, url: String?) -> MainText {
        var kept = NodeSet(nodeCount: tree.nodeCount)
        var next: UInt32? = 0
        while let index = next {
            switch tree.htmlName(ofNode: index) {
            case .script, .style, .template, .noscript, .nav, .aside, .form, .button, .select, .textarea, .iframe,
                .head,
                .footer:
                next = tree.nextSkippingChildren(after: index)
                continue
            default: break
            }
            if tree.kind(ofNode: index) == .text { kept.insert(index) }
            next = tree.nextInDocument(after: index)
        }
        return MainText(pageType: .article, confidence: 0.5, kept: kept, removed: [], verdict: .content)
    }
}
