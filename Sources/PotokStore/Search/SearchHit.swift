import PotokCore

/// One document that answers a query.
public struct SearchHit: Sendable, Hashable {
    /// The document.
    public var document: StoredRecord
    /// How well it answers: larger is better, comparable within one search only.
    public var score: Double
    /// The passage that answers best, on one line.
    public var snippet: Snippet
    /// How many other documents have the same or nearly the same text.
    public var similar: Int
}

/// The hits of one page, and how many there are in all.
public struct SearchAnswer: Sendable, Hashable {
    /// The hits, best first.
    public var hits: [SearchHit]
    /// The number of hits on all pages; documents with the same text are counted once where there are not very many.
    public var total: Int
    /// When nothing was found: the query with words that the corpus has.
    public var suggestion: String?
}
