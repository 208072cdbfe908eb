extension JSONParser {
    /// The length of a typographic quote at the position: `“ ” „ ‟ ‘ ’ ‚ ‛` or `« »`; 0 when there is none.
    var typographicQuoteLength: Int {
        if peek(0) == 0xE2, peek(1) == 0x80, let third = peek(2), third >= 0x98, third <= 0x9F { return 3 }
        if peek(0) == 0xC2, let second = peek(1), second == 0xAB || second == 0xBB { return 2 }
        return 0
    }

    /// Reads a string in straight double quotes, or reports the other quotes and reads what they enclose.
    mutating func parseString() -> String {
        let start = position
        let typographic = typographicQuoteLength
        let isSingle = current == UInt8(ascii: "'")
        position += max(1, typographic)
        if isSingle || typographic > 0 {
            report(
                JSONProblem(
                    .jsonWrongQuotes,
                    isSingle
                        ? "text stands in double quotes, not single ones"
                        : "text stands in straight double quotes (\"), not typographic ones",
                    hint: "write \" at both ends",
                    at: start..<position
                )
            )
        }
        var text: [UInt8] = []
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\"") where !isSingle:
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "'") where isSingle:
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                parseEscape(into: &text)
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                reportUnterminated(from: start)
                return String(decoding: text, as: UTF8.self)
            case 0..<0x20:
                let name =
                    byte == 0x09
                    ? "a tab"
                    : "the control character U+00\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
                let escape = byte == 0x09 ? "\\t" : "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
                report(
                    JSONProblem(
                        .jsonControlCharacter,
                        "text cannot hold \(name) as it is",
                        hint: "write \(escape)",
                        at: position..<position + 1
                    )
                )
                text.append(byte)
                position += 1
            default:
                let length = typographic > 0 ? typographicQuoteLength : 0
                if length > 0 {
                    position += length
                    return String(decoding: text, as: UTF8.self)
                }
                text.append(byte)
                position += 1
            }
        }
        reportUnterminated(from: start)
        return String(decoding: text, as: UTF8.self)
    }

    /// Reports a string without a closing quote, and gives back the brackets and commas at the end of its line.
    private mutating func reportUnterminated(from start: Int) {
        forgivesMissingComma = true
        isStructureSound = false
        lastUnterminated = start
        defer {
            while position > start + 1, ",}] \t".utf8.contains(bytes[position - 1]) { position -= 1 }
        }
        report(
            JSONProblem(
                .jsonUnterminatedString,
                "this text has no closing quote on its line",
                hint: "close it with \"; a line break inside text is written \\n",
                at: start..<position
            )
        )
    }

    /// Reads a backslash and what belongs to it (RFC 8259 section 7).
    private mutating func parseEscape(into text: inout [UInt8]) {
        let start = position
        position += 1
        guard let byte = current, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") else { return }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): parseUnicodeEscape(from: start, into: &text)
        default:
            // The rest of a character beyond ASCII belongs to the escape.
            while let next = current, next & 0xC0 == 0x80 { position += 1 }
            let shown = DisplayText.quote(String(decoding: bytes[start..<position], as: UTF8.self))
            report(
                JSONProblem(
                    .jsonEscape,
                    "'\(shown)' is no escape of JSON",
                    hint: "a backslash itself is written \\\\",
                    at: start..<position
                )
            )
            text.append(contentsOf: bytes[start + 1..<position])
        }
    }

    private mutating func parseUnicodeEscape(from start: Int, into text: inout [UInt8]) {
        guard let first = parseHexadecimal() else {
            report(
                JSONProblem(.jsonEscape, "four hexadecimal digits follow \\u", at: start..<position)
            )
            return
        }
        var code = first
        if (0xD800..<0xDC00).contains(first), peek(0) == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "u") {
            let before = position
            position += 2
            if let second = parseHexadecimal(), (0xDC00..<0xE000).contains(second) {
                code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
            } else {
                position = before
            }
        }
        guard let scalar = Unicode.Scalar(code) else {
            report(
                JSONProblem(
                    .jsonEscape,
                    "this escape is half of a surrogate pair and stands for no character",
                    at: start..<position
                )
            )
            text.append(contentsOf: [0xEF, 0xBF, 0xBD])
            return
        }
        text.append(contentsOf: Array(String(Character(scalar)).utf8))
    }

    private mutating func parseHexadecimal() -> UInt32? {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current else { return nil }
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }
}
