import PotokCore

extension DuplicateEngine {
    /// A cluster that the text under judgement is related to.
    private struct Match {
        var link: DuplicateLink
        /// A representative that it is tied to itself comes first, then the one that it has most in common with on the whole.
        var rank: (Int, Double, Int64) {
            let all = link.ownCount + link.otherCount - link.sharedCount
            return (link.closest == nil ? 0 : 1, -Double(link.sharedCount) / Double(max(1, all)), link.representative)
        }
    }

    /// Finds the cluster of a text that is in none.
    func judge(_ number: Int64, _ sight: inout Sight) throws {
        let keys = try fingerprints(of: number, &sight)
        let presence = try presence(of: number, keys)
        // Where nothing counts, nothing is compared; the fingerprints are kept for the day when it does.
        let counts = try !rules(of: number, &sight).ignoresAll
        let matches = counts ? try matches(of: number, presence.candidates(of: keys.count), &sight) : []
        try join(number, matches, &sight)
        try keep(number, keys, presence)
    }

    /// What a text would be tied to.
    func bestLink(of number: Int64, _ sight: inout Sight) throws -> DuplicateLink? {
        let keys = try fingerprints(of: number, &sight)
        let candidates = try presence(of: number, keys).candidates(of: keys.count)
        return try matches(of: number, candidates, &sight).min { $0.rank < $1.rank }?.link
    }

    private func presence(of number: Int64, _ keys: [UInt64]) throws -> Presence {
        var presence = Presence(keys.count)
        try index.fingerprints.visit(keys) { presence.note($0, $1, own: number) }
        return presence
    }

    private func rules(of number: Int64, _ sight: inout Sight) throws -> DuplicateRules {
        if let rules = sight.rules { return rules }
        let rules = try rules(of: number)
        sight.rules = rules
        return rules
    }

    /// The fingerprints of what counts.
    private func fingerprints(of number: Int64, _ sight: inout Sight) throws -> [UInt64] {
        if sight.tokens == nil, sight.hidden.isEmpty { return sight.sketch.fingerprints }
        return fingerprinter.fingerprints(ofTokenHashes: try tokens(of: number, &sight))
    }

    private func tokens(of number: Int64, _ sight: inout Sight) throws -> [UInt64] {
        if let tokens = sight.tokens { return tokens }
        let tokens = try countingTokens(of: number)
        sight.tokens = tokens
        return tokens
    }

    /// What a text has in common with another.
    private func compare(_ number: Int64, with other: Int64, _ sight: inout Sight) throws -> Verification {
        if let known = sight.known[other] { return known }
        if loaded != number || sight.known.isEmpty {
            verifier.load(tokenHashes: try tokens(of: number, &sight))
            loaded = number
        }
        let verification = verifier.compare(withTokenHashes: try countingTokens(of: other))
        sight.known[other] = verification
        return verification
    }

    /// The clusters that a text is related to, found by their texts that share most fingerprints with it.
    private func matches(of number: Int64, _ candidates: [Int64], _ sight: inout Sight) throws -> [Match] {
        var matches: [Match] = []
        guard !candidates.isEmpty else { return [] }
        let rules = try rules(of: number, &sight)
        var settled: Set<Int64> = []
        for candidate in candidates {
            guard let node = try index.node(candidate) else { continue }
            let representative = node.link?.representative ?? candidate
            guard !settled.contains(representative) else { continue }
            let verification = try compare(number, with: representative, &sight)
            if let relation = rules.relation(verification) {
                settled.insert(representative)
                matches.append(Match(link: DuplicateLink(verification, relation, to: representative, closest: nil)))
                continue
            }
            guard candidate != representative, let relation = rules.looseRelation(verification),
                rules.relation(try compare(number, with: candidate, &sight)) != nil
            else { continue }
            settled.insert(representative)
            matches.append(Match(link: DuplicateLink(verification, relation, to: representative, closest: candidate)))
        }
        return matches
    }

    /// Ties a text to the representative that it has most in common with, and clusters that it joins to each other.
    private func join(_ number: Int64, _ matches: [Match], _ sight: inout Sight) throws {
        let ordered = matches.sorted { $0.rank < $1.rank }
        guard let home = ordered.first?.link else { return }
        var representative = home.representative
        try index.setLink(of: number, to: home)
        if let mine = try index.member(of: number), let theirs = try index.member(of: representative),
            represents(mine, theirs), let winner = try successor(of: representative, newest: number)
        {
            if winner == number {
                try takeOver(number, from: representative, &sight)
            } else {
                var other = Sight(sketch: TextSketch())
                try takeOver(winner, from: representative, &other)
            }
            representative = winner
        }
        for other in ordered.dropFirst().map(\.link.representative) where try index.node(other)?.link == nil {
            representative = try merge(other, representative, through: number)
        }
    }

    /// Who is to represent a cluster to which a better text than its representative has just come; nil when none is for now.
    ///
    /// A new representative is compared with every member. A large cluster has one only when it has doubled, so that pages which come by the
    /// thousand, each better than the one before, cost no more than others.
    private func successor(of representative: Int64, newest: Int64) throws -> Int64? {
        let count = try index.memberCount(of: representative)
        if count <= Self.smallCluster { return newest }
        guard count & (count - 1) == 0, var best = try index.member(of: newest) else { return nil }
        var winner = newest
        for member in try index.members(of: representative) {
            guard let other = try index.member(of: member), represents(other, best) else { continue }
            (winner, best) = (member, other)
        }
        return winner
    }

    /// Makes a text the representative of a cluster in which it is; those that have too little in common with it are judged again.
    func takeOver(_ number: Int64, from former: Int64, _ sight: inout Sight) throws {
        let members = try index.members(of: former).filter { $0 != number } + [former]
        try index.setLink(of: number, to: nil)
        var released: [Int64] = []
        for member in members {
            let verification = try compare(number, with: member, &sight).inverse
            let rules = try rules(of: member)
            if let relation = rules.looseRelation(verification) {
                let isDirect = rules.relation(verification) != nil
                let link = DuplicateLink(verification, relation, to: number, closest: isDirect ? nil : former)
                try index.setLink(of: member, to: link)
            } else {
                try index.setLink(of: member, to: nil)
                released.append(member)
            }
        }
        try judgeAgain(released)
    }

    /// Lets one of two clusters that a text is related to represent the other too, where what they have in common allows it.
    ///
    /// - Returns: the representative of the text from now on.
    private func merge(_ first: Int64, _ second: Int64, through number: Int64) throws -> Int64 {
        guard let one = try index.member(of: first), let two = try index.member(of: second) else { return second }
        let (winner, loser) = represents(one, two) ? (first, second) : (second, first)
        var sight = Sight(sketch: TextSketch())
        sight.tokens = try countingTokens(of: winner)
        let common = try compare(winner, with: loser, &sight).inverse
        guard try rules(of: loser).looseRelation(common) != nil else { return second }
        var released: [Int64] = []
        for member in try index.members(of: loser) + [loser] {
            let verification = try compare(winner, with: member, &sight).inverse
            let rules = try rules(of: member)
            if let relation = rules.looseRelation(verification) {
                let isDirect = rules.relation(verification) != nil
                let link = DuplicateLink(verification, relation, to: winner, closest: isDirect ? nil : number)
                try index.setLink(of: member, to: link)
            } else {
                try index.setLink(of: member, to: nil)
                released.append(member)
            }
        }
        try judgeAgain(released)
        return winner
    }

    /// Makes a text known by its fingerprints, unless who finds its representative finds what it would add.
    private func keep(_ number: Int64, _ keys: [UInt64], _ presence: Presence) throws {
        if let link = try index.node(number)?.link, link.relation == .same, link.closest == nil { return }
        var fresh: [UInt64] = []
        for (place, key) in keys.enumerated() where !presence.isOwn[place] && presence.counts[place] >= 0 {
            if presence.counts[place] >= Self.commonness {
                try index.fingerprints.stop(key)
            } else {
                fresh.append(key)
            }
        }
        try index.fingerprints.insert(fresh, number: number)
    }
}

/// Who else has the fingerprints of a text.
private struct Presence {
    /// How many texts have each; -1 when too many.
    var counts: [Int]
    /// Whether the text itself is among them.
    var isOwn: [Bool]
    private var shared: [Int64: Int] = [:]

    init(_ count: Int) {
        counts = [Int](repeating: 0, count: count)
        isOwn = [Bool](repeating: false, count: count)
    }

    mutating func note(_ place: Int, _ number: Int64, own: Int64) {
        guard number != 0 else {
            counts[place] = -1
            return
        }
        if number == own {
            isOwn[place] = true
        } else {
            counts[place] += 1
            shared[number, default: 0] += 1
        }
    }

    /// Those that share two fingerprints, those that share most first.
    func candidates(of count: Int) -> [Int64] {
        let least = count < 4 ? 1 : 2
        let found = shared.filter { $0.value >= least }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return found.prefix(DuplicateEngine.candidateLimit).map(\.key)
    }
}

extension Verification {
    /// The same comparison with the texts exchanged.
    var inverse: Verification {
        Verification(countOfA: countOfB, countOfB: countOfA, sharedCount: sharedCount)
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
}
