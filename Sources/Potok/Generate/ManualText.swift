/// Text as lines of mdoc(7): nothing in it means anything to the formatter, and each sentence begins a line of its own.
enum ManualText {
    /// Lines of at most 76 characters of source, as far as words allow.
    static func lines(_ text: String) -> [String] {
        var lines: [String] = []
        var line = ""
        var endsSentence = false
        for word in text.split(whereSeparator: \.isWhitespace) {
            let isBegin = endsSentence && (word.first?.isUppercase ?? false)
            let escaped = escape(String(word))
            if !line.isEmpty, isBegin || line.utf8.count + escaped.utf8.count > 75 {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? escaped : " " + escaped
            endsSentence = word.hasSuffix(".") || word.hasSuffix("?") || word.hasSuffix(".)")
        }
        if !line.isEmpty { lines.append(line) }
        return lines.map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : $0 }
    }

    /// A word of a macro's line: it is not taken for a macro itself.
    static func word(_ text: String) -> String {
        let escaped = escape(text)
        if escaped.contains(" ") { return "\"\(escaped)\"" }
        // All macros have two or three letters.
        return escaped.utf8.count <= 3 || ".,:;()[]?!|".contains(escaped.first ?? ".") ? "\\&" + escaped : escaped
    }

    /// Characters that a formatter would change as the ones that stay (groff_char(7)).
    static func escape(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "`": result += "\\(ga"
            case "'": result += "\\(aq"
            case "\"": result += "\\(dq"
            case "~": result += "\\(ti"
            case "^": result += "\\(ha"
            case "-": result += "\\-"
            case " "..."~": result.unicodeScalars.append(scalar)
            default:
                let number = String(scalar.value, radix: 16, uppercase: true)
                result += "\\[u" + String(repeating: "0", count: max(0, 4 - number.count)) + number + "]"
            }
        }
        return result
    }
}
