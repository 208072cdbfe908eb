/// The insertion modes of tables (13.2.6.4.9 to 13.2.6.4.15).
extension TreeBuilder {
    /// What a table has no rule for goes before the table: "anything else" in table.
    private mutating func startFostered(_ tag: TagToken, _ storage: inout TokenStorage) {
        fosterParenting = true
        startTagInBody(tag, &storage)
        fosterParenting = false
    }

    private mutating func endFostered(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        fosterParenting = true
        let isDone = endTagInBody(tag, &storage)
        fosterParenting = false
        return isDone
    }

    // MARK: In table

    mutating func startTagInTable(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        let name = HTMLName(rawValue: tag.name)
        switch name {
        case .caption:
            clearStackToTableContext()
            pushMarker()
            insertElement(tag, &storage)
            mode = .inCaption
        case .colgroup:
            clearStackToTableContext()
            insertElement(tag, &storage)
            mode = .inColumnGroup
        case .col:
            clearStackToTableContext()
            insertElement(.colgroup)
            mode = .inColumnGroup
            return false
        case .tbody, .tfoot, .thead:
            clearStackToTableContext()
            insertElement(tag, &storage)
            mode = .inTableBody
        case .td, .th, .tr:
            clearStackToTableContext()
            insertElement(.tbody)
            mode = .inTableBody
            return false
        case .table:
            guard isInScope(.table, .tableScope) else { return true }
            popUntil(.table)
            resetInsertionMode()
            return false
        case .style, .script, .template: return startTagInHead(tag, &storage)
        case .input where isHidden(tag, storage): insertVoidElement(tag, &storage)
        case .form:
            guard !isOpen(HTMLName.template), form == noNode else { return true }
            insertElement(tag, &storage)
            form = current.node
            pop()
        default: startFostered(tag, &storage)
        }
        return true
    }

    mutating func endTagInTable(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .table:
            guard isInScope(.table, .tableScope) else { return true }
            popUntil(.table)
            resetInsertionMode()
        case .body, .caption, .col, .colgroup, .html, .tbody, .td, .tfoot, .th, .thead, .tr: break
        case .template: endTemplate()
        default: return endFostered(tag, &storage)
        }
        return true
    }

    // MARK: In caption

    private mutating func closeCaption() -> Bool {
        guard isInScope(.caption, .tableScope) else { return false }
        generateImpliedEndTags()
        popUntil(.caption)
        clearFormattingToMarker()
        mode = .inTable
        return true
    }

    mutating func startTagInCaption(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr: return !closeCaption()
        default:
            startTagInBody(tag, &storage)
            return true
        }
    }

    mutating func endTagInCaption(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .caption:
            _ = closeCaption()
            return true
        case .table: return !closeCaption()
        case .body, .col, .colgroup, .html, .tbody, .td, .tfoot, .th, .thead, .tr: return true
        default: return endTagInBody(tag, &storage)
        }
    }

    // MARK: In column group

    /// "Anything else" in a column group; true when the token is to be ignored.
    private mutating func leaveColumnGroup() -> Bool {
        guard currentIs(.colgroup) else { return true }
        pop()
        mode = .inTable
        return false
    }

    mutating func startTagInColumnGroup(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .html: startTagInBody(tag, &storage)
        case .col: insertVoidElement(tag, &storage)
        case .template: return startTagInHead(tag, &storage)
        default: return leaveColumnGroup()
        }
        return true
    }

    mutating func endTagInColumnGroup(_ tag: TagToken) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .colgroup: _ = leaveColumnGroup()
        case .col: break
        case .template: endTemplate()
        default: return leaveColumnGroup()
        }
        return true
    }

    // MARK: In table body

    mutating func startTagInTableBody(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .tr:
            clearStackToTableBodyContext()
            insertElement(tag, &storage)
            mode = .inRow
            return true
        case .th, .td:
            clearStackToTableBodyContext()
            insertElement(.tr)
            mode = .inRow
            return false
        case .caption, .col, .colgroup, .tbody, .tfoot, .thead: return leaveTableBody()
        default: return startTagInTable(tag, &storage)
        }
    }

    private mutating func leaveTableBody() -> Bool {
        guard isInScope(.tbody, .tableScope) || isInScope(.thead, .tableScope) || isInScope(.tfoot, .tableScope)
        else { return true }
        clearStackToTableBodyContext()
        pop()
        mode = .inTable
        return false
    }

    mutating func endTagInTableBody(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        let name = HTMLName(rawValue: tag.name)
        switch name {
        case .tbody, .tfoot, .thead:
            guard isInScope(name, .tableScope) else { return true }
            clearStackToTableBodyContext()
            pop()
            mode = .inTable
            return true
        case .table: return leaveTableBody()
        case .body, .caption, .col, .colgroup, .html, .td, .th, .tr: return true
        default: return endTagInTable(tag, &storage)
        }
    }

    // MARK: In row

    /// Closes the row; false when there is none in table scope.
    private mutating func closeRow() -> Bool {
        guard isInScope(.tr, .tableScope) else { return false }
        clearStackToTableRowContext()
        pop()
        mode = .inTableBody
        return true
    }

    mutating func startTagInRow(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .th, .td:
            clearStackToTableRowContext()
            insertElement(tag, &storage)
            mode = .inCell
            pushMarker()
            return true
        case .caption, .col, .colgroup, .tbody, .tfoot, .thead, .tr: return !closeRow()
        default: return startTagInTable(tag, &storage)
        }
    }

    mutating func endTagInRow(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        let name = HTMLName(rawValue: tag.name)
        switch name {
        case .tr:
            _ = closeRow()
            return true
        case .table: return !closeRow()
        case .tbody, .tfoot, .thead: return isInScope(name, .tableScope) ? !closeRow() : true
        case .body, .caption, .col, .colgroup, .html, .td, .th: return true
        default: return endTagInTable(tag, &storage)
        }
    }

    // MARK: In cell

    /// Closes the cell that is open (13.2.6.4.15).
    private mutating func closeCell() {
        generateImpliedEndTags()
        while stack.count > 1 {
            let isCell = currentIs(.td) || currentIs(.th)
            pop()
            if isCell { break }
        }
        clearFormattingToMarker()
        mode = .inRow
    }

    mutating func startTagInCell(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        switch HTMLName(rawValue: tag.name) {
        case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr:
            guard isInScope(.td, .tableScope) || isInScope(.th, .tableScope) else { return true }
            closeCell()
            return false
        default:
            startTagInBody(tag, &storage)
            return true
        }
    }

    mutating func endTagInCell(_ tag: TagToken, _ storage: inout TokenStorage) -> Bool {
        let name = HTMLName(rawValue: tag.name)
        switch name {
        case .td, .th:
            guard isInScope(name, .tableScope) else { return true }
            generateImpliedEndTags()
            popUntil(name)
            clearFormattingToMarker()
            mode = .inRow
            return true
        case .body, .caption, .col, .colgroup, .html: return true
        case .table, .tbody, .tfoot, .thead, .tr:
            guard isInScope(name, .tableScope) else { return true }
            closeCell()
            return false
        default: return endTagInBody(tag, &storage)
        }
    }
}
