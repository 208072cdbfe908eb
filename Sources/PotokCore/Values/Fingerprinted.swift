/// A document with what deduplication needs to know of it, made in parallel before the one judge sees it.
public struct Fingerprinted: Sendable {
    /// The document.
    public var document: Document
    /// A hash of everything a reader sees.
    public var contentHash: Hash
    /// A hash of the folded text: equal for texts that differ only in case, diacritics or white space.
    public var textHash: Hash
    /// By what it is found when another text has much in common with it.
    public var sketch: TextSketch
    /// The same of the sections of the page, in its order.
    public var sections: [Fingerprinted] = []

    /// Makes it.
    public init(document: Document, contentHash: Hash, textHash: Hash, sketch: TextSketch = TextSketch()) {
        self.document = document
        self.contentHash = contentHash
        self.textHash = textHash
        self.sketch = sketch
    }
}
