/// A JSON value that knows which bytes of its text it came from (RFC 8259).
///
/// A value that was read carries its byte range; ask ``SourceText/location(at:)`` for line and column. A value made in
/// code has the range `0..<0`.
public struct JSONValue: Sendable, Hashable {
    /// What a value is.
    public indirect enum Content: Sendable, Hashable {
        /// `null`.
        case null
        /// `true` or `false`.
        case boolean(Bool)
        /// A number, as it is spelled, so that no digit is lost.
        case number(String)
        /// A string, unescaped.
        case string(String)
        /// An array.
        case array([JSONValue])
        /// An object; its members in their order, repeated keys included.
        case object([JSONMember])
        /// What stood in this place was no JSON and has been reported; nothing more should be said about it.
        case invalid
    }

    /// What the value is.
    public var content: Content
    /// The bytes that spell the value, its quotes or brackets included.
    public var range: Range<Int>

    /// Makes a value.
    public init(_ content: Content, range: Range<Int> = 0..<0) {
        self.content = content
        self.range = range
    }

    /// The value as a person would call it: `text`, `a number`, `an object`.
    public var noun: String {
        switch content {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .number(let text): "the number \(text)"
        case .string: "text"
        case .array: "a list"
        case .object: "an object"
        case .invalid: "something that is no JSON"
        }
    }

    /// The string, when it is one.
    public var string: String? {
        if case .string(let value) = content { value } else { nil }
    }

    /// The whole number, when it is one that fits: `3`, `3.0` and `3e2` are, `3.5` is not.
    public var integer: Int? {
        guard case .number(let text) = content else { return nil }
        if let value = Int(text) { return value }
        guard let value = Double(text), value == value.rounded(), abs(value) <= 9_007_199_254_740_992 else {
            return nil
        }
        return Int(value)
    }

    /// The number, when it is a finite one.
    public var double: Double? {
        guard case .number(let text) = content, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// The boolean, when it is one.
    public var boolean: Bool? {
        if case .boolean(let value) = content { value } else { nil }
    }

    /// The elements, when it is an array.
    public var elements: [JSONValue]? {
        if case .array(let value) = content { value } else { nil }
    }

    /// The members, when it is an object.
    public var members: [JSONMember]? {
        if case .object(let value) = content { value } else { nil }
    }

    /// The value of the first member with a key.
    public subscript(key: String) -> JSONValue? {
        members?.first { $0.key == key }?.value
    }

    /// The element at a place; nil outside of the array.
    public subscript(index: Int) -> JSONValue? {
        guard let elements, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}
