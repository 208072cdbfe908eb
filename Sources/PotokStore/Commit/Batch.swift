public import PotokCore

/// What one input of a run came to, ready to be committed.
public struct Settlement: Sendable {
    /// What the stages made of an input.
    public enum Result: Sendable {
        /// A document for the judge, with the page it was made from (its body is not needed any more).
        case document(Fingerprinted, Page)
        /// An outcome that was certain before any judge saw a document.
        case outcome(Outcome)
    }

    /// The claim that it answers.
    public var request: Request
    /// What it came to.
    public var result: Result
    /// When the address is due again; nil when only a change of the file or a person makes it due.
    public var dueAgain: Timestamp?
    /// When it is due again if the page has changed since the last look, or the listing names something new; nil for the same as `dueAgain`.
    public var dueAfterChange: Timestamp?
    /// When the address is due again if its page has moved to another one for good; nil for the same as `dueAgain`.
    public var dueAfterMove: Timestamp?
    /// What to do when another document has the same text: link them, or not compare at all.
    public var comparesTexts: Bool
    /// The URL that the page names as its canonical one.
    public var canonical: CanonicalClaim?
    /// What it names, if it is a listing.
    public var findings: Findings?
    /// Whether its document is to go when its page is gone.
    public var deletes: Bool

    /// Makes a settlement.
    public init(
        request: Request,
        result: Result,
        dueAgain: Timestamp?,
        dueAfterChange: Timestamp? = nil,
        dueAfterMove: Timestamp? = nil,
        comparesTexts: Bool = true,
        canonical: CanonicalClaim? = nil,
        findings: Findings? = nil,
        deletes: Bool = true
    ) {
        self.request = request
        self.result = result
        self.dueAgain = dueAgain
        self.dueAfterChange = dueAfterChange
        self.dueAfterMove = dueAfterMove
        self.comparesTexts = comparesTexts
        self.canonical = canonical
        self.findings = findings
        self.deletes = deletes
    }
}

/// What a commit changed, for progress and reports.
public struct CommitReport: Sendable, Hashable {
    /// How many inputs ended in each kind of outcome.
    public var outcomes: [Outcome.Kind: Int] = [:]
    /// How many addresses became due by what listings name.
    public var discovered = 0
    /// Makes an empty report.
    public init() {}
}
