/// Character tokens in all insertion modes.
extension TreeBuilder {
    @inline(__always)
    mutating func characters(_ token: CharacterToken, _ storage: inout TokenStorage) {
        if mode == .inBody, !ignoresLineFeed, !token.mayHoldNUL, current.key & NamespaceBits.all == 0, contextKey == 0 {
            insertBodyText(token.run, &storage)
            return
        }
        takeCharacters(token, &storage)
    }

    @inline(never)
    private mutating func takeCharacters(_ token: CharacterToken, _ storage: inout TokenStorage) {
        var run = token.run
        if ignoresLineFeed {
            ignoresLineFeed = false
            if storage.byte(at: run.start) == 0x0A {
                run.start &+= 1
                run.count &-= 1
            }
        }
        if !token.mayHoldNUL {
            insertCharacters(run, &storage)
            return
        }
        // U+0000 is text of its own, as each mode has its own view of it.
        var start = run.start
        var position = start
        while position < run.end {
            if storage.byte(at: position) == 0 {
                insertCharacters(ByteRun(start: start, count: position &- start), &storage)
                insertNUL(ByteRun(start: position, count: 1), &storage)
                start = position &+ 1
            }
            position &+= 1
        }
        insertCharacters(ByteRun(start: start, count: run.end &- start), &storage)
    }

    private func holdsOnlySpace(_ run: ByteRun, _ storage: borrowing TokenStorage) -> Bool {
        spaceCount(run, storage) == run.count
    }

    /// How many bytes of white space a run begins with.
    @inline(__always)
    private func spaceCount(_ run: ByteRun, _ storage: borrowing TokenStorage) -> UInt32 {
        storage.withBytes(run) { bytes in
            var index = 0
            while index < bytes.count, isHTMLSpace(bytes[index]) { index &+= 1 }
            return UInt32(truncatingIfNeeded: index)
        }
    }

    @inline(__always)
    private mutating func insertBodyText(_ run: ByteRun, _ storage: inout TokenStorage) {
        reconstructFormatting()
        insertText(run, &storage)
        if framesetOK, !holdsOnlySpace(run, storage) { framesetOK = false }
    }

    /// Whether text goes by the rules for foreign content here.
    private var textIsForeign: Bool {
        guard stack.count > 0 else { return false }
        let adjusted = adjustedCurrent
        return adjusted.key & NamespaceBits.all != 0
            && adjusted.categories.isDisjoint(with: [.htmlIntegration, .mathTextIntegration])
    }

    private mutating func insertCharacters(_ text: ByteRun, _ storage: inout TokenStorage) {
        var run = text
        guard run.count > 0 else { return }
        if textIsForeign {
            insertText(run, &storage)
            if framesetOK, !holdsOnlySpace(run, storage) { framesetOK = false }
            return
        }
        while run.count > 0 {
            switch mode {
            case .inBody, .inCaption, .inCell, .inTemplate:
                insertBodyText(run, &storage)
                return
            case .text:
                insertText(run, &storage)
                return
            case .inTable, .inTableBody, .inRow, .inTableText:
                insertTableText(run, &storage)
                return
            case .inFrameset, .afterFrameset, .afterAfterFrameset:
                insertSpaces(of: run, &storage)
                return
            default:
                let spaces = spaceCount(run, storage)
                insertSpaces(ByteRun(start: run.start, count: spaces), &storage)
                run = ByteRun(start: run.start &+ spaces, count: run.count &- spaces)
                if run.count > 0, !leaveModeForText() { return }
            }
        }
    }

    private mutating func insertNUL(_ run: ByteRun, _ storage: inout TokenStorage) {
        if textIsForeign {
            let replacement = ByteRun(start: storage.sidePosition, count: 3)
            storage.side.append(0xEF)
            storage.side.append(0xBF)
            storage.side.append(0xBD)
            insertText(replacement, &storage)
            return
        }
        while true {
            switch mode {
            case .inTable, .inTableBody, .inRow:
                if !isTablePart(current.key) { return }
                insertTableText(ByteRun(start: run.start, count: 0), &storage)
                return
            case .inBody, .inCaption, .inCell, .inTemplate, .text, .inTableText: return
            case .inFrameset, .afterFrameset, .afterAfterFrameset: return
            default: if !leaveModeForText() { return }
            }
        }
    }

    /// White space at the start of a text, in the modes that treat it apart.
    private mutating func insertSpaces(_ run: ByteRun, _ storage: inout TokenStorage) {
        guard run.count > 0 else { return }
        switch mode {
        case .inHead, .inHeadNoscript, .afterHead, .inColumnGroup: insertText(run, &storage)
        case .afterBody, .afterAfterBody: insertBodyText(run, &storage)
        default: break
        }
    }

    /// Only the white space of a text, in the modes of framesets.
    private mutating func insertSpaces(of run: ByteRun, _ storage: inout TokenStorage) {
        for position in run.start..<run.end where isHTMLSpace(storage.byte(at: position)) {
            if mode == .afterAfterFrameset { reconstructFormatting() }
            insertText(ByteRun(start: position, count: 1), &storage)
        }
    }

    /// Leaves a mode that knows no text but white space ("anything else"); false when the text is dropped.
    private mutating func leaveModeForText() -> Bool {
        switch mode {
        case .initial: return !leaveInitial()
        case .beforeHTML: return !leaveBeforeHTML()
        case .beforeHead: return !leaveBeforeHead()
        case .inHead: return !leaveHead()
        case .inHeadNoscript: return !leaveHeadNoscript()
        case .afterHead: return !leaveAfterHead()
        case .inColumnGroup:
            guard currentIs(.colgroup) else { return false }
            pop()
            mode = .inTable
            return true
        default:
            mode = .inBody
            return true
        }
    }

    // MARK: Text in tables (13.2.6.4.10)

    private func isTablePart(_ key: UInt32) -> Bool {
        switch HTMLName(rawValue: key) {
        case .table, .tbody, .template, .tfoot, .thead, .tr: true
        default: false
        }
    }

    private mutating func insertTableText(_ run: ByteRun, _ storage: inout TokenStorage) {
        if mode != .inTableText {
            guard isTablePart(current.key) else {
                fosterParenting = true
                insertBodyText(run, &storage)
                fosterParenting = false
                return
            }
            pendingTableText.truncate(to: 0)
            pendingTableTextIsBlank = true
            originalMode = mode
            mode = .inTableText
        }
        guard run.count > 0 else { return }
        pendingTableText.append(run)
        if pendingTableTextIsBlank, !holdsOnlySpace(run, storage) { pendingTableTextIsBlank = false }
    }

    /// Inserts the text that was held back until it was known to be white space or not.
    mutating func flushTableText(_ storage: inout TokenStorage) {
        mode = originalMode
        for index in 0..<pendingTableText.count {
            let run = pendingTableText[index]
            if pendingTableTextIsBlank {
                insertText(run, &storage)
            } else {
                fosterParenting = true
                insertBodyText(run, &storage)
                fosterParenting = false
            }
        }
        pendingTableText.truncate(to: 0)
    }
}
