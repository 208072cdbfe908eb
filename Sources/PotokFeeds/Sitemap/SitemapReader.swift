public import PotokCore

/// Reads sitemaps (sitemaps.org, protocol 0.9): `urlset`, `sitemapindex` and plain text, with the news extension.
///
/// A feed may serve as a sitemap too: ``ListingFormat`` tells it, and ``FeedReader`` reads it.
public enum SitemapReader {
    /// How many entries the protocol allows; what is listed beyond is left out.
    public static let entryLimit = 50_000
    /// How long the protocol allows a sitemap to be; what stands beyond is not read.
    public static let byteLimit = ByteCount(52_428_800)

    /// Reads a sitemap; the entries of an index are listings themselves.
    ///
    /// - Parameters:
    ///   - body: the sitemap in UTF-8, decompressed.
    ///   - base: its address, against which relative addresses are resolved though the protocol has none.
    /// - Throws: `sitemap.empty` or `sitemap.unknown` when it is no sitemap.
    public static func read(_ body: [UInt8], base: WebURL) throws(PotokError) -> Listing {
        var listing = Listing(kind: .sitemap)
        var body = body
        if body.count > byteLimit.bytes {
            body.removeLast(body.count - Int(byteLimit.bytes))
            listing.problems.append("what stands behind the first 50 MiB that the protocol allows was not read")
        }
        var reader = XMLReader(body, base: base)
        guard let first = reader.firstSign else { throw PotokError("sitemap.empty", "the sitemap is empty") }
        guard first == 0x3C else {
            try readText(body, base, &listing)
            return listing
        }
        while case .start = reader.next() {
            switch reader.element.name {
            case .urlset, .sitemapindex:
                readEntries(&reader, base, &listing)
                listing.problems += reader.problems
                return listing
            default:
                let name = reader.elementName
                throw PotokError("sitemap.unknown", "this is no sitemap: its first element is '\(name)'")
            }
        }
        throw PotokError("sitemap.unknown", "this is no sitemap: there is no element in it")
    }

    // MARK: XML

    private static func readEntries(_ reader: inout XMLReader, _ base: WebURL, _ listing: inout Listing) {
        var faults = Faults()
        while case .start = reader.next() {
            let name = reader.element.name
            guard name == .url || name == .sitemap else {
                reader.skip()
                continue
            }
            guard listing.entries.count < entryLimit else {
                listing.problems.append("entries behind the first 50,000 that the protocol allows were left out")
                return
            }
            if let entry = readEntry(&reader, base, isListing: name == .sitemap, &faults) {
                listing.entries.append(entry)
            }
        }
        listing.problems += faults.problems
    }

    /// What was wrong with entries, counted.
    private struct Faults {
        var addresses = 0
        var dates = 0
        var isCut = false

        var problems: [String] {
            var problems: [String] = []
            if addresses > 0 { problems.append("\(addresses) entries without an http or https address were left out") }
            if dates > 0 { problems.append("\(dates) dates of change are no dates and were not used") }
            if isCut { problems.append("the last entry is not whole and was left out") }
            return problems
        }
    }

    private static func readEntry(
        _ reader: inout XMLReader,
        _ base: WebURL,
        isListing: Bool,
        _ faults: inout Faults
    ) -> Listing.Entry? {
        var address = ""
        var modified = ""
        var news: (title: String, date: FeedDate?)?
        loop: while case .start = reader.next() {
            let element = reader.element
            switch (element.space, element.name) {
            case (.none, .url), (.none, .sitemap):
                reader.leaveParent()
                break loop
            case (.none, .loc):
                let unknown = reader.unknownReferences
                address = reader.plainText()
                // What only an entity of the document's own would make an address is none.
                if reader.declaresEntities, reader.unknownReferences > unknown { address = "" }
            case (.none, .lastmod): modified = reader.plainText()
            case (.news, .news):
                var title = ""
                var date: FeedDate?
                while case .start = reader.next() {
                    switch reader.element.name {
                    case .title: title = reader.plainText()
                    case .publicationDate: date = FeedDate(reader.plainText())
                    default: reader.skip()
                    }
                }
                news = (title, date)
            default: reader.skip()
            }
        }
        if reader.isTruncated {
            faults.isCut = true
            return nil
        }
        guard !address.isEmpty, let url = WebURL(address, relativeTo: base), url.isWeb else {
            faults.addresses += 1
            return nil
        }
        var entry = Listing.Entry(url: url, isListing: isListing)
        if !modified.isEmpty {
            entry.modified = FeedDate(modified).timestamp
            if entry.modified == nil { faults.dates += 1 }
        }
        if let news {
            // A page of news is as new as its publication when nothing else is told.
            if entry.modified == nil { entry.modified = news.date?.timestamp }
            entry.content = Listing.Content(title: news.title, html: "", published: news.date?.value)
        }
        return entry
    }

    // MARK: Text

    /// One address a line.
    private static func readText(_ body: [UInt8], _ base: WebURL, _ listing: inout Listing) throws(PotokError) {
        var faults = Faults()
        for line in body.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            var line = line
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
            line = line.drop { XMLReader.isSpace($0) }
            while let last = line.last, XMLReader.isSpace(last) { line.removeLast() }
            guard !line.isEmpty else { continue }
            guard listing.entries.count < entryLimit else {
                listing.problems.append("entries behind the first 50,000 that the protocol allows were left out")
                break
            }
            if line.count <= 8_192, let url = WebURL(utf8: line), url.isWeb {
                listing.entries.append(Listing.Entry(url: url))
            } else {
                faults.addresses += 1
                if listing.entries.isEmpty, faults.addresses == 100 { break }
            }
        }
        if listing.entries.isEmpty {
            throw PotokError("sitemap.unknown", "this is no sitemap: it is neither XML nor a list of addresses")
        }
        listing.problems += faults.problems
    }
}
