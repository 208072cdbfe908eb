public import PotokCore

/// How much of two texts is the same, counted over all of their words; runs of words are told apart by hashes of 32 bits.
public struct Verification: Sendable, Hashable {
    /// Different shingles of the first text.
    public var countOfA: Int

    /// Different shingles of the second text.
    public var countOfB: Int

    /// Different shingles that are in both.
    public var sharedCount: Int

    /// How well what is shared hangs together: the Jaccard index of runs of six words, of that of shingles.
    ///
    /// Edits leave passages whole between them. Texts that are put together from the same phrases (forecasts, results, notices)
    /// share as many shingles as a much edited copy does, but hardly a longer run.
    public var coherence: Double

    /// Makes a verification from its counts.
    public init(countOfA: Int, countOfB: Int, sharedCount: Int, coherence: Double = 1) {
        self.countOfA = countOfA
        self.countOfB = countOfB
        self.sharedCount = sharedCount
        self.coherence = coherence
    }

    /// The shared part of all shingles of both: 1 for the same text, 0 where one has no word.
    public var jaccard: Double {
        share(of: countOfA + countOfB - sharedCount)
    }

    /// The part of the first text that is in the second.
    public var containmentOfA: Double { share(of: countOfA) }

    /// The part of the second text that is in the first.
    public var containmentOfB: Double { share(of: countOfB) }

    private func share(of count: Int) -> Double {
        count == 0 ? 0 : Double(sharedCount) / Double(count)
    }

    /// Compares two texts; for more than two, keep a `Verifier`.
    public static func compare(_ first: String, _ second: String) -> Verification {
        var verifier = Verifier()
        verifier.load(first)
        return verifier.compare(with: second)
    }

    /// What the first text is to the second, or nil when they have too little in common.
    ///
    /// Texts that are not the same are *contained* when one side alone is nearly whole inside the other: a text cut to half is
    /// `contained`, though its Jaccard index is enough for `near`.
    public func relation(_ thresholds: VerificationThresholds = .init()) -> Relation? {
        if jaccard >= thresholds.same { return .same }
        let isContained = containmentOfA >= thresholds.containment
        let contains = containmentOfB >= thresholds.containment
        if isContained, !contains { return .contained }
        if contains, !isContained { return .contains }
        if isContained { return .near }
        let near = thresholds.near(ofShorter: min(countOfA, countOfB))
        return jaccard >= near && coherence >= VerificationThresholds.coherence ? .near : nil
    }
}

/// From which shares on texts are related.
public struct VerificationThresholds: Sendable, Hashable {
    /// The least Jaccard index of the same text.
    public var same: Double

    /// The least Jaccard index of an edited copy.
    public var near: Double

    /// The least part of a text that must be in another to be contained in it.
    public var containment: Double

    /// The least part of one of two texts that must be in the other, when they are tied through a third.
    public var loose: Double

    /// The least coherence of an edited copy: 95 of 100 much edited copies in a labelled corpus have more, and none of ten thousand
    /// pairs of articles that a Markov chain made of one small vocabulary.
    static let coherence = 0.4

    /// The least Jaccard index of an edited copy when the shorter text has some shingles: short ones have much in common by chance.
    func near(ofShorter count: Int) -> Double {
        near + Self.shortPenalty * Double(max(0, Self.shortCount - count)) / Double(Self.shortCount)
    }

    /// Texts with fewer shingles are short.
    private static let shortCount = 48

    /// How much more a text of hardly any shingle needs.
    private static let shortPenalty = 0.27

    /// Makes thresholds; the defaults were measured on a labelled corpus.
    public init(same: Double = 0.8, near: Double = 0.3, containment: Double = 0.8, loose: Double = 0.4) {
        self.same = same
        self.near = near
        self.containment = containment
        self.loose = loose
    }
}
