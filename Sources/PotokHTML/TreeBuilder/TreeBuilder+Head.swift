/// The insertion modes up to the body (13.2.6.4.1 to 13.2.6.4.6), and templates (13.2.6.4.16).
///
/// Functions named `leave…` do what the standard calls "anything else": they create what is missing, move to the next
/// mode and answer false, so that the token is processed again.
extension TreeBuilder {
    mutating func leaveInitial() -> Bool {
        quirks = .quirks
        mode = .beforeHTML
        return false
    }

    mutating func leaveBeforeHTML() -> Bool {
        insertElement(.html)
        mode = .beforeHead
        return false
    }

    mutating func leaveBeforeHead() -> Bool {
        insertElement(.head)
        head = current.node
        mode = .inHead
        return false
    }

    mutating func leaveHead() -> Bool {
        pop()
        mode = .afterHead
        return false
    }

    mutating func leaveHeadNoscript() -> Bool {
        pop()
        mode = .inHead
        return false
    }

    mutating func leaveAfterHead() -> Bool {
        insertElement(.body)
        mode = .inBody
        return false
    }

    // MARK: Start tags

    mutating func startTagBeforeHTML(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        guard tag.name == HTMLName.html.rawValue else { return leaveBeforeHTML() }
        insertElement(tag, &storage)
        mode = .beforeHead
        return true
    }

    mutating func startTagBeforeHead(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .html: startTagInBody(tag, &storage)
        case .head:
            insertElement(tag, &storage)
            head = current.node
            mode = .inHead
        default: return leaveBeforeHead()
        }
        return true
    }

    mutating func startTagInHead(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .html: startTagInBody(tag, &storage)
        case .base, .basefont, .bgsound, .link, .meta: insertVoidElement(tag, &storage)
        case .title: startRawText(tag, .rcdata, &storage)
        case .noscript:
            if scripting {
                startRawText(tag, .rawtext, &storage)
            } else {
                insertElement(tag, &storage)
                mode = .inHeadNoscript
            }
        case .noframes, .style: startRawText(tag, .rawtext, &storage)
        case .script: startRawText(tag, .scriptData, &storage)
        case .template:
            insertElement(tag, &storage)
            pushMarker()
            framesetOK = false
            mode = .inTemplate
            templateModes.append(.inTemplate)
        case .head: break
        default: return leaveHead()
        }
        return true
    }

    /// Opens an element whose content is read as text (13.2.6.2).
    mutating func startRawText(_ tag: TagToken, _ model: ContentModel, _ storage: inout TokenStorage) {
        insertElement(tag, &storage)
        contentModel = model
        originalMode = mode
        mode = .text
    }

    mutating func startTagInHeadNoscript(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .html: startTagInBody(tag, &storage)
        case .basefont, .bgsound, .link, .meta, .noframes, .style: return startTagInHead(tag, &storage)
        case .head, .noscript: break
        default: return leaveHeadNoscript()
        }
        return true
    }

    mutating func startTagAfterHead(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .html: startTagInBody(tag, &storage)
        case .body:
            insertElement(tag, &storage)
            framesetOK = false
            mode = .inBody
        case .frameset:
            insertElement(tag, &storage)
            mode = .inFrameset
        case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title:
            // The head is opened again for this one element.
            push(head, HTMLName.head.rawValue)
            _ = startTagInHead(tag, &storage)
            if let index = stackIndex(of: head) { removeFromStack(at: index) }
        case .head: break
        default: return leaveAfterHead()
        }
        return true
    }

    // MARK: End tags

    private func closesDocument(_ tag: TagToken) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .body, .html, .br: true
        default: false
        }
    }

    mutating func endTagBeforeHTML(_ tag: TagToken) -> Bool {
        if tag.name == HTMLName.head.rawValue || closesDocument(tag) { return leaveBeforeHTML() }
        return true
    }

    mutating func endTagBeforeHead(_ tag: TagToken) -> Bool {
        if tag.name == HTMLName.head.rawValue || closesDocument(tag) { return leaveBeforeHead() }
        return true
    }

    mutating func endTagInHead(_ tag: TagToken) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .head:
            pop()
            mode = .afterHead
        case .template: endTemplate()
        default: if closesDocument(tag) { return leaveHead() }
        }
        return true
    }

    mutating func endTagInHeadNoscript(_ tag: TagToken) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .noscript:
            pop()
            mode = .inHead
        case .br: return leaveHeadNoscript()
        default: break
        }
        return true
    }

    mutating func endTagAfterHead(_ tag: TagToken) -> Bool {
        if tag.name == HTMLName.template.rawValue {
            endTemplate()
            return true
        }
        return closesDocument(tag) ? leaveAfterHead() : true
    }

    // MARK: Templates

    mutating func endTemplate() {
        guard isOpen(HTMLName.template) else { return }
        generateImpliedEndTagsThoroughly()
        popUntil(.template)
        clearFormattingToMarker()
        if templateModes.count > 0 { templateModes.removeLast() }
        resetInsertionMode()
    }

    mutating func startTagInTemplate(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        let next: InsertionMode
        switch HTMLName(rawValue: tag.name) {
        case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title:
            return startTagInHead(tag, &storage)
        case .caption, .colgroup, .tbody, .tfoot, .thead: next = .inTable
        case .col: next = .inColumnGroup
        case .tr: next = .inTableBody
        case .td, .th: next = .inRow
        default: next = .inBody
        }
        if templateModes.count > 0 { templateModes.removeLast() }
        templateModes.append(next)
        mode = next
        return false
    }

    mutating func endOfFileInTemplate() -> Bool {
        guard isOpen(HTMLName.template) else { return true }
        popUntil(.template)
        clearFormattingToMarker()
        if templateModes.count > 0 { templateModes.removeLast() }
        resetInsertionMode()
        return false
    }
}
