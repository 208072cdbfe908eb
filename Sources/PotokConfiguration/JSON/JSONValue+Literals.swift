extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Makes a string.
    public init(stringLiteral value: String) { self.init(.string(value)) }
    /// Makes a number.
    public init(integerLiteral value: Int) { self.init(.number(String(value))) }
    /// Makes a boolean.
    public init(booleanLiteral value: Bool) { self.init(.boolean(value)) }
    /// Makes an array.
    public init(arrayLiteral elements: JSONValue...) { self.init(.array(elements)) }
    /// Makes an object whose members keep their order.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(.object(elements.map { JSONMember($0.0, $0.1) }))
    }
}
