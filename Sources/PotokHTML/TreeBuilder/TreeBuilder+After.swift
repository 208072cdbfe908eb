/// The insertion modes after the body and of framesets (13.2.6.4.17 to 13.2.6.4.21).
extension TreeBuilder {
    mutating func startTagAfterBody(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        if tag.name == HTMLName.html.rawValue {
            startTagInBody(tag, &storage)
            return true
        }
        mode = .inBody
        return false
    }

    mutating func endTagAfterBody(_ tag: TagToken) -> Bool {
        if tag.name == HTMLName.html.rawValue {
            if contextKey == 0 { mode = .afterAfterBody }
            return true
        }
        mode = .inBody
        return false
    }

    mutating func startTagInFrameset(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .html: startTagInBody(tag, &storage)
        case .frameset: insertElement(tag, &storage)
        case .frame: insertVoidElement(tag, &storage)
        case .noframes: return startTagInHead(tag, &storage)
        default: break
        }
        return true
    }

    mutating func endTagInFrameset(_ tag: TagToken) -> Bool {
        guard tag.name == HTMLName.frameset.rawValue, stack.count > 1 else { return true }
        pop()
        if contextKey == 0, !currentIs(.frameset) { mode = .afterFrameset }
        return true
    }

    mutating func startTagAfterFrameset(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .html: startTagInBody(tag, &storage)
        case .noframes: return startTagInHead(tag, &storage)
        default: break
        }
        return true
    }
}
