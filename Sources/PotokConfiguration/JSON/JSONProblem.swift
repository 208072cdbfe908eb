public import PotokCore

/// One thing that is wrong with a JSON text, and where.
public struct JSONProblem: Sendable, Hashable {
    /// The stable name of the kind of problem, for example `json.trailing-comma`.
    public var code: PotokError.Code
    /// What is wrong.
    public var message: String
    /// What to do about it, when that is known.
    public var hint: String?
    /// The bytes it is about; empty where something is missing.
    public var range: Range<Int>

    /// Makes a problem.
    public init(_ code: PotokError.Code, _ message: String, hint: String? = nil, at range: Range<Int>) {
        self.code = code
        self.message = message
        self.hint = hint
        self.range = range
    }
}

extension PotokError.Code {
    /// The text holds no value at all.
    public static let jsonEmpty = Self("json.empty")
    /// A byte is not UTF-8.
    public static let jsonInvalidUTF8 = Self("json.invalid-utf8")
    /// The text begins with a byte order mark.
    public static let jsonByteOrderMark = Self("json.byte-order-mark")
    /// Nothing follows a comma.
    public static let jsonTrailingComma = Self("json.trailing-comma")
    /// Nothing stands before a comma.
    public static let jsonExtraComma = Self("json.extra-comma")
    /// Two members or elements have no comma between them.
    public static let jsonMissingComma = Self("json.missing-comma")
    /// A key is not followed by a colon.
    public static let jsonMissingColon = Self("json.missing-colon")
    /// A value is missing.
    public static let jsonMissingValue = Self("json.missing-value")
    /// Text or a key has quotes other than the straight double ones.
    public static let jsonWrongQuotes = Self("json.wrong-quotes")
    /// A key has no quotes.
    public static let jsonUnquotedKey = Self("json.unquoted-key")
    /// Text has no quotes.
    public static let jsonUnquotedText = Self("json.unquoted-text")
    /// A key is in its object twice.
    public static let jsonDuplicateKey = Self("json.duplicate-key")
    /// `NaN`, `Infinity` and the like, which JSON does not have.
    public static let jsonNotFinite = Self("json.not-finite")
    /// A number is spelled as JSON does not allow.
    public static let jsonNumber = Self("json.number")
    /// A string holds a control character.
    public static let jsonControlCharacter = Self("json.control-character")
    /// A string holds a backslash with something that is no escape.
    public static let jsonEscape = Self("json.escape")
    /// A string ends with its line, without a closing quote.
    public static let jsonUnterminatedString = Self("json.unterminated-string")
    /// A comment of a kind that is not read.
    public static let jsonComment = Self("json.comment")
    /// A character has no business in this place.
    public static let jsonUnexpectedCharacter = Self("json.unexpected-character")
    /// An object or array is not closed.
    public static let jsonUnclosed = Self("json.unclosed")
    /// Something follows the value.
    public static let jsonTrailingContent = Self("json.trailing-content")
    /// Objects and arrays are nested too deeply.
    public static let jsonDepth = Self("json.depth")
    /// There were more problems than are reported.
    public static let jsonTooManyProblems = Self("json.too-many-problems")
}
