/// Where a judge of texts looks up and keeps what it knows of a corpus: in memory, or in the database of the store.
///
/// Texts go by numbers that are never used again: a changed text gets a new one. Documents with the same folded text share one.
public protocol DuplicateIndex: AnyObject {
    /// Which texts have a fingerprint.
    var fingerprints: any PostingIndex { get }

    /// Which texts have a paragraph, by the paragraph and the site together.
    var paragraphs: any PostingIndex { get }

    /// What is known of a text; nil when it is there no more.
    func node(_ number: Int64) throws -> DuplicateNode?

    /// The text itself.
    func text(of number: Int64) throws -> String

    /// The best of the documents that have this text, by which representatives are chosen.
    func member(of number: Int64) throws -> ClusterMember?

    /// The texts that a text represents, in the order of their numbers.
    func members(of representative: Int64) throws -> [Int64]

    /// How many texts a text represents; counting ends at a limit.
    func memberCount(of representative: Int64, upTo limit: Int) throws -> Int

    /// Ties a text to its representative, or unties it.
    func setLink(of number: Int64, to link: DuplicateLink?) throws

    /// Notes the site that says which paragraphs of a text do not count.
    func setSite(of number: Int64, to site: UInt64) throws

    /// Notes which paragraphs of a text do not count.
    func setHidden(of number: Int64, to paragraphs: ParagraphSet) throws
}

/// Lists of texts by hashes, of which the highest 40 bits count.
public protocol PostingIndex: AnyObject {
    /// Calls the body with the place of a key in `keys` and the number of a text that has it, for each; with the number 0 for a key
    /// that is stopped.
    ///
    /// A number may come that is there no more; none comes twice for one key.
    func visit(_ keys: [UInt64], _ body: (_ place: Int, _ number: Int64) -> Void) throws

    /// Adds a text to the lists of some keys.
    func insert(_ keys: [UInt64], number: Int64) throws

    /// Forgets the list of a key and lets it grow no more: too many texts have it.
    func stop(_ key: UInt64) throws
}

/// A text of the corpus, as far as its judge needs it.
public struct DuplicateNode: Sendable, Hashable {
    /// The number.
    public var number: Int64

    /// A hash of the name of the site that it is from: paragraphs repeat within a site.
    public var site: UInt64

    /// What ties it to its representative; nil when it represents itself.
    public var link: DuplicateLink?

    /// The paragraphs that do not count, because the site repeats them.
    public var hidden: ParagraphSet

    /// Makes a node.
    public init(number: Int64, site: UInt64, link: DuplicateLink? = nil, hidden: ParagraphSet = ParagraphSet()) {
        self.number = number
        self.site = site
        self.link = link
        self.hidden = hidden
    }
}

/// A set of paragraphs of one text, by their places: a bit each, in the order of the paragraphs, lowest first.
public struct ParagraphSet: Sendable, Hashable {
    /// The bits; bytes of zeros at the end are left out.
    public private(set) var bits: [UInt8]

    /// Makes a set from its bits.
    public init(bits: [UInt8] = []) { self.bits = bits }

    /// Whether no paragraph is in it.
    public var isEmpty: Bool { bits.isEmpty }

    /// Adds a paragraph.
    public mutating func insert(_ place: Int) {
        while bits.count <= place >> 3 { bits.append(0) }
        bits[place >> 3] |= 1 << UInt8(place & 7)
    }

    /// Whether a paragraph is in it.
    public func contains(_ place: Int) -> Bool {
        place >> 3 < bits.count && bits[place >> 3] & 1 << UInt8(place & 7) != 0
    }
}
