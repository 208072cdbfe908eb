import PotokCore
import PotokHTML

/// The inside of an element.
struct XMLText {
    /// The text without white space around it; as markup when there are elements in it.
    var text: String
    /// Whether there are elements in it.
    var hasElements = false
    /// The inside of the one `div` that is all of it (RFC 4287, 3.1.1.3); nil when it is something else.
    var insideDiv: String?
}

extension XMLReader {
    /// Reads the rest of the innermost open element as text and closes it.
    ///
    /// Without elements in it, references are replaced. With elements in it, it is markup: tags without their prefixes,
    /// references as they stand, and CDATA sections with references instead of signs.
    mutating func text() -> XMLText {
        let start = position
        // A single piece without references is not copied.
        var only: (from: Int, to: Int)?
        var isJoined = false
        scratch.removeAll(keepingCapacity: true)
        while true {
            let from: Int
            let to: Int
            let isLiteral: Bool
            switch token() {
            case .text(let start, let end): (from, to, isLiteral) = (start, end, isPlain(start, end))
            case .characters(let start, let end): (from, to, isLiteral) = (start, end, true)
            case .start:
                rewind(to: start)
                return markup()
            case .end, .finish:
                if isJoined { return XMLText(text: trimmed(scratch, 0, scratch.count)) }
                guard let range = only else { return XMLText(text: "") }
                if !holdsControls(range.from, range.to) { return XMLText(text: trimmed(bytes, range.from, range.to)) }
                append(range.from, range.to)
                return XMLText(text: trimmed(scratch, 0, scratch.count))
            }
            if !isJoined, only == nil, isLiteral {
                only = (from, to)
                continue
            }
            if !isJoined, let range = only { append(range.from, range.to) }
            isJoined = true
            if isLiteral { append(from, to) } else { appendDecoded(from, to) }
        }
    }

    /// Reads the rest of the innermost open element as text alone, and closes it.
    mutating func plainText() -> String { text().text }

    // MARK: Markup

    private static let voids: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]

    /// Reads the rest of the innermost open element as markup and closes it.
    private mutating func markup() -> XMLText {
        scratch.removeAll(keepingCapacity: true)
        let outer = depth - 1
        var roots = 0
        var hasRootText = false
        var isDiv = false
        var inside = 0
        var insideEnd = 0
        var names: [(from: Int, to: Int, isOpen: Bool)] = []
        while true {
            switch token() {
            case .text(let from, let to):
                if names.isEmpty, !isBlank(from, to) { hasRootText = true }
                append(from, to)
            case .characters(let from, let to):
                if names.isEmpty { hasRootText = true }
                appendEscaped(from, to)
            case .start:
                let element = self.element
                if names.isEmpty {
                    roots += 1
                    isDiv = element.name == .div
                }
                scratch.append(0x3C)
                append(element.localStart, element.nameEnd)
                for attribute in attributes { append(attribute) }
                scratch.append(0x3E)
                if names.isEmpty { inside = scratch.count }
                names.append((element.localStart, element.nameEnd, true))
            case .end:
                guard depth > outer, let name = names.popLast() else {
                    var result = XMLText(text: trimmed(scratch, 0, scratch.count), hasElements: true)
                    if roots == 1, isDiv, !hasRootText { result.insideDiv = trimmed(scratch, inside, insideEnd) }
                    return result
                }
                if names.isEmpty { insideEnd = scratch.count }
                if !isVoid(name.from, name.to) {
                    scratch.append(contentsOf: [0x3C, 0x2F])
                    append(name.from, name.to)
                    scratch.append(0x3E)
                }
            case .finish: return XMLText(text: trimmed(scratch, 0, scratch.count), hasElements: true)
            }
        }
    }

    private func isVoid(_ from: Int, _ to: Int) -> Bool {
        to - from <= 6 && Self.voids.contains(String(decoding: bytes[from..<to], as: UTF8.self).lowercased())
    }

    private mutating func append(_ attribute: Attribute) {
        var end = attribute.nameStart
        while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0x3D { end += 1 }
        scratch.append(0x20)
        append(attribute.nameStart, end)
        scratch.append(contentsOf: [0x3D, 0x22])
        for index in attribute.start..<attribute.end {
            switch bytes[index] {
            case 0x22: scratch.append(contentsOf: "&quot;".utf8)
            case 0x3C: scratch.append(contentsOf: "&lt;".utf8)
            case let byte: scratch.append(byte)
            }
        }
        scratch.append(0x22)
        steps &+= attribute.end - attribute.start
    }

    // MARK: Pieces

    private mutating func append(_ from: Int, _ to: Int) {
        guard to > from else { return }
        steps &+= to - from
        if holdsControls(from, to) {
            for byte in bytes[from..<to] where !Self.isControl(byte) { scratch.append(byte) }
        } else {
            bytes.withUnsafeBufferPointer { scratch.append(contentsOf: UnsafeBufferPointer(rebasing: $0[from..<to])) }
        }
    }

    private mutating func appendEscaped(_ from: Int, _ to: Int) {
        steps &+= to - from
        for index in from..<to {
            switch bytes[index] {
            case 0x26: scratch.append(contentsOf: "&amp;".utf8)
            case 0x3C: scratch.append(contentsOf: "&lt;".utf8)
            case 0x3E: scratch.append(contentsOf: "&gt;".utf8)
            case let byte: if !Self.isControl(byte) { scratch.append(byte) }
            }
        }
    }

    /// Appends character data with its references replaced.
    private mutating func appendDecoded(_ from: Int, _ to: Int) {
        steps &+= to - from
        let scratchCount = scratch.count
        var unknown = 0
        // No reference stands for more than twice its length.
        let decoded = [UInt8](unsafeUninitializedCapacity: (to - from) * 2) { output, count in
            count = bytes.withUnsafeBufferPointer { Self.decode($0, from, to, output, &unknown) }
        }
        unknownReferences &+= unknown
        if scratchCount == 0 { scratch = decoded } else { scratch.append(contentsOf: decoded) }
    }

    /// Copies character data with its references replaced and without control characters; how many bytes were written.
    private static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ from: Int,
        _ to: Int,
        _ output: UnsafeMutableBufferPointer<UInt8>,
        _ unknown: inout Int
    ) -> Int {
        var index = from
        var count = 0
        while index < to {
            let byte = bytes[index]
            if byte != 0x26 {
                output[count] = byte
                count &+= isControl(byte) ? 0 : 1
                index &+= 1
                continue
            }
            let last = min(to, index &+ 34)
            var semicolon = index &+ 1
            while semicolon < last, bytes[semicolon] != 0x3B, bytes[semicolon] > 0x20, bytes[semicolon] != 0x26 {
                semicolon &+= 1
            }
            if semicolon < last, bytes[semicolon] == 0x3B {
                let known = common(bytes, index &+ 1, semicolon)
                if known != 0 {
                    output[count] = known
                    count &+= 1
                    index = semicolon &+ 1
                    continue
                }
                if let character = HTMLCharacterReference.value(Array(bytes[(index &+ 1)..<semicolon])[...]) {
                    for byte in character where !isControl(byte) {
                        output[count] = byte
                        count &+= 1
                    }
                    index = semicolon &+ 1
                    continue
                }
                unknown &+= 1
            }
            output[count] = 0x26
            count &+= 1
            index &+= 1
        }
        return count
    }

    /// What the five references of XML stand for (XML 1.0, 4.6), and those of ASCII by number; 0 for all others.
    @inline(__always)
    private static func common(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int) -> UInt8 {
        switch (to &- from, bytes[from]) {
        case (2, 0x6C) where bytes[from &+ 1] == 0x74: return 0x3C
        case (2, 0x67) where bytes[from &+ 1] == 0x74: return 0x3E
        case (3, 0x61) where bytes[from &+ 1] == 0x6D && bytes[from &+ 2] == 0x70: return 0x26
        case (3, 0x23) where bytes[from &+ 1] &- 0x30 < 10 && bytes[from &+ 2] &- 0x30 < 10:
            let code = (bytes[from &+ 1] &- 0x30) &* 10 &+ (bytes[from &+ 2] &- 0x30)
            return code >= 0x20 ? code : 0
        case (4, 0x71) where bytes[from &+ 1] == 0x75 && bytes[from &+ 2] == 0x6F && bytes[from &+ 3] == 0x74:
            return 0x22
        case (4, 0x61) where bytes[from &+ 1] == 0x70 && bytes[from &+ 2] == 0x6F && bytes[from &+ 3] == 0x73:
            return 0x27
        default: return 0
        }
    }

    /// A part of the document with its references replaced, without white space around it.
    mutating func decoded(_ from: Int, _ to: Int) -> String {
        if isPlain(from, to), !holdsControls(from, to) { return trimmed(bytes, from, to) }
        scratch.removeAll(keepingCapacity: true)
        appendDecoded(from, to)
        return trimmed(scratch, 0, scratch.count)
    }

    /// The value of an attribute.
    mutating func value(_ attribute: Attribute) -> String { decoded(attribute.start, attribute.end) }

    /// The value of the first attribute of a local name; nil without one.
    mutating func attribute(_ name: XMLName) -> String? {
        for attribute in attributes where attribute.name == name { return value(attribute) }
        return nil
    }

    private func isPlain(_ from: Int, _ to: Int) -> Bool { find(0x26, from, to) == to }

    private func isBlank(_ from: Int, _ to: Int) -> Bool { bytes[from..<to].allSatisfy(Self.isSpace) }

    private func holdsControls(_ from: Int, _ to: Int) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            // Without a way out in the middle, so that sixteen bytes are looked at at once.
            var found: UInt8 = 0
            for byte in UnsafeBufferPointer(rebasing: bytes[from..<max(from, to)]) {
                found |= byte < 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 ? 1 : 0
            }
            return found != 0
        }
    }

    /// Whether a byte is a control character that XML does not have (XML 1.0, 2.2).
    @inline(__always)
    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09
    }

    private func trimmed(_ bytes: [UInt8], _ from: Int, _ to: Int) -> String {
        var (from, to) = (from, max(from, to))
        while from < to, Self.isSpace(bytes[from]) { from &+= 1 }
        while to > from, Self.isSpace(bytes[to - 1]) { to &-= 1 }
        return String(decoding: bytes[from..<to], as: UTF8.self)
    }
}
