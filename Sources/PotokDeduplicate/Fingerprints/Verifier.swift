import PotokText

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

    private mutating func loadHashes() {
        loaded = hashes
        Self.load(loaded, Self.gram, into: &reference)
    }

    private mutating func compareHashes() -> Verification {
        let shared = Self.countShared(hashes, Self.gram, with: reference, &scratch)
        var verification = Verification(countOfA: reference.count, countOfB: scratch.count, sharedCount: shared)
        // Only for those that may be `near` does it matter, and they are few.
        guard verification.jaccard >= 0.2, verification.jaccard < 1 else { return verification }
        Self.load(loaded, Self.run, into: &runs)
        let sharedRuns = Self.countShared(hashes, Self.run, with: runs, &scratch)
        let ofRuns = Verification(countOfA: runs.count, countOfB: scratch.count, sharedCount: sharedRuns)
        verification.coherence = min(1, ofRuns.jaccard / verification.jaccard)
        return verification
    }

    /// The number of shingles of a text, repeats included; a text shorter than a shingle is one.
    private static func shingleCount(_ hashes: [UInt64], _ gram: Int) -> Int {
        hashes.isEmpty ? 0 : max(1, hashes.count - gram + 1)
    }

    private static func load(_ hashes: [UInt64], _ gram: Int, into set: inout ShingleSet) {
        let count = shingleCount(hashes, gram)
        let tokens = hashes.span
        set.reset(capacity: count)
        for index in 0..<count { _ = set.insert(ShingleSet.shingle(tokens, at: index, of: gram)) }
    }

    /// The different shingles of a text that are in a set; all of the text are in the other set afterwards.
    private static func countShared(
        _ hashes: [UInt64],
        _ gram: Int,
        with reference: ShingleSet,
        _ scratch: inout ShingleSet
    ) -> Int {
        let count = shingleCount(hashes, gram)
        let tokens = hashes.span
        scratch.reset(capacity: count)
        var shared = 0
        for index in 0..<count {
            let shingle = ShingleSet.shingle(tokens, at: index, of: gram)
            if scratch.insert(shingle), reference.contains(shingle) { shared += 1 }
        }
        return shared
    }
}
