public import PotokCore

/// A feed of a list of subscriptions.
public struct OPMLOutline: Sendable, Hashable {
    /// The address of the feed, as it is written.
    public var xmlURL: String
    /// The address of its page, as it is written; empty when it is not told.
    public var htmlURL: String
    /// What the list calls it.
    public var title: String
    /// The folders that it lies in, outermost first, and then the categories that it names itself.
    public var categories: [String]

    /// Makes an outline.
    public init(xmlURL: String, htmlURL: String = "", title: String = "", categories: [String] = []) {
        self.xmlURL = xmlURL
        self.htmlURL = htmlURL
        self.title = title
        self.categories = categories
    }
}

/// Reads lists of subscriptions in OPML 1.0 and 2.0.
public enum OPMLReader {
    /// How many outlines are read.
    public static let limit = 100_000

    /// Reads the feeds of a list, each address once, in their order.
    ///
    /// - Parameter body: the list in UTF-8.
    /// - Throws: `opml.unknown` when it is no OPML.
    public static func read(_ body: [UInt8]) throws(PotokError) -> [OPMLOutline] {
        var reader = XMLReader(body)
        guard case .start = reader.next(), reader.element.name == .opml else {
            throw PotokError("opml.unknown", "this is no OPML: it does not begin with an element 'opml'")
        }
        var outlines: [OPMLOutline] = []
        var seen: Set<String> = []
        /// The folders that are open, with the depth of their elements.
        var folders: [(depth: Int, name: String)] = []
        while outlines.count < limit {
            switch reader.next() {
            case .finish: return outlines
            case .end: while let last = folders.last, last.depth > reader.depth { folders.removeLast() }
            case .start:
                guard reader.element.name == .outline else { continue }
                let title = reader.attribute(.title) ?? ""
                let name = title.isEmpty ? reader.attribute(.text) ?? "" : title
                let address = reader.attribute(.xmlURL) ?? ""
                guard !address.isEmpty else {
                    if !name.isEmpty { folders.append((reader.depth, name)) }
                    continue
                }
                guard seen.insert(address).inserted else { continue }
                var outline = OPMLOutline(xmlURL: address, htmlURL: reader.attribute(.htmlURL) ?? "", title: name)
                outline.categories = folders.map(\.name)
                for category in (reader.attribute(.category) ?? "").split(separator: ",") {
                    let words = category.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                    if !words.isEmpty, !outline.categories.contains(words) { outline.categories.append(words) }
                }
                outlines.append(outline)
            }
        }
        return outlines
    }
}
