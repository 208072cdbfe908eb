/// What ties a text to the one that represents it, with the counts that the verdict follows from.
public struct DuplicateLink: Sendable, Hashable {
    /// The number of the text that represents it.
    public var representative: Int64

    /// What it is to that text.
    public var relation: Relation

    /// The share that the relation was decided by: of both texts together, or of the one that is contained.
    public var score: Double

    /// Different shingles of this text that count.
    public var ownCount: Int

    /// Different shingles of the representative that count.
    public var otherCount: Int

    /// Different shingles that are in both.
    public var sharedCount: Int

    /// The text of the same cluster that it is closer to, when the share with the representative alone would not do.
    public var closest: Int64?

    /// Makes a link.
    public init(
        representative: Int64,
        relation: Relation,
        score: Double,
        ownCount: Int,
        otherCount: Int,
        sharedCount: Int,
        closest: Int64? = nil
    ) {
        self.representative = representative
        self.relation = relation
        self.score = score
        self.ownCount = ownCount
        self.otherCount = otherCount
        self.sharedCount = sharedCount
        self.closest = closest
    }
}
