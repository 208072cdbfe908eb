/// Whether a body lists pages, told from its first bytes and its media type.
public enum ListingFormat: String, Sendable, Hashable, CaseIterable {
    /// RSS, Atom or JSON Feed, for ``FeedReader``.
    case feed
    /// A sitemap, an index of sitemaps or a list of addresses, for ``SitemapReader``.
    case sitemap
    /// Outlines, for ``OPMLReader``.
    case opml

    /// Tells what a body is; nil when it is none of these, as a page in HTML is.
    ///
    /// The first element decides, whatever the media type says: feeds are served as `text/html` and pages as
    /// `application/xml`. Plain text is a sitemap only where its media type is not another's and its first line is an address.
    ///
    /// - Parameters:
    ///   - body: the body in UTF-8, decompressed.
    ///   - contentType: the value of `Content-Type`, if there was one.
    public static func recognize(_ body: [UInt8], contentType: String?) -> ListingFormat? {
        let type = (contentType ?? "").lowercased()
        var reader = XMLReader(body.count > 65_536 ? Array(body[..<65_536]) : body)
        switch reader.firstSign {
        case nil: return nil
        case 0x7B:
            if type.contains("feed+json") { return .feed }
            let start = String(decoding: body.prefix(4_096), as: UTF8.self)
            return start.contains("jsonfeed.org/version") || start.contains("jsonfeed.org\\/version") ? .feed : nil
        case 0x3C:
            while case .start = reader.next() {
                switch reader.element.name {
                case .rss, .rdf, .channel: return .feed
                case .feed: return .feed
                case .urlset, .sitemapindex: return .sitemap
                case .opml: return .opml
                default: return nil
                }
            }
            return nil
        default:
            guard type.isEmpty || type.hasPrefix("text/plain") else { return nil }
            let line = body.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }.prefix { $0 > 0x20 }
            return line.starts(with: "http://".utf8) || line.starts(with: "https://".utf8) ? .sitemap : nil
        }
    }

    /// Whether a body is compressed with gzip (RFC 1952, 2.3.1), as files named `.xml.gz` are even where no header says so.
    ///
    /// Whoever fetched it decompresses it, within the limits of bodies.
    public static func isGzip(_ body: [UInt8]) -> Bool { body.starts(with: [0x1F, 0x8B, 0x08]) }
}

extension XMLReader {
    /// The first byte that is neither white space nor of a byte order mark; nil when there is none.
    var firstSign: UInt8? { bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF } }
}
