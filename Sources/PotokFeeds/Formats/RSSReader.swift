import PotokCore

/// Reads RSS of all versions, with the elements of other vocabularies that are customary in it.
struct RSSReader {
    private var reader: XMLReader
    private var feed: Feed
    private var updatePeriod = ""
    private var updateFrequency = ""
    private var webMaster = ""
    private var creators: [FeedPerson] = []
    private var leftOut = 0

    /// Reads a feed whose first element was just opened.
    static func read(_ reader: XMLReader) -> Feed {
        var this = RSSReader(reader: reader, feed: Feed(format: .rss))
        if this.reader.element.name == .rss { this.feed.version = this.reader.attribute(.version) ?? "" }
        let isRDF = this.reader.element.name == .rdf
        this.feed.header.language = this.reader.attribute(.lang) ?? ""
        this.readBody()
        if isRDF {
            this.feed.version =
                this.reader.vocabularies.contains(.rss10)
                ? "1.0"
                : this.reader.vocabularies.contains(.rss090) ? "0.9" : ""
        }
        if this.feed.header.authors.isEmpty { this.feed.header.authors = this.creators }
        if this.feed.header.authors.isEmpty, !this.webMaster.isEmpty {
            this.feed.header.authors = [FeedPerson(text: this.webMaster)]
        }
        if this.feed.timeToLive == nil { this.feed.timeToLive = this.period() }
        this.feed.noteLeftOut(this.leftOut)
        this.feed.problems += this.reader.problems
        return this.feed
    }

    /// The children of the first element, and of a channel in it.
    private mutating func readBody(isChannel: Bool = false) {
        while case .start = reader.next() {
            let element = reader.element
            if element.is(.none, .item) {
                readItem()
            } else if !isChannel, element.is(.none, .channel) {
                readBody(isChannel: true)
            } else {
                readHeader(element)
            }
        }
    }

    // MARK: Channel

    private mutating func readHeader(_ element: XMLReader.Element) {
        switch element.space {
        case .none: readOwnHeader(element.name)
        case .atom: readAtomHeader(element.name)
        case .dublinCore:
            switch element.name {
            case .creator: add(FeedPerson(text: reader.plainText()), to: &creators)
            case .date: feed.header.updated = feed.header.updated ?? date()
            case .language where feed.header.language.isEmpty: feed.header.language = reader.plainText()
            case .rights where feed.header.rights.isEmpty: feed.header.rights = rssText()
            case .subject: feed.header.categories.append(FeedCategory(reader.plainText()))
            default: reader.skip()
            }
        case .itunes:
            switch element.name {
            case .author: add(FeedPerson(text: reader.plainText()), to: &creators)
            case .image:
                if feed.header.image.isEmpty { feed.header.image = reader.attribute(.href) ?? "" }
                reader.skip()
            case .summary where feed.header.summary.isEmpty: feed.header.summary = rssText()
            default: reader.skip()
            }
        case .syndication:
            switch element.name {
            case .updatePeriod: updatePeriod = reader.plainText()
            case .updateFrequency: updateFrequency = reader.plainText()
            default: reader.skip()
            }
        default: reader.skip()
        }
    }

    private mutating func readOwnHeader(_ name: XMLName) {
        switch name {
        case .title: feed.header.title = rssText()
        case .link:
            let link = readLink()
            if !link.href.isEmpty {
                feed.header.link = link.href
                feed.header.links.append(link)
            }
        case .description: feed.header.summary = rssText()
        case .language: feed.header.language = reader.plainText()
        case .copyright: feed.header.rights = rssText()
        case .managingEditor: add(FeedPerson(text: reader.plainText()), to: &feed.header.authors)
        case .webMaster: webMaster = reader.plainText()
        case .pubDate: feed.header.published = date()
        case .lastBuildDate: feed.header.updated = date()
        case .category: feed.header.categories.append(category())
        case .generator: feed.header.generator = FeedGenerator(reader.plainText())
        case .ttl:
            // Minutes (RSS 2.0, ttl).
            if let minutes = Int(reader.plainText()), minutes > 0 {
                feed.timeToLive = .seconds(min(minutes, 525_600) * 60)
            }
        case .image:
            while case .start = reader.next() {
                if reader.element.name == .url { feed.header.image = reader.plainText() } else { reader.skip() }
            }
        default: reader.skip()
        }
    }

    private mutating func readAtomHeader(_ name: XMLName) {
        switch name {
        case .link:
            if let link = reader.readAtomLink() {
                if link.relation == "alternate", feed.header.link.isEmpty { feed.header.link = link.href }
                feed.header.links.append(link)
            }
        case .id: feed.header.id = reader.plainText()
        case .updated: feed.header.updated = feed.header.updated ?? date()
        case .author: add(reader.readAtomPerson(), to: &creators)
        default: reader.skip()
        }
    }

    /// How long a feed rests between two changes (RSS 1.0 module Syndication).
    private func period() -> Duration? {
        let hours: Int
        switch updatePeriod.lowercased() {
        case "hourly": hours = 1
        case "daily": hours = 24
        case "weekly": hours = 168
        case "monthly": hours = 720
        case "yearly": hours = 8_760
        default: return nil
        }
        let frequency = max(1, min(Int(updateFrequency) ?? 1, 3_600))
        return .seconds(hours * 3_600 / frequency)
    }

    // MARK: Items

    /// What an item says in more than one vocabulary; the first that is there counts.
    private struct Candidates {
        var creators: [FeedPerson] = []
        var performer = ""
        var title = FeedText()
        var summary = FeedText()
        var date: FeedDate?
        var media: [FeedEnclosure] = []
        var about = ""
        var atomLink = ""
        var origin = ""
    }

    private mutating func readItem() {
        var item = FeedItem()
        var other = Candidates()
        other.about = reader.attribute(.about) ?? ""
        loop: while case .start = reader.next() {
            let element = reader.element
            switch element.space {
            case .none:
                if element.name == .item {
                    reader.leaveParent()
                    break loop
                }
                readOwnItem(element.name, &item)
            case .content where element.name == .encoded:
                item.content = FeedText(reader.plainText(), isHTML: true)
            case .atom: readAtomItem(element.name, &item, &other)
            case .dublinCore, .dublinCoreTerms: readDublinCore(element.name, &item, &other)
            case .media: readMedia(element.name, &item, &other)
            case .itunes:
                switch element.name {
                case .author: other.performer = reader.plainText()
                case .title: other.title = rssText()
                case .summary, .subtitle: keepLonger(rssText(), in: &other.summary)
                case .image:
                    if item.image.isEmpty { item.image = reader.attribute(.href) ?? "" }
                    reader.skip()
                default: reader.skip()
                }
            case .feedburner where element.name == .origLink: other.origin = reader.plainText()
            case .xhtml where element.name == .body || element.name == .div:
                let text = FeedText(reader.plainText(), isHTML: true)
                if item.content.isEmpty { item.content = text }
            default: reader.skip()
            }
        }
        finish(&item, other)
    }

    private mutating func finish(_ item: inout FeedItem, _ other: Candidates) {
        if reader.isTruncated {
            feed.problems.append("the last item is not whole and was left out")
            return
        }
        if item.authors.isEmpty {
            item.authors = other.creators
            if item.authors.isEmpty, !other.performer.isEmpty { item.authors = [FeedPerson(text: other.performer)] }
        }
        if item.title.isEmpty { item.title = other.title }
        if item.summary.isEmpty { item.summary = other.summary }
        if item.published == nil { item.published = other.date }
        for enclosure in other.media where !item.enclosures.contains(where: { $0.url == enclosure.url }) {
            item.enclosures.append(enclosure)
        }
        // What the feed counts is not the page (FeedBurner), and the name of an RDF node is its address.
        if !other.origin.isEmpty { item.link = other.origin }
        if item.link.isEmpty { item.link = other.atomLink }
        if item.id.isEmpty { item.id = other.about }
        if item.link.isEmpty, WebURL(other.about)?.isWeb == true { item.link = other.about }
        guard feed.items.count < FeedReader.itemLimit else {
            leftOut += 1
            return
        }
        feed.items.append(item)
    }

    private mutating func readOwnItem(_ name: XMLName, _ item: inout FeedItem) {
        switch name {
        case .title: item.title = rssText()
        case .link:
            let link = readLink()
            if !link.href.isEmpty {
                item.link = link.href
                item.links.append(link)
            }
        case .description: item.summary = FeedText(reader.plainText(), isHTML: true)
        case .guid, .id:
            item.isIDLink = name == .guid && reader.attribute(.isPermaLink)?.lowercased() != "false"
            item.id = reader.plainText()
        case .pubDate, .published: item.published = date()
        case .updated, .modified: item.updated = date()
        case .date: item.published = item.published ?? date()
        case .author: add(FeedPerson(text: reader.plainText()), to: &item.authors)
        case .category: item.categories.append(category())
        case .comments: item.comments = reader.plainText()
        case .enclosure:
            let enclosure = FeedEnclosure(
                url: reader.attribute(.url) ?? reader.attribute(.href) ?? reader.attribute(.resource) ?? "",
                type: reader.attribute(.type) ?? "",
                length: reader.attribute(.length) ?? ""
            )
            if !enclosure.url.isEmpty { item.enclosures.append(enclosure) }
            reader.skip()
        case .source:
            var source = FeedHeader()
            source.link = reader.attribute(.url) ?? ""
            source.title = rssText()
            item.source = source
        default: reader.skip()
        }
    }

    private mutating func readAtomItem(_ name: XMLName, _ item: inout FeedItem, _ other: inout Candidates) {
        switch name {
        case .link:
            guard let link = reader.readAtomLink() else { return }
            if link.relation == "alternate", other.atomLink.isEmpty { other.atomLink = link.href }
            if link.relation == "enclosure" {
                other.media.append(FeedEnclosure(url: link.href, type: link.type, length: link.length))
            }
            item.links.append(link)
        case .author: add(reader.readAtomPerson(), to: &item.authors)
        case .contributor: add(reader.readAtomPerson(), to: &item.contributors)
        case .updated: item.updated = date()
        case .published: other.date = date()
        case .title: other.title = reader.readAtomText()
        case .summary: keepLonger(reader.readAtomText(), in: &other.summary)
        case .content:
            let text = reader.readAtomText()
            if item.content.isEmpty { item.content = text }
        default: reader.skip()
        }
    }

    private mutating func readDublinCore(_ name: XMLName, _ item: inout FeedItem, _ other: inout Candidates) {
        switch name {
        case .creator: add(FeedPerson(text: reader.plainText()), to: &other.creators)
        case .date, .issued, .created: other.date = date()
        case .modified: item.updated = date()
        case .subject: item.categories.append(FeedCategory(reader.plainText()))
        case .title: other.title = rssText()
        case .description: keepLonger(rssText(), in: &other.summary)
        case .language: item.language = reader.plainText()
        case .rights: item.rights = rssText()
        default: reader.skip()
        }
    }

    private mutating func readMedia(_ name: XMLName, _ item: inout FeedItem, _ other: inout Candidates) {
        switch name {
        case .group:
            while case .start = reader.next() {
                let name = reader.element.name
                if reader.element.space == .media, name != .group {
                    readMedia(name, &item, &other)
                } else {
                    reader.skip()
                }
            }
        case .content:
            if let url = reader.attribute(.url), !url.isEmpty {
                let type = reader.attribute(.type) ?? ""
                let medium = reader.attribute(.medium) ?? ""
                if medium == "image" || type.hasPrefix("image/") {
                    if item.image.isEmpty { item.image = url }
                }
                let length = reader.attribute(.fileSize) ?? ""
                other.media.append(FeedEnclosure(url: url, type: type.isEmpty ? medium : type, length: length))
            }
            while case .start = reader.next() {
                let name = reader.element.name
                if reader.element.space == .media, name == .thumbnail || name == .description {
                    readMedia(name, &item, &other)
                } else {
                    reader.skip()
                }
            }
        case .thumbnail:
            if item.image.isEmpty { item.image = reader.attribute(.url) ?? "" }
            reader.skip()
        case .description: keepLonger(rssText(), in: &other.summary)
        case .title:
            let text = rssText()
            if other.title.isEmpty { other.title = text }
        default: reader.skip()
        }
    }

    // MARK: Values

    /// A text of which RSS does not tell whether it is markup.
    private mutating func rssText() -> FeedText {
        let text = reader.text()
        return FeedText(text.text, isHTML: text.hasElements || Self.looksLikeMarkup(text.text))
    }

    /// Whether a text holds something like a tag or a reference.
    private static func looksLikeMarkup(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if previous == 0x3C, (byte | 0x20) &- 0x61 < 26 || byte == 0x2F || byte == 0x21 { return true }
            if previous == 0x26, (byte | 0x20) &- 0x61 < 26 || byte == 0x23 { return true }
            previous = byte
        }
        return false
    }

    private mutating func date() -> FeedDate { FeedDate(reader.plainText()) }

    private mutating func category() -> FeedCategory {
        let scheme = reader.attribute(.domain) ?? ""
        let term = reader.attribute(.term)
        let label = reader.attribute(.label) ?? ""
        let text = reader.plainText()
        return FeedCategory(text.isEmpty ? term ?? "" : text, scheme: scheme, label: text.isEmpty ? label : "")
    }

    private mutating func readLink() -> FeedLink {
        let href = reader.resolved(reader.attribute(.href) ?? "")
        let text = reader.linkText()
        return FeedLink(href: text.isEmpty ? href : text)
    }

    private func add(_ person: FeedPerson, to people: inout [FeedPerson]) {
        if !person.isEmpty, !people.contains(person) { people.append(person) }
    }

    private func keepLonger(_ text: FeedText, in kept: inout FeedText) {
        if text.value.utf8.count > kept.value.utf8.count { kept = text }
    }
}
