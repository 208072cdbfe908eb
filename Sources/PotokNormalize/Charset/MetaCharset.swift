/// The charset that a page declares in itself (HTML standard, 13.2.3.2, "prescan a byte stream to determine its encoding").
///
/// The standard looks at the first 1,024 bytes, and lets a parser that meets a declaration later begin anew (13.2.3.4). So
/// the whole head is looked at here at once.
enum MetaCharset {
    /// How many bytes are looked at.
    static let longest = 65_536

    /// The label in lower case; nil when the page declares none.
    static func find(_ page: [UInt8]) -> String? {
        var scanner = Scanner(bytes: page.prefix(longest))
        return scanner.run().map { label in
            // A page that could be read this far is not in UTF-16, whatever it says.
            switch EncodingLabel.encoding(label)?.name {
            case "utf-16le", "utf-16be": "utf-8"
            default: label == "x-user-defined" ? "windows-1252" : label
            }
        }
    }

    /// The walk over tags and comments that the standard prescribes.
    private struct Scanner {
        let bytes: ArraySlice<UInt8>
        var position: Int

        init(bytes: ArraySlice<UInt8>) {
            self.bytes = bytes
            position = bytes.startIndex
        }

        private var current: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

        private func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

        private func starts(_ word: StaticString) -> Bool {
            let count = word.utf8CodeUnitCount
            guard position + count <= bytes.endIndex else { return false }
            return word.withUTF8Buffer { wanted in
                for index in 0..<count where lower(bytes[position + index]) != wanted[index] { return false }
                return true
            }
        }

        private static func isSpace(_ byte: UInt8) -> Bool {
            byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D || byte == 0x20
        }

        mutating func run() -> String? {
            if starts("<?xml"), let label = xmlDeclaration() { return label }
            while let byte = current {
                guard byte == UInt8(ascii: "<") else {
                    position += 1
                    continue
                }
                if starts("<!--") {
                    position += 2
                    while position < bytes.endIndex, !starts("-->") { position += 1 }
                    position += 3
                } else if starts("<meta"), position + 5 < bytes.endIndex,
                    Self.isSpace(bytes[position + 5]) || bytes[position + 5] == UInt8(ascii: "/")
                {
                    position += 5
                    if let label = meta() { return label }
                } else if position + 1 < bytes.endIndex, isTag(at: position + 1) {
                    position += 1
                    while let next = current, !Self.isSpace(next), next != UInt8(ascii: ">") { position += 1 }
                    while attribute() != nil {}
                } else if starts("<!") || starts("</") || starts("<?") {
                    while let next = current, next != UInt8(ascii: ">") { position += 1 }
                } else {
                    position += 1
                }
            }
            return nil
        }

        private func isTag(at index: Int) -> Bool {
            let next = bytes[index] == UInt8(ascii: "/") ? index + 1 : index
            return next < bytes.endIndex && (0x61...0x7A).contains(lower(bytes[next]))
        }

        /// `encoding="…"` of an XML declaration; the label need not be one of the web's.
        private func xmlDeclaration() -> String? {
            let end = bytes[position...].prefix(512).firstIndex(of: UInt8(ascii: ">")) ?? position
            let text = String(decoding: bytes[position..<end], as: UTF8.self)
            guard let range = text[...].range(ofText: "encoding") else { return nil }
            let rest = text[range.upperBound...].drop { $0 == " " || $0 == "=" }
            guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
            let label = EncodingLabel.normal(String(rest.dropFirst().prefix { $0 != quote }))
            return EncodingLabel.encoding(label) == nil ? nil : label
        }

        /// What the attributes of a `<meta>` declare.
        private mutating func meta() -> String? {
            var gotPragma = false
            var needsPragma: Bool?
            var charset: String?
            var seen: Set<String> = []
            while let (name, value) = attribute() {
                guard seen.insert(name).inserted else { continue }
                switch name {
                case "http-equiv": if value == "content-type" { gotPragma = true }
                case "content":
                    if charset == nil, let label = Self.label(inContent: value) {
                        charset = label
                        needsPragma = true
                    }
                case "charset":
                    charset = EncodingLabel.normal(value)
                    needsPragma = false
                default: break
                }
            }
            guard let needsPragma, let charset, !charset.isEmpty, !needsPragma || gotPragma else { return nil }
            // The standard goes on after a label that it does not know.
            return EncodingLabel.encoding(charset) != nil || charset == "x-user-defined" || charset.hasPrefix("cp")
                || charset.hasPrefix("ibm") || charset.hasPrefix("iso-") || charset.hasPrefix("mac") ? charset : nil
        }

        /// "Extracting a character encoding from a meta element" (HTML standard, 2.4.4).
        private static func label(inContent value: String) -> String? {
            var rest = value[...]
            while let range = rest.range(ofText: "charset") {
                rest = rest[range.upperBound...].drop { $0.isWhitespace }
                guard rest.first == "=" else { continue }
                rest = rest.dropFirst().drop { $0.isWhitespace }
                if let quote = rest.first, quote == "\"" || quote == "'" {
                    rest = rest.dropFirst()
                    guard let end = rest.firstIndex(of: quote) else { return nil }
                    return EncodingLabel.normal(String(rest[..<end]))
                }
                return EncodingLabel.normal(String(rest.prefix { !$0.isWhitespace && $0 != ";" }))
            }
            return nil
        }

        /// "Get an attribute": the name and the value in lower case; nil at the end of the tag.
        private mutating func attribute() -> (name: String, value: String)? {
            while let byte = current, Self.isSpace(byte) || byte == UInt8(ascii: "/") { position += 1 }
            guard let first = current, first != UInt8(ascii: ">") else { return nil }
            var name: [UInt8] = []
            while let byte = current {
                if byte == UInt8(ascii: "="), !name.isEmpty { break }
                if Self.isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") { break }
                if name.count < 64 { name.append(lower(byte)) }
                position += 1
            }
            while let byte = current, Self.isSpace(byte) { position += 1 }
            guard current == UInt8(ascii: "=") else { return (String(decoding: name, as: UTF8.self), "") }
            position += 1
            while let byte = current, Self.isSpace(byte) { position += 1 }
            var value: [UInt8] = []
            if let quote = current, quote == 0x22 || quote == 0x27 {
                position += 1
                while let byte = current, byte != quote {
                    if value.count < 512 { value.append(lower(byte)) }
                    position += 1
                }
                position += 1
            } else {
                while let byte = current, !Self.isSpace(byte), byte != UInt8(ascii: ">") {
                    if value.count < 512 { value.append(lower(byte)) }
                    position += 1
                }
            }
            return (String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
        }
    }
}
