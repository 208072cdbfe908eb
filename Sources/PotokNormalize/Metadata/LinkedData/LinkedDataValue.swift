/// A value of a ``LinkedDataTape``.
struct LinkedDataValue: Sendable {
    let tape: LinkedDataTape
    let index: Int

    private var entry: LinkedDataTape.Entry { tape.entries[index] }

    /// The entry behind this value and all that it holds.
    private static func next(after index: Int, in tape: LinkedDataTape) -> Int {
        switch tape.entries[index].kind {
        case .array, .object: max(Int(tape.entries[index].end), index + 1)
        default: index + 1
        }
    }

    /// Whether it is an object.
    var isObject: Bool { entry.kind == .object }

    /// The text of a string or a number, its white space cleaned up; nil for anything else and for empty text.
    var text: String? {
        switch entry.kind {
        case .string, .number:
            let text = CleanText.line(tape.bytes[Int(entry.start)..<Int(entry.end)])
            return text.isEmpty ? nil : MarkupText.plain(text)
        case .escapedString:
            let text = CleanText.line(JSONEscapes.decode(tape.bytes[Int(entry.start)..<Int(entry.end)])[...])
            return text.isEmpty ? nil : MarkupText.plain(text)
        default: return nil
        }
    }

    /// The bytes of a string, its escapes decoded, everything else as it stands; nil for anything else.
    var stringBytes: [UInt8]? {
        switch entry.kind {
        case .string: Array(tape.bytes[Int(entry.start)..<Int(entry.end)])
        case .escapedString: JSONEscapes.decode(tape.bytes[Int(entry.start)..<Int(entry.end)])
        default: nil
        }
    }

    /// The elements of an array; of any other value, the value alone.
    var list: [LinkedDataValue] {
        guard entry.kind == .array else { return [self] }
        var elements: [LinkedDataValue] = []
        var next = index + 1
        while next < Int(entry.end) {
            elements.append(LinkedDataValue(tape: tape, index: next))
            next = Self.next(after: next, in: tape)
        }
        return elements
    }

    /// The value of the first member of this name; nil where there is none or the value is no object.
    subscript(key: StaticString) -> LinkedDataValue? {
        guard entry.kind == .object else { return nil }
        var next = index + 1
        let end = Int(entry.end)
        while next + 1 < end {
            if tape.isKey(next, key) { return LinkedDataValue(tape: tape, index: next + 1) }
            next = Self.next(after: next + 1, in: tape)
        }
        return nil
    }

    /// The values of an object's members.
    var memberValues: [LinkedDataValue] {
        guard entry.kind == .object else { return [] }
        var values: [LinkedDataValue] = []
        var next = index + 1
        let end = Int(entry.end)
        while next + 1 < end {
            values.append(LinkedDataValue(tape: tape, index: next + 1))
            next = Self.next(after: next + 1, in: tape)
        }
        return values
    }

    /// How many texts of a list are taken; no page lists more that matter.
    private static let longestList = 256

    /// The texts of a value that is a text or a list of them.
    var texts: [String] { list.prefix(Self.longestList).compactMap(\.text) }

    /// What the value is called, whether it is a text, an object with a name, or a list of either.
    var names: [String] { list.prefix(Self.longestList).compactMap { $0.text ?? $0["name"]?.list.first?.text } }

    /// The types of a thing without the prefix of their vocabulary: `NewsArticle` for `https://schema.org/NewsArticle`.
    var types: [String] {
        (self["@type"]?.texts ?? []).map { type in
            type.lastIndex { $0 == "/" || $0 == "#" || $0 == ":" }.map { String(type[type.index(after: $0)...]) }
                ?? type
        }
    }
}

extension LinkedDataTape {
    /// Whether an entry is a string of exactly these bytes.
    fileprivate func isKey(_ index: Int, _ key: StaticString) -> Bool {
        let entry = entries[index]
        let count = key.utf8CodeUnitCount
        guard entry.kind == .string, Int(entry.end &- entry.start) == count else { return false }
        let start = Int(entry.start)
        return key.withUTF8Buffer { wanted in
            for offset in 0..<count where bytes[start + offset] != wanted[offset] { return false }
            return true
        }
    }
}

/// The escapes of JSON strings (RFC 8259 section 7).
enum JSONEscapes {
    /// The text that a string spells, as valid UTF-8; an escape that means nothing stands for its own character.
    static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "\\"), index + 1 < bytes.endIndex else {
                output.append(byte)
                index += 1
                continue
            }
            index += 2
            switch bytes[index - 1] {
            case UInt8(ascii: "n"), UInt8(ascii: "r"): output.append(0x0A)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "b"), UInt8(ascii: "f"): output.append(0x20)
            case UInt8(ascii: "u"): index = decodeUnicode(bytes, at: index, into: &output)
            case let other: output.append(other)
            }
        }
        return output
    }

    /// Reads the digits behind `\u`, and the second half of a surrogate pair; returns the place behind.
    private static func decodeUnicode(_ bytes: ArraySlice<UInt8>, at start: Int, into output: inout [UInt8]) -> Int {
        guard var code = hexadecimal(bytes, at: start) else {
            output += [0xEF, 0xBF, 0xBD]
            return start
        }
        var next = start + 4
        if (0xD800..<0xDC00).contains(code), next + 1 < bytes.endIndex, bytes[next] == UInt8(ascii: "\\"),
            bytes[next + 1] == UInt8(ascii: "u"), let second = hexadecimal(bytes, at: next + 2),
            (0xDC00..<0xE000).contains(second)
        {
            code = 0x10000 + (code - 0xD800) << 10 + (second - 0xDC00)
            next += 6
        }
        output += Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
        return next
    }

    private static func hexadecimal(_ bytes: ArraySlice<UInt8>, at start: Int) -> UInt32? {
        guard start + 4 <= bytes.endIndex else { return nil }
        var code: UInt32 = 0
        for index in start..<start + 4 {
            let byte = bytes[index]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x41 + 10
            case 0x61...0x66: digit = byte - 0x61 + 10
            default: return nil
            }
            code = code << 4 | UInt32(digit)
        }
        return code
    }
}
