public import PotokCore
import PotokText

/// Makes the sketches of texts: fingerprints, paragraphs, and the hash of the folded text, in one pass.
///
/// A sketcher keeps its buffers between texts: keep one per worker.
public struct Sketcher: Sendable {
    private var tokenizer = Tokenizer()
    private var fingerprinter: Fingerprinter
    private var text = ParagraphText()

    /// Makes a sketcher.
    ///
    /// - Parameter window: the number of runs of which one is kept; see `Fingerprinter`.
    public init(window: Int = 32) { fingerprinter = Fingerprinter(window: window) }

    /// The sketch of a text, and a hash that is equal for texts that differ only in what folding takes away.
    ///
    /// How a text is parted into paragraphs counts: which of them say nothing is told by their places.
    public mutating func sketch(_ source: String) -> (sketch: TextSketch, hash: Hash) {
        var source = source
        source.withUTF8 { text.load($0.span, &tokenizer) }
        let sketch = TextSketch(
            fingerprints: fingerprinter.fingerprints(ofTokenHashes: text.tokens),
            paragraphs: text.hashes
        )
        let hash = tokenizer.withFoldedLines { Hash.of($0) }
        guard text.ends.count > 1 else { return (sketch, hash) }
        let ends = text.ends.flatMap { end in (0..<4).map { UInt8(truncatingIfNeeded: end >> ($0 * 8)) } }
        return (sketch, Hash.of(hash.bytes + ends))
    }
}
