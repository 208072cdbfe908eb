import PotokCore
import PotokText

/// A text as hashes of its folded tokens, parted into paragraphs: what fingerprints and verification work on.
///
/// Every line is a paragraph of its own: pages put each entry of a menu on a line, and of running text it does not matter where it is
/// parted.
struct ParagraphText: Sendable {
    private var lines = FoldedLines()

    /// The hashes of all tokens.
    var tokens: [UInt64] { lines.tokens }

    /// Where each paragraph that has a token ends in `tokens`.
    var ends: [Int] { lines.ends }

    /// A hash of each paragraph that has a token.
    var hashes: [UInt64] { lines.hashes }

    /// Makes an empty text.
    init() {}

    /// Makes the hashes of a text.
    init(_ text: String, _ tokenizer: inout Tokenizer) {
        var text = text
        text.withUTF8 { load($0.span, &tokenizer) }
    }

    /// Takes a text in place of the former one.
    mutating func load(_ bytes: Span<UInt8>, _ tokenizer: inout Tokenizer) {
        tokenizer.readLines(of: bytes, into: &lines)
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
