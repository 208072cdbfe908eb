import PotokText

/// Makes the fingerprints of texts: two texts that share passages share fingerprints, whatever surrounds them.
///
/// A text is folded and split into tokens (`Tokenizer`), every run of `gram` tokens is hashed, and of every `window` runs the smallest
/// is kept. A text of 3 kB has about 30 fingerprints.
///
/// Short texts get more: their window shrinks so that about 30 runs are kept whatever the length, and below `shortCount` tokens runs of
/// three are kept too, because one changed word spoils five runs of five. A smaller window keeps all that a larger one keeps of the same
/// passage, so short and long texts meet.
///
/// A fingerprinter keeps its buffers between texts: keep one per worker.
public struct Fingerprinter: Sendable {
    /// The version of the algorithm and of the hash of texts, with that of the folding, stored beside fingerprints; other versions' fingerprints do not compare.
    public static let version = Folding.version << 8 | 2

    /// The window of databases that say nothing else.
    public static let defaultWindow = 32

    /// The window of databases that are to stay small.
    public static let compactWindow = 64

    /// The number of bits of a fingerprint that a store keeps.
    public static let storedBits = 40

    /// The number of consecutive runs of which one is kept in long texts.
    public let window: Int

    /// The number of tokens of a run.
    public let gram: Int

    /// Texts with fewer tokens have fingerprints of runs of three tokens too.
    public let shortCount: Int

    private var tokenizer = Tokenizer()
    private var winnowing = Winnowing()
    private var hashes: [UInt64] = []

    /// Makes a fingerprinter.
    ///
    /// - Parameters:
    ///   - window: 32 finds more, 64 takes half the space. Values below 1 count as 1.
    ///   - gram: The number of tokens of a run. Values below 1 count as 1.
    public init(window: Int = Fingerprinter.defaultWindow, gram: Int = 5) {
        self.window = max(1, window)
        self.gram = max(1, gram)
        shortCount = 2 * self.window + self.gram
    }

    /// The fingerprints of UTF-8 text, sorted, without repeats; empty only for text without a token.
    public mutating func fingerprints(of bytes: Span<UInt8>) -> [UInt64] {
        hashes.removeAll(keepingCapacity: true)
        tokenizer.appendHashes(of: bytes, to: &hashes)
        return fingerprintsOfHashes()
    }

    /// The fingerprints of a text, sorted, without repeats.
    public mutating func fingerprints(of text: String) -> [UInt64] {
        var text = text
        return text.withUTF8 { fingerprints(of: $0.span) }
    }

    /// The fingerprints of a sequence of token hashes, for text of which parts do not count.
    public mutating func fingerprints(ofTokenHashes tokens: [UInt64]) -> [UInt64] {
        hashes.removeAll(keepingCapacity: true)
        hashes.append(contentsOf: tokens)
        return fingerprintsOfHashes()
    }

    /// The part of a fingerprint that a store keeps: its highest 40 bits, in the same order.
    public static func stored(_ fingerprint: UInt64) -> UInt64 {
        fingerprint >> UInt64(64 - storedBits)
    }

    private mutating func fingerprintsOfHashes() -> [UInt64] {
        var found: [UInt64] = []
        let hashes = hashes
        let runs = hashes.count - gram + 1
        found.reserveCapacity(runs > 16 * window ? 2 * runs / window + 8 : 64)
        let fitting = max(1, min(window, runs / 16))
        winnowing.append(hashes.span, gram: gram, window: fitting, salt: 0, to: &found)
        if hashes.count < shortCount, gram > 3 {
            let fitting = max(1, min(window, hashes.count / 16))
            winnowing.append(hashes.span, gram: 3, window: fitting, salt: 0x3333_3333, to: &found)
        }
        found.sort()
        var kept = 0
        for index in found.indices where index == 0 || found[index] != found[kept - 1] {
            found[kept] = found[index]
            kept += 1
        }
        found.removeLast(found.count - kept)
        return found
    }
}
