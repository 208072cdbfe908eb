import PotokHTML

/// A text of a feed, which may be markup.
public struct FeedText: Sendable, Hashable {
    /// The text as the feed gives it, references replaced and base64 decoded.
    public var value: String
    /// Whether ``value`` is HTML.
    public var isHTML: Bool

    /// Makes a text.
    public init(_ value: String = "", isHTML: Bool = false) {
        self.value = value
        self.isHTML = isHTML
    }

    /// Whether there is none.
    public var isEmpty: Bool { value.isEmpty }

    /// The text without markup, on one line.
    public var plainText: String {
        var text = value
        if isHTML, text.utf8.contains(where: { $0 == 0x3C || $0 == 0x26 }) {
            text = HTMLParser(options: .init(limits: HTMLLimits(nodes: 100_000))).parse(text).body?.text ?? text
        }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The text as HTML.
    public var html: String {
        if isHTML { return value }
        var html = ""
        for line in value.split(separator: "\n") where !line.allSatisfy(\.isWhitespace) {
            html += "<p>"
            for character in line.unicodeScalars {
                switch character {
                case "&": html += "&amp;"
                case "<": html += "&lt;"
                case ">": html += "&gt;"
                default: html.unicodeScalars.append(character)
                }
            }
            html += "</p>"
        }
        return html
    }
}
