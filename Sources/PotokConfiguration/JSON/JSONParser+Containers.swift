extension JSONParser {
    /// Reads the elements of an array whose bracket was read, and its closing bracket.
    mutating func parseElements() -> JSONValue.Content {
        var elements: [JSONValue] = []
        var comma: Int?
        while true {
            skipSpace()
            if closes(UInt8(ascii: "]"), after: comma) { return .array(elements) }
            if skipExtraComma() { continue }
            if current == UInt8(ascii: ":") {
                skipUnexpected(expecting: "a value")
                continue
            }
            let start = position
            let value = parseValue()
            if position > start { elements.append(value) }
            comma = separator(before: UInt8(ascii: "]"))
        }
    }

    /// Reads the members of an object whose bracket was read, and its closing bracket.
    mutating func parseMembers() -> JSONValue.Content {
        var members: [JSONMember] = []
        var places: [String: Int] = [:]
        var comma: Int?
        while true {
            skipSpace()
            if closes(UInt8(ascii: "}"), after: comma) { return .object(members) }
            if skipExtraComma() { continue }
            guard let (key, keyRange) = parseKey() else {
                comma = nil
                continue
            }
            if let first = places[key] {
                report(
                    JSONProblem(
                        .jsonDuplicateKey,
                        "the key '\(DisplayText.quote(key))' is already in this object, on line \(line(of: first))",
                        at: keyRange
                    )
                )
            } else {
                places[key] = keyRange.lowerBound
            }
            members.append(JSONMember(key, parseMemberValue(after: keyRange), keyRange: keyRange))
            comma = separator(before: UInt8(ascii: "}"))
        }
    }

    private func line(of offset: Int) -> Int {
        SourceText.lineStarts(of: bytes.prefix(offset)).count
    }

    /// Whether the container ends here, by its bracket, by that of an outer one or by the end of the text.
    private mutating func closes(_ closing: UInt8, after comma: Int?) -> Bool {
        guard let byte = current else {
            if let last = open.last { reportUnclosed(last) }
            return true
        }
        if byte == closing {
            if let comma {
                report(
                    JSONProblem(
                        .jsonTrailingComma,
                        "nothing follows this comma",
                        hint: "remove the comma",
                        at: comma..<comma + 1
                    )
                )
            }
            position += 1
            return true
        }
        guard byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") else { return false }
        isStructureSound = false
        let opening = byte == UInt8(ascii: "}") ? UInt8(ascii: "{") : UInt8(ascii: "[")
        let name = Character(Unicode.Scalar(byte))
        if open.dropLast().contains(where: { $0.bracket == opening }), let last = open.last {
            // The outer container takes the bracket.
            report(
                JSONProblem(
                    .jsonUnclosed,
                    "'\(Character(Unicode.Scalar(closing)))' is missing before this '\(name)': the "
                        + "'\(Character(Unicode.Scalar(last.bracket)))' of line \(line(of: last.position)) is still open",
                    at: position..<position + 1
                )
            )
            return true
        }
        report(
            JSONProblem(
                .jsonUnexpectedCharacter,
                "'\(name)' closes nothing that is open here",
                at: position..<position + 1
            )
        )
        position += 1
        skipSpace()
        return closes(closing, after: nil)
    }

    mutating func reportUnclosed(_ last: (bracket: UInt8, position: Int)) {
        isStructureSound = false
        guard !hasReportedUnclosed else { return }
        hasReportedUnclosed = true
        report(
            JSONProblem(
                .jsonUnclosed,
                "this '\(Character(Unicode.Scalar(last.bracket)))' is not closed before the text ends",
                at: last.position..<last.position + 1
            )
        )
    }

    private mutating func skipExtraComma() -> Bool {
        guard current == UInt8(ascii: ",") else { return false }
        report(
            JSONProblem(
                .jsonExtraComma,
                "nothing stands before this comma",
                hint: "remove the comma",
                at: position..<position + 1
            )
        )
        position += 1
        return true
    }

    /// Reads the comma after a member or element; its place, or nil when there is none.
    private mutating func separator(before closing: UInt8) -> Int? {
        let valueEnd = position
        skipSpace()
        defer { forgivesMissingComma = false }
        guard let byte = current else { return nil }
        switch byte {
        case UInt8(ascii: ","):
            position += 1
            return position - 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            return nil
        case UInt8(ascii: ";"):
            report(
                JSONProblem(
                    .jsonUnexpectedCharacter,
                    "a comma separates here, not ';'",
                    at: position..<position + 1
                )
            )
            position += 1
            return nil
        case UInt8(ascii: ":") where closing == UInt8(ascii: "]"):
            isStructureSound = false
            report(
                JSONProblem(
                    .jsonUnexpectedCharacter,
                    "a colon follows a key of an object, and this is in an array",
                    hint: "is a ']' missing before the key?",
                    at: position..<position + 1
                )
            )
            position += 1
            return nil
        default:
            if !forgivesMissingComma {
                report(JSONProblem(.jsonMissingComma, "a comma is missing here", at: valueEnd..<valueEnd))
            }
            return nil
        }
    }

    /// Reads a key in whatever quotes; nil when there is none, which is then reported and stepped over.
    private mutating func parseKey() -> (String, Range<Int>)? {
        guard let byte = current else { return nil }
        let start = position
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || typographicQuoteLength > 0 {
            let key = parseString()
            return (key, start..<position)
        }
        if Self.isWord(byte) {
            while let next = current, Self.isWord(next) || next == UInt8(ascii: "-") || next == UInt8(ascii: ".") {
                position += 1
            }
            let key = String(decoding: bytes[start..<position], as: UTF8.self)
            report(
                JSONProblem(
                    .jsonUnquotedKey,
                    "a key stands in double quotes",
                    hint: "write \"\(DisplayText.quote(key))\"",
                    at: start..<position
                )
            )
            return (key, start..<position)
        }
        isStructureSound = false
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
            report(
                JSONProblem(
                    .jsonUnexpectedCharacter,
                    "a key in double quotes is expected here, not '\(Character(Unicode.Scalar(byte)))'",
                    at: start..<start + 1
                )
            )
            _ = parseValue()
            _ = separator(before: UInt8(ascii: "}"))
        } else {
            skipUnexpected(expecting: "a key in double quotes")
        }
        return nil
    }

    private mutating func parseMemberValue(after keyRange: Range<Int>) -> JSONValue {
        let keyEnd = position
        skipSpace()
        switch current {
        case UInt8(ascii: ":"):
            position += 1
        case UInt8(ascii: "="):
            report(
                JSONProblem(
                    .jsonMissingColon,
                    "a colon stands between key and value, not '='",
                    at: position..<position + 1
                )
            )
            position += 1
        case nil, UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
            isStructureSound = false
            if current == nil, let last = open.last {
                reportUnclosed(last)
            } else {
                report(JSONProblem(.jsonMissingValue, "this key has no value", at: keyRange))
            }
            return JSONValue(.invalid, range: keyEnd..<keyEnd)
        default:
            isStructureSound = false
            report(JSONProblem(.jsonMissingColon, "a colon is missing after this key", at: keyRange))
        }
        skipSpace()
        while current == UInt8(ascii: ":") {
            skipUnexpected(expecting: "a value")
            skipSpace()
        }
        return parseValue()
    }
}
