import PotokCore

extension DuplicateEngine {
    /// Whether a text is so good that another may belong to it.
    private func precedes(_ number: Int64, _ sight: Sight) throws -> Bool {
        guard let member = try index.member(of: number) else { return false }
        if represents(member, sight.member) { return true }
        if !represents(sight.member, member), number < sight.number { return true }
        return try isSettled(number, against: sight.number)
    }

    /// Whether a cluster is so large that it keeps its representative though a better text has come.
    ///
    /// A new representative is compared with every member. The numbers of texts grow with the corpus, so a cluster has no more of them than
    /// the corpus has doubled times.
    private func isSettled(_ representative: Int64, against number: Int64) throws -> Bool {
        guard number / 2 < representative else { return false }
        return try index.memberCount(of: representative, upTo: Self.largeCluster) >= Self.largeCluster
    }

    /// What ties a text to the cluster that it belongs to, by what better texts are; nil when it represents itself.
    func link(for sight: Sight, among candidates: [Int64]) throws -> DuplicateLink? {
        var comparisons = 0
        let limit = max(Self.comparisonLimit, sight.fingerprintCount)
        // What the text has in common with representatives; nil for those that it may not belong to.
        var common: [Int64: Verification?] = [:]
        func verification(with star: Int64) throws -> Verification? {
            if let known = common[star] { return known }
            var found: Verification?
            if try precedes(star, sight) {
                comparisons += 1
                found = try compare(sight, with: star)
            }
            common[star] = .some(found)
            return found
        }
        var best: Option?
        func consider(_ option: Option) throws {
            if try best.map({ try isBetter(option, than: $0) }) ?? true { best = option }
        }
        var ways: [(through: Int64, star: Int64)] = []
        for candidate in candidates where candidate != sight.number && comparisons < limit {
            guard let node = try index.node(candidate) else { continue }
            var star = candidate
            if let link = node.link {
                // A worse text may still be tied to one that has just come to belong to another.
                guard link.representative != sight.number, try index.node(link.representative)?.link == nil else {
                    continue
                }
                star = link.representative
                // Who is the same as its representative is not to be found by its own fingerprints, which are left from a time when it was
                // not; but of a large cluster they may be all that is found.
                let isLarge = try index.memberCount(of: star, upTo: Self.largeCluster) >= Self.largeCluster
                if !link.isSame || !isLarge {
                    if !link.isSame { ways.append((candidate, star)) }
                    continue
                }
            }
            guard let verification = try verification(with: star), let relation = sight.rules.relation(verification)
            else {
                continue
            }
            let link = DuplicateLink(verification, relation, to: star, closest: nil)
            try consider(Option(link: link, evidence: link.score, nearest: star))
        }
        if let best, best.link.isStrong { return best.link }
        for way in ways where comparisons < limit {
            guard try precedes(way.through, sight), let verification = try verification(with: way.star),
                let relation = sight.rules.looseRelation(verification)
            else { continue }
            comparisons += 1
            let common = try compare(sight, with: way.through)
            guard let evidence = sight.rules.relation(common) else { continue }
            let link = DuplicateLink(verification, relation, to: way.star, closest: way.through)
            try consider(Option(link: link, evidence: common.score(of: evidence), nearest: way.through))
        }
        return best?.link
    }

    /// A cluster that a text may belong to.
    private struct Option {
        var link: DuplicateLink
        /// The score of the relation to the text of the cluster for whose sake it may.
        var evidence: Double
        /// That text.
        var nearest: Int64
    }

    /// Whether a text belongs rather to one cluster than to another.
    private func isBetter(_ one: Option, than other: Option) throws -> Bool {
        if one.link.isStrong != other.link.isStrong { return one.link.isStrong }
        if !one.link.isStrong, one.evidence != other.evidence { return one.evidence > other.evidence }
        if one.link.jaccard != other.link.jaccard { return one.link.jaccard > other.link.jaccard }
        guard let first = try index.member(of: one.nearest), let second = try index.member(of: other.nearest) else {
            return false
        }
        return represents(first, second)
    }

    /// The worse texts for which it matters what has become of a text.
    func dependents(
        of sight: Sight,
        link: DuplicateLink?,
        former: DuplicateLink?,
        among candidates: [Int64]
    ) throws -> [Int64] {
        // Those that belong to it, and those that are in its former cluster for its sake.
        var dependents = Set(try index.members(of: sight.number))
        if let former { dependents.formUnion(try followers(of: sight.number, in: former)) }
        guard !(link?.isSame ?? false) else { return Array(dependents) }
        var comparisons = 0
        for candidate in candidates where candidate != sight.number && !dependents.contains(candidate) {
            guard comparisons < max(Self.comparisonLimit, sight.fingerprintCount) else { break }
            guard let node = try index.node(candidate), !(node.link?.isSame ?? false),
                try !precedes(candidate, sight)
            else { continue }
            // One that is the same as its representative, or one of both in the other, does not care for ways to another.
            if link != nil, let other = node.link, other.isStrong { continue }
            if let other = node.link, dependents.contains(other.representative) { continue }
            comparisons += 1
            let common = try compare(sight, with: candidate).inverse
            guard let member = try index.member(of: candidate) else { continue }
            let rules = rules(of: member)
            guard rules.relation(common) != nil else { continue }
            if link == nil {
                if let other = node.link, other.isStrong, other.jaccard > common.jaccard { continue }
                dependents.insert(candidate)
            } else if let link {
                comparisons += 1
                let other = Sight(number: candidate, member: member, rules: rules, tokens: nil)
                let verification = try compare(other, with: link.representative)
                if rules.looseRelation(verification) != nil { dependents.insert(candidate) }
            }
        }
        return Array(dependents)
    }
}

extension Verification {
    /// The same comparison with the texts exchanged.
    var inverse: Verification {
        Verification(countOfA: countOfB, countOfB: countOfA, sharedCount: sharedCount, coherence: coherence)
    }

    /// The share that a relation is decided by.
    func score(of relation: Relation) -> Double {
        switch relation {
        case .same, .near: jaccard
        case .contained: containmentOfA
        case .contains: containmentOfB
        }
    }
}

extension DuplicateLink {
    init(_ verification: Verification, _ relation: Relation, to representative: Int64, closest: Int64?) {
        self.init(
            representative: representative,
            relation: relation,
            score: verification.score(of: relation),
            ownCount: verification.countOfA,
            otherCount: verification.countOfB,
            sharedCount: verification.sharedCount,
            closest: closest
        )
    }

    /// Whether who finds the representative need not find this text.
    var isSame: Bool { relation == .same && closest == nil }

    /// Whether the text is tied to the representative by more than what edited copies have in common.
    var isStrong: Bool { relation != .near && closest == nil }

    /// The shared part of all shingles of both.
    var jaccard: Double {
        Verification(countOfA: ownCount, countOfB: otherCount, sharedCount: sharedCount).jaccard
    }
}
