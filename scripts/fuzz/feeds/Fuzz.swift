import PotokCore
import PotokHTML

/// The entry of libFuzzer: no bytes trap a reader of feeds, sitemaps, outlines or pages, nor take more steps than they should.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzCase.run(Array(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count)))
    return 0
}

private enum FuzzCase {
    static func run(_ input: [UInt8]) {
        guard let base = WebURL("http://example.org/a/feed") else { return }
        _ = ListingFormat.recognize(input, contentType: nil)
        _ = try? OPMLReader.read(input)
        if let listing = try? SitemapReader.read(input, base: base) { check(listing) }
        if let feed = try? FeedReader.read(input, base: base) { check(feed.listing(base: base)) }
        balance(input, base)
        linear(input, base)
    }

    /// Only web addresses are listed.
    private static func check(_ listing: Listing) {
        for entry in listing.entries where !entry.url.isWeb { fatalError("\(entry.url) is no web address") }
        if let time = listing.timeToLive, time <= .zero { fatalError("a time to live of \(time)") }
    }

    /// Starts and ends are in balance.
    private static func balance(_ input: [UInt8], _ base: WebURL) {
        var reader = XMLReader(input, base: base)
        var depth = 0
        while true {
            switch reader.next() {
            case .start: depth += 1
            case .end: depth -= 1
            case .finish:
                if depth != 0 || reader.depth != 0 { fatalError("\(depth) elements are left open") }
                return
            }
            if depth != reader.depth { fatalError("\(depth) elements are open, not \(reader.depth)") }
        }
    }

    /// Eight times as much of the same takes about eight times the steps.
    private static func linear(_ input: [UInt8], _ base: WebURL) {
        guard input.count > 16 else { return }
        func steps(_ times: Int) -> Int {
            var reader = XMLReader(Array((0..<times).map { _ in input }.joined()), base: base)
            while reader.next() != .finish {}
            return reader.steps
        }
        // Declarations that only once end somewhere cost one more look at all; every end tag may look through all open elements.
        let limit = XMLReader.depthLimit + 8
        if steps(8) > 8 * input.count * limit { fatalError("too many steps") }
    }
}
