import Testing

@testable import PotokCore

/// What must hold for every input, over repeatable random ones.
@Suite struct WebURLPropertyTests {
    private static let pieces = [
        "http", "https", "HTTP", "file", "foo", "ws", "mailto", ":", "/", "//", "///", "\\", "?", "#", "#!", "@", "[",
        "]", "::", "1", "0x7f",
        "255", "256", ".", "..", "%2e", "%2E.", "%", "%4", "%41", "%c3%a9", "é", "ß", "xn--", "xn--fa-hia", "\u{200D}",
        "\u{5D0}", "C:", "c|",
        "example", "org", "www.", "Example", "a", "b", "-", "_", "~", "&", "=", "utm_source=x", "gclid=1", " ", "\t",
        "\n", "\u{0}", "\u{7F}", "|",
        "^", "'", "\"", "<", ":80", ":443", ":8080", ":99999", "localhost", "1.2.3.4", "[::1]", "+", ";", "{", "`",
        "\u{FFFF}", "\u{1F600}",
    ]

    private static func randomString(_ random: inout Shuffle) -> String {
        let start = ["", "", "http://", "https://example.org/", "file:///", "foo:", "//"][random.next(7)]
        return start + (0..<random.next(12)).map { _ in pieces[random.next(pieces.count)] }.joined()
    }

    @Test func `a serialized URL is its own and its parts make it up`() throws {
        var random = Shuffle(state: 1)
        var parsed = 0
        let bases = ["https://user@example.org:81/a/b?c#d", "file:///C:/x/y", "foo://h/p", "foo:/p/q", "mailto:x"].map {
            WebURL($0)
        }
        for _ in 0..<30_000 {
            let string = Self.randomString(&random)
            guard let url = WebURL(string, relativeTo: bases[random.next(bases.count)]) else { continue }
            parsed += 1
            let again = WebURL(url.description)
            #expect(again == url && again?.parts == url.parts, "\(string.debugDescription) gives \(url)")
            #expect(url.description.utf8.allSatisfy { $0 > 0x1F && $0 < 0x7F })
            let canonical = url.canonical()
            #expect(canonical.canonical() == canonical, "\(url)")
            #expect(WebURL(canonical.description)?.parts == canonical.parts, "\(url) gives \(canonical)")
            for reduced in [url.withoutFragment(), url.withoutCredentials()] {
                let read = WebURL(reduced.description)
                #expect(read == reduced && read?.parts == reduced.parts, "\(url) gives \(reduced)")
            }
        }
        #expect(parsed > 10_000)
    }

    @Test func `the fast parser says what the parser says`() {
        var random = Shuffle(state: 2)
        var recognized = 0
        for _ in 0..<60_000 {
            let string = Self.randomString(&random)
            guard let parts = WebURLFastParser.parts(of: string) else { continue }
            recognized += 1
            var copy = string
            let url = copy.withUTF8 { WebURLParser.parse($0.span, relativeTo: nil) }
            #expect(url?.description == string && url?.parts == parts, "\(string.debugDescription)")
        }
        #expect(recognized > 1_000)
    }

    @Test func `the fast resolver says what the parser says`() throws {
        var random = Shuffle(state: 4)
        let bases = try ["https://user:x@example.org:81/a/b?c#d", "http://h/"].map { try #require(WebURL($0)) }
        var recognized = 0
        for _ in 0..<40_000 {
            let string = "/" + Self.randomString(&random)
            let base = bases[random.next(2)]
            guard let url = WebURLFastParser.resolved(string, relativeTo: base) else { continue }
            recognized += 1
            var copy = string
            let expected = copy.withUTF8 { WebURLParser.parse($0.span, relativeTo: base) }
            #expect(expected == url && expected?.parts == url.parts, "\(string.debugDescription)")
        }
        #expect(recognized > 1_000)
    }

    @Test func `no bytes are a trap`() {
        var random = Shuffle(state: 3)
        for _ in 0..<20_000 {
            let bytes = (0..<random.next(24)).map { _ in UInt8(random.next(256)) }
            if let url = WebURL(utf8: Array("http://".utf8) + bytes) { #expect(url.scheme == "http") }
            if let url = WebURL(utf8: bytes) { #expect(WebURL(url.description) == url) }
        }
    }
}
