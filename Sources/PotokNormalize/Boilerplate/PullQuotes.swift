import PotokText

/// Finds pull quotes: paragraphs that only repeat, in large letters, a sentence of the text.
///
/// A paragraph is one when it is a quotation (it stands in a quote, or begins with a quotation mark) of at least eight and at most
/// eighty words, and when all that it quotes stands in the same order in another paragraph that is longer. Words behind the closing
/// mark name the speaker and may be new, up to twelve of them. Comparing is done on folded words, six in a row at a time, so it is
/// linear in the text.
struct PullQuotes {
    private static let fewestWords = 8
    private static let mostWords = 80
    private static let mostSpeakerWords = 12
    private static let run = 6

    /// The numbers of the blocks that are pull quotes.
    static func find(in list: BlockList, _ tokenizer: inout Tokenizer) -> Set<Int> {
        var candidates: [(block: Int, hashes: [UInt64])] = []
        for (number, block) in list.blocks.enumerated() {
            if let hashes = quotedWords(list, block, &tokenizer) { candidates.append((number, hashes)) }
        }
        guard !candidates.isEmpty else { return [] }
        let wanted = Set(candidates.flatMap { runs($0.hashes) })
        // Where each run of words stands: the block it was seen in last that is no candidate itself, or another candidate.
        var places: [UInt64: [Int32]] = [:]
        var hashes: [UInt64] = []
        for (number, block) in list.blocks.enumerated() where block.kind == .paragraph || block.kind == .image {
            hashes.removeAll(keepingCapacity: true)
            list.text[block.range].withUnsafeBufferPointer { tokenizer.appendHashes(of: $0.span, to: &hashes) }
            for run in runs(hashes) where wanted.contains(run) {
                if places[run]?.last != Int32(number), places[run, default: []].count < 8 {
                    places[run, default: []].append(Int32(number))
                }
            }
        }
        var found: Set<Int> = []
        for candidate in candidates {
            guard let first = runs(candidate.hashes).first, let homes = places[first] else { continue }
            let isRepeated = homes.contains { home in
                let other = list.blocks[Int(home)]
                guard Int(home) != candidate.block, !found.contains(Int(home)),
                    other.range.count > list.blocks[candidate.block].range.count
                else { return false }
                return runs(candidate.hashes).allSatisfy { places[$0]?.contains(home) == true }
            }
            if isRepeated { found.insert(candidate.block) }
        }
        return found
    }

    /// The words that a block quotes; nil when it is no quotation, or too short or long to be a pull quote.
    private static func quotedWords(_ list: BlockList, _ block: Block, _ tokenizer: inout Tokenizer) -> [UInt64]? {
        guard block.kind == .paragraph, block.range.count <= 1_200 else { return nil }
        let text = list.text[block.range]
        let isMarked = QuotationMark.opens(text)
        let isInQuote = block.container >= 0 && list.containers[Int(block.container)].kind == .quote
        guard isMarked || isInQuote else { return nil }
        text.withUnsafeBufferPointer { tokenizer.tokenize($0.span) }
        var tokens = tokenizer.tokens[...]
        if isMarked {
            let end = QuotationMark.end(text)
            let behind = tokens.reversed().prefix { $0.sourceRange.lowerBound >= end - text.startIndex }.count
            guard behind <= mostSpeakerWords else { return nil }
            tokens = tokens.dropLast(behind)
        }
        guard tokens.count >= fewestWords, tokens.count <= mostWords else { return nil }
        return tokens.map(\.hash)
    }

    /// The hashes of all runs of words.
    private static func runs(_ hashes: [UInt64]) -> [UInt64] {
        guard hashes.count >= run else { return [] }
        return (0...hashes.count - run).map { start in
            var hash = PhraseHash.empty
            for offset in 0..<run { hash = PhraseHash.combine(hash, hashes[start + offset]) }
            return hash
        }
    }
}

/// Quotation marks of all kinds.
enum QuotationMark {
    private static let marks: Set<Unicode.Scalar> = [
        "\"", "“", "”", "„", "‟", "«", "»", "‹", "›", "「", "」", "『", "』", "‘", "’", "‚",
    ]

    /// Whether a text begins with one.
    static func opens(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, first == 0x22 || first >= 0xC2 else { return false }
        guard let scalar = String(decoding: text.prefix(4), as: UTF8.self).unicodeScalars.first else { return false }
        return marks.contains(scalar)
    }

    /// Where the last mark of a text is; its end when there is none but the first.
    static func end(_ text: ArraySlice<UInt8>) -> Int {
        var index = text.endIndex - 1
        while index > text.startIndex {
            let byte = text[index]
            if byte == 0x22 || byte >= 0xC2, opens(text[index...]) { return index }
            index -= 1
        }
        return text.endIndex
    }
}
