/// Writes JSON values as text (RFC 8259).
public enum JSONWriter {
    /// The text of a value over several lines, indented by two spaces a level, without a line end.
    public static func pretty(_ value: JSONValue) -> String {
        var text = ""
        write(value, level: 0, into: &text)
        return text
    }

    /// A string in quotes, escaped.
    public static func quoted(_ string: String) -> String {
        var text = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\0"..<" ", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    private static func write(_ value: JSONValue, level: Int, into text: inout String) {
        let inner = String(repeating: "  ", count: level + 1)
        let outer = String(repeating: "  ", count: level)
        switch value.content {
        case .null, .invalid: text += "null"
        case .boolean(let flag): text += flag ? "true" : "false"
        case .number(let spelling): text += spelling
        case .string(let string): text += quoted(string)
        case .array(let elements):
            if elements.allSatisfy({ $0.elements == nil && $0.members == nil }) {
                text += "["
                for (index, element) in elements.enumerated() {
                    if index > 0 { text += ", " }
                    write(element, level: level, into: &text)
                }
                text += "]"
                return
            }
            text += "[\n"
            for (index, element) in elements.enumerated() {
                if index > 0 { text += ",\n" }
                text += inner
                write(element, level: level + 1, into: &text)
            }
            text += "\n\(outer)]"
        case .object(let members):
            if members.isEmpty {
                text += "{}"
                return
            }
            text += "{\n"
            for (index, member) in members.enumerated() {
                if index > 0 { text += ",\n" }
                text += inner + quoted(member.key) + ": "
                write(member.value, level: level + 1, into: &text)
            }
            text += "\n\(outer)}"
        }
    }
}
