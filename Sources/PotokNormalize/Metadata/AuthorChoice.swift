import PotokCore
import PotokHTML
import PotokText

/// Chooses the authors of a page among those that it names.
struct AuthorChoice {
    private let reader: MetadataReader
    private let anchor: Int

    /// No page has more; longer lists are those of contributors.
    private static let limit = 24

    init(_ reader: MetadataReader, anchor: Int) {
        self.reader = reader
        self.anchor = anchor
    }

    /// The authors, in their order.
    ///
    /// Where programs are told only the name of the site, readers may be told more.
    var authors: [Sourced<String>] {
        let sources = [linked, meta, property, relation, byline, visibleText]
        var site: [Sourced<String>] = []
        for source in sources {
            let authors = distinct(source())
            let people = authors.filter { !isSite($0.value) }
            if !people.isEmpty { return people }
            if site.isEmpty { site = authors }
        }
        return site
    }

    /// Whether a name is that of the site.
    private func isSite(_ name: String) -> Bool {
        let key = TitleWords.key(name)
        if let site = reader.siteName?.value, TitleWords.key(site) == key { return true }
        let host = (reader.url?.host ?? "").utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ".") }
        let plain = key.filter { $0 < 0x80 }
        return plain.count >= 4 && (host.elementsEqual(plain) || hostHolds(plain))
    }

    /// Whether a name is the host without `www` and without its end, with or without that end.
    private func hostHolds(_ name: [UInt8]) -> Bool {
        let labels = (reader.url?.host ?? "").split(separator: ".").filter { $0 != "www" }
        let whole = labels.joined().utf8.filter { $0 != UInt8(ascii: "-") }
        let short = labels.dropLast().joined().utf8.filter { $0 != UInt8(ascii: "-") }
        return name == Array(whole) || name == Array(short)
    }

    private func distinct(_ authors: [Sourced<String>]) -> [Sourced<String>] {
        var seen: Set<[UInt8]> = []
        return Array(authors.filter { seen.insert(TitleWords.key($0.value)).inserted }.prefix(Self.limit))
    }

    // MARK: For programs

    private func linked() -> [Sourced<String>] {
        for thing in [reader.linked.main, reader.linked.page] {
            guard let value = thing?.value else { continue }
            for key in [value["author"], value["creator"]] {
                let names = reader.linked.names(of: key).flatMap { PersonName.names(in: $0, isMarked: true) }
                if !names.isEmpty { return names.map { Sourced($0, .jsonLD) } }
            }
        }
        return []
    }

    private func meta() -> [Sourced<String>] {
        for name in [
            "citation_author", "author", "article:author", "og:article:author", "article:author_name", "parsely-author",
            "sailthru.author", "byl",
            "dc.creator", "dcterms.creator", "dc.contributor", "authors", "article_author", "creator", "book:author",
        ] {
            let names = reader.metas(name).flatMap { PersonName.names(in: $0, isMarked: true) }
            if !names.isEmpty { return names.map { Sourced($0, name.hasPrefix("article:") ? .openGraph : .meta) } }
        }
        return []
    }

    // MARK: Marked elements

    private func property() -> [Sourced<String>] {
        let found = reader.scan.cues.lazy.filter { $0.kinds.contains(.authorProperty) && !$0.isForeign }
            .prefix(16).map { self.names(ofProperty: $0.node) }
        return (found.first { !$0.isEmpty } ?? []).map { Sourced($0, .microdata) }
    }

    private func names(ofProperty node: UInt32) -> [String] {
        if let content = reader.tree[node][.content] { return PersonName.names(in: content, isMarked: true) }
        for inner in reader.tree[node].descendants.prefix(400) where inner[.itemprop]?.lowercased() == "name" {
            let text = inner[.content] ?? MetadataScan.line(of: inner.index, in: reader.tree, limit: 200)
            let names = PersonName.names(in: text, isMarked: true)
            if !names.isEmpty { return names }
        }
        return PersonName.names(in: MetadataScan.line(of: node, in: reader.tree, limit: 200), isMarked: true)
    }

    private func relation() -> [Sourced<String>] {
        let cues = reader.scan.cues.filter { $0.kinds.contains(.authorRelation) && !$0.isForeign }
        guard let first = cues.min(by: { distance($0.position) < distance($1.position) }) else { return [] }
        // Several authors stand close to each other.
        let names = cues.filter { abs($0.position - first.position) <= 6 }.prefix(8).flatMap {
            PersonName.names(in: MetadataScan.line(of: $0.node, in: reader.tree, limit: 120), isMarked: true)
        }
        return names.map { Sourced($0, .link) }
    }

    private func byline() -> [Sourced<String>] {
        let cues = reader.scan.cues.filter { $0.kinds.contains(.authorWord) && !$0.isForeign }
            .sorted { distance($0.position) < distance($1.position) }
        for cue in cues.prefix(16) {
            let names = names(ofByline: cue.node)
            if !names.isEmpty { return names.map { Sourced($0, .visibleText) } }
        }
        // One word may be a name when the element is called author and holds nothing else.
        for cue in cues.prefix(16) {
            let line = MetadataScan.line(of: cue.node, in: reader.tree, limit: 60)
            guard line.utf8.count <= 40, distance(cue.position) <= 60 else { continue }
            let names = PersonName.names(in: line, isMarked: true).filter { $0.first?.isUppercase == true }
            if names.count == 1 { return names.map { Sourced($0, .visibleText) } }
        }
        return []
    }

    /// The names in an element that is called a byline: those of its links, if there are any, otherwise of its text.
    private func names(ofByline node: UInt32) -> [String] {
        let line = MetadataScan.line(of: node, in: reader.tree, limit: 260)
        guard !line.isEmpty, line.utf8.count < 240 else { return [] }
        var names: [String] = []
        for link in reader.tree[node].descendants.prefix(400) where link.name == .a && names.count < 8 {
            let text = MetadataScan.line(of: link.index, in: reader.tree, limit: 80)
            names += PersonName.names(in: text, isMarked: false)
        }
        if !names.isEmpty { return names }
        guard line.utf8.count <= 120 else { return [] }
        let text = DateReader.first(in: Array(line.utf8)).map {
            String(decoding: Array(line.utf8)[..<$0.range.lowerBound], as: UTF8.self)
        }
        return PersonName.names(in: text ?? line, isMarked: false)
    }

    private func distance(_ position: Int) -> Int {
        position >= anchor ? position - anchor : (anchor - position) * 4
    }

    // MARK: Text

    private static let openers = [
        "by ", "written by ", "posted by ", "von ", "text: ", "autor: ", "autorin: ", "author: ", "por ", "par ", "di ",
        "door ", "oprac. ", "opracowanie: ", "автор: ",
    ]

    /// A short text behind the heading that begins like a byline.
    private func visibleText() -> [Sourced<String>] {
        let texts = reader.scan.texts
        var isOpen = false
        for index in min(anchor, texts.count)..<min(anchor + 50, texts.count) {
            let count = reader.tree.byteCount(ofNode: texts[index].node)
            guard count <= 160, !texts[index].isForeign else {
                isOpen = false
                continue
            }
            let text = CleanText.line(reader.tree[texts[index].node].text)
            guard !text.isEmpty else { continue }
            let lower = text.lowercased()
            if isOpen || Self.openers.contains(where: { lower.hasPrefix($0) }) {
                let end = DateReader.first(in: Array(text.utf8))?.range.lowerBound
                let names = PersonName.names(
                    in: end.map { String(decoding: Array(text.utf8)[..<$0], as: UTF8.self) } ?? text,
                    isMarked: false
                )
                if !names.isEmpty { return names.map { Sourced($0, .visibleText) } }
            }
            isOpen = Self.openers.contains { lower + " " == $0 || lower + ": " == $0 }
        }
        return []
    }
}
