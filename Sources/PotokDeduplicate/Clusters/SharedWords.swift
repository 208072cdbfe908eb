import PotokCore
import PotokText

/// Counts what texts of an index have in common, and keeps their words at hand while they are asked for again and again.
final class SharedWords {
    /// About how many words are kept: 24 MB with their runs.
    private static let keptCount = 1 << 20

    private let index: any DuplicateIndex
    private var tokenizer = Tokenizer()
    private var verifier: Verifier
    /// The text that the verifier compares with others.
    private var loaded: Int64?
    private var kept: [Int64: CountedWords] = [:]
    private var count = 0

    /// - Parameter leastNear: the Jaccard index from which on texts may be `near`.
    init(_ index: any DuplicateIndex, leastNear: Double) {
        self.index = index
        self.verifier = Verifier(leastNear: leastNear)
    }

    /// The words that count: all but those of repeated paragraphs, unless hardly one would be left.
    func countingTokens(of text: String, without hidden: ParagraphSet) -> [UInt64] {
        let text = ParagraphText(text, &tokenizer)
        let left = text.tokens.count - text.tokenCount(of: hidden)
        return left < 8 || left * 20 < text.tokens.count ? text.tokens : text.tokens(without: hidden)
    }

    /// The words of a text of the index that count.
    func countingTokens(of number: Int64) throws -> [UInt64] { try words(of: number).tokens }

    private func words(of number: Int64) throws -> CountedWords {
        if let words = kept[number] { return words }
        let words = verifier.count(
            countingTokens(of: try index.text(of: number), without: try index.node(number)?.hidden ?? ParagraphSet())
        )
        count += words.tokens.count
        if count > Self.keptCount {
            kept.removeAll(keepingCapacity: true)
            count = words.tokens.count
        }
        kept[number] = words
        return words
    }

    /// The places of paragraphs in a text, added to others.
    func places(of paragraphs: Set<UInt64>, in number: Int64, adding places: ParagraphSet) throws -> ParagraphSet {
        var places = places
        for (place, hash) in ParagraphText(try index.text(of: number), &tokenizer).hashes.enumerated()
        where paragraphs.contains(hash) {
            places.insert(place)
        }
        return places
    }

    /// Compares a text with one of the index.
    ///
    /// - Parameter tokens: the words of the first one when it is in no index.
    func compare(_ number: Int64, _ tokens: [UInt64]?, with other: Int64) throws -> Verification {
        if loaded != number || tokens != nil {
            verifier.load(tokenHashes: try tokens ?? countingTokens(of: number))
            loaded = tokens == nil ? number : nil
        }
        return verifier.compare(with: try words(of: other))
    }

    /// Forgets the words of a text, of which others count now.
    func forget(_ number: Int64) {
        if let words = kept.removeValue(forKey: number) { count -= words.tokens.count }
        if loaded == number { loaded = nil }
    }
}
