/// A pattern of URLs in the manner of robots.txt (RFC 9309, section 2.2.3): a beginning, with `*` for any characters and a
/// `$` at the end where the URL has to end.
///
/// A pattern that begins with `/` is held against path and query, any other against the whole URL. Case counts.
public struct URLPattern: Sendable, Hashable, CustomStringConvertible {
    /// The pattern as it was written.
    public let description: String
    private let bytes: [UInt8]
    private let isOfPath: Bool
    private let isAnchored: Bool

    /// Reads a pattern; every text is one.
    public init(_ text: String) {
        description = text
        var bytes = Array(text.utf8)
        isOfPath = bytes.first == UInt8(ascii: "/")
        isAnchored = bytes.last == UInt8(ascii: "$")
        if isAnchored { bytes.removeLast() } else { bytes.append(UInt8(ascii: "*")) }
        self.bytes = bytes
    }

    /// Whether a URL is meant; its fragment does not count.
    public func matches(_ url: WebURL) -> Bool {
        matches(Array((isOfPath ? url.requestTarget : url.withoutFragment().description).utf8))
    }

    /// Compares from left to right; where it fails, only the last `*` takes one more byte, so the work is bounded by the product
    /// of the two lengths.
    private func matches(_ text: [UInt8]) -> Bool {
        var (place, at) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while at < text.count {
            if place < bytes.count, bytes[place] == UInt8(ascii: "*") {
                star = (place, at)
                place += 1
            } else if place < bytes.count, bytes[place] == text[at] {
                place += 1
                at += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                place = last.pattern + 1
                at = last.text + 1
            } else {
                return false
            }
        }
        while place < bytes.count, bytes[place] == UInt8(ascii: "*") { place += 1 }
        return place == bytes.count
    }
}
