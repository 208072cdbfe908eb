public import PotokCore

/// From which shares on texts are tied to each other, and what of it counts.
public struct DuplicateRules: Sendable, Hashable {
    /// From which shares on two texts are related.
    public var thresholds: VerificationThresholds

    /// Relations that do not count.
    public var ignored: Set<Relation>

    /// Relations for which a new document is not kept.
    public var dropped: Set<Relation>

    /// Makes rules; the defaults were measured on a labelled corpus.
    public init(
        thresholds: VerificationThresholds = .init(),
        ignored: Set<Relation> = [],
        dropped: Set<Relation> = []
    ) {
        self.thresholds = thresholds
        self.ignored = ignored
        self.dropped = dropped
    }

    /// Whether no relation counts.
    var ignoresAll: Bool { ignored.count == Relation.allCases.count }

    /// What the first text is to the second, or nil when they have too little in common.
    func relation(_ verification: Verification) -> Relation? {
        guard let relation = verification.relation(thresholds), !ignored.contains(relation) else { return nil }
        return relation
    }

    /// What a text is to its representative when it is related to another of the cluster, or nil when even that is too little.
    ///
    /// A teaser and a heavily edited copy have too little in common to be tied for what they are, but both are tied to the article. They may
    /// share its representative when they have a fair part in common; so a cluster stays round one text and never becomes a chain.
    func looseRelation(_ verification: Verification) -> Relation? {
        if let relation = relation(verification) { return relation }
        let own = verification.containmentOfA
        let other = verification.containmentOfB
        guard max(own, other) >= thresholds.loose else { return nil }
        let relation: Relation = own >= 2 * other ? .contained : other >= 2 * own ? .contains : .near
        return ignored.contains(relation) ? nil : relation
    }
}
