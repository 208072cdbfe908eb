import PotokCore
import Testing

@testable import PotokFetch

@Suite struct ResponseHeadersTests {
    private func parse(_ text: String) -> ResponseHeaders { ResponseHeaders(Array(text.utf8)) }

    @Test func `names lose their case, values their outer white space`() {
        let headers = parse("HTTP/1.1 200 OK: fine\r\nContent-TYPE: \t text/html \t\r\nX:\r\n\r\n")
        #expect(headers.fields.map(\.name) == ["content-type", "x"])
        #expect(headers.first("content-type") == "text/html")
        #expect(headers.first("x")?.isEmpty == true)
    }

    @Test func `folded lines are one, with one space`() {
        #expect(parse("X-A: one\r\n   two\r\n\tthree\r\n").first("x-a") == "one two three")
    }

    @Test func `lines may end in LF alone, and lines without a name are skipped`() {
        let headers = parse("HTTP/1.0 200 OK\nno colon\n: no name\nbad name: 1\nX-A: 1\n")
        #expect(headers.fields.map(\.name) == ["x-a"])
    }

    @Test func `repeated fields are a list`() {
        let headers = parse("Vary: a\r\nVary: b\r\nSet-Cookie: c\r\n")
        #expect(headers.joined("vary") == "a, b")
        #expect(headers.dictionary == ["vary": "a, b"])
        #expect(headers.joined("missing") == nil)
    }

    @Test func `bytes that are no UTF-8 are read as Latin-1 and never sent back`() {
        let headers = ResponseHeaders(Array("ETag: \"a".utf8) + [0xe9] + Array("\"\r\nLast-Modified: é\r\n".utf8))
        #expect(headers.first("etag") == "\"aé\"")
        #expect(headers.verbatim("etag") == nil)
        #expect(headers.verbatim("last-modified") == "é")
    }

    @Test func `cut anywhere and with any byte it never crashes`() {
        let whole = Array("HTTP/1.1 200 OK\r\nA: b\r\n c\r\nD:e\r\n\r\n".utf8)
        for length in 0...whole.count { _ = ResponseHeaders(Array(whole.prefix(length))) }
        for index in whole.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = whole
                changed[index] = byte
                _ = ResponseHeaders(changed).dictionary
            }
        }
    }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 3_939_871_777),
        ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799), ("Sun, 06 Nov 1994 08:49:37 UTC", 784_111_777),
    ])
    func `dates are read in the three forms of HTTP`(text: String, seconds: Int) {
        // A two-digit year is one of this century: 94 is 2094.
        #expect(HTTPDate.parse(text)?.secondsSince1970 == seconds)
    }

    @Test(arguments: [
        "", "soon", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1994 08:49:37 +0100", "pon, 13 lis 2023 10:00:00 +0100", "1994-11-06T08:49:37Z",
        "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 006 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 99999 08:49:37 GMT",
    ])
    func `what is no date is none`(text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }
}
