/// Comments, document types and CDATA sections (13.2.5.41 to 13.2.5.71).
extension Tokenizer where Sink: ~Copyable {
    /// What begins with `<!`.
    @inline(never)
    mutating func readMarkupDeclaration() {
        let start = position &+ 2
        if source.peek(start) == 0x2D, source.peek(start &+ 1) == 0x2D {
            readComment(from: start &+ 2)
        } else if source.hasWord("doctype", at: start) {
            position = start &+ 7
            readDoctype()
        } else if sink.allowsCDATA, hasCDATAOpening(at: start) {
            position = start &+ 7
            readCDATA()
        } else {
            position = start
            readBogusComment()
        }
    }

    private func hasCDATAOpening(at index: Int) -> Bool {
        let opening: StaticString = "[CDATA["
        guard index &+ 7 <= source.count else { return false }
        for offset in 0..<7 where source[index &+ offset] != opening.utf8Start[offset] { return false }
        return true
    }

    /// Everything up to the next `>` is a comment.
    @inline(never)
    mutating func readBogusComment() {
        let end = source.find(0x3E, from: position)
        sink.comment(replacingNUL(position, end), &storage)
        position = min(end &+ 1, source.count)
    }

    private mutating func readComment(from start: Int) {
        var end = start
        if source.peek(start) == 0x3E {
            position = start &+ 1
        } else if source.peek(start) == 0x2D, source.peek(start &+ 1) == 0x3E {
            position = start &+ 2
        } else {
            end = findCommentEnd(from: start)
        }
        sink.comment(replacingNUL(start, end), &storage)
    }

    /// Where the data of a comment ends; moves the position behind the comment.
    private mutating func findCommentEnd(from start: Int) -> Int {
        var index = start
        while true {
            let dashes = source.find(0x2D, from: index)
            index = dashes
            while index < source.count, source[index] == 0x2D { index &+= 1 }
            if index == source.count {
                position = index
                return max(dashes, index &- 2)
            }
            guard index &- dashes >= 2 else { continue }
            if source[index] == 0x3E {
                position = index &+ 1
                return index &- 2
            }
            if source[index] == 0x21 {
                if index &+ 1 == source.count {
                    position = source.count
                    return index &- 2
                }
                if source[index &+ 1] == 0x3E {
                    position = index &+ 2
                    return index &- 2
                }
            }
        }
    }

    /// A CDATA section of foreign content: text without any markup.
    mutating func readCDATA() {
        let start = position
        var end = source.find(0x5D, from: start)
        while end < source.count, source.peek(end &+ 1) != 0x5D || source.peek(end &+ 2) != 0x3E {
            end = source.find(0x5D, from: end &+ 1)
        }
        position = min(end &+ 3, source.count)
        finishText(from: start, copied: start, to: end, sideStart: storage.sidePosition, mayHoldNUL: hasNUL)
    }

    // MARK: Document types

    private mutating func readDoctype() {
        var doctype = DoctypeRecord()
        readDoctype(into: &doctype)
        sink.doctype(doctype, &storage)
    }

    private mutating func skipSpaces() {
        while position < source.count, isHTMLSpace(source[position]) { position &+= 1 }
    }

    /// Skips to behind the next `>`: the bogus DOCTYPE state.
    private mutating func skipToDoctypeEnd() {
        position = min(source.find(0x3E, from: position) &+ 1, source.count)
    }

    private mutating func readDoctype(into doctype: inout DoctypeRecord) {
        skipSpaces()
        guard position < source.count, source[position] != 0x3E else {
            doctype.forcesQuirks = true
            position = min(position &+ 1, source.count)
            return
        }
        let start = position
        while position < source.count, !isHTMLSpace(source[position]), source[position] != 0x3E { position &+= 1 }
        doctype.hasName = true
        doctype.name = lowercasedName(start, position)
        skipSpaces()
        guard position < source.count else {
            doctype.forcesQuirks = true
            return
        }
        if source[position] == 0x3E {
            position &+= 1
        } else if source.hasWord("public", at: position) {
            position &+= 6
            guard let run = readIdentifier(into: &doctype) else { return }
            doctype.publicIdentifier = run
            doctype.hasPublicIdentifier = true
            if doctype.forcesQuirks { return }
            skipSpaces()
            if position < source.count, source[position] == 0x3E {
                position &+= 1
                return
            }
            readSystemIdentifier(into: &doctype)
        } else if source.hasWord("system", at: position) {
            position &+= 6
            readSystemIdentifier(into: &doctype)
        } else {
            doctype.forcesQuirks = true
            skipToDoctypeEnd()
        }
    }

    private mutating func readSystemIdentifier(into doctype: inout DoctypeRecord) {
        guard let run = readIdentifier(into: &doctype) else { return }
        doctype.systemIdentifier = run
        doctype.hasSystemIdentifier = true
        if doctype.forcesQuirks { return }
        skipSpaces()
        if position == source.count { doctype.forcesQuirks = true }
        skipToDoctypeEnd()
    }

    /// A quoted identifier; nil when there is none, and then the declaration has been read to its end.
    private mutating func readIdentifier(into doctype: inout DoctypeRecord) -> ByteRun? {
        skipSpaces()
        guard position < source.count, source[position] == 0x22 || source[position] == 0x27 else {
            doctype.forcesQuirks = true
            skipToDoctypeEnd()
            return nil
        }
        let start = position &+ 1
        let end = source.find(source[position], 0x3E, 0x3E, from: start)
        if end == source.count || source[end] == 0x3E { doctype.forcesQuirks = true }
        position = min(end &+ 1, source.count)
        return replacingNUL(start, end)
    }

    private mutating func lowercasedName(_ start: Int, _ end: Int) -> ByteRun {
        let run = replacingNUL(start, end)
        let isLowercase = storage.withBytes(run) { $0.allSatisfy { asciiLowercased($0) == $0 } }
        if isLowercase { return run }
        let sideStart = storage.sidePosition
        let mark = storage.side.count
        storage.appendToSide(run)
        for index in mark..<storage.side.count { storage.side[index] = asciiLowercased(storage.side[index]) }
        return ByteRun(start: sideStart, count: run.count)
    }
}
