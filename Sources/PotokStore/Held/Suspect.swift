public import PotokCore

/// A text that a page shows now and that is not believed yet; the one that it had before is served.
public struct Suspect: Sendable, Hashable {
    /// The number of its document in this corpus.
    public var number: Int
    /// The key of its document.
    public var key: DocumentKey
    /// Where it was found.
    public var url: String
    /// The source of its document.
    public var source: String
    /// Why it is not believed.
    public var cause: SuspectRule.Cause
    /// The same in words.
    public var reason: String
    /// When it was seen first.
    public var since: Timestamp
    /// When it was seen last.
    public var observedAt: Timestamp
    /// On how many days it was seen.
    public var days: Int
    /// The title that it has now.
    public var title: String
    /// Characters of the text that is served.
    public var lengthBefore: Int
    /// Characters of the text that is not believed.
    public var length: Int
}
