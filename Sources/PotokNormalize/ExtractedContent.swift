import PotokCore

/// What was found in a page, before it is cleaned up.
struct ExtractedContent: Sendable {
    /// What the page or file says about itself.
    var metadata = PageMetadata()
    /// The content.
    var blocks = BlockList()
    /// What `<meta>` elements say, by their lower-case names, for names that speak to robots.
    var robotsMeta: [(name: String, content: String)] = []
    /// Whether a `<meta>` reserves text and data mining.
    var reservesMining = false
    /// The URL that the page names as its canonical one, resolved.
    var canonicalURL: WebURL?
    /// The links that may be followed, when they are asked for.
    var links: [WebURL] = []
    /// What had to be repaired, in words.
    var notes: [String] = []
    /// How sure it is that this is the main text, from 0 to 1.
    var confidence = 1.0
    /// What the page is good for.
    var verdict = MainText.Verdict.content
    /// What was left out, and why.
    var removals: [Removal] = []
}

/// A piece of a page that is not in its text, and why.
public struct Removal: Sendable, Hashable {
    /// How the piece begins, in one line.
    public var text: String
    /// Why it was left out, such as `navigation` or `normalize.dropLines`.
    public var reason: String
}
