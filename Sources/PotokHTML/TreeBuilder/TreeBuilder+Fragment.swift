/// Fragments (13.4): markup as if it stood inside a context element.
extension TreeBuilder {
    /// Begins a fragment; answers how the tokenizer is to read its first content.
    mutating func beginFragment(_ name: UInt32, _ namespace: HTMLNamespace) -> ContentModel {
        var key = name
        if namespace == .svg {
            if name < KnownNames.count, KnownNames.svgTags[Int(name)] != 0 {
                key = UInt32(KnownNames.svgTags[Int(name)])
            }
            key |= NamespaceBits.svg
        } else if namespace == .mathML {
            key |= NamespaceBits.mathML
        }
        contextKey = key
        contextCategories = categories(of: key)
        insertElement(.html)
        if key == HTMLName.template.rawValue { templateModes.append(.inTemplate) }
        mode = .beforeHTML
        resetInsertionMode()
        if key == HTMLName.form.rawValue {
            // The context counts as the form that is open, though it is no node of this tree.
            form = 0
        }
        switch HTMLName(rawValue: key) {
        case .title, .textarea: return .rcdata
        case .style, .xmp, .iframe, .noembed, .noframes: return .rawtext
        case .script: return .scriptData
        case .noscript where scripting: return .rawtext
        case .plaintext: return .plaintext
        default: return .data
        }
    }

    /// Makes the nodes of a fragment children of the root; the `html` element that held them falls away.
    mutating func endFragment() {
        guard let html = nodes.count > 1 ? stackRoot : nil else { return }
        detach(html)
        moveChildren(of: html, to: 0)
    }

    private var stackRoot: UInt32? {
        nodes[0].firstChild == noNode ? nil : nodes[0].firstChild
    }
}
