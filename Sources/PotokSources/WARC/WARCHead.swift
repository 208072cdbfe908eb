/// Reads the head of a record from its bytes, without making strings.
enum WARCHead {
    /// What a reader has to know of every record.
    struct Summary {
        var kind = WARCRecord.Kind.other
        var contentLength: Int?
        /// The length of the head, with the empty line that ends it.
        var length: Int
    }

    /// What bytes are.
    enum Reading {
        case head(Summary)
        /// They may be the beginning of one.
        case incomplete
        /// They begin with something else.
        case foreign
    }

    /// Reads the head at the beginning of bytes; lines may end in LF alone.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading {
        guard begins(bytes) else { return bytes.count < 6 && isPrefix(bytes) ? .incomplete : .foreign }
        var summary = Summary(length: 0)
        var line = 0
        var index = 0
        while index < bytes.count {
            guard bytes[index] == 0x0a else {
                index += 1
                continue
            }
            let end = index > line && bytes[index - 1] == 0x0d ? index - 1 : index
            if end == line {
                summary.length = index + 1
                return .head(summary)
            }
            note(UnsafeBufferPointer(rebasing: bytes[line..<end]), in: &summary)
            index += 1
            line = index
        }
        return .incomplete
    }

    /// Whether bytes begin as a record does: `WARC/` and a digit.
    static func begins(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.count >= 6 && isPrefix(bytes) && 0x30...0x39 ~= bytes[5]
    }

    private static func isPrefix(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let magic: StaticString = "WARC/"
        for index in 0..<min(bytes.count, 5) where bytes[index] != magic.utf8Start[index] { return false }
        return true
    }

    private static func note(_ line: UnsafeBufferPointer<UInt8>, in summary: inout Summary) {
        // Two letters and a length tell the fields apart that have to be read.
        guard line.count > 10 else { return }
        switch (line[0] | 0x20, line[5] | 0x20) {
        case (0x63, 0x6e):
            guard let value = value(of: "content-length", in: line) else { return }
            summary.contentLength = number(value)
        case (0x77, 0x74):
            guard let value = value(of: "warc-type", in: line) else { return }
            summary.kind = WARCRecord.Kind(rawValue: text(value).lowercased()) ?? .other
        default: return
        }
    }

    private static func number(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard !bytes.isEmpty, bytes.count < 19 else { return nil }
        var number = 0
        for byte in bytes {
            guard 0x30...0x39 ~= byte else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }

    /// The value of a line if it has this name (in lower case), without white space around it.
    private static func value(
        of name: StaticString,
        in line: UnsafeBufferPointer<UInt8>
    ) -> Slice<UnsafeBufferPointer<UInt8>>? {
        let length = name.utf8CodeUnitCount
        guard line.count > length else { return nil }
        for index in 0..<length {
            let byte = line[index]
            guard (0x41...0x5a ~= byte ? byte | 0x20 : byte) == name.utf8Start[index] else { return nil }
        }
        var colon = length
        while colon < line.count, line[colon] == 0x20 || line[colon] == 0x09 { colon += 1 }
        guard colon < line.count, line[colon] == 0x3a else { return nil }
        return trimmed(line[(colon + 1)...])
    }

    private static func trimmed(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
        var range = bytes.startIndex..<bytes.endIndex
        while let first = range.first, bytes[first] == 0x20 || bytes[first] == 0x09 { range.removeFirst() }
        while let last = range.last, bytes[last] == 0x20 || bytes[last] == 0x09 || bytes[last] == 0x0d {
            range.removeLast()
        }
        return bytes[range]
    }

    private static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The value of the first field of a name (in lower case); folded lines are joined.
    static func value(of name: StaticString, in head: [UInt8]) -> String? {
        head.withUnsafeBufferPointer { bytes in
            var found: String?
            var line = 0
            while line < bytes.count {
                var newline = line
                while newline < bytes.count, bytes[newline] != 0x0a { newline += 1 }
                let whole = UnsafeBufferPointer(rebasing: bytes[line..<newline])
                if let before = found {
                    guard let first = whole.first, first == 0x20 || first == 0x09 else { return before }
                    found = before + " " + text(trimmed(whole[...]))
                } else if let value = value(of: name, in: whole) {
                    found = text(value)
                }
                line = newline + 1
            }
            return found
        }
    }
}
