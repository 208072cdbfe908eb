import PotokHTML

/// Text that should be plain but may hold markup or character references, as values of JSON-LD and `<meta>` often do.
enum MarkupText {
    /// The text of bytes in UTF-8, without tags and with its references decoded.
    static func plain(_ bytes: [UInt8]) -> String {
        guard holdsMarkup(bytes) else { return String(decoding: bytes, as: UTF8.self) }
        let tree = HTMLParser().parseFragment(bytes, in: "div")
        var joined: [UInt8] = []
        for node in tree.root.descendants {
            if node.isText {
                node.withBytes { text in
                    for index in text.indices { joined.append(text[index]) }
                }
            } else if node.isElement {
                joined.append(0x20)
            }
        }
        return String(decoding: CleanText.line(joined[...]), as: UTF8.self)
    }

    /// The same for a string.
    static func plain(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return holdsMarkup(bytes) ? plain(bytes) : text
    }

    /// Whether there is a tag or a reference: `<` or `&` with what must follow it.
    private static func holdsMarkup(_ bytes: [UInt8]) -> Bool {
        for index in bytes.indices where bytes[index] == UInt8(ascii: "<") || bytes[index] == UInt8(ascii: "&") {
            guard index + 1 < bytes.count else { return false }
            let next = bytes[index + 1]
            let isLetter = (0x61...0x7A).contains(next | 0x20)
            if isLetter || next == UInt8(ascii: "#") || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") {
                return true
            }
        }
        return false
    }
}
