import PotokText

/// Takes out of the blocks what is no part of the text: the repeated title, boilerplate lines, pull quotes.
///
/// Headings and code are never taken out, but for the heading that is the title of the document.
struct BlockCleanUp {
    private var tokenizer = Tokenizer()
    /// Regular expressions by their text: each is read once.
    private var patterns: [String: Regex<AnyRegexOutput>] = [:]
    /// The longest line that is tried, so that no expression can take long.
    private static let longestTried = 1_000

    /// How many blocks from the beginning may be the title once more.
    private static let titleReach = 3

    /// Cleans the blocks of a page; returns what was left out, if that is to be told.
    mutating func clean(_ content: inout ExtractedContent, rules: NormalizeRules, tellsRemovals: Bool) -> [Removal] {
        var removals = tellsRemovals ? content.removals : []
        var reasons = [String?](repeating: nil, count: content.blocks.blocks.count)
        markTitle(content, &reasons)
        splitLines(&content.blocks, rules, &reasons)
        for number in PullQuotes.find(in: content.blocks, &tokenizer) where reasons[number] == nil {
            reasons[number] = "pull quote"
        }
        guard reasons.contains(where: { $0 != nil }) else { return removals }
        var kept: [Block] = []
        kept.reserveCapacity(reasons.count)
        for (block, reason) in zip(content.blocks.blocks, reasons) {
            guard let reason else {
                kept.append(block)
                continue
            }
            if tellsRemovals, reason != Self.title {
                removals.append(Removal(text: Excerpt.of(content.blocks.text(of: block)), reason: reason))
            }
        }
        content.blocks.blocks = kept
        return removals
    }

    private static let title = "title"

    /// Marks the block near the beginning that only says the title.
    private mutating func markTitle(_ content: ExtractedContent, _ reasons: inout [String?]) {
        guard let title = content.metadata.title?.value, !title.isEmpty else { return }
        let wanted = hash(Array(title.utf8)[...])
        for (number, block) in content.blocks.blocks.prefix(Self.titleReach).enumerated() {
            let mayBeTitle = block.isHeading || block.kind == .paragraph && number == 0
            if mayBeTitle, hash(content.blocks.text[block.range]) == wanted {
                reasons[number] = Self.title
                return
            }
        }
    }

    private mutating func hash(_ text: ArraySlice<UInt8>) -> UInt64 {
        guard text.count <= 1_000 else { return 0 }
        text.withUnsafeBufferPointer { tokenizer.tokenize($0.span) }
        return tokenizer.tokens.reduce(PhraseHash.empty) { PhraseHash.combine($0, $1.hash) }
    }

    /// Marks boilerplate lines; a paragraph with such a line within it is cut in two.
    private mutating func splitLines(_ list: inout BlockList, _ rules: NormalizeRules, _ reasons: inout [String?]) {
        var blocks: [Block] = []
        var newReasons: [String?] = []
        blocks.reserveCapacity(list.blocks.count)
        newReasons.reserveCapacity(list.blocks.count)
        for (number, block) in list.blocks.enumerated() {
            let mayGo = (block.kind == .paragraph || block.kind == .image) && reasons[number] == nil
            guard mayGo, !block.range.isEmpty else {
                blocks.append(block)
                newReasons.append(reasons[number])
                continue
            }
            let text = list.text[block.range]
            if let reason = reason(for: text, rules) {
                blocks.append(block)
                newReasons.append(reason.rawValue)
                continue
            }
            guard text.contains(0x0A) else {
                blocks.append(block)
                newReasons.append(nil)
                continue
            }
            for (part, reason) in parts(of: text, rules) {
                var piece = block
                piece.range = part
                blocks.append(piece)
                newReasons.append(reason?.rawValue)
            }
        }
        list.blocks = blocks
        reasons = newReasons
    }

    /// Why a line goes; nil when it stays.
    private mutating func reason(for line: ArraySlice<UInt8>, _ rules: NormalizeRules) -> BoilerplateLines.Reason? {
        if let reason = rules.lines.reason(for: line, &tokenizer) { return reason }
        guard !rules.patterns.isEmpty, line.count <= Self.longestTried else { return nil }
        let text = String(decoding: line, as: UTF8.self)
        for pattern in rules.patterns {
            if patterns[pattern] == nil { patterns[pattern] = try? Regex(pattern) }
            if let expression = patterns[pattern], text.firstMatch(of: expression) != nil { return .option }
        }
        return nil
    }

    /// The lines of a text that go, and between them what stays.
    private mutating func parts(
        of text: ArraySlice<UInt8>,
        _ rules: NormalizeRules
    ) -> [(range: Range<Int>, reason: BoilerplateLines.Reason?)] {
        var parts: [(range: Range<Int>, reason: BoilerplateLines.Reason?)] = []
        var start = text.startIndex
        for line in text.split(separator: 0x0A) {
            guard let reason = reason(for: line, rules) else { continue }
            if line.startIndex > start { parts.append((start..<line.startIndex - 1, nil)) }
            parts.append((line.startIndex..<line.endIndex, reason))
            start = min(line.endIndex + 1, text.endIndex)
        }
        if start < text.endIndex { parts.append((start..<text.endIndex, nil)) }
        return parts
    }
}

/// The beginning of a text, for people.
enum Excerpt {
    /// The first words of a text, in one line.
    static func of(_ text: String) -> String {
        let line = CleanText.line(text.prefix(100))
        return text.count > 80 ? line.prefix(79) + "…" : line
    }
}
