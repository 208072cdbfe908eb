import PotokCore

/// What kind of content a page holds, by what it declares and by what its first bytes are.
enum ContentKind: Sendable {
    /// HTML, with the charset that the header names.
    case html(charset: String?)
    /// Text as it stands, with its media type and the charset that the header names.
    case plainText(mediaType: String, charset: String?)
    /// Markdown, with the charset that the header names.
    case markdown(charset: String?)
    /// A PDF, for which another program is run.
    case pdf
    /// Nothing but white space.
    case empty
    /// Something that no text is taken from, with the reason.
    case unsupported(reason: String)

    static func of(_ page: Page) -> ContentKind {
        let (declared, charset) = parse(page.contentType)
        guard page.body.contains(where: { $0 > 0x20 }) else { return .empty }
        if let kind = FileSignature.of(page.body) {
            // A file that says to be HTML and is something else is what it is, but nobody meant it to be read.
            if kind.isPDF {
                return isHTML(declared)
                    ? .unsupported(reason: "its type is \(declared ?? ""), and its bytes are a PDF") : .pdf
            }
            return .unsupported(reason: "its bytes are \(kind.name), which potok takes no text from")
        }
        switch declared {
        case let type? where isHTML(type):
            if isJSON(page.body) { return .unsupported(reason: "its type is \(type), and its bytes are JSON") }
            if isBinary(page), !holdsTag(page.body) {
                return .unsupported(reason: "its bytes are binary data, not text")
            }
            return .html(charset: charset)
        case "text/markdown", "text/x-markdown":
            return isBinary(page)
                ? .unsupported(reason: "its bytes are binary data, not text") : .markdown(charset: charset)
        case "text/plain":
            // A server that sends everything as text/plain must not make tags part of a text.
            if page.locator.url != nil, looksLikeHTML(page.body) { return .html(charset: charset) }
            return text(page, "text/plain", charset)
        case nil, "application/octet-stream", "binary/octet-stream", "application/pdf", "application/x-pdf":
            return looksLikeHTML(page.body) ? .html(charset: charset) : text(page, "text/plain", charset)
        case let other?:
            return .unsupported(reason: "its type is \(other); potok reads HTML, plain text, Markdown and PDF")
        }
    }

    private static func isHTML(_ type: String?) -> Bool { type == "text/html" || type == "application/xhtml+xml" }

    private static func text(_ page: Page, _ mediaType: String, _ charset: String?) -> ContentKind {
        isBinary(page)
            ? .unsupported(reason: "its bytes are binary data, not text")
            : .plainText(mediaType: mediaType, charset: charset)
    }

    /// Whether there are bytes that no text has; those of UTF-16 are known by their mark, or by their pattern.
    private static func isBinary(_ page: Page) -> Bool {
        Charset.byteOrderMark(page.body) == nil && page.body.prefix(65_536).contains(0)
            && !CharsetDetector.isUTF16(page.body)
    }

    private static func holdsTag(_ body: [UInt8]) -> Bool {
        let head = body.prefix(4_096)
        return zip(head, head.dropFirst()).contains { $0 == 0x3C && ($1 & 0xDF &- 0x41 < 26 || $1 == 0x21) }
    }

    /// Whether a body is an object or array of JSON: bracketed, and without a tag at its beginning.
    private static func isJSON(_ body: [UInt8]) -> Bool {
        guard let first = body.first(where: { $0 > 0x20 }), let last = body.last(where: { $0 > 0x20 }) else {
            return false
        }
        let isBracketed = first == 0x7B && last == 0x7D || first == 0x5B && last == 0x5D
        return isBracketed && !holdsTag(body)
    }

    /// The media type in lower case without its parameters, and the charset parameter; what is no type is none.
    ///
    /// Of several types, which a repeated header makes, the first counts.
    private static func parse(_ header: String?) -> (type: String?, charset: String?) {
        guard let header else { return (nil, nil) }
        let parts = header.split(separator: ";")
        let type = parts.first.map { String($0.prefix { $0 != "," }).filter { !$0.isWhitespace }.lowercased() }
        let charset = parts.dropFirst().lazy
            .map { $0.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }.lowercased() }
            .first { $0.hasPrefix("charset=") }
            .map { String($0.dropFirst("charset=".count)) }
        return (type?.contains("/") == true ? type : nil, charset)
    }

    /// Whether the first thing after white space is a tag or a declaration of HTML.
    private static func looksLikeHTML(_ body: [UInt8]) -> Bool {
        // Zeros are those of UTF-16, whose marks are passed over like that of UTF-8.
        let start = body.prefix(1_024).filter { $0 != 0 }.drop {
            $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 >= 0xFE
        }
        let head = start.prefix(64).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return [
            "<!doctype html", "<html", "<head", "<body", "<!--", "<title", "<meta", "<script", "<div", "<p>", "<h1",
            "<main", "<article", "<section", "<p ", "<table", "<ul", "<a ", "<span", "<link", "<style",
        ]
        .contains { head.starts(with: $0.utf8) }
    }
}

/// Files that are known by their first bytes and hold no text, or none that is read as it stands.
struct FileSignature: Sendable {
    /// What the file is, with its article.
    var name: String
    /// Whether it is a PDF.
    var isPDF: Bool { name == Self.pdf }

    private static let pdf = "a PDF"

    private static let known: [(name: String, offset: Int, bytes: [UInt8])] = [
        (pdf, 0, Array("%PDF-".utf8)), ("a ZIP archive (such as .docx, .odt or .epub)", 0, [0x50, 0x4B, 0x03, 0x04]),
        ("an empty ZIP archive", 0, [0x50, 0x4B, 0x05, 0x06]), ("gzip data", 0, [0x1F, 0x8B]),
        ("bzip2 data", 0, Array("BZh".utf8)), ("xz data", 0, [0xFD, 0x37, 0x7A, 0x58, 0x5A]),
        ("Zstandard data", 0, [0x28, 0xB5, 0x2F, 0xFD]), ("a 7z archive", 0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
        ("a RAR archive", 0, Array("Rar!".utf8)), ("a tar archive", 257, Array("ustar".utf8)),
        ("a PNG image", 0, [0x89, 0x50, 0x4E, 0x47]), ("a JPEG image", 0, [0xFF, 0xD8, 0xFF]),
        ("a GIF image", 0, Array("GIF8".utf8)), ("a WebP image", 8, Array("WEBP".utf8)),
        ("a TIFF image", 0, [0x49, 0x49, 0x2A, 0x00]), ("a TIFF image", 0, [0x4D, 0x4D, 0x00, 0x2A]),
        ("an icon", 0, [0x00, 0x00, 0x01, 0x00]), ("an AVI film", 8, Array("AVI ".utf8)),
        ("a sound file", 8, Array("WAVE".utf8)), ("a film or image (ISO media)", 4, Array("ftyp".utf8)),
        ("a film (Matroska)", 0, [0x1A, 0x45, 0xDF, 0xA3]), ("a sound or film (Ogg)", 0, Array("OggS".utf8)),
        ("a sound file (FLAC)", 0, Array("fLaC".utf8)), ("a sound file (MP3)", 0, Array("ID3".utf8)),
        ("an old Office document", 0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        ("a program", 0, [0x7F, 0x45, 0x4C, 0x46]), ("a program", 0, [0x4D, 0x5A, 0x90, 0x00]),
        ("a program (WebAssembly)", 0, [0x00, 0x61, 0x73, 0x6D]), ("a font", 0, Array("wOF2".utf8)),
        ("a font", 0, Array("wOFF".utf8)), ("a database", 0, Array("SQLite format 3\0".utf8)),
        ("PostScript", 0, Array("%!PS".utf8)),
    ]

    /// What a file is, when its first bytes tell.
    static func of(_ body: [UInt8]) -> FileSignature? {
        known.first { $0.offset < body.count && body[$0.offset...].starts(with: $0.bytes) }.map {
            FileSignature(name: $0.name)
        }
    }
}
