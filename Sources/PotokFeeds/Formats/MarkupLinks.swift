import PotokCore

/// Resolves the relative links of markup, which has no base of its own once it is out of its feed (RFC 4287, 2).
enum MarkupLinks {
    private static let attributes: Set<UInt64> = [
        XMLName.hash("href"), XMLName.hash("src"), XMLName.hash("poster"), XMLName.hash("cite"), XMLName.hash("action"),
        XMLName.hash("longdesc"), XMLName.hash("data"),
    ]

    /// The markup with the links of its tags resolved against a base; quoted values only.
    static func resolved(_ markup: String, against base: WebURL) -> String {
        let bytes = Array(markup.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 8)
        var copied = 0
        var index = 0
        var isTag = false
        while index < bytes.count {
            let byte = bytes[index]
            if !isTag {
                isTag = byte == 0x3C && index + 1 < bytes.count && XMLReader.isNameStart(bytes[index + 1])
                index += 1
                continue
            }
            if byte == 0x3E { isTag = false }
            guard byte == 0x3D, index + 1 < bytes.count, bytes[index + 1] == 0x22 || bytes[index + 1] == 0x27 else {
                index += 1
                continue
            }
            var name = index
            while name > copied, XMLReader.isNameStart(bytes[name - 1]) { name -= 1 }
            var hash = XMLName.seed
            for byte in bytes[name..<index] { hash = XMLName.add(byte, to: hash) }
            let start = index + 2
            guard let end = bytes[start...].firstIndex(of: bytes[index + 1]) else { break }
            index = end + 1
            guard attributes.contains(hash), let link = link(bytes[start..<end], base) else { continue }
            output.append(contentsOf: bytes[copied..<start])
            output.append(contentsOf: link.utf8)
            copied = end
        }
        if copied == 0 { return markup }
        output.append(contentsOf: bytes[copied...])
        return String(decoding: output, as: UTF8.self)
    }

    /// What a relative link becomes; nil for what needs no base.
    private static func link(_ value: ArraySlice<UInt8>, _ base: WebURL) -> String? {
        guard let first = value.first, first != 0x23, value.count <= 8_192 else { return nil }
        let text = String(decoding: value, as: UTF8.self)
        guard WebURL(text) == nil else { return nil }
        let pieces = text.split(separator: "&amp;", omittingEmptySubsequences: false)
        guard let url = WebURL(pieces.joined(separator: "&"), relativeTo: base) else { return nil }
        return url.description.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&amp;")
    }
}
