public import PotokCore

/// An index that keeps everything in memory: for tests, and for corpora that fit.
public final class MemoryIndex: DuplicateIndex {
    /// What is kept of a text.
    private struct Entry {
        var node: DuplicateNode
        var text: String
        var member: ClusterMember
        var members: Set<Int64> = []
    }

    private var entries: [Int64: Entry] = [:]
    private let fingerprintLists = MemoryPostings()
    private let paragraphLists = MemoryPostings()

    /// Makes an empty index.
    public init() {}

    /// Adds a text before it is judged.
    public func add(_ node: DuplicateNode, text: String, member: ClusterMember) {
        entries[node.number] = Entry(node: node, text: text, member: member)
    }

    /// Takes a text out after its judge has let go of it.
    public func remove(_ number: Int64) { entries[number] = nil }

    /// All texts, in the order of their numbers.
    public var nodes: [DuplicateNode] { entries.keys.sorted().compactMap { entries[$0]?.node } }

    /// Which texts have a fingerprint.
    public var fingerprints: any PostingIndex { fingerprintLists }

    /// Which texts have a paragraph.
    public var paragraphs: any PostingIndex { paragraphLists }

    /// What is known of a text.
    public func node(_ number: Int64) -> DuplicateNode? { entries[number]?.node }

    /// The text itself.
    public func text(of number: Int64) -> String { entries[number]?.text ?? "" }

    /// The document that has the text.
    public func member(of number: Int64) -> ClusterMember? { entries[number]?.member }

    /// The texts that a text represents.
    public func members(of representative: Int64) -> [Int64] { entries[representative]?.members.sorted() ?? [] }

    /// How many texts a text represents; counting ends at a limit.
    public func memberCount(of representative: Int64, upTo limit: Int) -> Int {
        min(limit, entries[representative]?.members.count ?? 0)
    }

    /// Puts another document in the place of the one that has a text.
    public func setMember(of number: Int64, to member: ClusterMember) { entries[number]?.member = member }

    /// Ties a text to its representative.
    public func setLink(of number: Int64, to link: DuplicateLink?) {
        if let old = entries[number]?.node.link { entries[old.representative]?.members.remove(number) }
        if let link { entries[link.representative]?.members.insert(number) }
        entries[number]?.node.link = link
    }

    /// Notes the site that says which paragraphs of a text do not count.
    public func setSite(of number: Int64, to site: UInt64) { entries[number]?.node.site = site }

    /// Notes which paragraphs of a text do not count.
    public func setHidden(of number: Int64, to paragraphs: ParagraphSet) { entries[number]?.node.hidden = paragraphs }
}

/// Lists in a dictionary.
private final class MemoryPostings: PostingIndex {
    private var lists: [UInt64: [Int64]] = [:]

    func visit(_ keys: [UInt64], _ body: (_ place: Int, _ number: Int64) -> Void) {
        for (place, key) in keys.enumerated() {
            for number in lists[key >> 24] ?? [] { body(place, number) }
        }
    }

    func insert(_ keys: [UInt64], number: Int64) {
        for key in keys where lists[key >> 24]?.first != 0 && lists[key >> 24]?.last != number {
            lists[key >> 24, default: []].append(number)
        }
    }

    func stop(_ key: UInt64) { lists[key >> 24] = [0] }
}
