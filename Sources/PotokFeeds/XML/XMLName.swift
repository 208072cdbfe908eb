/// The local names of elements and attributes that a reader asks for; all others are one.
///
/// Names are compared without regard to case, as publishers write `pubdate` and `Title`.
enum XMLName: String, Sendable, CaseIterable {
    case other = ""
    // Documents.
    case rss, rdf, feed, channel, urlset, sitemapindex, opml, html
    // Feeds.
    case item, entry, title, link, description, language, copyright, rights, managingEditor = "managingeditor"
    case webMaster = "webmaster", pubDate = "pubdate", lastBuildDate = "lastbuilddate", category, generator, ttl
    case image, url, author, comments, enclosure, guid, source, id, updated, modified, published, issued, created
    case subtitle, tagline, summary, content, contributor, name, email, uri, homepage, icon, logo, encoded
    case creator, date, subject, identifier, publisher, updatePeriod = "updateperiod"
    case updateFrequency = "updatefrequency", thumbnail, group, player, credit, origLink = "origlink", owner, keywords
    // Sitemaps.
    case sitemap, loc, lastmod, news, publicationDate = "publication_date", urlElementTitle = "caption"
    // Outlines.
    case head, body, outline, text, xmlURL = "xmlurl", htmlURL = "htmlurl"
    // Attributes.
    case href, rel, type, hreflang, length, fileSize = "filesize", medium, version, domain, term, scheme, label, mode
    case src, isPermaLink = "ispermalink", about, resource, base, lang
    // Markup in texts.
    case div

    /// The hash of a name (FNV-1a over bytes in lower case).
    static func hash(_ name: StaticString) -> UInt64 {
        name.withUTF8Buffer { bytes in
            var hash = seed
            for byte in bytes { hash = add(byte, to: hash) }
            return hash
        }
    }

    /// What a hash starts from.
    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Adds a byte of a name to its hash.
    @inline(__always)
    static func add(_ byte: UInt8, to hash: UInt64) -> UInt64 {
        let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
        return (hash ^ UInt64(lower)) &* 0x100_0000_01B3
    }

    /// The known names by their hash: open addressing, twice as many places as a power of two above the names.
    struct Table: Sendable {
        private var hashes: [UInt64]
        private var names: [XMLName]
        private let mask: Int

        /// The one table.
        static let known = Table()

        private init() {
            mask = 511
            hashes = Array(repeating: 0, count: mask + 1)
            names = Array(repeating: .other, count: mask + 1)
            for name in XMLName.allCases where name != .other {
                var hash = XMLName.seed
                for byte in name.rawValue.utf8 { hash = XMLName.add(byte, to: hash) }
                var place = Int(truncatingIfNeeded: hash) & mask
                while hashes[place] != 0 { place = (place + 1) & mask }
                hashes[place] = hash
                names[place] = name
            }
        }

        /// The name of a hash.
        @inline(__always)
        subscript(hash: UInt64) -> XMLName {
            var place = Int(truncatingIfNeeded: hash) & mask
            while hashes[place] != 0 {
                if hashes[place] == hash { return names[place] }
                place = (place + 1) & mask
            }
            return .other
        }
    }
}
