/// White space and control characters, made the same everywhere.
enum CleanText {
    /// One line: runs of white space (also no-break spaces) become one space, control characters and soft hyphens go.
    ///
    /// Bytes must be valid UTF-8.
    static func line(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var isSpacePending = false
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D {
                isSpacePending = true
            } else if byte < 0x20 || byte == 0x7F {
                // A control character says nothing to a reader.
            } else if byte == 0xC2, index + 1 < bytes.endIndex, bytes[index + 1] == 0xA0 || bytes[index + 1] == 0xAD {
                // U+00A0 is a space; U+00AD, the soft hyphen, is nothing.
                if bytes[index + 1] == 0xA0 { isSpacePending = true }
                index += 1
            } else if byte == 0xEF, index + 2 < bytes.endIndex, bytes[index + 1] == 0xBB, bytes[index + 2] == 0xBF {
                index += 2
            } else {
                if isSpacePending, !output.isEmpty { output.append(0x20) }
                isSpacePending = false
                output.append(byte)
            }
            index += 1
        }
        return output
    }

    /// One line, as a string.
    static func line(_ text: some StringProtocol) -> String {
        String(decoding: line(Array(text.utf8)[...]), as: UTF8.self)
    }
}
