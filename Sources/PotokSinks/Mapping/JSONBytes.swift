/// Writes JSON (RFC 8259) as bytes.
///
/// Text goes out as the UTF-8 that it is: only quotes, backslashes and control characters are escaped, line ends among them,
/// so that a value is one line of NDJSON.
public struct JSONBytes: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// Nothing yet.
    public init() {}

    /// Makes room for what comes.
    public mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

    /// Ends a line, and begins another value.
    public mutating func endLine() {
        bytes.append(0x0A)
        needsComma = false
    }

    /// Begins an object.
    public mutating func beginObject() { open(0x7B) }
    /// Ends an object.
    public mutating func endObject() { close(0x7D) }
    /// Begins a list.
    public mutating func beginList() { open(0x5B) }
    /// Ends a list.
    public mutating func endList() { close(0x5D) }

    /// Writes the name of a member, before its value.
    public mutating func name(_ name: String) {
        text(name)
        bytes.append(0x3A)
        needsComma = false
    }

    /// Writes the name of a member that is spelled as JSON already, with quotes and colon.
    mutating func name(spelled: [UInt8]) {
        if needsComma { bytes.append(0x2C) }
        bytes.append(contentsOf: spelled)
        needsComma = false
    }

    /// Writes a whole number.
    public mutating func integer(_ value: some BinaryInteger) { literal(String(value)) }

    /// Writes a number; `null` for one that JSON cannot write.
    public mutating func number(_ value: Double) { literal(value.isFinite ? "\(value)" : "null") }

    /// Writes `true` or `false`.
    public mutating func boolean(_ value: Bool) { literal(value ? "true" : "false") }

    /// Writes a member with text.
    public mutating func member(_ name: String, _ value: String) {
        self.name(name)
        text(value)
    }

    /// Writes a member with a whole number.
    public mutating func member(_ name: String, _ value: Int64) {
        self.name(name)
        integer(value)
    }

    /// Writes a member with `true` or `false`.
    public mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        boolean(value)
    }

    /// Writes text.
    public mutating func text(_ value: String) {
        separate()
        bytes.append(0x22)
        var value = value
        value.withUTF8 { append(escaping: $0) }
        bytes.append(0x22)
    }

    /// Writes a value that is spelled as JSON already.
    public mutating func raw(_ spelled: [UInt8]) {
        separate()
        bytes.append(contentsOf: spelled)
    }

    private mutating func literal(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(0x2C) }
        needsComma = true
    }

    /// Whether a byte cannot stand in a string as it is.
    private static func isEscaped(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F }

    private mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard Self.isEscaped(byte) else {
                index += 1
                continue
            }
            // Runs without anything special are copied at once.
            bytes.append(contentsOf: text[start..<index])
            switch byte {
            case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
            case 0x0A: bytes.append(contentsOf: [0x5C, UInt8(ascii: "n")])
            case 0x0D: bytes.append(contentsOf: [0x5C, UInt8(ascii: "r")])
            case 0x09: bytes.append(contentsOf: [0x5C, UInt8(ascii: "t")])
            default:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            }
            index += 1
            start = index
        }
        bytes.append(contentsOf: text[start...])
    }
}
