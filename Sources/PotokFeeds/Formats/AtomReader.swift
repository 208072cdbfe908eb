import PotokCore

/// Reads Atom 0.3 and 1.0 (RFC 4287).
struct AtomReader {
    private var reader: XMLReader
    private var feed: Feed
    private var leftOut = 0

    /// Reads a feed whose first element was just opened.
    static func read(_ reader: XMLReader) -> Feed {
        var this = AtomReader(reader: reader, feed: Feed(format: .atom))
        let version = this.reader.attribute(.version) ?? ""
        this.feed.header.language = this.reader.attribute(.lang) ?? ""
        this.feed.version = this.reader.vocabularies.contains(.atom03) ? "0.3" : version == "0.3" ? "0.3" : "1.0"
        while case .start = this.reader.next() {
            let element = this.reader.element
            if element.space == .atom || element.space == .none {
                if element.name == .entry {
                    this.readEntry()
                } else {
                    this.reader.readAtomHeader(element.name, &this.feed.header)
                }
            } else {
                this.reader.skip()
            }
        }
        this.feed.noteLeftOut(this.leftOut)
        this.feed.problems += this.reader.problems
        return this.feed
    }

    private mutating func readEntry() {
        var item = FeedItem()
        item.language = reader.attribute(.lang) ?? ""
        var created: FeedDate?
        loop: while case .start = reader.next() {
            let element = reader.element
            guard element.space == .atom || element.space == .none else {
                readOther(element, &item)
                continue
            }
            switch element.name {
            case .entry:
                reader.leaveParent()
                break loop
            case .title: item.title = reader.readAtomText()
            case .id: item.id = reader.linkText()
            case .link:
                guard let link = reader.readAtomLink() else { continue }
                if link.relation == "enclosure" {
                    item.enclosures.append(FeedEnclosure(url: link.href, type: link.type, length: link.length))
                }
                item.links.append(link)
            case .updated, .modified: item.updated = FeedDate(reader.plainText())
            case .published, .issued: item.published = FeedDate(reader.plainText())
            case .created: created = FeedDate(reader.plainText())
            case .author: add(reader.readAtomPerson(), to: &item.authors)
            case .contributor: add(reader.readAtomPerson(), to: &item.contributors)
            case .category: if let category = reader.readAtomCategory() { item.categories.append(category) }
            case .summary: item.summary = reader.readAtomText()
            case .content:
                if let source = reader.attribute(.src) {
                    let type = reader.attribute(.type) ?? ""
                    item.links.append(FeedLink(href: reader.resolved(source), relation: "content", type: type))
                }
                item.content = reader.readAtomText()
            case .rights, .copyright: item.rights = reader.readAtomText()
            case .source:
                var source = FeedHeader()
                source.language = reader.attribute(.lang) ?? ""
                while case .start = reader.next() {
                    let element = reader.element
                    if element.space == .atom || element.space == .none {
                        reader.readAtomHeader(element.name, &source)
                    } else {
                        reader.skip()
                    }
                }
                item.source = source
            default: reader.skip()
            }
        }
        if reader.isTruncated {
            feed.problems.append("the last item is not whole and was left out")
            return
        }
        item.published = item.published ?? created
        item.link = FeedLink.page(item.links)
        guard feed.items.count < FeedReader.itemLimit else {
            leftOut += 1
            return
        }
        feed.items.append(item)
    }

    private mutating func readOther(_ element: XMLReader.Element, _ item: inout FeedItem) {
        switch (element.space, element.name) {
        case (.media, .group):
            while case .start = reader.next() { readOther(reader.element, &item, isGrouped: true) }
        default: readOther(element, &item, isGrouped: false)
        }
    }

    private mutating func readOther(_ element: XMLReader.Element, _ item: inout FeedItem, isGrouped: Bool) {
        switch (element.space, element.name) {
        case (.media, .thumbnail):
            if item.image.isEmpty { item.image = reader.attribute(.url) ?? "" }
            reader.skip()
        case (.media, .description):
            let text = reader.plainText()
            if item.summary.isEmpty { item.summary = FeedText(text) }
        case (.media, .content):
            if let url = reader.attribute(.url), !url.isEmpty {
                item.enclosures.append(
                    FeedEnclosure(
                        url: url,
                        type: reader.attribute(.type) ?? "",
                        length: reader.attribute(.fileSize) ?? ""
                    )
                )
            }
            reader.skip()
        case (.dublinCore, .creator): add(FeedPerson(text: reader.plainText()), to: &item.authors)
        case (.dublinCore, .subject): item.categories.append(FeedCategory(reader.plainText()))
        case (.dublinCore, .date):
            let date = FeedDate(reader.plainText())
            item.published = item.published ?? date
        default: reader.skip()
        }
    }

    private func add(_ person: FeedPerson, to people: inout [FeedPerson]) {
        if !person.isEmpty, !people.contains(person) { people.append(person) }
    }
}

extension FeedLink {
    /// The address of the page among the links of an Atom entry or feed: the first alternate, one in HTML before others.
    static func page(_ links: [FeedLink]) -> String {
        let alternates = links.filter { $0.relation == "alternate" && !$0.href.isEmpty }
        let inHTML = alternates.first { $0.type.isEmpty || $0.type.lowercased().contains("html") }
        return (inHTML ?? alternates.first)?.href ?? ""
    }
}

// MARK: Constructs of Atom, which RSS borrows

extension XMLReader {
    /// Reads what a feed says of itself, other than its entries.
    mutating func readAtomHeader(_ name: XMLName, _ header: inout FeedHeader) {
        switch name {
        case .title: header.title = readAtomText()
        case .subtitle, .tagline: header.summary = readAtomText()
        case .id: header.id = linkText()
        case .link:
            if let link = readAtomLink() { header.links.append(link) }
            header.link = FeedLink.page(Array(header.links.prefix(32)))
        case .updated, .modified: header.updated = FeedDate(plainText())
        case .published: header.published = FeedDate(plainText())
        case .author:
            let person = readAtomPerson()
            if !person.isEmpty { header.authors.append(person) }
        case .contributor:
            let person = readAtomPerson()
            if !person.isEmpty { header.contributors.append(person) }
        case .category: if let category = readAtomCategory() { header.categories.append(category) }
        case .rights, .copyright: header.rights = readAtomText()
        case .generator:
            var generator = FeedGenerator()
            generator.version = attribute(.version) ?? ""
            generator.uri = resolved(attribute(.uri) ?? attribute(.url) ?? "")
            generator.name = plainText()
            header.generator = generator
        case .logo: header.image = linkText()
        case .icon: header.icon = linkText()
        default: skip()
        }
    }

    /// Reads a link (RFC 4287, 4.2.7); nil when it leads nowhere.
    mutating func readAtomLink() -> FeedLink? {
        var link = FeedLink(href: attribute(.href) ?? "")
        if let relation = attribute(.rel), !relation.isEmpty { link.relation = relation }
        // A registered relation may be written as a URI (RFC 4287, 4.2.7.2).
        let registry = "http://www.iana.org/assignments/relation/"
        if link.relation.hasPrefix(registry) { link.relation.removeFirst(registry.count) }
        link.type = attribute(.type) ?? ""
        link.title = attribute(.title) ?? ""
        link.language = attribute(.hreflang) ?? ""
        link.length = attribute(.length) ?? ""
        let href = resolved(link.href)
        let text = linkText()
        link.href = href.isEmpty ? text : href
        return link.href.isEmpty && link.relation == "alternate" && link.type.isEmpty && link.title.isEmpty
            && link.language.isEmpty && link.length.isEmpty ? nil : link
    }

    /// Reads a person (RFC 4287, 3.2).
    mutating func readAtomPerson() -> FeedPerson {
        var person = FeedPerson()
        let outer = position
        var hasElements = false
        while case .start = next() {
            hasElements = true
            switch element.name {
            case .name: person.name = plainText()
            case .email: person.email = plainText()
            case .uri, .url, .homepage: person.uri = linkText()
            default: skip()
            }
        }
        // Some write the name alone.
        if !hasElements, position > outer {
            let end = bytes[outer..<position].lastIndex(of: 0x3C) ?? outer
            person = FeedPerson(text: decoded(outer, end))
        }
        return person
    }

    /// Reads a category (RFC 4287, 4.2.2); nil when it is empty.
    mutating func readAtomCategory() -> FeedCategory? {
        var category = FeedCategory(attribute(.term) ?? "")
        category.scheme = attribute(.scheme) ?? ""
        category.label = attribute(.label) ?? ""
        let text = plainText()
        if category.term.isEmpty, category.label.isEmpty { category.term = text }
        return category == FeedCategory("") ? nil : category
    }

    /// Reads a text or a content (RFC 4287, 3.1 and 4.1.3; Atom 0.3, 3.1).
    mutating func readAtomText() -> FeedText {
        let type = (attribute(.type) ?? "").lowercased()
        let mode = (attribute(.mode) ?? "").lowercased()
        let base = declaredBase
        var result = Self.text(self.text(), type, mode)
        if result.isHTML, let base { result.value = MarkupLinks.resolved(result.value, against: base) }
        return result
    }

    private static func text(_ text: XMLText, _ type: String, _ mode: String) -> FeedText {
        let inside = text.insideDiv ?? text.text
        if mode == "base64" { return FeedText(Base64.decode(text.text) ?? text.text, isHTML: type.contains("html")) }
        switch type {
        case "", "text", "text/plain": return FeedText(text.hasElements ? inside : text.text, isHTML: text.hasElements)
        case "html", "text/html": return FeedText(text.text, isHTML: true)
        case "xhtml", "application/xhtml+xml": return FeedText(inside, isHTML: true)
        case _ where type.hasPrefix("text/") || type.hasSuffix("xml") || text.hasElements:
            return FeedText(text.text, isHTML: text.hasElements)
        default: return FeedText(Base64.decode(text.text) ?? text.text)
        }
    }
}
