/// A document with what deduplication needs to know of it, made in parallel before the one judge sees it.
public struct Fingerprinted: Sendable {
    /// The document.
    public var document: Document
    /// A hash of everything a reader sees.
    public var contentHash: Hash
    /// A hash of the folded text: equal for texts that differ only in case, diacritics or white space.
    public var textHash: Hash

    /// Makes the pair.
    public init(document: Document, contentHash: Hash, textHash: Hash) {
        self.document = document
        self.contentHash = contentHash
        self.textHash = textHash
    }
}
