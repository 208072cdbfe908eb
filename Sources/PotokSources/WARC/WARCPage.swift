import PotokCore

/// Which records are pages that a corpus may want, and how they are known again.
enum WARCPage {
    /// The media types that text is taken from.
    private static let types: Set<String> = [
        "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown", "application/pdf",
        "application/x-pdf", "application/octet-stream", "binary/octet-stream",
    ]

    /// The largest head of an HTTP response that is looked at.
    private static let largestHead = 1 << 14

    /// Whether the record that a reader stands at is a page: a successful response or a resource of the web, of a type that may
    /// hold text.
    static func isPage(_ record: WARCRecord, in reader: WARCReader) throws -> Bool {
        guard record.kind == .response || record.kind == .resource, url(of: record) != nil else { return false }
        guard record.isHTTP else { return record.kind == .resource && isText(record.contentType) }
        let bytes = try reader.peek(largestHead)
        guard let head = HTTPHead(bytes[...]), let status = head.status else { return false }
        // We have said ourselves what it was fetched as; whether it is text is seen when it is read, as it was then.
        if let role = record.value(of: WARCText.role).flatMap(Request.Role.init) {
            return (200...299).contains(status) && (role == .page || role == .site)
        }
        return (status == 200 || status == 203) && isText(WARCContent.contentType(in: bytes[..<head.end]))
    }

    private static func isText(_ contentType: String?) -> Bool {
        guard let contentType else { return true }
        let type = contentType.prefix { $0 != ";" && $0 != "," && $0 != " " }.lowercased()
        return type.isEmpty || types.contains(type)
    }

    /// The address on the web that a record is a copy of.
    static func url(of record: WARCRecord) -> WebURL? {
        guard let url = record.targetURI.flatMap({ WebURL($0) }), url.isWeb else { return nil }
        return url
    }

    /// The redirects that led to the address of a record, as our own records say them.
    static func hops(of record: WARCRecord) -> [Page.Hop] {
        let words = record.value(of: WARCText.redirects)?.split(separator: " ") ?? []
        return stride(from: 0, to: words.count - 1, by: 2).compactMap { index in
            guard let status = Int(words[index]), let url = WebURL(String(words[index + 1])) else { return nil }
            return Page.Hop(url: url, status: status)
        }
    }

    /// Tells whether a record is the one that was read before: its head, which has an identifier and a date.
    static func tag(of record: WARCRecord) -> String { Hash(SHA256.hash(record.head).prefix(16)).hexadecimal }
}
