import Foundation
import PotokCore
import Testing

@Suite struct WebURLTests {
    @Test func `every component is found`() throws {
        let url = try #require(WebURL("HTTPS://User:p%40ss@Example.COM:8443/a/../b%20c?x=1&y#top"))
        #expect(url.description == "https://User:p%40ss@example.com:8443/b%20c?x=1&y#top")
        #expect(url.scheme == "https")
        #expect(url.username == "User")
        #expect(url.password == "p%40ss")
        #expect(url.host == "example.com")
        #expect(url.hostKind == .domain)
        #expect(url.port == 8443)
        #expect(url.effectivePort == 8443)
        #expect(url.path == "/b%20c")
        #expect(url.query == "x=1&y")
        #expect(url.fragment == "top")
        #expect(url.origin == "https://example.com:8443")
        #expect(url.requestTarget == "/b%20c?x=1&y")
        #expect(url.isWeb)
    }

    @Test func `a default port is not kept but still effective`() throws {
        let url = try #require(WebURL("http://example.org:80"))
        #expect(url.description == "http://example.org/")
        #expect(url.port == nil)
        #expect(url.effectivePort == 80)
        #expect(url.query == nil)
        #expect(url.fragment == nil)
    }

    @Test(arguments: [
        ("https://example.org/", WebURL.HostKind.domain, "example.org" as String?),
        ("http://0x7f.1/", .ipv4, "127.0.0.1"),
        ("http://[1:0:0:2::3:0]/", .ipv6, "[1::2:0:0:3:0]"),
        ("foo://Bar%20x/", .opaque, "Bar%20x"),
        ("file:///etc", .empty, ""),
        ("mailto:someone@example.org", .none, nil),
        ("foo:/path", .none, nil),
    ])
    func `the kind of a host is known`(string: String, kind: WebURL.HostKind, host: String?) throws {
        let url = try #require(WebURL(string))
        #expect(url.hostKind == kind)
        #expect(url.host == host)
    }

    @Test(arguments: [
        "", "example.org/path", "//example.org", "http://", "https://exa mple.org/", "http://example.org:65536/",
        "http://1.2.3.256/", "http://[1::2::3]/", "http://user@/x", "foo://a b/", "http://%00/",
        "http://xn--\u{FC}.org/", "http://a\u{FFFD}b/",
    ])
    func `what the standard refuses is nil`(string: String) {
        #expect(WebURL(string) == nil)
    }

    @Test(arguments: [
        ("g", "http://a/b/c/g"), ("./g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g/"),
        ("?y", "http://a/b/c/d;p?y"), ("g?y/./x", "http://a/b/c/g?y/./x"), ("#s", "http://a/b/c/d;p?q#s"),
        ("", "http://a/b/c/d;p?q"), ("../../../g", "http://a/g"), ("g;x=1/../y", "http://a/b/c/y"),
        ("%2e%2E/g", "http://a/b/g"), ("https:g", "https://g/"), ("http:g", "http://a/b/c/g"),
        (" \n../g\t ", "http://a/b/g"), ("mailto:x@y", "mailto:x@y"), ("\\\\h\\p", "http://h/p"),
    ])
    func `a reference is resolved against its base`(reference: String, expected: String) throws {
        let base = try #require(WebURL("http://a/b/c/d;p?q#f"))
        #expect(WebURL(reference, relativeTo: base)?.description == expected)
    }

    @Test func `a path of two slashes is kept apart from a host`() throws {
        let url = try #require(WebURL("foo:/a/..//b"))
        #expect(url.description == "foo:/.//b")
        #expect(url.path == "//b")
        #expect(url.hostKind == .none)
        #expect(WebURL("c", relativeTo: url)?.description == "foo:/.//c")
        #expect(WebURL("/c", relativeTo: url)?.description == "foo:/c")
    }

    @Test func `bytes are read as UTF-8 with ill-formed ones replaced`() throws {
        #expect(WebURL(utf8: Array("http://example.org/é".utf8))?.path == "/%C3%A9")
        #expect(WebURL(utf8: [0x68, 0x3A, 0x2F, 0xFF] as [UInt8])?.path == "/%EF%BF%BD")
        let bytes = Array("x".utf8)
        #expect(WebURL(utf8: bytes.span, relativeTo: WebURL("http://h/"))?.description == "http://h/x")
    }

    @Test func `fragment and credentials can be left out`() throws {
        let url = try #require(WebURL("https://user:secret@example.org:8080/p?q#f"))
        #expect(url.withoutFragment().description == "https://user:secret@example.org:8080/p?q")
        let bare = url.withoutCredentials()
        #expect(bare.description == "https://example.org:8080/p?q#f")
        #expect(
            [bare.username, bare.password, bare.host, bare.path, bare.query, bare.fragment] == [
                "", "", "example.org", "/p", "q", "f",
            ]
        )
        #expect(bare == WebURL(bare.description))
    }

    @Test func `a URL is coded as its string`() throws {
        let url = try #require(WebURL("https://example.org/a?b"))
        let data = try JSONEncoder().encode([url])
        #expect(try JSONDecoder().decode([String].self, from: data) == ["https://example.org/a?b"])
        #expect(try JSONDecoder().decode([WebURL].self, from: data) == [url])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([WebURL].self, from: Data(#"["no url"]"#.utf8)) }
    }

    @Test(arguments: [
        ("blob:https://example.org:444/x", "https://example.org:444"), ("blob:foo", "null"), ("file:///x", "null"),
        ("wss://h:443/", "wss://h"), ("foo://h/", "null"),
    ])
    func `an origin follows the scheme`(string: String, origin: String) {
        #expect(WebURL(string)?.origin == origin)
    }

    @Test func `a form-encoded query is read in order`() {
        let pairs = FormURLEncoded.parse("a=1+2&b&&=c&d=%C3%A9%zz&a==")
        #expect(pairs.map(\.name) == ["a", "b", "", "d", "a"])
        #expect(pairs.map(\.value) == ["1 2", "", "c", "é%zz", "="])
        #expect(FormURLEncoded.serialize([("a b", "c+d&é~*")]) == "a+b=c%2Bd%26%C3%A9%7E*")
    }

    @Test(arguments: [
        (PercentEncoding.ByteSet.control, ""), (.fragment, " \"<>`"), (.query, " \"#<>"), (.specialQuery, " \"#<>'"),
        (.path, " \"#<>?^`{}"), (.userinfo, " \"#<>?^`{}/:;=@[\\]|"), (.component, " \"#<>?^`{}/:;=@[\\]|$%&+,"),
        (.form, " \"#<>?^`{}/:;=@[\\]|$%&+,!'()~"),
    ])
    func `a percent-encode set holds what the standard says`(set: PercentEncoding.ByteSet, printable: String) {
        let expected = UInt8.min...UInt8.max
        #expect(
            expected.filter { set.contains($0) }
                == expected.filter { $0 < 0x20 || $0 > 0x7E || printable.utf8.contains($0) }
        )
    }

    @Test func `percent-encoding is undone by decoding`() {
        let text = "a b/ü%20?\u{1F600}"
        #expect(PercentEncoding.encode(text) == "a%20b%2F%C3%BC%2520%3F%F0%9F%98%80")
        #expect(PercentEncoding.decode(PercentEncoding.encode(text)) == text)
        #expect(PercentEncoding.decode("%") == "%")
        #expect(PercentEncoding.decode("%4%41%4") == "%4A%4")
    }
}
