public import PotokCore
import PotokText

/// The passages of a text that another one has too, for people to look at.
public enum SharedPassages {
    /// Finds runs of words that both texts have.
    ///
    /// - Parameters:
    ///   - hidden: the paragraphs of the first text that do not count.
    ///   - otherHidden: the paragraphs of the second text that do not count.
    /// - Returns: the passages as they stand in the first text, in their order.
    public static func find(
        in text: String,
        without hidden: ParagraphSet = ParagraphSet(),
        sharedWith other: String,
        without otherHidden: ParagraphSet = ParagraphSet()
    ) -> [String] {
        let words = words(of: text, without: hidden)
        let otherWords = self.words(of: other, without: otherHidden)
        guard !words.isEmpty, !otherWords.isEmpty else { return [] }
        let gram = min(Verifier.gram, words.count, otherWords.count)
        var shingles: Set<[UInt64]> = []
        for index in 0...(otherWords.count - gram) {
            shingles.insert(otherWords[index..<(index + gram)].map(\.hash))
        }
        var isShared = [Bool](repeating: false, count: words.count)
        for index in 0...(words.count - gram) where shingles.contains(words[index..<(index + gram)].map(\.hash)) {
            for place in index..<(index + gram) { isShared[place] = true }
        }
        let bytes = Array(text.utf8)
        var passages: [String] = []
        var start: Int?
        for index in 0...words.count {
            if index < words.count, isShared[index] {
                start = start ?? index
            } else if let first = start {
                let range = words[first].range.lowerBound..<words[index - 1].range.upperBound
                passages.append(String(decoding: bytes[range], as: UTF8.self))
                start = nil
            }
        }
        return passages
    }

    private static func words(
        of text: String,
        without hidden: ParagraphSet
    ) -> [(hash: UInt64, range: Range<Int>)] {
        var tokenizer = Tokenizer()
        let bytes = Array(text.utf8)
        var words: [(hash: UInt64, range: Range<Int>)] = []
        var (start, paragraph) = (0, 0)
        for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x0A {
            tokenizer.tokenize(bytes.span.extracting(start..<index))
            if !tokenizer.tokens.isEmpty {
                if !hidden.contains(paragraph) {
                    words += tokenizer.tokens.map {
                        ($0.hash, start + $0.sourceRange.lowerBound..<start + $0.sourceRange.upperBound)
                    }
                }
                paragraph += 1
            }
            start = index + 1
        }
        return words
    }
}
