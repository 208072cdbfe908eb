/// Writes a marked text as the inline markup of Markdown.
struct MarkdownInline {
    private let list: BlockList
    /// Whether line breaks become spaces, as in headings and cells.
    private let isOneLine: Bool
    private let isInTable: Bool
    /// What was written.
    var output: [UInt8] = []
    /// Where the last emphasis was closed: another that begins there would run into it.
    private var closedAt = -1
    /// Whether code is being written, in which nothing else is marked.
    private var isInCode = false
    /// Open marks that are written, by their kind.
    private var written: [InlineMark.Kind] = []

    init(_ list: BlockList, isOneLine: Bool = false, isInTable: Bool = false) {
        self.list = list
        self.isOneLine = isOneLine
        self.isInTable = isInTable
    }

    mutating func write(_ markup: String) { output.append(contentsOf: markup.utf8) }

    /// Writes a range of the list's text with its marks.
    mutating func write(_ range: Range<Int>, _ marks: Range<Int>) {
        var walk = MarkWalk(list, range, marks)
        while let step = walk.next() {
            switch step {
            case .text(let part):
                if isInCode { writeCode(list.text[part]) } else { writeText(list.text[part], within: range) }
            case .open(let mark): open(mark, range)
            case .close(let mark): close(mark)
            }
        }
    }

    mutating func writeImage(target: Int32, label: Int32) {
        guard let address = list.address(target, schemes: ["http", "https"]) else { return }
        write("![")
        writeText(Array((list.string(label) ?? "").utf8)[...])
        write("](")
        writeAddress(address)
        write(")")
    }

    // MARK: Marks

    private mutating func open(_ mark: InlineMark, _ range: Range<Int>) {
        guard !isInCode else { return }
        switch mark.kind {
        case .strong, .emphasis, .strikethrough:
            // A number of signs in a row may be read in several ways: only what is certain is written.
            guard closedAt != output.count, canEmphasize(mark, range) else { return }
            write(mark.kind == .strong ? "**" : mark.kind == .emphasis ? "*" : "~~")
            written.append(mark.kind)
        case .code:
            isInCode = true
            let code = list.text[mark.start..<mark.end]
            let fence = Self.longestRun(of: 0x60, in: code) + 1
            output.append(contentsOf: repeatElement(0x60, count: fence))
            if code.first == 0x60 || code.last == 0x60 { output.append(0x20) }
            written.append(.code)
        case .link:
            guard list.address(mark.target, schemes: ["http", "https", "mailto"]) != nil else { return }
            if output.last == 0x21 { output.insert(0x5C, at: output.count - 1) }
            write("[")
            written.append(.link)
        case .image: writeImage(target: mark.target, label: mark.label)
        case .subscripted, .superscripted: break
        }
    }

    private mutating func close(_ mark: InlineMark) {
        guard written.last == mark.kind, !isInCode || mark.kind == .code else { return }
        written.removeLast()
        switch mark.kind {
        case .strong: write("**")
        case .emphasis: write("*")
        case .strikethrough: write("~~")
        case .code:
            isInCode = false
            let code = list.text[mark.start..<mark.end]
            if code.first == 0x60 || code.last == 0x60 { output.append(0x20) }
            output.append(contentsOf: repeatElement(0x60, count: Self.longestRun(of: 0x60, in: code) + 1))
        case .link:
            guard let address = list.address(mark.target, schemes: ["http", "https", "mailto"]) else { return }
            write("](")
            writeAddress(address)
            write(")")
        case .image, .subscripted, .superscripted: break
        }
        if mark.kind == .strong || mark.kind == .emphasis || mark.kind == .strikethrough { closedAt = output.count }
    }

    /// Whether signs around a text are read as emphasis (CommonMark 6.2, left- and right-flanking runs).
    private func canEmphasize(_ mark: InlineMark, _ range: Range<Int>) -> Bool {
        let first = isPunctuation(at: mark.start)
        let last = isPunctuation(before: mark.end)
        let opensFreely = mark.start == range.lowerBound || isGap(before: mark.start)
        let closesFreely = mark.end == range.upperBound || isGap(at: mark.end)
        return (!first || opensFreely) && (!last || closesFreely)
    }

    private func isGap(at place: Int) -> Bool { list.text[place] <= 0x20 || isPunctuation(at: place) }

    private func isGap(before place: Int) -> Bool { list.text[place - 1] <= 0x20 || isPunctuation(before: place) }

    private func isPunctuation(at place: Int) -> Bool {
        var end = place + 1
        while end < list.text.count, list.text[end] & 0xC0 == 0x80 { end += 1 }
        return isPunctuation(list.text[place..<end])
    }

    private func isPunctuation(before place: Int) -> Bool {
        var start = place - 1
        while start > 0, list.text[start] & 0xC0 == 0x80 { start -= 1 }
        return isPunctuation(list.text[start..<place])
    }

    private func isPunctuation(_ bytes: ArraySlice<UInt8>) -> Bool {
        if bytes.count == 1, let byte = bytes.first {
            return byte > 0x20 && !(byte &- 0x30 < 10 || byte & 0xDF &- 0x41 < 26) && byte < 0x7F
        }
        guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first else { return false }
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            return true
        default: return false
        }
    }

    // MARK: Text

    private mutating func writeCode(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes {
            if byte == 0x0A {
                output.append(0x20)
            } else {
                // The one escape that counts in code: tables are cut before anything else is read.
                if isInTable, byte == 0x7C { output.append(0x5C) }
                output.append(byte)
            }
        }
    }

    /// Writes text with what would mean something escaped.
    mutating func writeText(_ bytes: ArraySlice<UInt8>, within range: Range<Int>? = nil) {
        var isLineStart = output.isEmpty || output.last == 0x0A
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == 0x0A {
                if isOneLine { output.append(0x20) } else { write("\\\n") }
                isLineStart = !isOneLine
                index += 1
                continue
            }
            let next = index + 1 < bytes.endIndex ? bytes[index + 1] : nil
            let previous = index > bytes.startIndex ? bytes[index - 1] : nil
            if isLineStart, byte &- 0x30 < 10 {
                index = writeNumber(bytes, index)
                isLineStart = false
                continue
            }
            if isEscaped(byte, previous, next, isLineStart: isLineStart) { output.append(0x5C) }
            output.append(byte)
            isLineStart = false
            index += 1
        }
    }

    /// Writes digits at the start of a line: with a point or parenthesis behind them they would begin a list.
    private mutating func writeNumber(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int {
        var index = start
        while index < bytes.endIndex, bytes[index] &- 0x30 < 10 {
            output.append(bytes[index])
            index += 1
        }
        guard index < bytes.endIndex, bytes[index] == 0x2E || bytes[index] == 0x29, index - start < 10 else {
            return index
        }
        if index + 1 == bytes.endIndex || bytes[index + 1] <= 0x20 { output.append(0x5C) }
        output.append(bytes[index])
        return index + 1
    }

    private func isEscaped(_ byte: UInt8, _ previous: UInt8?, _ next: UInt8?, isLineStart: Bool) -> Bool {
        switch byte {
        case 0x5C, 0x60, 0x2A, 0x5B, 0x5D, 0x7E: return true  // \ ` * [ ] ~
        case 0x5F:  // _ within a word is a letter like others.
            return !(isWord(previous) && isWord(next))
        case 0x3C:  // < before what may be a tag
            return next.map { $0 & 0xDF &- 0x41 < 26 || $0 == 0x2F || $0 == 0x21 || $0 == 0x3F } ?? true
        case 0x26: return next.map { $0 & 0xDF &- 0x41 < 26 || $0 == 0x23 } ?? true  // &
        case 0x7C: return isInTable || isLineStart  // |
        case 0x23: return isLineStart && (next.map { $0 <= 0x20 || $0 == 0x23 } ?? true)  // #
        case 0x2B, 0x2D: return isLineStart && (next.map { $0 <= 0x20 || $0 == byte || $0 == 0x7C } ?? true)  // + -
        case 0x3E, 0x3D: return isLineStart  // > =
        case 0x3A: return isLineStart && next == 0x2D  // :-
        default: return false
        }
    }

    private func isWord(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return byte &- 0x30 < 10 || byte & 0xDF &- 0x41 < 26
    }

    private mutating func writeAddress(_ address: String) {
        for byte in address.utf8 {
            if byte == 0x28 || byte == 0x29 || byte == 0x5C || byte == 0x3C || byte == 0x3E { output.append(0x5C) }
            if isInTable, byte == 0x7C { output.append(0x5C) }
            output.append(byte)
        }
    }

    /// How often a byte comes in a row at the most.
    static func longestRun(of byte: UInt8, in bytes: ArraySlice<UInt8>) -> Int {
        var longest = 0
        var run = 0
        for other in bytes {
            run = other == byte ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
