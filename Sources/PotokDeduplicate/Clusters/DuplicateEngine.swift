public import PotokCore
import PotokText

/// Ties texts that share most of their words to one that represents them, one text after the other.
///
/// - Candidates are texts that share two fingerprints; what they have in common is then counted exactly, by runs of three words.
/// - Paragraphs that a site repeats do not count. A paragraph is known as repeated when several texts have it; they are judged again then.
/// - A cluster is a star: each text is tied to the representative itself, by what both have in common. Chains are never followed.
///
/// What comes out depends on the texts and their order, not on where a batch or a run ends.
public final class DuplicateEngine: TextJudge {
    /// The number of texts of a site with the same paragraph from which on it counts as repeated.
    public static let repetition = 8

    /// The number of texts with the same fingerprint from which on it says nothing.
    public static let commonness = 200

    /// Up to so many members a cluster changes its representative whenever a better text comes.
    static let smallCluster = 32

    /// How many candidates are compared.
    static let candidateLimit = 24

    private let defaultRules: DuplicateRules
    private let sourceRules: [Int: DuplicateRules]
    let represents: (ClusterMember, ClusterMember) -> Bool
    let index: any DuplicateIndex
    var fingerprinter: Fingerprinter
    private var sketcher: Sketcher
    var tokenizer = Tokenizer()
    var verifier = Verifier()
    /// The text that the verifier compares with others.
    var loaded: Int64 = 0

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
        self.fingerprinter = Fingerprinter(window: window)
        self.sketcher = Sketcher(window: window)
    }

    /// The sketch of a text, and the hash of its folded text.
    public func sketch(_ text: String) -> (sketch: TextSketch, hash: Hash) { sketcher.sketch(text) }

    /// Judges a text that the index has just been given, and again those that it makes look different.
    public func add(_ node: DuplicateNode, sketch: TextSketch) throws {
        var sight = Sight(sketch: sketch)
        let affected = try countParagraphs(of: node, sketch, &sight.hidden)
        if !sight.hidden.isEmpty { try index.setHidden(of: node.number, to: sight.hidden) }
        try judge(node.number, &sight)
        try judgeAgain(affected)
    }

    /// Lets go of a text: those it represents are judged again.
    ///
    /// To be called before the index forgets it; afterwards its number comes in no answer.
    public func remove(_ number: Int64) throws {
        let members = try index.members(of: number)
        try index.setLink(of: number, to: nil)
        for member in members { try index.setLink(of: member, to: nil) }
        orphans = members
    }

    /// Texts whose representative was removed.
    private var orphans: [Int64] = []

    /// Judges the texts whose representative was removed; to be called when the index has forgotten it.
    public func settle() throws {
        let waiting = orphans
        orphans = []
        try judgeAgain(waiting)
    }

    /// What a text would be tied to if it came now, with nothing changed; nil when it would represent itself.
    public func preview(
        _ text: String,
        _ sketch: TextSketch,
        site: UInt64,
        member: ClusterMember
    ) throws -> DuplicateLink? {
        let paragraphs = ParagraphText(text, &tokenizer)
        var sight = Sight(sketch: sketch)
        try index.paragraphs.visit(ParagraphKey.keys(sketch.paragraphs, site: site)) {
            if $1 == 0 { sight.hidden.insert($0) }
        }
        sight.tokens = Self.countingTokens(of: paragraphs, without: sight.hidden)
        sight.rules = sourceRules[member.sourceOrder] ?? defaultRules
        guard let link = try bestLink(of: Self.unnumbered, &sight),
            let other = try index.member(of: link.representative), !represents(member, other)
        else { return nil }
        return link
    }

    /// Lets a text represent its cluster when the best of its documents is better than that of the representative.
    ///
    /// To be called when a text has got a better document.
    public func improve(_ number: Int64) throws {
        guard let link = try index.node(number)?.link, let mine = try index.member(of: number),
            let theirs = try index.member(of: link.representative), represents(mine, theirs)
        else { return }
        var sight = Sight(sketch: TextSketch())
        try takeOver(number, from: link.representative, &sight)
    }

    /// What holds for a text, by its source.
    func rules(of number: Int64) throws -> DuplicateRules {
        guard !sourceRules.isEmpty, let member = try index.member(of: number) else { return defaultRules }
        return sourceRules[member.sourceOrder] ?? defaultRules
    }

    /// The number of a text that is in no index.
    static let unnumbered: Int64 = -1

    /// Judges texts again, each once, with those that depend on them.
    func judgeAgain(_ numbers: [Int64]) throws {
        var waiting = numbers
        var done: Set<Int64> = []
        var next = 0
        while next < waiting.count {
            let number = waiting[next]
            next += 1
            guard done.insert(number).inserted, let node = try index.node(number) else { continue }
            // Whom it represents, and who is in a cluster for its sake, is to be judged after it.
            let members = try index.members(of: number)
            if let link = node.link {
                try index.setLink(of: number, to: nil)
                for sibling in try index.members(of: link.representative)
                where try index.node(sibling)?.link?.closest == number {
                    try index.setLink(of: sibling, to: nil)
                    waiting.append(sibling)
                }
            }
            for member in members {
                try index.setLink(of: member, to: nil)
                waiting.append(member)
            }
            var sight = try look(at: node)
            try judge(number, &sight)
        }
    }

    // MARK: Paragraphs

    /// Counts the paragraphs of a new text, and finds which of them do not count.
    ///
    /// - Returns: texts that have a paragraph that counted until now.
    private func countParagraphs(
        of node: DuplicateNode,
        _ sketch: TextSketch,
        _ hidden: inout ParagraphSet
    ) throws -> [Int64] {
        let keys = ParagraphKey.keys(sketch.paragraphs, site: node.site)
        var lists = [[Int64]](repeating: [], count: keys.count)
        try index.paragraphs.visit(keys) { lists[$0].append($1) }
        var affected: [Int64] = []
        var fresh: [UInt64] = []
        for (place, list) in lists.enumerated() {
            if list.first == 0 {
                hidden.insert(place)
            } else if list.count + 1 < Self.repetition {
                fresh.append(keys[place])
            } else {
                let alive = try list.filter { try $0 != node.number && index.node($0) != nil }
                if alive.count + 1 < Self.repetition {
                    fresh.append(keys[place])
                } else {
                    try index.paragraphs.stop(keys[place])
                    hidden.insert(place)
                    affected += alive
                }
            }
        }
        try index.paragraphs.insert(Set(fresh).sorted(), number: node.number)
        return Set(affected).sorted()
    }

    // MARK: Texts

    /// A text under judgement.
    struct Sight {
        /// Its fingerprints with all paragraphs; empty when they have to be made.
        var sketch: TextSketch
        var hidden = ParagraphSet()
        /// The tokens that count; nil as long as nobody wanted them.
        var tokens: [UInt64]?
        /// What it has in common with others.
        var known: [Int64: Verification] = [:]
        /// The rules that hold for it; nil as long as nobody wanted them.
        var rules: DuplicateRules?
    }

    /// Reads a text of the index anew, with what is known of its paragraphs by now.
    private func look(at node: DuplicateNode) throws -> Sight {
        let text = ParagraphText(try index.text(of: node.number), &tokenizer)
        let keys = ParagraphKey.keys(text.hashes, site: node.site)
        var hidden = ParagraphSet()
        try index.paragraphs.visit(keys) { if $1 == 0 { hidden.insert($0) } }
        if hidden != node.hidden { try index.setHidden(of: node.number, to: hidden) }
        var sight = Sight(sketch: TextSketch(), hidden: hidden)
        sight.tokens = Self.countingTokens(of: text, without: hidden)
        return sight
    }

    /// The tokens that count: all but those of repeated paragraphs, unless hardly one would be left.
    private static func countingTokens(of text: ParagraphText, without hidden: ParagraphSet) -> [UInt64] {
        let left = text.tokens.count - text.tokenCount(of: hidden)
        return left < 8 || left * 20 < text.tokens.count ? text.tokens : text.tokens(without: hidden)
    }

    /// The tokens of a text of the index that count.
    func countingTokens(of number: Int64) throws -> [UInt64] {
        let text = ParagraphText(try index.text(of: number), &tokenizer)
        return Self.countingTokens(of: text, without: try index.node(number)?.hidden ?? ParagraphSet())
    }
}
