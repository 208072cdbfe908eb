public import PotokCore

/// Reads feeds of any format: RSS 0.90 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, JSON Feed 1 and 1.1.
///
/// What is broken is repaired where its sense is plain; ``Feed/problems`` says what was. Entities that a document declares
/// itself are never expanded.
public enum FeedReader {
    /// How many items of a feed are read.
    public static let itemLimit = 100_000

    /// Reads a feed.
    ///
    /// - Parameters:
    ///   - body: the feed in UTF-8.
    ///   - base: its address, against which a relative `xml:base` is resolved.
    /// - Throws: `feed.empty` or `feed.unknown` when it is no feed.
    public static func read(_ body: [UInt8], base: WebURL? = nil) throws(PotokError) -> Feed {
        var reader = XMLReader(body, base: base)
        guard let first = reader.firstSign else { throw PotokError("feed.empty", "the feed is empty") }
        if first == 0x7B { return try JSONFeedReader.read(body) }
        while case .start = reader.next() {
            switch reader.element.name {
            case .rss, .rdf, .channel: return RSSReader.read(reader)
            case .feed: return AtomReader.read(reader)
            default:
                throw PotokError("feed.unknown", "this is no feed: its first element is '\(reader.elementName)'")
            }
        }
        throw PotokError("feed.unknown", "this is no feed: it is neither XML nor JSON")
    }
}

extension Feed {
    /// Notes how many items were too many.
    mutating func noteLeftOut(_ count: Int) {
        if count > 0 { problems.append("\(count) items behind the first \(FeedReader.itemLimit) were left out") }
    }
}

extension XMLReader {
    /// The qualified name of the innermost open element, as it is written.
    var elementName: String {
        String(decoding: bytes[element.nameStart..<min(element.nameEnd, element.nameStart + 64)], as: UTF8.self)
    }

    /// What was repaired or refused in the document, one sentence each.
    var problems: [String] {
        var problems: [String] = []
        if isTruncated { problems.append("the document ends before its elements do") }
        if declaresEntities { problems.append("the document declares entities; they are not expanded") }
        if unknownReferences > 0 {
            problems.append("\(unknownReferences) references to unknown entities were left as they stand")
        }
        if isTooDeep { problems.append("elements nested deeper than \(Self.depthLimit) were left out") }
        return problems
    }

    /// A link resolved against the `xml:base` in force; as it is written when there is none or it is absolute.
    func resolved(_ link: String) -> String { Self.resolved(link, declaredBase) }

    /// The `xml:base` in force; nil when the document declares none.
    var declaredBase: WebURL? { isBaseDeclared ? bases.last : nil }

    /// The rest of the innermost open element as a link, resolved against its own `xml:base`.
    mutating func linkText() -> String {
        let base = declaredBase
        return Self.resolved(plainText(), base)
    }

    private static func resolved(_ link: String, _ base: WebURL?) -> String {
        guard let base, !link.isEmpty, WebURL(link) == nil else { return link }
        return WebURL(link, relativeTo: base)?.description ?? link
    }
}
