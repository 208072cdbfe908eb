/// A key of a JSON object with its value.
public struct JSONMember: Sendable, Hashable {
    /// The key, unescaped.
    public var key: String
    /// The bytes that spell the key, its quotes included.
    public var keyRange: Range<Int>
    /// The value.
    public var value: JSONValue

    /// Makes a member.
    public init(_ key: String, _ value: JSONValue, keyRange: Range<Int> = 0..<0) {
        self.key = key
        self.value = value
        self.keyRange = keyRange
    }
}
