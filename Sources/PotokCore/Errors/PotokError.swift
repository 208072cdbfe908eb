/// What went wrong, where, and what a person can do about it.
///
/// `code` is stable and dotted (`database.locked`), so that scripts and `potok explain CODE` can rely on it; `message` says
/// what happened and where; `hint` says what to do next.
public struct PotokError: Error, Sendable, Hashable {
    /// A stable, dotted name of a kind of error, for example `fetch.timeout`.
    public struct Code: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible,
        ExpressibleByStringLiteral
    {
        /// The dotted name.
        public let rawValue: String

        /// Makes a code from its dotted name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Makes a code from its dotted name.
        public init(_ name: String) { self.rawValue = name }

        /// Makes a code from its dotted name.
        public init(stringLiteral name: String) { self.rawValue = name }

        /// The dotted name.
        public var description: String { rawValue }
    }

    /// The stable name of the kind of error.
    public var code: Code
    /// What happened, and to what.
    public var message: String
    /// What to do about it, when that is known.
    public var hint: String?
    /// The words of whatever failed underneath, when they add something.
    public var underlying: String?
    /// Whether the same attempt may succeed later without anybody changing anything.
    public var isRetryable: Bool

    /// Makes an error.
    public init(
        _ code: Code,
        _ message: String,
        hint: String? = nil,
        underlying: (any Error)? = nil,
        isRetryable: Bool = false
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.underlying = underlying.map { String(describing: $0) }
        self.isRetryable = isRetryable
    }
}

extension PotokError: CustomStringConvertible {
    /// One line: the message, what lies underneath, and the code in brackets.
    public var description: String {
        var line = message
        if let underlying { line += ": \(underlying)" }
        return "\(line) [\(code)]"
    }
}
