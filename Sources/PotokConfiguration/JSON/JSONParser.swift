/// Reads JSON (RFC 8259) from bytes, with the place of every key and value, and goes on after an error.
///
/// One pass finds as many problems as a person can use: each mistake is reported once, where it is, and the rest of the text
/// is still read. `//` comments may be allowed. Nothing else is accepted beyond the standard, and no input traps:
/// the depth of nesting and the number of problems are bounded.
public struct JSONParser {
    /// What a parser accepts and where it stops.
    public struct Options: Sendable, Hashable {
        /// Whether `//` comments count as space.
        public var allowsComments = false
        /// How deeply arrays and objects may be nested.
        public var maximumDepth = 128
        /// How many problems are reported before the parser gives up.
        public var maximumProblems = 100

        /// Strict JSON.
        public init() {}

        /// JSON with `//` comments, as pipeline.json is written.
        public static var withComments: Options {
            var options = Options()
            options.allowsComments = true
            return options
        }
    }

    /// What reading gave: a value, problems, or both.
    public struct Result: Sendable {
        /// The value as far as it could be read; nil when there was none.
        public var value: JSONValue?
        /// What is wrong, in the order of the text.
        public var problems: [JSONProblem]
        /// Whether brackets, commas and colons are all in place, so that what is missing was not written.
        public var isStructureSound: Bool
    }

    /// Reads a whole text.
    public static func parse(_ bytes: [UInt8], options: Options = Options()) -> Result {
        parse(bytes, in: 0..<bytes.count, options: options)
    }

    /// Reads a part of a text; the places count from its beginning.
    static func parse(_ bytes: [UInt8], in range: Range<Int>, options: Options = Options()) -> Result {
        var parser = JSONParser(bytes: bytes, range: range, options: options)
        let value = parser.parseText()
        parser.problems.sort { $0.range.lowerBound < $1.range.lowerBound }
        return Result(value: value, problems: parser.problems, isStructureSound: parser.isStructureSound)
    }

    let bytes: [UInt8]
    let end: Int
    let options: Options
    var position: Int
    var problems: [JSONProblem] = []
    var isStructureSound = true
    /// Set when the number of problems is used up; everything then reads as the end of the text.
    var hasGivenUp = false
    /// The brackets that are open, with their places.
    var open: [(bracket: UInt8, position: Int)] = []
    var hasReportedUnclosed = false
    /// Set after a string that ended with its line: the comma that it swallowed is not reported as well.
    var forgivesMissingComma = false
    /// Where the last string without a closing quote began.
    var lastUnterminated = -1

    private init(bytes: [UInt8], range: Range<Int>, options: Options) {
        self.bytes = bytes
        self.position = range.lowerBound
        self.end = range.upperBound
        self.options = options
    }

    /// The byte at the position; nil at the end.
    var current: UInt8? { peek(0) }

    /// The byte some places further; nil behind the end.
    func peek(_ distance: Int) -> UInt8? {
        let index = position + distance
        return index < end && !hasGivenUp ? bytes[index] : nil
    }

    /// Whether an ASCII text stands at the position.
    func isAt(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { wanted in
            for (index, byte) in wanted.enumerated() where peek(index) != byte { return false }
            return true
        }
    }

    mutating func report(_ problem: JSONProblem) {
        guard !hasGivenUp else { return }
        problems.append(problem)
        if problems.count >= options.maximumProblems {
            problems.append(
                JSONProblem(
                    .jsonTooManyProblems,
                    "there are more problems; only the first are shown",
                    at: problem.range
                )
            )
            hasGivenUp = true
            isStructureSound = false
        }
    }

    // MARK: The whole text

    private mutating func parseText() -> JSONValue? {
        guard checkEncoding() else {
            isStructureSound = false
            return nil
        }
        skipSpace()
        guard current != nil else {
            if !hasGivenUp {
                report(JSONProblem(.jsonEmpty, "there is no JSON here, only space", at: end..<end))
            }
            isStructureSound = false
            return nil
        }
        let value = parseValue()
        skipSpace()
        if current != nil {
            let start = position
            skipCharacter()
            report(JSONProblem(.jsonTrailingContent, "nothing may follow the value", at: start..<position))
            isStructureSound = false
        }
        return value
    }

    /// Reports what is not UTF-8; false when the text is in an encoding of which nothing can be read.
    private mutating func checkEncoding() -> Bool {
        if isAt("\u{FEFF}") {
            report(
                JSONProblem(
                    .jsonByteOrderMark,
                    "the text begins with a byte order mark, which JSON does not allow",
                    hint: "save it as UTF-8 without a byte order mark",
                    at: position..<position + 3
                )
            )
            position += 3
        } else if let first = peek(0), let second = peek(1),
            (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE)
        {
            report(
                JSONProblem(
                    .jsonInvalidUTF8,
                    "the text is UTF-16",
                    hint: "save it as UTF-8",
                    at: position..<position + 2
                )
            )
            return false
        }
        var ill = 0
        var firstIll = 0
        var index = position
        while index < end {
            let length = UTF8Scan.length(in: bytes, at: index, end: end)
            if length == 0 {
                if ill == 0 { firstIll = index }
                ill += 1
                index += 1
            } else {
                index += length
            }
        }
        if ill > 0 {
            let digits = String(bytes[firstIll], radix: 16, uppercase: true)
            let more = ill == 1 ? "" : " (and \(ill - 1) more such \(ill == 2 ? "byte" : "bytes"))"
            report(
                JSONProblem(
                    .jsonInvalidUTF8,
                    "the byte 0x\(digits) is not UTF-8\(more)",
                    hint: "save it as UTF-8; it may be in Windows-1250, ISO 8859-2 or the like",
                    at: firstIll..<firstIll + 1
                )
            )
        }
        return true
    }

    // MARK: Values

    /// Reads a value; where there is none, reports that and leaves the position before what closes or separates.
    mutating func parseValue() -> JSONValue {
        while let byte = current {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                return parseNested(byte)
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                return parseStringValue()
            case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
                reportMissingValue()
                return JSONValue(.invalid, range: position..<position)
            case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
                return parseNumber()
            default:
                if typographicQuoteLength > 0 { return parseStringValue() }
                if Self.isWord(byte) { return parseWord() }
                skipUnexpected(expecting: "a value")
                skipSpace()
            }
        }
        reportMissingValue()
        return JSONValue(.invalid, range: position..<position)
    }

    private mutating func reportMissingValue() {
        guard !hasGivenUp, !(current == nil && hasReportedUnclosed) else { return }
        isStructureSound = false
        if current == nil, let last = open.last {
            reportUnclosed(last)
        } else {
            report(JSONProblem(.jsonMissingValue, "a value is missing here", at: position..<position))
        }
    }

    private mutating func parseStringValue() -> JSONValue {
        let start = position
        let text = parseString()
        // Where a text ends that has no closing quote nobody knows.
        return JSONValue(lastUnterminated == start ? .invalid : .string(text), range: start..<position)
    }

    private mutating func parseNested(_ bracket: UInt8) -> JSONValue {
        let start = position
        guard open.count < options.maximumDepth else {
            report(
                JSONProblem(
                    .jsonDepth,
                    "arrays and objects are nested more than \(options.maximumDepth) deep",
                    at: start..<start + 1
                )
            )
            skipNested()
            return JSONValue(.invalid, range: start..<position)
        }
        open.append((bracket, position))
        position += 1
        let content = bracket == UInt8(ascii: "{") ? parseMembers() : parseElements()
        open.removeLast()
        return JSONValue(content, range: start..<position)
    }

    /// Steps over a bracket and all that it holds, without reading it.
    private mutating func skipNested() {
        var depth = 0
        while let byte = current {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
            case UInt8(ascii: "\""):
                position += 1
                while let inner = current, inner != UInt8(ascii: "\""), inner != UInt8(ascii: "\n") {
                    position += inner == UInt8(ascii: "\\") && peek(1) != nil ? 2 : 1
                }
            default:
                break
            }
            if current != nil { position += 1 }
            if depth == 0 { return }
        }
    }
}
