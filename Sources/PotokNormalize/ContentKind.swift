import PotokCore

/// What kind of content a page holds, by what it declares and by what its first bytes are.
enum ContentKind: Sendable {
    /// HTML, with the charset that the header names.
    case html(charset: String?)
    /// Text as it stands, with its media type and the charset that the header names.
    case plainText(mediaType: String, charset: String?)
    /// Nothing but white space.
    case empty
    /// Something that no text is taken from, with the reason.
    case unsupported(reason: String)

    static func of(_ page: Page) -> ContentKind {
        let (declared, charset) = parse(page.contentType)
        guard page.body.contains(where: { $0 > 0x20 }) else { return .empty }
        if let name = signature(page.body) {
            return .unsupported(reason: "its bytes are \(name), which holds no text that potok reads")
        }
        switch declared {
        case "text/html", "application/xhtml+xml": return .html(charset: charset)
        case "text/plain", "text/markdown":
            // A server that sends everything as text/plain must not make tags part of a text.
            if declared == "text/plain", page.locator.url != nil, looksLikeHTML(page.body) {
                return .html(charset: charset)
            }
            return text(page, declared ?? "text/plain", charset)
        case nil, "application/octet-stream":
            return looksLikeHTML(page.body) ? .html(charset: charset) : text(page, "text/plain", charset)
        case let other?:
            return .unsupported(reason: "its type is \(other); potok reads HTML and plain text")
        }
    }

    private static func text(_ page: Page, _ mediaType: String, _ charset: String?) -> ContentKind {
        if Charset.byteOrderMark(page.body) == nil, page.body.prefix(65_536).contains(0) {
            return .unsupported(reason: "its bytes are binary data, not text")
        }
        return .plainText(mediaType: mediaType, charset: charset)
    }

    /// The media type in lower case without its parameters, and the charset parameter.
    private static func parse(_ header: String?) -> (type: String?, charset: String?) {
        guard let header else { return (nil, nil) }
        let parts = header.split(separator: ";")
        let type = parts.first.map { $0.filter { !$0.isWhitespace }.lowercased() }
        let charset = parts.dropFirst().lazy
            .map { $0.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }.lowercased() }
            .first { $0.hasPrefix("charset=") }
            .map { String($0.dropFirst("charset=".count)) }
        return (type?.isEmpty == true ? nil : type, charset)
    }

    private static let signatures: [(name: String, bytes: [UInt8])] = [
        ("a PDF", Array("%PDF-".utf8)), ("a ZIP archive", [0x50, 0x4B, 0x03, 0x04]), ("gzip data", [0x1F, 0x8B]),
        ("a PNG image", [0x89, 0x50, 0x4E, 0x47]), ("a JPEG image", [0xFF, 0xD8, 0xFF]),
        ("a GIF image", Array("GIF8".utf8)), ("a program", [0x7F, 0x45, 0x4C, 0x46]),
        ("Zstandard data", [0x28, 0xB5, 0x2F, 0xFD]),
    ]

    private static func signature(_ body: [UInt8]) -> String? {
        signatures.first { body.starts(with: $0.bytes) }?.name
    }

    /// Whether the first thing after white space is a tag or a declaration of HTML.
    private static func looksLikeHTML(_ body: [UInt8]) -> Bool {
        let start = body.prefix(1_024).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        let head = start.prefix(64).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return [
            "<!doctype html", "<html", "<head", "<body", "<!--", "<title", "<meta", "<script", "<div", "<p>", "<h1",
        ]
        .contains { head.starts(with: $0.utf8) }
    }
}
