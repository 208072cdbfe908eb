import PotokCore

/// What was found in a page, before boilerplate lines are dropped.
struct ExtractedContent: Sendable {
    /// The title, when the page names one.
    var title: String?
    /// The paragraphs in their order: no white space at their ends, no empty ones.
    var paragraphs: [String] = []
    /// The language as a BCP 47 tag.
    var language: String?
    /// When it was published.
    var published: PublishedDate?
    /// The authors.
    var authors: [String] = []
    /// What `<meta>` elements say, by their lower-case names, for names that speak to robots.
    var robotsMeta: [(name: String, content: String)] = []
    /// Whether a `<meta>` reserves text and data mining.
    var reservesMining = false
    /// The URL that the page names as its canonical one, resolved.
    var canonicalURL: WebURL?
    /// What had to be repaired, in words.
    var notes: [String] = []
}
