extension JSONParser {
    /// Whether a byte can be in a bare word: letters, digits, `_`, `$` and everything beyond ASCII.
    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default:
            false
        }
    }

    /// Reads `true`, `false`, `null`, or reports what else stands there.
    mutating func parseWord() -> JSONValue {
        let start = position
        while let byte = current,
            Self.isWord(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
                || (byte == UInt8(ascii: ":") && peek(1) == UInt8(ascii: "/"))
        {
            position += 1
        }
        let range = start..<position
        let word = String(decoding: bytes[range], as: UTF8.self)
        switch word {
        case "true": return JSONValue(.boolean(true), range: range)
        case "false": return JSONValue(.boolean(false), range: range)
        case "null": return JSONValue(.null, range: range)
        default: break
        }
        switch word.lowercased() {
        case "true", "false", "null", "none", "nil", "undefined":
            let right = word.lowercased() == "true" ? "true" : word.lowercased() == "false" ? "false" : "null"
            report(
                JSONProblem(
                    .jsonUnquotedText,
                    "JSON has no '\(word)'",
                    hint: "write \(right), in small letters and without quotes",
                    at: range
                )
            )
        case "nan", "infinity", "inf":
            report(JSONProblem(.jsonNotFinite, "JSON has no '\(word)', only finite numbers", at: range))
        default:
            let shown = DisplayText.quote(word)
            report(
                JSONProblem(
                    .jsonUnquotedText,
                    "text stands in double quotes",
                    hint: "write \"\(shown)\"",
                    at: range
                )
            )
        }
        return JSONValue(.invalid, range: range)
    }

    /// Reads a number (RFC 8259 section 6), or reports what is wrong with its spelling.
    mutating func parseNumber() -> JSONValue {
        let start = position
        while let byte = current,
            Self.isWord(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
                || byte == UInt8(ascii: "%")
        {
            position += 1
        }
        let range = start..<position
        let text = String(decoding: bytes[range], as: UTF8.self)
        if Self.isNumber(bytes[range]) { return JSONValue(.number(text), range: range) }
        let shown = DisplayText.quote(text)
        let unsigned = text.drop { $0 == "-" || $0 == "+" }.lowercased()
        if unsigned == "nan" || unsigned == "infinity" || unsigned == "inf" {
            report(JSONProblem(.jsonNotFinite, "JSON has no '\(shown)', only finite numbers", at: range))
        } else if text.contains(where: { ($0.isLetter && !"eExX".contains($0)) || $0 == "%" }),
            !unsigned.hasPrefix("0x")
        {
            report(
                JSONProblem(
                    .jsonUnquotedText,
                    "'\(shown)' is no number; text stands in double quotes",
                    hint: "write \"\(shown)\"",
                    at: range
                )
            )
        } else {
            report(
                JSONProblem(.jsonNumber, "'\(shown)' is not how JSON writes a number", hint: hint(for: text), at: range)
            )
        }
        return JSONValue(.invalid, range: range)
    }

    private func hint(for text: String) -> String? {
        if text.hasPrefix("+") { return "leave the '+' out" }
        if text.hasPrefix(".") || text.hasPrefix("-.") { return "write a digit before the point" }
        if text.hasSuffix(".") { return "write a digit after the point" }
        if text.contains("_") { return "write the digits without '_'" }
        if text.lowercased().contains("x") { return "write it in decimal digits" }
        if text.drop(while: { $0 == "-" }).hasPrefix("0") { return "leave the leading zeros out" }
        return nil
    }

    /// Whether bytes are a number by the grammar of RFC 8259.
    static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        func isDigit(_ byte: UInt8?) -> Bool {
            guard let byte else { return false }
            return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        guard isDigit(rest.first) else { return false }
        if rest.first == UInt8(ascii: "0") {
            rest = rest.dropFirst()
        } else {
            rest = rest.drop { isDigit($0) }
        }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard isDigit(rest.first) else { return false }
            rest = rest.drop { isDigit($0) }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard isDigit(rest.first) else { return false }
            rest = rest.drop { isDigit($0) }
        }
        return rest.isEmpty
    }
}
