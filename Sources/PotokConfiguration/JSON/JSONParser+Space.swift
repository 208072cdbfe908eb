extension JSONParser {
    /// Steps over white space and comments; comments that are not read are reported.
    mutating func skipSpace() {
        while let byte = current {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                position += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                let start = position
                skipLine()
                if !options.allowsComments {
                    report(JSONProblem(.jsonComment, "JSON has no comments", at: start..<position))
                }
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
                skipBlockComment()
            case UInt8(ascii: "#"):
                let start = position
                skipLine()
                report(
                    JSONProblem(
                        .jsonComment,
                        "'#' begins no comment here",
                        hint: options.allowsComments ? "write // instead" : nil,
                        at: start..<position
                    )
                )
            case 0xC2 where peek(1) == 0xA0:
                report(
                    JSONProblem(
                        .jsonUnexpectedCharacter,
                        "a no-break space stands here",
                        hint: "write an ordinary space",
                        at: position..<position + 2
                    )
                )
                position += 2
            default:
                return
            }
        }
    }

    private mutating func skipLine() {
        while let byte = current, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { position += 1 }
    }

    private mutating func skipBlockComment() {
        let start = position
        position += 2
        while current != nil, !isAt("*/") { position += 1 }
        if isAt("*/") { position += 2 }
        report(
            JSONProblem(
                .jsonComment,
                "block comments are not read",
                hint: options.allowsComments ? "begin each line of the comment with //" : nil,
                at: start..<start + 2
            )
        )
    }

    /// Steps over one character, of however many bytes.
    mutating func skipCharacter() {
        guard position < end else { return }
        position += max(1, UTF8Scan.length(in: bytes, at: position, end: end))
    }

    /// Reports and steps over a run of characters that fit nothing.
    mutating func skipUnexpected(expecting what: String) {
        let start = position
        isStructureSound = false
        skipCharacter()
        while let byte = current, Self.isJunk(byte) { skipCharacter() }
        let shown = DisplayText.quote(String(decoding: bytes[start..<position], as: UTF8.self))
        report(
            JSONProblem(.jsonUnexpectedCharacter, "\(what) is expected here, not '\(shown)'", at: start..<position)
        )
    }

    private static func isJunk(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: ","),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\""),
            UInt8(ascii: "'"), UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: ":"), UInt8(ascii: "-"):
            false
        default:
            !isWord(byte)
        }
    }
}
