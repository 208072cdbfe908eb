import PotokCore

/// Reads JSON Feed, versions 1 and 1.1.
enum JSONFeedReader {
    /// Reads a feed.
    static func read(_ body: [UInt8]) throws(PotokError) -> Feed {
        var reader = JSONReader(body)
        let value: JSONValue
        do {
            value = try reader.read()
        } catch {
            throw PotokError("feed.unknown", "this is no feed: its JSON is broken at byte \(error.position)")
        }
        let version = value["version"]?.text ?? ""
        guard case .array(let items)? = value["items"] ?? (version.isEmpty ? nil : .array([])) else {
            throw PotokError("feed.unknown", "this is no feed: its JSON has no list of items")
        }
        var feed = Feed(format: .json, version: version.split(separator: "/").last.map(String.init) ?? "")
        feed.header = header(value)
        feed.items = items.prefix(FeedReader.itemLimit).map(item)
        if reader.isTruncated { feed.problems.append("the document ends before its values do") }
        feed.noteLeftOut(items.count - feed.items.count)
        return feed
    }

    private static func header(_ value: JSONValue) -> FeedHeader {
        var header = FeedHeader()
        header.title = FeedText(value["title"]?.text ?? "")
        header.summary = FeedText(value["description"]?.text ?? "")
        header.link = value["home_page_url"]?.text ?? ""
        if !header.link.isEmpty { header.links.append(FeedLink(href: header.link)) }
        for (key, relation) in [("feed_url", "self"), ("next_url", "next")] {
            if let url = value[key]?.text, !url.isEmpty { header.links.append(FeedLink(href: url, relation: relation)) }
        }
        header.image = value["icon"]?.text ?? ""
        header.icon = value["favicon"]?.text ?? ""
        header.language = value["language"]?.text ?? ""
        header.authors = authors(value)
        return header
    }

    private static func item(_ value: JSONValue) -> FeedItem {
        var item = FeedItem()
        item.id = value["id"]?.text ?? ""
        item.title = FeedText(value["title"]?.text ?? "")
        item.link = value["url"]?.text ?? ""
        if !item.link.isEmpty { item.links.append(FeedLink(href: item.link)) }
        if let url = value["external_url"]?.text, !url.isEmpty {
            item.links.append(FeedLink(href: url, relation: "related"))
            if item.link.isEmpty { item.link = url }
        }
        if let html = value["content_html"]?.text, !html.isEmpty {
            item.content = FeedText(html, isHTML: true)
        } else {
            item.content = FeedText(value["content_text"]?.text ?? "")
        }
        item.summary = FeedText(value["summary"]?.text ?? "")
        item.image = value["image"]?.text ?? value["banner_image"]?.text ?? ""
        item.published = date(value["date_published"])
        item.updated = date(value["date_modified"])
        item.authors = authors(value)
        item.categories = (value["tags"]?.elements ?? []).map { FeedCategory($0.text) }
        item.language = value["language"]?.text ?? ""
        for attachment in value["attachments"]?.elements ?? [] {
            guard let url = attachment["url"]?.text, !url.isEmpty else { continue }
            item.enclosures.append(
                FeedEnclosure(
                    url: url,
                    type: attachment["mime_type"]?.text ?? "",
                    length: attachment["size_in_bytes"]?.text ?? ""
                )
            )
        }
        return item
    }

    private static func date(_ value: JSONValue?) -> FeedDate? {
        guard let text = value?.text, !text.isEmpty else { return nil }
        return FeedDate(text)
    }

    /// `authors` of version 1.1, or `author` of version 1.
    private static func authors(_ value: JSONValue) -> [FeedPerson] {
        let people = (value["authors"] ?? value["author"])?.elements ?? []
        return people.map { FeedPerson(name: $0["name"]?.text ?? "", uri: $0["url"]?.text ?? "") }.filter {
            !$0.isEmpty
        }
    }
}
