import PotokText

/// Compares one text with many, by their sets of runs of three tokens.
///
/// A verifier keeps its buffers between texts: keep one per worker.
public struct Verifier: Sendable {
    /// The number of tokens of a shingle.
    public static let gram = 3

    private var tokenizer = Tokenizer()
    private var hashes: [UInt64] = []
    private var reference = ShingleSet()
    private var scratch = ShingleSet()

    /// Makes a verifier without a text.
    public init() {}

    /// Takes the first text of the comparisons that follow.
    public mutating func load(_ text: String) {
        split(text)
        loadHashes()
    }

    /// Takes the first text as hashes of its tokens, for text of which parts do not count.
    public mutating func load(tokenHashes: [UInt64]) {
        replaceHashes(tokenHashes)
        loadHashes()
    }

    /// Compares the loaded text (A) with another (B).
    public mutating func compare(with text: String) -> Verification {
        split(text)
        return compareHashes()
    }

    /// Compares the loaded text (A) with another (B), given as hashes of its tokens.
    public mutating func compare(withTokenHashes tokenHashes: [UInt64]) -> Verification {
        replaceHashes(tokenHashes)
        return compareHashes()
    }

    private mutating func split(_ text: String) {
        var text = text
        hashes.removeAll(keepingCapacity: true)
        text.withUTF8 { tokenizer.appendHashes(of: $0.span, to: &hashes) }
    }

    private mutating func replaceHashes(_ tokenHashes: [UInt64]) {
        hashes.removeAll(keepingCapacity: true)
        hashes.append(contentsOf: tokenHashes)
    }

    /// The number of shingles, repeats included; a text shorter than a shingle is one.
    private var shingleCount: Int {
        hashes.isEmpty ? 0 : max(1, hashes.count - Self.gram + 1)
    }

    private mutating func loadHashes() {
        let hashes = hashes
        let tokens = hashes.span
        reference.reset(capacity: shingleCount)
        for index in 0..<shingleCount {
            _ = reference.insert(ShingleSet.shingle(tokens, at: index))
        }
    }

    private mutating func compareHashes() -> Verification {
        let hashes = hashes
        let tokens = hashes.span
        scratch.reset(capacity: shingleCount)
        var shared = 0
        for index in 0..<shingleCount {
            let shingle = ShingleSet.shingle(tokens, at: index)
            if scratch.insert(shingle), reference.contains(shingle) {
                shared += 1
            }
        }
        return Verification(countOfA: reference.count, countOfB: scratch.count, sharedCount: shared)
    }
}
