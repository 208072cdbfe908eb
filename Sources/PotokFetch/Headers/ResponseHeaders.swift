/// The header section of a response (RFC 9112 §5), parsed from its bytes.
///
/// It is read leniently, as clients of the web have to: lines without a colon are skipped, folded lines joined, lines may
/// end in LF alone. What libcurl refuses never gets here.
package struct ResponseHeaders: Sendable {
    /// One field.
    struct Field: Sendable, Hashable {
        /// The name in lower case.
        var name: String
        /// The value without white space at either end.
        var value: String
        /// Whether the bytes were UTF-8, so that the value can be sent back byte for byte.
        var isVerbatim: Bool
    }

    /// The fields, in order.
    private(set) var fields: [Field] = []

    /// Parses a header section; a status line in front is skipped.
    package init(_ bytes: [UInt8]) {
        fields.reserveCapacity(16)
        var start = 0
        while start < bytes.count {
            let newline = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
            var end = newline
            if end > start, bytes[end - 1] == 0x0d { end -= 1 }
            read(bytes[start..<end])
            start = newline + 1
        }
    }

    private mutating func read(_ line: ArraySlice<UInt8>) {
        guard let first = line.first else { return }
        if Self.isSpace(first) {
            guard var last = fields.popLast() else { return }
            let (more, isVerbatim) = Self.text(Self.trim(line))
            last.value += last.value.isEmpty || more.isEmpty ? more : " " + more
            last.isVerbatim = last.isVerbatim && isVerbatim
            fields.append(last)
            return
        }
        guard let colon = line.firstIndex(of: 0x3a), colon > line.startIndex else { return }
        // A status line has a colon at most in its reason, after a space; a field name has no space.
        let name = line[..<colon]
        guard name.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return }
        let (value, isVerbatim) = Self.text(Self.trim(line[(colon + 1)...]))
        let lower = String(decoding: name.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        fields.append(Field(name: lower, value: value, isVerbatim: isVerbatim))
    }

    /// The first value of a field.
    package func first(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// All values of a field, joined as a list (RFC 9110 §5.3); nil when there is none.
    package func joined(_ name: String) -> String? {
        var joined: String?
        for field in fields where field.name == name { joined = joined.map { "\($0), \(field.value)" } ?? field.value }
        return joined
    }

    /// All fields by name, repeated ones joined, without those a page has no use for.
    package var dictionary: [String: String] {
        var result = [String: String](minimumCapacity: fields.count)
        for field in fields where field.name != "set-cookie" && field.name != "content-type" {
            if let before = result[field.name] {
                result[field.name] = "\(before), \(field.value)"
            } else {
                result[field.name] = field.value
            }
        }
        return result
    }

    /// The first value of a field if it can be sent back as it came, byte for byte.
    func verbatim(_ name: String) -> String? {
        guard let field = fields.first(where: { $0.name == name }), field.isVerbatim, !field.value.isEmpty,
            field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 })
        else { return nil }
        return field.value
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func trim(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let first = bytes.firstIndex(where: { !isSpace($0) }) else { return [] }
        let last = bytes.lastIndex { !isSpace($0) } ?? first
        return bytes[first...last]
    }

    /// UTF-8 where it is; otherwise Latin-1, as HTTP once said.
    private static func text(_ bytes: ArraySlice<UInt8>) -> (String, isVerbatim: Bool) {
        if let text = String(validating: bytes, as: UTF8.self) { return (text, true) }
        return (String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })), false)
    }
}
