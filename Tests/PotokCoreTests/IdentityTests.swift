import PotokCore
import Testing

@Suite struct IdentityTests {
    // FIPS 180-4 examples, and the lengths around a block's border.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (String(repeating: "a", count: 55), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
        (String(repeating: "a", count: 64), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    ])
    func `SHA-256 agrees with the standard`(text: String, digest: String) {
        #expect(Hash(SHA256.hash(text.utf8)).hexadecimal == digest)
    }

    @Test func `a hash does not depend on how the bytes came`() {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        var hash = SHA256()
        for start in stride(from: 0, to: bytes.count, by: 37) {
            hash.update(bytes[start..<min(start + 37, bytes.count)])
        }
        #expect(hash.finish() == SHA256.hash(bytes))
    }

    @Test func `a key is the same for every spelling of one URL`() throws {
        let plain = try #require(WebURL("https://example.org/a?b=1"))
        let spelled = try #require(WebURL("HTTPS://EXAMPLE.org:443/x/../a?b=1&utm_source=feed#part"))
        #expect(DocumentKey(url: plain) == DocumentKey(url: spelled))
    }

    @Test func `a key never changes from release to release`() throws {
        // Keys live in sinks: a change here orphans every document there.
        let url = try #require(WebURL("https://example.org/"))
        #expect(DocumentKey(url: url).rawValue == Self.keyOfExampleRoot)
        #expect(DocumentKey(source: "seed", identifier: "a.txt").rawValue == Self.keyOfItem)
    }

    private static let keyOfExampleRoot = "c8ae75a2d8b0fb9e140d9976512ecd43"
    private static let keyOfItem = "af817d9804cd1545c41d168da092b7ba"

    @Test(arguments: ["", "abc", "ABCDEF00112233445566778899aabbcc", "g0112233445566778899aabbccddeeff"])
    func `what is no key is refused`(text: String) { #expect(DocumentKey(rawValue: text) == nil) }

    @Test func `a URL and a file never share a key`() throws {
        let url = try #require(WebURL("https://example.org/"))
        #expect(DocumentKey(url: url) != DocumentKey(source: "url", identifier: url.description))
    }
}

@Suite struct PageIdentityTests {
    private func page(_ hops: [(String, Int)], to last: String) throws -> Page {
        let first = try #require(WebURL(hops.first?.0 ?? last))
        let request = Request(claim: Request.Claim(rawValue: 1), source: "s", locator: .url(first))
        return Page(
            request: request,
            locator: .url(try #require(WebURL(last))),
            hops: try hops.map { Page.Hop(url: try #require(WebURL($0.0)), status: $0.1) },
            body: [],
            observedAt: Timestamp(secondsSince1970: 0)
        )
    }

    @Test func `permanent redirects move the identity to the end`() throws {
        let moved = try page([("http://a.test/", 301), ("http://b.test/", 308)], to: "http://c.test/")
        #expect(moved.identity.description == "http://c.test/")
    }

    @Test func `a temporary redirect keeps the identity before it`() throws {
        let moved = try page([("http://a.test/", 301), ("http://b.test/", 302)], to: "http://c.test/")
        #expect(moved.identity.description == "http://b.test/")
        let temporary = try page([("http://a.test/", 307), ("http://b.test/", 301)], to: "http://c.test/")
        #expect(temporary.identity.description == "http://a.test/")
    }
}
