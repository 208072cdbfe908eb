public import PotokCore

/// What a listing named, to be committed with its outcome.
public struct Findings: Sendable {
    /// The addresses, in the order of the listing.
    public var discoveries: [Discovery]
    /// What to ask for the listing by next time.
    public var validators: Validators
    /// When it was read.
    public var observedAt: Timestamp
    /// The most addresses of this role that its source may have in all; nil for no bound.
    public var limit: Int?
    /// Where the listing has moved to for good; nil where it is where it was.
    public var movedTo: WebURL?

    /// Makes findings.
    public init(
        discoveries: [Discovery],
        validators: Validators = Validators(),
        observedAt: Timestamp,
        limit: Int? = nil,
        movedTo: WebURL? = nil
    ) {
        self.discoveries = discoveries
        self.validators = validators
        self.observedAt = observedAt
        self.limit = limit
        self.movedTo = movedTo
    }
}
