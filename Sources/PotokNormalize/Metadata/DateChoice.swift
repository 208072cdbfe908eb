import PotokCore
import PotokHTML
import PotokText

/// Chooses the dates of a page among those that it gives.
///
/// What is meant for programs comes first, the more exact vocabularies before the others; then marked elements, the
/// address, and at last text near the heading.
struct DateChoice {
    private let reader: MetadataReader
    private let order: DateReader.Order
    private let anchor: Int

    /// How many texts behind the heading a marked date may stand to win over a plain text.
    private static let near = 40

    init(_ reader: MetadataReader, anchor: Int) {
        self.reader = reader
        self.anchor = anchor
        order = Self.order(reader)
    }

    /// When it was published; where a page gives only a date of change, that date.
    var published: Sourced<PageDate>? {
        if let date = toldPublished { return shownDay(of: date) }
        if let date = cue(.publishedProperty, .microdata) ?? times() ?? urlDay { return date }
        if let date = visible(.publishedWord, within: Self.near) ?? visible(.dateWord, within: Self.near) {
            return date
        }
        if let date = nearHeading ?? visible(.dateWord, within: .max) ?? anywhere { return date }
        if let date = meta(Self.laterNames) ?? modified { return date }
        // What looks like a side column may be the page all the same.
        return times(includingForeign: true)
            ?? visible([.publishedWord, .dateWord], within: Self.near, includingForeign: true) ?? urlMonth
    }

    private var toldPublished: Sourced<PageDate>? {
        linked("datePublished") ?? meta(Self.publishedNames) ?? linked("dateCreated") ?? linked("uploadDate")
    }

    /// When it was changed.
    var modified: Sourced<PageDate>? {
        linked("dateModified") ?? meta(Self.modifiedNames) ?? cue(.modifiedProperty, .microdata)
            ?? visible(.modifiedWord, within: .max)
    }

    // MARK: For programs

    private static let publishedNames = [
        "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "pubdate",
        "publishdate", "publish-date", "publish_date", "published-date", "publication_date", "publicationdate",
        "published_time", "article:published", "article.published", "article_date_original", "originalpublicationdate",
        "dc.date.issued", "dc.date", "dc.date.created", "dcterms.issued", "dcterms.created", "dcterms.date",
        "citation_publication_date", "citation_date", "citation_online_date", "parsely-pub-date", "sailthru.date",
        "cxenseparse:recs:publishtime", "ptime", "rnews:datepublished", "datecreated", "created", "displaydate",
    ]

    private static let laterNames = ["og:pubdate", "timestamp", "release_date", "search_date"]

    private static let modifiedNames = [
        "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "last-modified",
        "lastmod", "dc.date.modified", "dcterms.modified", "revised", "modified", "date.modified", "updated_time",
        "http-equiv:last-modified",
    ]

    private func linked(_ key: StaticString) -> Sourced<PageDate>? {
        for thing in [reader.linked.main, reader.linked.page] {
            if let text = thing?.value[key]?.list.first?.text, let date = value(text) { return Sourced(date, .jsonLD) }
        }
        return nil
    }

    private func meta(_ names: [String]) -> Sourced<PageDate>? {
        for name in names {
            for meta in reader.scan.metas(named: name) {
                guard let date = value(meta.content) else { continue }
                let isOpenGraph = name.hasPrefix("og:") || name.hasPrefix("article:")
                return Sourced(date, isOpenGraph ? .openGraph : .meta)
            }
        }
        return nil
    }

    private func value(_ text: String) -> PageDate? {
        guard let date = DateReader.value(text, order: order), Self.isPlausible(date) else { return nil }
        return date
    }

    /// The web is not older than this, and what claims to be is a clock that was not set.
    private static func isPlausible(_ date: PageDate) -> Bool { date.date.text >= "1990" && date.date.text < "2100" }

    // MARK: Marked elements

    private func cue(_ kind: CueKinds, _ provenance: Provenance) -> Sourced<PageDate>? {
        for cue in reader.scan.cues where cue.kinds.contains(kind) && !cue.isForeign {
            if let date = date(of: cue.node) { return Sourced(date, provenance) }
        }
        return nil
    }

    private func date(of node: UInt32) -> PageDate? {
        let element = reader.tree[node]
        for attribute in [HTMLName.datetime, .content] {
            if let text = element[attribute], let date = value(text) { return date }
        }
        return visibleDate(of: node)
    }

    private func visibleDate(of node: UInt32) -> PageDate? {
        let line = MetadataScan.lineBytes(of: node, in: reader.tree, limit: 160)
        guard let found = DateReader.first(in: line, order: order)?.date, found.day != nil, Self.isPlausible(found)
        else {
            return nil
        }
        return found
    }

    /// The `<time>` that stands nearest behind the heading, or else nearest before it.
    private func times(includingForeign: Bool = false) -> Sourced<PageDate>? {
        let usable = reader.scan.cues.filter { cue in
            cue.kinds.contains(.time) && (includingForeign ? distance(cue) <= Self.near : !cue.isForeign)
        }
        let isOlder = usable.filter { !$0.kinds.contains(.modifiedWord) && !isUpdate($0.node) }
        let sorted = (isOlder.isEmpty ? usable : isOlder).sorted { distance($0) < distance($1) }
        for cue in sorted.prefix(8) {
            if let date = date(of: cue.node), date.day != nil { return Sourced(date, .timeElement) }
        }
        return nil
    }

    /// A date in UTC that stands one day beside the day that the page shows to its readers is that day.
    ///
    /// Many pages tell programs the hour in Greenwich, and readers the day where they live.
    private func shownDay(of date: Sourced<PageDate>) -> Sourced<PageDate> {
        guard date.value.date.precision == .second, (date.value.offset ?? 0) == 0 else { return date }
        let told = date.value.date.earliest
        let shown = [urlDay, visible([.publishedWord, .dateWord, .time], within: Self.near), nearHeading].compactMap {
            $0
        }
        guard let other = shown.first, let day = other.value.day, day != date.value.day else { return date }
        // A day has 24 hours, and clocks are at most 14 hours ahead of Greenwich and 12 behind.
        let isWithinReach = day.earliest - 14 * 3_600 <= told && told < day.earliest + 36 * 3_600
        return isWithinReach ? Sourced(PageDate(day), other.provenance) : date
    }

    /// How far a cue is from the heading; what stands before it counts as farther.
    private func distance(_ cue: MetadataScan.Cue) -> Int {
        cue.position >= anchor ? cue.position - anchor : (anchor - cue.position) * 4
    }

    /// Whether the text before or in an element says that it tells a change.
    private func isUpdate(_ node: UInt32) -> Bool {
        var text = MetadataScan.lineBytes(of: node, in: reader.tree, limit: 80)
        if let before = reader.tree[node].previousSibling, before.isText || before.isElement {
            let line =
                before.isText
                ? CleanText.line(Array(before.text.utf8.suffix(60))[...])
                : MetadataScan.lineBytes(of: before.index, in: reader.tree, limit: 60)
            text = line + [0x20] + text
        }
        return Self.holds(text, DateWords.updating)
    }

    private static func holds(_ text: [UInt8], _ words: [String]) -> Bool {
        let lower = String(decoding: text, as: UTF8.self).lowercased()
        return words.contains { lower[...].range(ofText: $0) != nil }
    }

    /// The date that readers see in the marked element nearest to the heading.
    private func visible(
        _ kinds: CueKinds,
        within limit: Int,
        includingForeign: Bool = false
    ) -> Sourced<PageDate>? {
        let cues = reader.scan.cues.filter {
            !$0.kinds.isDisjoint(with: kinds) && (includingForeign || !$0.isForeign) && distance($0) <= limit
        }
        .sorted { distance($0) < distance($1) }
        let old = cues.filter { !$0.kinds.contains(.modifiedWord) }
        for cue in (old.isEmpty ? cues : old).prefix(24) {
            if let date = visibleDate(of: cue.node) { return Sourced(date, .visibleText) }
        }
        return nil
    }

    // MARK: Address

    private var urlDate: (year: Int, month: Int, day: Int?)? {
        let parts = (reader.url?.path ?? "").split(whereSeparator: { $0 == "/" || $0 == "-" || $0 == "_" || $0 == "." })
        for (index, part) in parts.enumerated() {
            if part.utf8.count == 8, let number = Int(part), (1990...2100).contains(number / 10_000),
                PublishedDate(year: number / 10_000, month: number / 100 % 100, day: number % 100) != nil
            {
                return (number / 10_000, number / 100 % 100, number % 100)
            }
            guard part.utf8.count == 4, let year = Int(part), (1990...2100).contains(year), index + 1 < parts.count,
                parts[index + 1].utf8.count == 2, let month = Int(parts[index + 1]), (1...12).contains(month)
            else { continue }
            if index + 2 < parts.count, parts[index + 2].utf8.count <= 2, let day = Int(parts[index + 2]),
                PublishedDate(year: year, month: month, day: day) != nil
            {
                return (year, month, day)
            }
            return (year, month, nil)
        }
        return nil
    }

    private var urlDay: Sourced<PageDate>? {
        guard let date = urlDate, let day = date.day else { return nil }
        return PublishedDate(year: date.year, month: date.month, day: day).map { Sourced(PageDate($0), .url) }
    }

    private var urlMonth: Sourced<PageDate>? {
        guard let date = urlDate else { return nil }
        return PublishedDate(year: date.year, month: date.month).map { Sourced(PageDate($0), .url) }
    }

    // MARK: Text

    /// The first date in the texts around the heading: behind it if there is one, else before it.
    private var nearHeading: Sourced<PageDate>? {
        let texts = reader.scan.texts
        let behind = min(anchor, texts.count)..<min(anchor + 80, texts.count)
        let before = min(max(0, anchor - 30), texts.count)..<min(anchor, texts.count)
        for index in Array(behind) + before.reversed() where !texts[index].isForeign {
            if let date = dateOfText(texts[index].node) { return Sourced(date, .visibleText) }
        }
        return nil
    }

    /// A date somewhere on the page that is said to be that of publication, or else of the last change, or else one that
    /// stands alone.
    private var anywhere: Sourced<PageDate>? {
        var changed: Sourced<PageDate>?
        var alone: Sourced<PageDate>?
        var count = 0
        var label: [UInt8] = []
        for text in reader.scan.texts where !text.isForeign {
            let size = reader.tree.byteCount(ofNode: text.node)
            guard size >= 5 else { continue }
            let bytes = reader.tree.withBytes(ofNode: text.node) { bytes in
                bytes.withUnsafeBufferPointer { Array($0.prefix(200)) }
            }
            let line = CleanText.line(bytes[...])
            guard !line.isEmpty else { continue }
            defer { label = Array(line.suffix(40)) }
            guard size <= 160, line.contains(where: { (0x30...0x39).contains($0) }), count < 200 else { continue }
            count += 1
            guard let found = DateReader.first(in: line, order: order), found.date.day != nil,
                Self.isPlausible(found.date)
            else { continue }
            let before = label + [0x20] + line[..<found.range.lowerBound]
            if Self.holds(before, DateWords.publishing) { return Sourced(found.date, .visibleText) }
            if alone == nil, line.count <= 40, found.range.count * 5 >= line.count * 3 {
                alone = Sourced(found.date, .visibleText)
            }
            if changed == nil, Self.holds(before, DateWords.updating) { changed = Sourced(found.date, .visibleText) }
        }
        return changed ?? alone
    }

    /// The date of a short text, or of a longer one that says that it was published then.
    private func dateOfText(_ node: UInt32) -> PageDate? {
        let count = reader.tree.byteCount(ofNode: node)
        guard count >= 6 else { return nil }
        let bytes = reader.tree.withBytes(ofNode: node) { bytes in
            bytes.withUnsafeBufferPointer { Array($0.prefix(256)) }
        }
        guard bytes.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
        let line = CleanText.line(bytes[...])
        guard line.count <= 90 || (line.count < 240 && Self.holds(Array(line.prefix(60)), DateWords.publishing)) else {
            return nil
        }
        guard let found = DateReader.first(in: line, order: order)?.date, found.day != nil, Self.isPlausible(found)
        else {
            return nil
        }
        return found
    }

    // MARK: Order of day and month

    /// Whether `03/04` is the third of April: everywhere but on American pages.
    private static func order(_ reader: MetadataReader) -> DateReader.Order {
        let tag = CleanText.line(reader.scan.language ?? "").lowercased()
        let end = reader.url?.host?.split(separator: ".").last ?? ""
        if ["uk", "au", "nz", "ie", "in", "za"].contains(end) { return .dayFirst }
        if tag.hasPrefix("en") {
            return ["en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za"].contains(tag) ? .dayFirst : .monthFirst
        }
        return tag.isEmpty && (end.count > 2 || end == "us") ? .monthFirst : .dayFirst
    }
}
