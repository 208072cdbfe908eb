/// What the attributes of an element tell about what it holds.
struct CueKinds: OptionSet, Sendable {
    let rawValue: UInt32

    /// `class` or `id` with `author`, `byline`, `writer`.
    static let authorWord = CueKinds(rawValue: 1)
    /// `class` or `id` with `byline`.
    static let byline = CueKinds(rawValue: 1 << 1)
    /// `itemprop="author"` or `property="author"`.
    static let authorProperty = CueKinds(rawValue: 1 << 2)
    /// `rel="author"`.
    static let authorRelation = CueKinds(rawValue: 1 << 3)
    /// `class` or `id` with `date`, `time`, `publish`, `posted`.
    static let dateWord = CueKinds(rawValue: 1 << 4)
    /// `class` or `id` with `publish`, `posted`, `created`.
    static let publishedWord = CueKinds(rawValue: 1 << 5)
    /// `class` or `id` with `update`, `modified`.
    static let modifiedWord = CueKinds(rawValue: 1 << 6)
    /// `itemprop="datePublished"`, also `dateCreated` and `uploadDate`.
    static let publishedProperty = CueKinds(rawValue: 1 << 7)
    /// `itemprop="dateModified"`.
    static let modifiedProperty = CueKinds(rawValue: 1 << 8)
    /// A `<time>`.
    static let time = CueKinds(rawValue: 1 << 9)
    /// An `<address>`.
    static let addressElement = CueKinds(rawValue: 1 << 10)
    /// `itemprop="headline"`.
    static let headlineProperty = CueKinds(rawValue: 1 << 11)
    /// `class` with `title` or `headline`.
    static let titleWord = CueKinds(rawValue: 1 << 12)
    /// `itemprop="name"`.
    static let nameProperty = CueKinds(rawValue: 1 << 13)
    /// `rel="license"`.
    static let licence = CueKinds(rawValue: 1 << 14)
    /// `rel="tag"`.
    static let tag = CueKinds(rawValue: 1 << 15)
    /// Comments, teasers, side columns: what they say is about other texts.
    static let foreign = CueKinds(rawValue: 1 << 16)

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Looks for words in the value of `class` or `id`.
    init(words: Span<UInt8>) {
        self = []
        guard words.count >= 4, words.count <= 1_024 else { return }
        var first = words[0] | 0x20
        for index in 0..<words.count - 3 {
            let second = words[index + 1] | 0x20
            let pair = UInt16(first) << 8 | UInt16(second)
            first = second
            // Most pairs of letters begin no word of interest.
            switch pair {
            case 0x6175:  // au
                if Self.matches(words, index, "author") { formUnion(.authorWord) }
                if Self.matches(words, index, "autor") { formUnion(.authorWord) }
            case 0x6279:  // by
                if Self.matches(words, index, "byline") { formUnion([.authorWord, .byline]) }
            case 0x7772:  // wr
                if Self.matches(words, index, "writer") { formUnion(.authorWord) }
            case 0x6461:  // da
                if Self.matches(words, index, "date") { formUnion(.dateWord) }
                if Self.matches(words, index, "datum") { formUnion(.dateWord) }
            case 0x6665:  // fe
                if Self.matches(words, index, "fecha") { formUnion(.dateWord) }
            case 0x7469:  // ti
                if Self.matches(words, index, "time") { formUnion(.dateWord) }
                if Self.matches(words, index, "title") { formUnion(.titleWord) }
            case 0x6865:  // he
                if Self.matches(words, index, "headline") { formUnion(.titleWord) }
            case 0x7075:  // pu
                if Self.matches(words, index, "publi") { formUnion([.dateWord, .publishedWord]) }
            case 0x706F:  // po
                if Self.matches(words, index, "posted") { formUnion([.dateWord, .publishedWord]) }
                if Self.matches(words, index, "popular") { formUnion(.foreign) }
            case 0x7570:  // up
                if Self.matches(words, index, "updated") { formUnion([.dateWord, .modifiedWord]) }
            case 0x6D6F:  // mo
                if Self.matches(words, index, "modified") { formUnion([.dateWord, .modifiedWord]) }
            case 0x636F:  // co
                if Self.matches(words, index, "comment") { formUnion(.foreign) }
            case 0x6372:  // cr
                if Self.matches(words, index, "created") { formUnion([.dateWord, .publishedWord]) }
            case 0x7265:  // re
                if Self.matches(words, index, "related") || Self.matches(words, index, "recommend")
                    || Self.matches(words, index, "recent")
                {
                    formUnion(.foreign)
                }
            case 0x7369:  // si
                if Self.matches(words, index, "sidebar") { formUnion(.foreign) }
            case 0x7375:  // su
                if Self.matches(words, index, "submitted") { formUnion([.dateWord, .publishedWord]) }
            default: break
            }
        }
    }

    /// Looks for the names that matter in the value of `itemprop` or `property`.
    init(property: Span<UInt8>) {
        self = []
        let name = property.withUnsafeBufferPointer { String(decoding: $0.prefix(64), as: UTF8.self) }.lowercased()
        for part in name.split(separator: " ") {
            switch part.split(separator: ":").last {
            case "author", "creator": insert(.authorProperty)
            case "datepublished", "datecreated", "uploaddate", "published", "created", "issued":
                insert(.publishedProperty)
            case "datemodified", "modified": insert(.modifiedProperty)
            case "headline": insert(.headlineProperty)
            case "name": insert(.nameProperty)
            default: break
            }
        }
    }

    /// Looks for the relations that matter in the value of `rel`.
    init(relation: Span<UInt8>) {
        self = []
        let name = relation.withUnsafeBufferPointer { String(decoding: $0.prefix(64), as: UTF8.self) }.lowercased()
        for part in name.split(separator: " ") {
            switch part {
            case "author": insert(.authorRelation)
            case "license", "licence": insert(.licence)
            case "tag": insert(.tag)
            default: break
            }
        }
    }

    /// Whether an ASCII word in lower case stands at a place, whatever the case there.
    private static func matches(_ bytes: Span<UInt8>, _ index: Int, _ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard index + count <= bytes.count else { return false }
        return word.withUTF8Buffer { wanted in
            for offset in 0..<count where bytes[index + offset] | 0x20 != wanted[offset] { return false }
            return true
        }
    }
}
