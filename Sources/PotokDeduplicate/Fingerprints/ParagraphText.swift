import PotokCore
import PotokText

/// A text as hashes of its folded tokens, parted into paragraphs: what fingerprints and verification work on.
///
/// Every line is a paragraph of its own: pages put each entry of a menu on a line, and of running text it does not matter where it is
/// parted.
struct ParagraphText: Sendable {
    /// The hashes of all tokens.
    private(set) var tokens: [UInt64] = []

    /// Where each paragraph that has a token ends in `tokens`.
    private(set) var ends: [Int] = []

    /// A hash of each paragraph that has a token.
    private(set) var hashes: [UInt64] = []

    /// Makes an empty text.
    init() {}

    /// Makes the hashes of a text.
    init(_ text: String, _ tokenizer: inout Tokenizer) {
        var text = text
        text.withUTF8 { load($0.span, &tokenizer) }
    }

    /// Takes a text in place of the former one.
    mutating func load(_ bytes: Span<UInt8>, _ tokenizer: inout Tokenizer) {
        tokens.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
        var start = 0
        for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x0A {
            if index > start {
                append(bytes.extracting(start..<index), &tokenizer)
            }
            start = index + 1
        }
    }

    private mutating func append(_ line: Span<UInt8>, _ tokenizer: inout Tokenizer) {
        let first = tokens.count
        tokenizer.appendHashes(of: line, to: &tokens)
        guard tokens.count > first else { return }
        var hash: UInt64 = 0x243F_6A88_85A3_08D3
        for index in first..<tokens.count {
            hash = (hash ^ tokens[index]) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
        }
        ends.append(tokens.count)
        hashes.append(hash)
    }

    /// How many tokens the paragraphs of a set have.
    func tokenCount(of set: ParagraphSet) -> Int {
        var count = 0
        for place in ends.indices where set.contains(place) {
            count += ends[place] - (place == 0 ? 0 : ends[place - 1])
        }
        return count
    }

    /// The tokens of all paragraphs but those of a set.
    func tokens(without hidden: ParagraphSet) -> [UInt64] {
        guard !hidden.isEmpty else { return tokens }
        var left: [UInt64] = []
        left.reserveCapacity(tokens.count)
        var start = 0
        for (place, end) in ends.enumerated() {
            if !hidden.contains(place) {
                left.append(contentsOf: tokens[start..<end])
            }
            start = end
        }
        return left
    }
}
