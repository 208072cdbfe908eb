import Foundation
import PotokCore
import PotokTesting
import Testing

@testable import PotokFeeds

/// The feeds of the shared suite with their expected reading, compared key by key.
///
/// What is compared is everything that the expected reading holds, but for ``unread``; a key that is absent is empty. What
/// is known to differ stands in ``known`` with its reason, and may only become less.
struct FeedConformanceTests {
    /// What Potok has no use for, and why.
    private static let unread: [String: String] = [
        "extensions": "a dump of elements that are not read; those that are stand in the fields that they mean",
        "dcExt": "a dump; creator, date, subject, language, rights stand in their fields where RSS itself has none",
        "itunesExt": "a dump; author, image, summary stand in their fields where RSS itself has none",
        "custom": "a dump of elements without a namespace that no version of RSS has",
        "textInput": "a form; nothing is to be learned from it",
        "cloud": "a protocol of notification that is not spoken",
        "skipHours": "the polling interval is learned from the rhythm of the feed",
        "skipDays": "the polling interval is learned from the rhythm of the feed",
        "rating": "PICS labels",
        "docs": "the address of a specification",
        "user_comment": "a note to people who read the source",
        "avatar": "pictures of people",
        "banner_image": "a picture; `image` is read first",
        "duration_in_seconds": "how long an attachment plays",
        "content_text": "the HTML of an item is read first; the text alone stands in content",
        "content.type": "what is HTML is told by isHTML; what is base64 is decoded",
        "attachments.title": "the name of an attachment",
        "image.title": "of a picture only its address is read",
        "image.description": "of a picture only its address is read",
        "image.link": "of a picture only its address is read",
        "image.width": "of a picture only its address is read",
        "image.height": "of a picture only its address is read",
        "expired": "whether a feed is finished is seen by what it lists",
    ]

    /// Pairs and keys whose difference is meant.
    private static let known: [String: String] = {
        var known: [String: String] = [:]
        let about = "rdf:about of an item is its identifier, and equals its link (RSS 1.0, 5.5)"
        for pair in [
            "rdf_item_links", "rdf_item_title", "rdf_item_title_cdata_escaped_markup", "rdf_item_title_escaped_markup",
        ] {
            known["parser/rss/\(pair) .items[0].guid.value"] = about
            known["parser/rss/\(pair) .items[0].guid.isPermalink"] = about
            if pair != "rdf_item_links" { known["parser/rss/\(pair) .items[0].link"] = about }
        }
        known["translator/rss/feed_item_description_-_rdf_item_description .items[0].guid"] = about
        known["translator/rss/feed_item_description_-_rdf_item_description .items[0].link"] = about
        let extensions = "parser/rss/issue_275_channel_item_extensions .items[0]"
        known[extensions + ".author"] = "itunes:author is an author where RSS names none"
        known[extensions + ".categories"] = "dc:subject is a category"
        known["parser/atom/issue_275_extensions_and_source .entries[0].categories"] = "dc:subject is a category"
        known["parser/atom/issue_275_extensions_and_source .entries[3].content.value"] =
            "escaped text of an XML type is text and no markup (RFC 4287, 4.1.3.3): its references are replaced"
        known["parser/atom/feed_logo_uri_base .icon"] =
            "a base without a slash at its end is no folder (RFC 3986, 5.2.3)"
        known["translator/rss/feed_item_image_-_rss_channel_item_description .items[0].image.url"] =
            "pictures in markup are found where markup is read, in normalize"
        return known
    }()

    private static let suite = SharedMaterial.url("suites/feeds")

    @Test func `every feed of the suite is read as expected`() throws {
        var pairs = 0
        var differences: [String] = []
        var excused: Set<String> = []
        for folder in [
            "parser/rss", "parser/atom", "parser/json", "translator/rss", "translator/atom", "translator/json",
        ] {
            let files = try FileManager.default.contentsOfDirectory(atPath: Self.suite.appending(path: folder).path)
            let isJSON = folder.hasSuffix("json")
            for file in files.sorted() where isJSON ? !file.contains("_expected") : file.hasSuffix(".xml") {
                let stem = String(file.dropLast(isJSON ? 5 : 4))
                let body = try Data(contentsOf: Self.suite.appending(path: "\(folder)/\(file)"))
                let answer = "\(folder)/\(stem)" + (isJSON ? "_expected.json" : ".json")
                let json = try JSONSerialization.jsonObject(with: Data(contentsOf: Self.suite.appending(path: answer)))
                let expected = try #require(json as? [String: Any])
                pairs += 1
                let feed: Feed
                do {
                    feed = try FeedReader.read(Array(body))
                } catch {
                    differences.append("\(folder)/\(stem): \(error)")
                    continue
                }
                var own: [String: Any]
                switch folder {
                case "parser/rss": own = SuiteShape.rss(feed)
                case "parser/atom": own = SuiteShape.atom(feed)
                case "parser/json": own = SuiteShape.json(feed)
                default: own = SuiteShape.universal(feed)
                }
                // The same person under the name that the format has for it.
                if let author = feed.header.authors.first {
                    for key in ["managingEditor", "webMaster"] where expected[key] != nil {
                        own[key] = SuiteShape.text(author)
                    }
                    if folder == "parser/json", expected["authors"] == nil {
                        own["author"] = ["name": author.name, "url": author.uri]
                        own["authors"] = nil
                    }
                }
                for difference in Self.compare(own, expected, at: "") {
                    let key = "\(folder)/\(stem) \(difference.path)"
                    if Self.known[key] != nil {
                        excused.insert(key)
                    } else {
                        differences.append("\(key): \(difference.text)")
                    }
                }
            }
        }
        print("feeds: \(pairs) pairs, \(differences.count) differences, \(excused.count) explained")
        #expect(pairs == 282)
        #expect(differences == [])
        #expect(excused == Set(Self.known.keys), "what is not different any more leaves the list")
    }

    private static func isUnread(_ key: String, in path: String) -> Bool {
        let parent = path.split(separator: ".").last.map { $0.prefix { $0 != "[" } } ?? ""
        return unread[key] != nil || unread["\(parent).\(key)"] != nil
    }

    private static func compare(_ own: Any?, _ expected: Any?, at path: String) -> [(path: String, text: String)] {
        if let expected = expected as? [String: Any] {
            let own = own as? [String: Any] ?? [:]
            return Set(own.keys).union(expected.keys).sorted().flatMap { key in
                isUnread(key, in: path) ? [] : compare(own[key], expected[key], at: "\(path).\(key)")
            }
        }
        if let expected = expected as? [Any] {
            let own = own as? [Any] ?? []
            if own.count != expected.count { return [(path, "\(own) instead of \(expected)")] }
            return expected.indices.flatMap { compare(own[$0], expected[$0], at: "\(path)[\($0)]") }
        }
        if expected == nil, let own = own as? [String: Any] {
            return own.flatMap { isUnread($0.key, in: path) ? [] : compare($0.value, nil, at: "\(path).\($0.key)") }
        }
        if expected == nil, let own = own as? [Any], own.isEmpty { return [] }
        let left = own.map { "\($0)" } ?? ""
        let right = expected.map { "\($0)" } ?? ""
        return left == right ? [] : [(path, "'\(left)' instead of '\(right)'")]
    }
}

/// Feeds in the shapes of the suite.
private enum SuiteShape {
    typealias Object = [String: Any]

    static func rss(_ feed: Feed) -> Object {
        let header = feed.header
        var object: Object = [
            "version": feed.version, "title": header.title.value, "description": header.summary.value,
            "link": header.link,
            "links": header.links.map(\.href), "language": header.language, "copyright": header.rights.value,
            "generator": header.generator?.name ?? "", "categories": header.categories.map(category),
            "items": feed.items.map(rss),
        ]
        if case .seconds(let seconds)? = feed.timeToLive.map(Shape.init) { object["ttl"] = "\(seconds / 60)" }
        if !header.image.isEmpty { object["image"] = ["url": header.image] }
        dates(header.published, "pubDate", &object)
        dates(header.updated, "lastBuildDate", &object)
        return object
    }

    private enum Shape {
        case seconds(Int64)
        init(_ duration: Duration) { self = .seconds(duration.components.seconds) }
    }

    private static func rss(_ item: FeedItem) -> Object {
        var object: Object = [
            "title": item.title.value, "link": item.link, "links": item.links.map(\.href),
            "description": item.summary.value, "content": item.content.value,
            "categories": item.categories.map(category),
            "comments": item.comments, "author": item.authors.first.map(text) ?? "",
            "enclosures": item.enclosures.map(enclosure),
        ]
        if let first = item.enclosures.first { object["enclosure"] = enclosure(first) }
        if !item.id.isEmpty { object["guid"] = ["value": item.id, "isPermalink": item.isIDLink ? "true" : "false"] }
        if let source = item.source { object["source"] = ["title": source.title.value, "url": source.link] }
        dates(item.published, "pubDate", &object)
        return object
    }

    static func atom(_ feed: Feed) -> Object {
        var object = atom(feed.header)
        object["version"] = feed.version
        object["language"] = feed.header.language
        object["entries"] = feed.items.map { item in
            var object: Object = [
                "title": item.title.value, "id": item.id, "summary": item.summary.value, "rights": item.rights.value,
                "authors": item.authors.map(person), "contributors": item.contributors.map(person),
                "categories": item.categories.map(atomCategory),
                "links": item.links.filter { $0.relation != "content" }.map(link),
            ]
            if let source = item.source { object["source"] = atom(source) }
            object["content"] = [
                "value": item.content.value, "src": item.links.first { $0.relation == "content" }?.href ?? "",
            ]
            dates(item.updated, "updated", &object)
            dates(item.published, "published", &object)
            return object
        }
        return object
    }

    private static func atom(_ header: FeedHeader) -> Object {
        var object: Object = [
            "title": header.title.value, "id": header.id, "subtitle": header.summary.value,
            "rights": header.rights.value, "icon": header.icon, "logo": header.image,
            "authors": header.authors.map(person), "contributors": header.contributors.map(person),
            "categories": header.categories.map(atomCategory), "links": header.links.map(link),
        ]
        if let generator = header.generator {
            object["generator"] = ["value": generator.name, "version": generator.version, "uri": generator.uri]
        }
        dates(header.updated, "updated", &object)
        return object
    }

    static func json(_ feed: Feed) -> Object {
        func url(_ relation: String, _ links: [FeedLink]) -> String {
            links.first { $0.relation == relation }?.href ?? ""
        }
        let header = feed.header
        return [
            "version": feed.version, "title": header.title.value, "description": header.summary.value,
            "home_page_url": header.link, "feed_url": url("self", header.links), "next_url": url("next", header.links),
            "icon": header.image, "favicon": header.icon,
            "authors": header.authors.map { ["name": $0.name, "url": $0.uri] },
            "items": feed.items.map { item in
                [
                    "id": item.id, "url": item.link, "external_url": url("related", item.links),
                    "title": item.title.value, "content_html": item.content.value, "summary": item.summary.value,
                    "image": item.image, "date_published": item.published?.text ?? "",
                    "date_modified": item.updated?.text ?? "",
                    "author": item.authors.first.map { ["name": $0.name, "url": $0.uri] } ?? [:],
                    "tags": item.categories.map(\.text),
                    "attachments": item.enclosures.map {
                        ["url": $0.url, "mime_type": $0.type, "size_in_bytes": $0.length]
                    },
                ] as Object
            },
        ]
    }

    static func universal(_ feed: Feed) -> Object {
        let header = feed.header
        var object: Object = [
            "feedType": feed.format.rawValue, "feedVersion": feed.version, "title": header.title.value,
            "description": header.summary.value, "link": header.link,
            "feedLink": header.links.first { $0.relation == "self" }?.href ?? "", "links": header.links.map(\.href),
            "language": header.language, "copyright": header.rights.value,
            "categories": header.categories.map(\.text), "authors": header.authors.map(person),
            "author": header.authors.first.map(person) ?? [:],
        ]
        if let generator = header.generator {
            let parts = [generator.name, generator.version.isEmpty ? "" : "v" + generator.version, generator.uri]
            object["generator"] = parts.filter { !$0.isEmpty }.joined(separator: " ")
        }
        dates(header.updated, "updated", &object)
        dates(header.published, "published", &object)
        object["items"] = feed.items.map { item in
            var object: Object = [
                "title": item.title.value, "description": item.summary.value, "content": item.content.value,
                "link": item.link, "links": item.links.filter { $0.relation == "alternate" }.map(\.href),
                "guid": item.id, "categories": item.categories.map(\.text), "authors": item.authors.map(person),
                "author": item.authors.first.map(person) ?? [:], "enclosures": item.enclosures.map(enclosure),
            ]
            if !item.image.isEmpty { object["image"] = ["url": item.image] }
            dates(item.updated, "updated", &object)
            dates(item.published, "published", &object)
            return object
        }
        return object
    }

    private static func dates(_ date: FeedDate?, _ key: String, _ object: inout Object) {
        object[key] = date?.text ?? ""
        object[key + "Parsed"] = date?.value?.text ?? ""
    }

    private static func category(_ category: FeedCategory) -> Object {
        ["domain": category.scheme, "value": category.term]
    }

    private static func atomCategory(_ category: FeedCategory) -> Object {
        ["term": category.term, "scheme": category.scheme, "label": category.label]
    }

    private static func enclosure(_ enclosure: FeedEnclosure) -> Object {
        ["url": enclosure.url, "type": enclosure.type, "length": enclosure.length]
    }

    private static func person(_ person: FeedPerson) -> Object {
        ["name": person.name, "email": person.email, "uri": person.uri]
    }

    static func text(_ person: FeedPerson) -> String {
        person.email.isEmpty ? person.name : person.name.isEmpty ? person.email : "\(person.email) (\(person.name))"
    }

    private static func link(_ link: FeedLink) -> Object {
        [
            "href": link.href, "rel": link.relation, "type": link.type, "title": link.title, "hreflang": link.language,
            "length": link.length,
        ]
    }
}
