/// JSON as feeds hold it, read forgivingly: what is cut off is left out, and depth is bounded.
indirect enum JSONValue {
    case null, bool(Bool), number(String), string(String), array([JSONValue]), object([String: JSONValue])

    /// How deep values may nest.
    static let depthLimit = 64

    /// The value of a key of an object.
    subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// Text, or a number as it is written; empty for all else.
    var text: String {
        switch self {
        case .string(let text), .number(let text): text
        default: ""
        }
    }

    /// The elements of an array; a single value counts as one.
    var elements: [JSONValue] {
        switch self {
        case .array(let values): values
        case .null: []
        default: [self]
        }
    }
}

/// Reads JSON (RFC 8259) from UTF-8.
struct JSONReader {
    /// What ends the reading.
    struct Failure: Error {
        /// Where.
        var position: Int
    }

    private let bytes: [UInt8]
    private var position = 0
    /// Whether the text ended before its value did.
    private(set) var isTruncated = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Reads the one value.
    mutating func read() throws(Failure) -> JSONValue { try value(0) ?? .null }

    private mutating func skipSpace() {
        while position < bytes.count, XMLReader.isSpace(bytes[position]) { position += 1 }
    }

    /// The next value; nil when the text ends within it and nothing of it counts.
    private mutating func value(_ depth: Int) throws(Failure) -> JSONValue? {
        skipSpace()
        guard position < bytes.count else {
            isTruncated = true
            return nil
        }
        guard depth < JSONValue.depthLimit else { throw Failure(position: position) }
        switch bytes[position] {
        case 0x7B: return try object(depth)
        case 0x5B: return try array(depth)
        case 0x22: return try string().map { .string($0) }
        case 0x2D, 0x30...0x39:
            let start = position
            while position < bytes.count, isNumber(bytes[position]) { position += 1 }
            return .number(String(decoding: bytes[start..<position], as: UTF8.self))
        default:
            let start = position
            while position < bytes.count, bytes[position] &- 0x61 < 26 { position += 1 }
            switch String(decoding: bytes[start..<position], as: UTF8.self) {
            case "null": return .null
            case "true": return .bool(true)
            case "false": return .bool(false)
            default:
                guard position == bytes.count, position > start else { throw Failure(position: start) }
                isTruncated = true
                return nil
            }
        }
    }

    private func isNumber(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2B || byte == 0x2E || byte | 0x20 == 0x65
    }

    private mutating func array(_ depth: Int) throws(Failure) -> JSONValue {
        position += 1
        var values: [JSONValue] = []
        while true {
            skipSpace()
            guard position < bytes.count else {
                isTruncated = true
                return .array(values)
            }
            if bytes[position] == 0x5D {
                position += 1
                return .array(values)
            }
            if bytes[position] == 0x2C {
                position += 1
                continue
            }
            let value = try value(depth + 1)
            // Of a cut list only what is whole counts; the list of items is not deeper than this.
            if isTruncated { return .array(values) }
            if let value { values.append(value) }
        }
    }

    private mutating func object(_ depth: Int) throws(Failure) -> JSONValue {
        position += 1
        var members: [String: JSONValue] = [:]
        while true {
            skipSpace()
            guard position < bytes.count else {
                isTruncated = true
                return .object(members)
            }
            switch bytes[position] {
            case 0x7D:
                position += 1
                return .object(members)
            case 0x2C: position += 1
            case 0x22:
                guard let key = try string() else { return .object(members) }
                skipSpace()
                guard position < bytes.count else {
                    isTruncated = true
                    return .object(members)
                }
                guard bytes[position] == 0x3A else { throw Failure(position: position) }
                position += 1
                if let value = try value(depth + 1) { members[key] = value }
                if isTruncated { return .object(members) }
            default: throw Failure(position: position)
            }
        }
    }

    private mutating func string() throws(Failure) -> String? {
        position += 1
        var start = position
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x22 {
                let end = position
                position += 1
                if text.isEmpty { return String(decoding: bytes[start..<end], as: UTF8.self) }
                text.append(contentsOf: bytes[start..<end])
                return String(decoding: text, as: UTF8.self)
            }
            guard byte == 0x5C else {
                position = plainEnd(position)
                continue
            }
            text.append(contentsOf: bytes[start..<position])
            position += 1
            guard position < bytes.count else { break }
            switch bytes[position] {
            case 0x6E: text.append(0x0A)
            case 0x74: text.append(0x09)
            case 0x72: text.append(0x0D)
            case 0x62, 0x66: break
            case 0x75:
                let scalar = unicode()
                text.append(contentsOf: String(scalar).utf8)
                start = position
                continue
            case let other: text.append(other)
            }
            position += 1
            start = position
        }
        isTruncated = true
        return nil
    }

    /// Where a quote or a backslash stands next, or the end.
    private func plainEnd(_ start: Int) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var index = start
            while index < bytes.count, bytes[index] != 0x22, bytes[index] != 0x5C { index &+= 1 }
            return index
        }
    }

    /// `uXXXX`, and the second half of a pair behind it; the position is behind both.
    private mutating func unicode() -> Unicode.Scalar {
        let first = hexadecimal(position + 1)
        position = min(position + 5, bytes.count)
        guard let first else { return "\u{FFFD}" }
        if first >= 0xD800, first < 0xDC00, position + 1 < bytes.count, bytes[position] == 0x5C,
            bytes[position + 1] == 0x75, let second = hexadecimal(position + 2), second >= 0xDC00, second < 0xE000
        {
            position = min(position + 6, bytes.count)
            return Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
        }
        return Unicode.Scalar(first) ?? "\u{FFFD}"
    }

    private func hexadecimal(_ start: Int) -> UInt32? {
        guard start + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[start..<start + 4] {
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x61 + 10)
            default: return nil
            }
        }
        return value
    }
}
