public import PotokCore
import PotokText

/// Ties texts that share most of their words to one that represents them.
///
/// What comes out is a function of the texts alone; when and in which order they came does not matter:
///
/// 1. Two texts are *candidates* when they share two fingerprints. They are *related* when what they have in common, counted by runs of
///    three words, is enough; paragraphs that a site repeats do not count.
/// 2. Texts stand in one total order, by the document that has them: source, publication date, locator, key.
/// 3. From the best text to the worst: a text that is the same as, in or around better candidates that represent themselves belongs to the
///    one that it has most in common with. Failing that, it belongs with the better candidate that it is related to by the highest score:
///    to that one if it represents itself, or to its representative if it has a fair part in common with that too. All others represent
///    themselves.
/// 4. A text that is the `same` as its representative is no candidate: who is like it is like the representative.
///
/// So the verdict on a text depends on better texts only, and a cluster is a star: each text is tied to the representative itself, by
/// what both have in common; chains are never followed.
///
/// When something changes, the texts that it may concern are judged again, the best first. A judgement that comes out as before ends
/// there; another one puts worse texts into the queue: those tied to the text or for its sake, and those related to it for which it is the
/// better representative or the better way to one. Since all of them are worse, none is judged before what it depends on.
///
/// What keeps hostile input linear: a fingerprint of more than `commonness` texts says nothing, and those who have it are then judged
/// again without it. Beyond two other bounds order shows: a text is compared with the candidates that share most (`comparisonLimit`), and a
/// cluster of more than `largeCluster` texts changes its representative only when the corpus has doubled.
public final class DuplicateEngine: TextJudge {
    /// The number of texts of a site with the same paragraph from which on it counts as repeated.
    public static let repetition = 8

    /// The number of texts with the same fingerprint from which on it says nothing.
    public static let commonness = 200

    /// Up to so many members a cluster changes its representative whenever a better text comes.
    static let largeCluster = 48

    /// How many comparisons with better texts a text is worth at least, and how many with worse ones, which it may represent; a long text
    /// is worth one for each of its fingerprints.
    static let comparisonLimit = 200

    /// Of how many texts fingerprints are kept: some 10 MB.
    private static let keptFingerprints = 8_192

    /// How often a text may be judged again before its queue is empty: never twice but in large clusters.
    private static let judgementLimit = 4

    let index: any DuplicateIndex
    let represents: (ClusterMember, ClusterMember) -> Bool
    private let defaultRules: DuplicateRules
    private let sourceRules: [Int: DuplicateRules]
    private let sharedWords: SharedWords
    private var fingerprinter: Fingerprinter
    private var sketcher: Sketcher
    /// Texts to be judged, with the sketches of those that are new.
    private var waiting: Set<Int64> = []
    private var sketches: [Int64: [UInt64]] = [:]
    /// Texts of which something else counts than when they were judged last.
    private var refreshed: Set<Int64> = []
    /// The fingerprints of texts with paragraphs that do not count, while they are asked for again and again.
    private var fingerprints: [Int64: Set<UInt64>] = [:]
    /// Paragraphs that count no more, by the texts that have them.
    private var hiding: [Int64: Set<UInt64>] = [:]

    /// Makes an engine.
    ///
    /// - Parameters:
    ///   - rules: what holds for sources that have no rules of their own.
    ///   - sourceRules: the rules of sources, by their places in pipeline.json.
    ///   - window: what fingerprints of the index were made with.
    ///   - represents: whether the first of two documents represents the second; a strict order.
    public init(
        _ index: any DuplicateIndex,
        rules: DuplicateRules = DuplicateRules(),
        sourceRules: [Int: DuplicateRules] = [:],
        window: Int = 32,
        represents: @escaping (ClusterMember, ClusterMember) -> Bool
    ) {
        self.index = index
        self.defaultRules = rules
        self.sourceRules = sourceRules
        self.represents = represents
        self.sharedWords = SharedWords(
            index,
            leastNear: sourceRules.values.reduce(rules.thresholds.near) { min($0, $1.thresholds.near) }
        )
        self.fingerprinter = Fingerprinter(window: window)
        self.sketcher = Sketcher(window: window)
    }

    /// The sketch of a text, and the hash of its folded text.
    public func sketch(_ text: String) -> (sketch: TextSketch, hash: Hash) { sketcher.sketch(text) }

    // MARK: What happens to texts

    /// Takes a text that the index has just been given.
    public func add(_ node: DuplicateNode, sketch: TextSketch) throws {
        waiting.insert(node.number)
        let hidden = try countParagraphs(of: node.number, sketch.paragraphs, site: node.site)
        if hidden.isEmpty {
            sketches[node.number] = sketch.fingerprints
        } else {
            try index.setHidden(of: node.number, to: hidden)
            refreshed.insert(node.number)
        }
    }

    /// Takes a text that another site has too.
    ///
    /// It counts among the texts of both. Which of its own paragraphs do not count says the site with the lowest hash, whichever came first.
    public func add(_ number: Int64, site: UInt64, sketch: TextSketch) throws {
        guard let node = try index.node(number), node.site != site else { return }
        if site < node.site { try index.setSite(of: number, to: site) }
        let hidden = try countParagraphs(of: number, sketch.paragraphs, site: site)
        guard site < node.site else { return }
        hiding[number] = nil
        guard hidden != node.hidden else { return }
        try index.setHidden(of: number, to: hidden)
        forget(number)
        refresh(number)
    }

    /// Lets go of a text, before the index forgets it.
    public func remove(_ number: Int64) throws {
        for member in try index.members(of: number) {
            try index.setLink(of: member, to: nil)
            waiting.insert(member)
            // It represents itself until then, and others may belong to it.
            refreshed.insert(member)
        }
        if let link = try index.node(number)?.link { waiting.formUnion(try followers(of: number, in: link)) }
        try index.setLink(of: number, to: nil)
        waiting.remove(number)
        sketches[number] = nil
        forget(number)
    }

    /// Judges a text again that has got a better or a worse document.
    public func documentChanged(of number: Int64) throws {
        waiting.insert(number)
        refreshed.insert(number)
        waiting.formUnion(try index.members(of: number))
        if let link = try index.node(number)?.link { waiting.formUnion(try followers(of: number, in: link)) }
    }

    /// Judges what has changed and what depends on it.
    public func settle() throws {
        guard !waiting.isEmpty else { return }
        var queue = JudgementQueue(represents)
        for number in waiting {
            if let member = try index.member(of: number) { queue.insert(number, member) }
        }
        waiting = []
        var judgements: [Int64: Int] = [:]
        while let number = queue.removeFirst() {
            judgements[number, default: 0] += 1
            guard judgements[number, default: 0] <= Self.judgementLimit else { continue }
            for other in try judge(number) {
                if let member = try index.member(of: other) { queue.insert(other, member) }
            }
        }
        sketches = [:]
        refreshed = []
        hiding = [:]
    }

    /// What a text would be tied to if it came now, with nothing changed; nil when it would represent itself.
    public func preview(
        _ text: String,
        _ sketch: TextSketch,
        site: UInt64,
        member: ClusterMember
    ) throws -> DuplicateLink? {
        try settle()
        var hidden = ParagraphSet()
        try index.paragraphs.visit(ParagraphKey.keys(sketch.paragraphs, site: site)) {
            if $1 == 0 { hidden.insert($0) }
        }
        let tokens = sharedWords.countingTokens(of: text, without: hidden)
        var sight = Sight(number: .max, member: member, rules: rules(of: member))
        sight.tokens = tokens
        let keys = hidden.isEmpty ? sketch.fingerprints : fingerprinter.fingerprints(ofTokenHashes: tokens)
        sight.fingerprintCount = keys.count
        return try link(
            for: sight,
            among: telling(try inOrder(presence(of: sight.number, keys).candidates, by: keys))
        )
    }

    /// What ties a text to another of the index, whichever of them is the better one; nil when they have too little in common.
    public func tie(of number: Int64, to other: Int64) throws -> DuplicateLink? {
        guard let member = try index.member(of: number) else { return nil }
        let sight = Sight(number: number, member: member, rules: rules(of: member))
        let verification = try compare(sight, with: other)
        return sight.rules.relation(verification).map {
            DuplicateLink(verification, $0, to: other, closest: nil)
        }
    }

    // MARK: Judging

    /// A text under judgement.
    struct Sight {
        let number: Int64
        let member: ClusterMember
        let rules: DuplicateRules
        /// The words that count, when they are at hand.
        var tokens: [UInt64]?
        /// How many fingerprints it has.
        var fingerprintCount = 0
    }

    /// Judges one text.
    ///
    /// - Returns: the worse texts that its judgement concerns.
    private func judge(_ number: Int64) throws -> [Int64] {
        guard let node = try index.node(number), let member = try index.member(of: number) else { return [] }
        var sight = Sight(number: number, member: member, rules: rules(of: member))
        if let paragraphs = hiding.removeValue(forKey: number) {
            try index.setHidden(of: number, to: sharedWords.places(of: paragraphs, in: number, adding: node.hidden))
            forget(number)
        }
        let sketch = sketches.removeValue(forKey: number)
        let keys =
            try sketch ?? fingerprinter.fingerprints(ofTokenHashes: sharedWords.countingTokens(of: number))
        sight.fingerprintCount = keys.count
        let presence = try presence(of: number, keys)
        let candidates = try inOrder(presence.candidates, by: keys)
        let link = sight.rules.ignoresAll ? nil : try link(for: sight, among: telling(candidates))
        try index.setLink(of: number, to: link)
        let estranged = try keep(number, keys, presence, isHidden: link?.isSame ?? false)
        let hasChanged =
            refreshed.contains(number) || node.link?.representative != link?.representative
            || node.link?.closest != link?.closest || (node.link?.isSame ?? false) != (link?.isSame ?? false)
        guard sketch != nil || hasChanged else { return estranged }
        return try dependents(of: sight, link: link, former: node.link, among: candidates.map(\.number)) + estranged
    }

    /// Candidates with what they really share, those that share most first; where that does not tell and it matters who is compared, the
    /// better first.
    private func inOrder(
        _ candidates: [(number: Int64, shared: Int)],
        by keys: [UInt64]
    ) throws -> [(number: Int64, shared: Int)] {
        var candidates = candidates
        var own: Set<UInt64>?
        for (place, candidate) in candidates.enumerated() {
            guard let node = try index.node(candidate.number), !node.hidden.isEmpty else { continue }
            // The lists still have it under what it shared before some of its paragraphs ceased to count.
            let known = own ?? Set(keys.map(Fingerprinter.stored))
            own = known
            candidates[place].shared = try countingFingerprints(of: candidate.number).intersection(known).count
        }
        if own != nil {
            candidates = candidates.filter { $0.shared >= Presence.needed }.sorted { $0.shared > $1.shared }
        }
        guard candidates.count > max(Self.comparisonLimit, keys.count) else { return candidates }
        let known = try candidates.compactMap { candidate in
            try index.member(of: candidate.number).map { (candidate: candidate, member: $0) }
        }
        return known.sorted { one, other in
            one.candidate.shared == other.candidate.shared
                ? represents(one.member, other.member) : one.candidate.shared > other.candidate.shared
        }
        .map(\.candidate)
    }

    /// The candidates that a text may belong to: who shares next to nothing with a crowd shares its phrases with it.
    private func telling(_ candidates: [(number: Int64, shared: Int)]) -> [Int64] {
        let isCrowd = candidates.count { $0.shared < Presence.telling } > Presence.crowd
        return candidates.filter { !isCrowd || $0.shared >= Presence.telling }.map(\.number)
    }

    /// The fingerprints of what counts in a text, as they are stored.
    private func countingFingerprints(of number: Int64) throws -> Set<UInt64> {
        if let known = fingerprints[number] { return known }
        let tokens = try sharedWords.countingTokens(of: number)
        let found = Set(fingerprinter.fingerprints(ofTokenHashes: tokens).map(Fingerprinter.stored))
        if fingerprints.count >= Self.keptFingerprints { fingerprints.removeAll(keepingCapacity: true) }
        fingerprints[number] = found
        return found
    }

    private func presence(of number: Int64, _ keys: [UInt64]) throws -> Presence {
        var presence = Presence(keys.count)
        try index.fingerprints.visit(keys) { presence.note($0, $1, own: number) }
        return presence
    }

    /// Makes a text known by its fingerprints, unless who finds its representative finds what it would add.
    ///
    /// - Returns: the texts that may have been tied by fingerprints which say nothing any more.
    private func keep(
        _ number: Int64,
        _ keys: [UInt64],
        _ presence: Presence,
        isHidden: Bool
    ) throws -> [Int64] {
        guard !isHidden else { return [] }
        var fresh: [UInt64] = []
        var common: [UInt64] = []
        for (place, key) in keys.enumerated() where !presence.isOwn[place] && presence.counts[place] >= 0 {
            if try isCommon(key, count: presence.counts[place]) { common.append(key) } else { fresh.append(key) }
        }
        try index.fingerprints.insert(fresh, number: number)
        guard !common.isEmpty else { return [] }
        var holders: Set<Int64> = [number]
        try index.fingerprints.visit(common) { holders.insert($1) }
        for key in common { try index.fingerprints.stop(key) }
        // Who loses candidates keeps its verdict, unless what it is tied by is among them.
        return try holders.filter { holder in
            guard let link = try index.node(holder)?.link else { return false }
            return holders.contains(link.closest ?? link.representative)
        }
    }

    /// Whether too many texts have a fingerprint, of those that count: lists also hold texts that have since turned out to be the same as
    /// others, or lost the paragraph to the furniture of their site.
    private func isCommon(_ key: UInt64, count: Int) throws -> Bool {
        guard count >= Self.commonness else { return false }
        guard count < 4 * Self.commonness else { return true }
        var holders: [Int64] = []
        try index.fingerprints.visit([key]) { holders.append($1) }
        var counting = 0
        for holder in holders {
            guard let node = try index.node(holder), !(node.link?.isSame ?? false) else { continue }
            if try node.hidden.isEmpty || countingFingerprints(of: holder).contains(Fingerprinter.stored(key)) {
                counting += 1
            }
        }
        return counting >= Self.commonness
    }

    /// What holds for a document, by its source.
    func rules(of member: ClusterMember) -> DuplicateRules { sourceRules[member.sourceOrder] ?? defaultRules }

    /// What two texts have in common, seen from the first.
    func compare(_ sight: Sight, with other: Int64) throws -> Verification {
        try sharedWords.compare(sight.number, sight.tokens, with: other)
    }

    /// The texts that are in the cluster of a link for the sake of a text.
    func followers(of number: Int64, in link: DuplicateLink) throws -> [Int64] {
        try index.members(of: link.representative).filter { try index.node($0)?.link?.closest == number }
    }

    // MARK: Paragraphs

    /// Forgets what was worked out of the words of a text, of which others count now.
    private func forget(_ number: Int64) {
        sharedWords.forget(number)
        fingerprints[number] = nil
    }

    private func refresh(_ number: Int64) {
        waiting.insert(number)
        refreshed.insert(number)
        sketches[number] = nil
    }

    /// Counts the paragraphs of a text for a site; those that it makes repeated count no more, in any text of the site.
    ///
    /// - Returns: the paragraphs of the text that the site repeats.
    private func countParagraphs(of number: Int64, _ paragraphs: [UInt64], site: UInt64) throws -> ParagraphSet {
        var hidden = ParagraphSet()
        let keys = ParagraphKey.keys(paragraphs, site: site)
        var lists = [[Int64]](repeating: [], count: keys.count)
        try index.paragraphs.visit(keys) { lists[$0].append($1) }
        var fresh: Set<UInt64> = []
        for (place, list) in lists.enumerated() {
            guard list.first != 0 else {
                hidden.insert(place)
                continue
            }
            let others =
                list.count + 1 < Self.repetition ? [] : try list.filter { try $0 != number && index.node($0) != nil }
            if others.count + 1 < Self.repetition {
                if !list.contains(number) { fresh.insert(keys[place]) }
                continue
            }
            try index.paragraphs.stop(keys[place])
            hidden.insert(place)
            for other in try others.filter({ try index.node($0)?.site == site }) {
                hiding[other, default: []].insert(paragraphs[place])
                refresh(other)
            }
        }
        try index.paragraphs.insert(fresh.sorted(), number: number)
        return hidden
    }
}
