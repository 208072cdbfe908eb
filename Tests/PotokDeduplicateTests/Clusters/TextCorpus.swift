import PotokCore

@testable import PotokDeduplicate

/// An engine over an index in memory that counts how often texts are read, with shortcuts.
final class TextCorpus: DuplicateIndex {
    let memory = MemoryIndex()
    private(set) var reads = 0
    /// Whether texts are judged one by one.
    var settles = true
    private var sketcher = Sketcher()
    private var count: Int64 = 0
    private(set) lazy var engine = DuplicateEngine(self, rules: rules) { $0.sourceOrder < $1.sourceOrder }
    let rules: DuplicateRules

    init(rules: DuplicateRules = DuplicateRules()) { self.rules = rules }

    /// Adds a text; of two, the one with the smaller rank represents the other.
    @discardableResult
    func add(_ text: String, site: String = "a.example", rank: Int? = nil) throws -> Int64 {
        count += 1
        let node = DuplicateNode(number: count, site: SiteHash.of(site))
        memory.add(node, text: text, member: member(rank ?? Int(count)))
        try engine.add(node, sketch: sketcher.sketch(text).sketch)
        if settles { try engine.settle() }
        return count
    }

    func remove(_ number: Int64) throws {
        try engine.remove(number)
        memory.remove(number)
        try engine.settle()
    }

    func member(_ rank: Int) -> ClusterMember {
        ClusterMember(
            key: DocumentKey(source: "test", identifier: String(rank)),
            sourceOrder: rank,
            published: nil,
            locator: ""
        )
    }

    func link(_ number: Int64) -> DuplicateLink? { memory.node(number)?.link }

    /// What represents each text, itself if nothing else does.
    var groups: [Int64] { memory.nodes.map { $0.link?.representative ?? $0.number } }

    var fingerprints: any PostingIndex { memory.fingerprints }
    var paragraphs: any PostingIndex { memory.paragraphs }
    func node(_ number: Int64) -> DuplicateNode? { memory.node(number) }
    func text(of number: Int64) -> String {
        reads += 1
        return memory.text(of: number)
    }
    func member(of number: Int64) -> ClusterMember? { memory.member(of: number) }
    func members(of representative: Int64) -> [Int64] { memory.members(of: representative) }
    func memberCount(of representative: Int64, upTo limit: Int) -> Int {
        memory.memberCount(of: representative, upTo: limit)
    }
    func setLink(of number: Int64, to link: DuplicateLink?) { memory.setLink(of: number, to: link) }
    func setSite(of number: Int64, to site: UInt64) { memory.setSite(of: number, to: site) }
    func setHidden(of number: Int64, to paragraphs: ParagraphSet) { memory.setHidden(of: number, to: paragraphs) }
}

extension MadeUpText {
    /// Paragraphs of so many words each.
    mutating func paragraphs(_ count: Int, of words: Int) -> [String] {
        (0..<count).map { _ in self.words(words).joined(separator: " ") + "." }
    }

    mutating func text(_ words: Int) -> String { self.words(words).joined(separator: " ") }
}
