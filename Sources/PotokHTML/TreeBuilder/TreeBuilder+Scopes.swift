/// Questions about the stack of open elements (13.2.4.2) and implied end tags (13.2.6.2).
extension TreeBuilder {
    /// Whether an element of a name is in scope; `boundary` says which kind of scope.
    @inline(__always)
    func isInScope(_ name: HTMLName, _ boundary: ElementCategories = .scope) -> Bool {
        var index = stack.count &- 1
        while index >= 0 {
            let entry = stack[index]
            if entry.key == name.rawValue { return true }
            if entry.categories.rawValue & boundary.rawValue != 0 { return false }
            index &-= 1
        }
        return false
    }

    /// Whether any heading is in scope.
    func isHeadingInScope() -> Bool {
        var index = stack.count &- 1
        while index >= 0 {
            let categories = stack[index].categories
            if categories.contains(.heading) { return true }
            if categories.contains(.scope) { return false }
            index &-= 1
        }
        return false
    }

    /// Whether an element of a name is open at all.
    func isOpen(_ name: HTMLName) -> Bool {
        var index = stack.count &- 1
        while index >= 0 {
            if stack[index].key == name.rawValue { return true }
            index &-= 1
        }
        return false
    }

    /// Pops elements whose end tags may be left out, but none of the name `except`.
    @inline(__always)
    mutating func generateImpliedEndTags(except: HTMLName = HTMLName(rawValue: 0)) {
        while stack.count > 0 {
            let current = stack[stack.count &- 1]
            guard current.categories.rawValue & ElementCategories.impliedEnd.rawValue != 0,
                current.key != except.rawValue
            else { return }
            pop()
        }
    }

    mutating func generateImpliedEndTagsThoroughly() {
        while stack.count > 0, current.categories.contains(.thoroughlyImpliedEnd) { pop() }
    }

    /// Pops up to and including the last element of a name; the caller knows that there is one.
    @inline(__always)
    mutating func popUntil(_ name: HTMLName) {
        while stack.count > 0 {
            let key = stack[stack.count &- 1].key
            pop()
            if key == name.rawValue { return }
        }
    }

    /// Pops down to an entry, which stays.
    mutating func popDown(to index: Int) {
        while stack.count > index &+ 1 { pop() }
    }

    /// Closes a `p` element, if one is in button scope.
    @inline(__always)
    mutating func closeParagraphInButtonScope() {
        if stack.count > 0, stack[stack.count &- 1].hasParagraph { closeParagraph() }
    }

    mutating func closeParagraph() {
        generateImpliedEndTags(except: .p)
        popUntil(.p)
    }

    /// Pops to the nearest table, template or html element (13.2.6.4.9 and the two after it).
    mutating func clearStackToTableContext() {
        while stack.count > 1, !currentIs(.table), !currentIs(.template) { pop() }
    }

    mutating func clearStackToTableBodyContext() {
        while stack.count > 1, !currentIs(.tbody), !currentIs(.tfoot), !currentIs(.thead), !currentIs(.template) {
            pop()
        }
    }

    mutating func clearStackToTableRowContext() {
        while stack.count > 1, !currentIs(.tr), !currentIs(.template) { pop() }
    }

    /// Resets the insertion mode appropriately (13.2.4.1).
    mutating func resetInsertionMode() {
        var index = stack.count &- 1
        while index >= 0 {
            let isLast = index == 0
            let key = isLast && contextKey != 0 ? contextKey : stack[index].key
            switch HTMLName(rawValue: key) {
            case .td where !isLast, .th where !isLast: mode = .inCell
            case .tr: mode = .inRow
            case .tbody, .thead, .tfoot: mode = .inTableBody
            case .caption: mode = .inCaption
            case .colgroup: mode = .inColumnGroup
            case .table: mode = .inTable
            case .template: mode = templateModes.count > 0 ? templateModes[templateModes.count - 1] : .inTemplate
            case .head where !isLast: mode = .inHead
            case .body: mode = .inBody
            case .frameset: mode = .inFrameset
            case .html: mode = head == noNode ? .beforeHead : .afterHead
            default:
                if isLast {
                    mode = .inBody
                    return
                }
                index &-= 1
                continue
            }
            return
        }
        mode = .inBody
    }
}
