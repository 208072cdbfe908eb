import PotokText

/// The words of a text, and what comparisons count of them.
struct CountedWords: Sendable {
    /// The hashes of its words, in their order.
    var tokens: [UInt64]
    /// Its different runs of three words.
    var shingles: [UInt32]
    /// Its different runs of six words.
    var runs: [UInt32]
}

/// Compares one text with many, by their sets of runs of three tokens.
///
/// A verifier keeps its buffers between texts: keep one per worker.
public struct Verifier: Sendable {
    /// The number of tokens of a shingle.
    public static let gram = 3

    /// The number of tokens of a run, which texts made of the same phrases do not share by chance.
    private static let run = 6

    private var tokenizer = Tokenizer()
    private var hashes: [UInt64] = []
    private var loaded: [UInt64] = []
    private var reference = ShingleSet()
    private var runs = ShingleSet()
    private var hasRuns = false
    private var scratch = ShingleSet()
    private let leastNear: Double

    /// Makes a verifier without a text.
    ///
    /// - Parameter leastNear: the Jaccard index from which on texts may be `near`; below it their coherence is not looked at.
    public init(leastNear: Double = 0.2) { self.leastNear = leastNear }

    /// Takes the first text of the comparisons that follow.
    public mutating func load(_ text: String) {
        split(text)
        load(tokenHashes: hashes)
    }

    /// Takes the first text as hashes of its tokens, for text of which parts do not count.
    public mutating func load(tokenHashes: [UInt64]) {
        loaded = tokenHashes
        hasRuns = false
        _ = reference.take(loaded, Self.gram)
    }

    /// Compares the loaded text (A) with another (B).
    public mutating func compare(with text: String) -> Verification {
        split(text)
        return compare(withTokenHashes: hashes)
    }

    /// Compares the loaded text (A) with another (B), given as hashes of its tokens.
    public mutating func compare(withTokenHashes tokenHashes: [UInt64]) -> Verification {
        compare(with: count(tokenHashes))
    }

    /// Compares the loaded text (A) with another (B) that was counted before.
    mutating func compare(with other: CountedWords) -> Verification {
        var verification = Verification(
            countOfA: reference.count,
            countOfB: other.shingles.count,
            sharedCount: reference.count(of: other.shingles)
        )
        // Only for those that may be `near` does it matter.
        guard verification.jaccard >= leastNear, verification.jaccard < 1 else { return verification }
        if !hasRuns { _ = runs.take(loaded, Self.run) }
        hasRuns = true
        let ofRuns = Verification(
            countOfA: runs.count,
            countOfB: other.runs.count,
            sharedCount: runs.count(of: other.runs)
        )
        verification.coherence = min(1, ofRuns.jaccard / verification.jaccard)
        return verification
    }

    /// Counts a text that many are to be compared with.
    mutating func count(_ tokens: [UInt64]) -> CountedWords {
        CountedWords(tokens: tokens, shingles: scratch.take(tokens, Self.gram), runs: scratch.take(tokens, Self.run))
    }

    private mutating func split(_ text: String) {
        var text = text
        hashes.removeAll(keepingCapacity: true)
        text.withUTF8 { tokenizer.appendHashes(of: $0.span, to: &hashes) }
    }
}
