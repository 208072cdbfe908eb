/// JSON as pages embed it, read into a flat list of entries over its own bytes.
///
/// The parser of PotokConfiguration is made for people who write a configuration: it explains every fault and knows every
/// place. What pages embed is megabytes that nobody reads, of which a dozen strings are wanted. So this one takes what
/// can be understood, copies nothing, and decodes a string only when it is asked for.
///
/// Beyond RFC 8259 it accepts what is found in pages: comments, commas too many, control characters and quotes within
/// strings, a text that ends early. Depth, entries and bytes are bounded.
struct LinkedDataTape: Sendable {
    /// What an entry is.
    enum Kind: UInt8, Sendable {
        case null, boolean, number, string, escapedString, array, object
    }

    /// One value, or one key.
    ///
    /// A container is followed by what it holds; `end` is then the entry behind it.
    struct Entry: Sendable {
        var kind: Kind
        var start: UInt32
        var end: UInt32
    }

    /// Where reading stops; nothing that a page means to say lies beyond.
    enum Limit {
        static let depth = 64
        static let entries = 65_536
        static let bytes = 1 << 20
    }

    let bytes: [UInt8]
    fileprivate(set) var entries: [Entry] = []
    /// The entries of the values that stand outermost; more than one when a script holds several.
    fileprivate(set) var roots: [Int] = []
    /// What could not be read, in words; nil when everything could.
    fileprivate(set) var fault: String?

    /// Reads the text of one script.
    init(_ text: [UInt8]) {
        bytes = text.count > Limit.bytes ? Array(text[..<Limit.bytes]) : text
        var reader = LinkedDataReader(bytes: bytes)
        reader.read()
        entries = reader.entries
        roots = reader.roots
        fault = text.count > Limit.bytes ? "it is longer than 1 MiB; the rest was not read" : reader.fault
    }

    /// The values that stand outermost.
    var values: [LinkedDataValue] { roots.map { LinkedDataValue(tape: self, index: $0) } }
}

/// The reader behind ``LinkedDataTape``.
private struct LinkedDataReader {
    typealias Kind = LinkedDataTape.Kind
    typealias Limit = LinkedDataTape.Limit

    let bytes: [UInt8]
    var position = 0
    var entries: [LinkedDataTape.Entry] = []
    var roots: [Int] = []
    var fault: String?

    init(bytes: [UInt8]) { self.bytes = bytes }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func starts(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        return text.withUTF8Buffer { wanted in
            for index in 0..<count where bytes[position + index] != wanted[index] { return false }
            return true
        }
    }

    mutating func read() {
        skipWrapper()
        while let byte = current {
            guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else {
                if roots.isEmpty { fault = "it does not begin with an object or an array" }
                return
            }
            let root = entries.count
            readValue(depth: 0)
            roots.append(root)
            guard fault == nil else { return }
            skipSpace()
            while current == UInt8(ascii: ",") || current == UInt8(ascii: ";") {
                position += 1
                skipSpace()
            }
        }
        if roots.isEmpty { fault = "it is empty" }
    }

    /// Steps over what hides a script from very old browsers, and from XML.
    private mutating func skipWrapper() {
        while true {
            skipSpace()
            if starts("\u{FEFF}") {
                position += 3
            } else if starts("<!--") {
                position += 4
            } else if starts("<![CDATA[") {
                position += 9
            } else {
                return
            }
        }
    }

    /// Steps over white space and comments; of a comment that only opens or closes a wrapper, the wrapper is seen.
    private mutating func skipSpace() {
        while let byte = current {
            if byte <= 0x20 {
                position += 1
            } else if byte == UInt8(ascii: "/"), starts("//") {
                position += 2
                while current == 0x20 { position += 1 }
                if starts("<![CDATA[") || starts("<!--") { return }
                while let next = current, next != 0x0A, next != 0x0D { position += 1 }
            } else if byte == UInt8(ascii: "/"), starts("/*") {
                position += 2
                while position < bytes.count, !starts("*/") { position += 1 }
                position = min(position + 2, bytes.count)
            } else {
                return
            }
        }
    }

    /// Reads one value; what is none ends the reading with a fault.
    private mutating func readValue(depth: Int) {
        guard let byte = current else {
            fault = fault ?? "it ends in the middle"
            return
        }
        guard entries.count < Limit.entries else {
            fault = "it holds more than \(Limit.entries) values"
            return
        }
        switch byte {
        case UInt8(ascii: "{"): readContainer(.object, closing: UInt8(ascii: "}"), depth: depth)
        case UInt8(ascii: "["): readContainer(.array, closing: UInt8(ascii: "]"), depth: depth)
        case UInt8(ascii: "\""): readString()
        default: readWord()
        }
    }

    private mutating func readContainer(_ kind: Kind, closing: UInt8, depth: Int) {
        guard depth < Limit.depth else {
            fault = "it is nested more than \(Limit.depth) deep"
            return
        }
        let own = entries.count
        entries.append(.init(kind: kind, start: UInt32(position), end: 0))
        position += 1
        loop: while fault == nil {
            skipSpace()
            switch current {
            case closing?:
                position += 1
                break loop
            case UInt8(ascii: ",")?:
                position += 1
            case nil:
                fault = "it ends in the middle"
            default:
                if kind == .object {
                    readMember(depth: depth)
                } else {
                    readValue(depth: depth + 1)
                }
            }
        }
        entries[own].end = UInt32(entries.count)
    }

    private mutating func readMember(depth: Int) {
        guard current == UInt8(ascii: "\"") else {
            fault = "a key without quotes stands in it"
            return
        }
        let key = entries.count
        readString()
        skipSpace()
        guard current == UInt8(ascii: ":") else {
            fault = fault ?? "a key without a value stands in it"
            entries.removeSubrange(key...)
            return
        }
        position += 1
        skipSpace()
        let value = entries.count
        readValue(depth: depth + 1)
        // A key never stands without its value, so that members are always pairs.
        if entries.count == value { entries.removeSubrange(key...) }
    }

    /// Reads a string; a quote that nothing follows which may follow a string belongs to the string.
    private mutating func readString() {
        position += 1
        let start = position
        var kind = Kind.string
        while let byte = current {
            if byte == UInt8(ascii: "\\") {
                kind = .escapedString
                position += 2
            } else if byte == UInt8(ascii: "\""), endsString(at: position) {
                entries.append(.init(kind: kind, start: UInt32(start), end: UInt32(position)))
                position += 1
                return
            } else {
                position += 1
            }
        }
        position = bytes.count
        fault = "a string in it is not closed"
    }

    private func endsString(at quote: Int) -> Bool {
        var next = quote + 1
        while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
        guard next < bytes.count else { return true }
        switch bytes[next] {
        case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "/"): return true
        default: return false
        }
    }

    private mutating func readWord() {
        let start = position
        while let byte = current, byte > 0x20, !",]}:\"{[".utf8.contains(byte) { position += 1 }
        guard position > start else {
            fault = "a character that is no JSON stands in it"
            return
        }
        let kind: Kind =
            switch bytes[start] {
            case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
            case UInt8(ascii: "n"), UInt8(ascii: "u"): .null
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): .number
            default: .null
            }
        entries.append(.init(kind: kind, start: UInt32(start), end: UInt32(position)))
    }
}
