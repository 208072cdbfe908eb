/// Content in which only one end tag counts: RCDATA, RAWTEXT, script data, PLAINTEXT (13.2.5.2 to 13.2.5.31).
extension Tokenizer where Sink: ~Copyable {
    /// Reads to behind the end tag that ends such content, or to the end of the source.
    @inline(never)
    mutating func readRawContent(_ model: ContentModel) {
        switch model {
        case .data: break
        case .rcdata: readRCDATA()
        case .rawtext: readRawText()
        case .scriptData: readScript()
        case .plaintext:
            emitRaw(position, source.count)
            position = source.count
        }
    }

    private mutating func emitRaw(_ start: Int, _ end: Int) {
        if end > start { emit(replacingNUL(start, end)) }
    }

    /// Whether the end tag that is awaited begins at `</`.
    private func isAwaitedEndTag(at index: Int) -> Bool {
        guard lastStartTag != 0, index &+ 2 < source.count, source[index &+ 1] == 0x2F else { return false }
        return storage.names.withBytes(of: lastStartTag) { name in
            let start = index &+ 2
            guard start &+ name.count < source.count else { return false }
            for offset in 0..<name.count where asciiLowercased(source[start &+ offset]) != name[offset] {
                return false
            }
            return endsTagName(source[start &+ name.count])
        }
    }

    private func endsTagName(_ byte: UInt8) -> Bool {
        isHTMLSpace(byte) || byte == 0x2F || byte == 0x3E
    }

    private mutating func readAwaitedEndTag(at index: Int) {
        guard let tag = readTag(nameAt: index &+ 2) else { return }
        sink.endTag(tag, &storage)
        storage.attributes.truncate(to: storage.keptAttributes)
    }

    private mutating func readRawText() {
        let start = position
        var index = source.find(0x3C, from: start)
        while index < source.count, !isAwaitedEndTag(at: index) {
            index = source.find(0x3C, from: index &+ 1)
        }
        position = index
        emitRaw(start, index)
        if index < source.count { readAwaitedEndTag(at: index) }
    }

    private mutating func readRCDATA() {
        let start = position
        let sideStart = storage.sidePosition
        var copied = start
        var index = start
        while true {
            index = source.find(0x3C, 0x26, nulByte, from: index)
            if index == source.count { break }
            let byte = source[index]
            if byte == 0x3C {
                if isAwaitedEndTag(at: index) { break }
                index &+= 1
            } else if byte == 0 {
                storage.side.append(contentsOf: source.part(copied, index))
                appendReplacement()
                index &+= 1
                copied = index
            } else if let decoded = CharacterReference.decode(source, at: index, inAttribute: false) {
                storage.side.append(contentsOf: source.part(copied, index))
                append(decoded)
                index = decoded.end
                copied = index
            } else {
                index &+= 1
            }
        }
        position = index
        finishText(from: start, copied: copied, to: index, sideStart: sideStart)
        if index < source.count { readAwaitedEndTag(at: index) }
    }

    // MARK: Scripts

    private mutating func readScript() {
        let start = position
        let end = findScriptEnd(from: start)
        position = end
        emitRaw(start, end)
        if end < source.count { readAwaitedEndTag(at: end) }
    }

    /// Where the end tag of a script begins, or the end of the source.
    private func findScriptEnd(from start: Int) -> Int {
        var index = source.find(0x3C, from: start)
        while index < source.count {
            if isAwaitedEndTag(at: index) { return index }
            if source.peek(index &+ 1) == 0x21, source.peek(index &+ 2) == 0x2D, source.peek(index &+ 3) == 0x2D {
                // The dashes that open the escape may be the ones that close it: `<!-->`.
                let (next, isEnd) = skipEscaped(from: index &+ 2)
                if isEnd { return next }
                index = source.find(0x3C, from: next)
            } else {
                index = source.find(0x3C, from: index &+ 1)
            }
        }
        return source.count
    }

    /// The escaped states: from the dashes of `<!--` to behind `-->`, or to the end tag.
    ///
    /// Between `<script` and `</script` the text is escaped twice, and no end tag counts.
    private func skipEscaped(from start: Int) -> (next: Int, isEnd: Bool) {
        var index = start
        var isTwice = false
        while true {
            index = source.find(0x3C, 0x2D, 0x2D, from: index)
            if index == source.count { return (index, false) }
            if source[index] == 0x2D {
                let dashes = index
                while index < source.count, source[index] == 0x2D { index &+= 1 }
                if index &- dashes >= 2, source.peek(index) == 0x3E { return (index &+ 1, false) }
                continue
            }
            if !isTwice {
                if isAwaitedEndTag(at: index) { return (index, true) }
                if isScriptName(at: index &+ 1) { isTwice = true }
            } else if source.peek(index &+ 1) == 0x2F, isScriptName(at: index &+ 2) {
                isTwice = false
            }
            index &+= 1
        }
    }

    private func isScriptName(at index: Int) -> Bool {
        source.hasWord("script", at: index) && index &+ 6 < source.count && endsTagName(source[index &+ 6])
    }
}
