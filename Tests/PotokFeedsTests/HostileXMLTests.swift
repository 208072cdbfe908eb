import PotokCore
import Testing

@testable import PotokFeeds

struct HostileXMLTests {
    private let base = WebURL("http://example.org/feed")

    @Test func `a billion laughs are not told`() throws {
        var document = "<!DOCTYPE l [<!ENTITY a 'ha'>"
        for (name, inner) in zip("bcdefghij", "abcdefghi") {
            document += "<!ENTITY \(name) '" + String(repeating: "&\(inner);", count: 10) + "'>"
        }
        document += "]><rss><channel><title>&j;</title><item><link>http://example.org/1</link></item></channel></rss>"
        let feed = try FeedReader.read(Array(document.utf8))
        #expect(feed.header.title.value == "&j;")
        #expect(feed.items.count == 1)
        #expect(feed.problems.contains("the document declares entities; they are not expanded"))
    }

    @Test func `one long entity that is used often does not grow`() throws {
        let long = String(repeating: "a", count: 60_000)
        let uses = String(repeating: "&a;", count: 60_000)
        let document = "<!DOCTYPE l [<!ENTITY a \"\(long)\">]><rss><channel><title>\(uses)</title></channel></rss>"
        var reader = XMLReader(Array(document.utf8))
        while reader.next() != .finish {}
        #expect(reader.steps < document.utf8.count * 3)
        let feed = try FeedReader.read(Array(document.utf8))
        #expect(feed.header.title.value.utf8.count <= uses.utf8.count)
        #expect(feed.problems.contains("the document declares entities; they are not expanded"))
    }

    @Test(arguments: ["SYSTEM 'file:///etc/hostname'", "PUBLIC '-//x' 'http://canary.example/x'"])
    func `an external entity is never fetched and never shown`(_ entity: String) throws {
        let document = """
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x \(entity)><!ENTITY % y \(entity)> %y;]>
            <rss><channel><title>K&x;!</title></channel></rss>
            """
        let feed = try FeedReader.read(Array(document.utf8))
        #expect(feed.header.title.value == "K&x;!")
    }

    @Test func `names that a document declares do not hide those of HTML`() throws {
        let document =
            "<!DOCTYPE rss [<!ENTITY nbsp '&#160;'>]><rss><channel><title>a&nbsp;b&hellip;</title></channel></rss>"
        let feed = try FeedReader.read(Array(document.utf8))
        #expect(feed.header.title.value == "a\u{A0}b…")
    }

    /// Pieces that each ask a careless reader to look at the rest of the document again.
    private static let broken = [
        "<item>", "<a><b x='", "<!-- ", "<![CDATA[", "<!DOCTYPE [", "&", "<", "</a>", "<a b=\"c>", "<item><title>x",
        "<a xmlns:b='c'>",
        "<?x ", "<a xml:base='b/'>", "]]>", "<item><description><p><b>", "&#x", "<a/>", "<a b c d e f>",
        "<link>http://e.org/<item>",
    ]

    /// How many steps it takes to walk a broken document of this length, and to read it as one text.
    private func steps(_ piece: String, _ length: Int) -> Int {
        let body = Array(("<rss><channel>" + String(repeating: piece, count: length / piece.utf8.count)).utf8)
        var reader = XMLReader(body, base: base)
        while reader.next() != .finish {}
        let walked = reader.steps
        reader = XMLReader(body, base: base)
        _ = reader.next()
        _ = reader.text()
        return walked + reader.steps
    }

    @Test(arguments: broken)
    func `broken XML takes a number of steps that grows with its length`(_ piece: String) {
        #expect(steps(piece, 400_000) < steps(piece, 40_000) * 11)
    }

    @Test func `10 MB of broken XML take a number of steps that grows with the length`() {
        let piece = Self.broken.joined(separator: "\n")
        let steps = steps(piece, 10_000_000)
        #expect(steps > 10_000_000)
        #expect(steps < 10_000_000 * 8)
    }

    @Test(arguments: [
        "<rss><channel><item><title>Whole</title></item><item><title>Cut",
        "<rss><channel><item><title>Whole</title></item><item><title>Cut</title></ite",
    ])
    func `a feed that is cut off gives the items that are whole`(_ document: String) throws {
        let feed = try FeedReader.read(Array(document.utf8))
        #expect(feed.items.map(\.title.value) == ["Whole"])
        #expect(feed.problems.contains("the last item is not whole and was left out"))
    }

    @Test func `a feed cut anywhere never gives an item that is not whole`() throws {
        let whole =
            "<feed xmlns='http://www.w3.org/2005/Atom'>"
            + (0..<4).map {
                "<entry><id>urn:\($0)</id><title type='html'>T &lt;b&gt;\($0)&lt;/b&gt;</title><link href='http://e.org/\($0)'/></entry>"
            }.joined() + "</feed>"
        let bytes = Array(whole.utf8)
        let all = try FeedReader.read(bytes).items
        #expect(all.count == 4)
        for length in 45...bytes.count {
            let items = try FeedReader.read(Array(bytes[..<length])).items
            #expect(items == Array(all.prefix(items.count)))
        }
    }

    @Test func `a cut JSON feed gives the items that are whole`() throws {
        let body =
            #"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"http://e.org/1"},{"id":"2","url":"http://e"#
        let feed = try FeedReader.read(Array(body.utf8))
        #expect(feed.items.map(\.id) == ["1"])
        #expect(feed.problems == ["the document ends before its values do"])
    }

    @Test func `JSON that nests too deep is refused`() {
        let body = #"{"items":"# + String(repeating: "[", count: 100_000)
        #expect(throws: PotokError.self) { try FeedReader.read(Array(body.utf8)) }
    }

    @Test func `elements that nest without end are left out from a depth on`() throws {
        let body =
            "<rss><channel><description>" + String(repeating: "<b>", count: 100_000) + "x</description></channel></rss>"
        let feed = try FeedReader.read(Array(body.utf8))
        #expect(feed.problems.contains { $0.contains("deeper than 256") })
    }
}
