/// What deduplication keeps of a text beside the text itself, made in parallel before the one judge sees it.
public struct TextSketch: Sendable, Hashable {
    /// The fingerprints of the whole text, sorted, without repeats.
    public var fingerprints: [UInt64]

    /// A hash of each paragraph that has a word, in their order.
    public var paragraphs: [UInt64]

    /// Makes a sketch; without arguments that of a text without a word.
    public init(fingerprints: [UInt64] = [], paragraphs: [UInt64] = []) {
        self.fingerprints = fingerprints
        self.paragraphs = paragraphs
    }
}
