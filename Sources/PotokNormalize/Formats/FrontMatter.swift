/// The front matter of Markdown files: fields between `---` lines (YAML) or `+++` lines (TOML).
///
/// Only what such heads usually hold is read: names with a text, a list in brackets, or a list of `- ` lines. What is nested
/// deeper is passed over.
enum FrontMatter {
    /// Reads the front matter of a file; nil when it has none.
    static func read(_ bytes: ArraySlice<UInt8>) -> (fields: HeaderFields, length: Int)? {
        var lines = TextLines(bytes)
        guard let first = lines.next() else { return nil }
        let fence = trimmed(bytes[first])
        guard fence == "---" || fence == "+++" else { return nil }
        let separator: Character = fence == "---" ? ":" : "="
        var fields = HeaderFields()
        var list: HeaderFields.Field?
        while let range = lines.next() {
            let line = trimmed(bytes[range])
            if line == fence || fence == "---" && line == "..." { return (fields, lines.position - bytes.startIndex) }
            let isNested = bytes[range].first == 0x20 || bytes[range].first == 0x09
            if let field = list, line.hasPrefix("- ") {
                fields.add(field, scalar(line.dropFirst(2)))
                continue
            }
            guard !isNested else { continue }
            list = nil
            guard let place = line.firstIndex(of: separator) else { continue }
            let name = CleanText.line(line[..<place])
            guard let field = HeaderFields.field(named: name) else { continue }
            let value = CleanText.line(line[line.index(after: place)...])
            if value.isEmpty {
                list = field
            } else if value.hasPrefix("["), value.hasSuffix("]") {
                for part in value.dropFirst().dropLast().split(separator: ",") { fields.add(field, scalar(part)) }
            } else {
                fields.add(field, scalar(value))
            }
        }
        // Without an end it is a line and a text.
        return nil
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        CleanText.line(String(decoding: bytes, as: UTF8.self))
    }

    /// A text without its quotes, and without the comment behind it.
    private static func scalar(_ text: some StringProtocol) -> String {
        var line = CleanText.line(text)
        for quote in ["\"", "'"] where line.hasPrefix(quote) {
            if let end = line.dropFirst().firstIndex(of: Character(quote)) {
                return CleanText.line(line[line.index(after: line.startIndex)..<end])
            }
        }
        if let comment = line.range(of: " #") { line = CleanText.line(line[..<comment.lowerBound]) }
        return line
    }
}

extension String {
    /// Where a short text stands first in this one.
    fileprivate func range(of text: String) -> Range<String.Index>? { ranges(of: text).first }
}
