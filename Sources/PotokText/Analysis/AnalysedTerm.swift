/// One term of a text: what the index stores for one or two tokens.
public struct AnalysedTerm: Sendable, Hashable {
    /// The bytes that it stands for in the source text.
    public var sourceRange: Range<Int>
    /// The bytes of the term in the analyser's terms.
    public var termRange: Range<Int>
    /// Whether it is a character of a script without spaces, alone at the end of its run.
    public var isLoneIdeograph: Bool
}
