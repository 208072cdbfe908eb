/// A text that diagnostics point into: a file, or one argument of the command line.
public struct SourceText: Sendable {
    /// A place as an editor shows it: both count from 1, columns in characters as a person counts them.
    public struct Location: Sendable, Hashable, Comparable, CustomStringConvertible {
        /// The line.
        public var line: Int
        /// The column; a tab is one character, and so is a letter with its accents.
        public var column: Int

        /// Makes a place.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }

        /// `line:column`.
        public var description: String { "\(line):\(column)" }

        /// Orders by line, then by column.
        public static func < (a: Location, b: Location) -> Bool { (a.line, a.column) < (b.line, b.column) }
    }

    /// The name to show: the path as it was given.
    public let name: String
    /// The bytes.
    public let bytes: [UInt8]
    /// The bytes as excerpts show them.
    private var shown: [UInt8]
    private let lineStarts: [Int]
    /// The bytes of a byte order mark, which no editor shows.
    private let markLength: Int

    /// Makes a text and finds its lines.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        self.shown = bytes
        self.markLength = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        self.lineStarts = Self.lineStarts(of: bytes[...])
    }

    /// Makes every excerpt show asterisks in place of some bytes.
    mutating func hide(_ ranges: [Range<Int>]) {
        for index in ranges.joined() where shown.indices.contains(index) && shown[index] > 0x20 { shown[index] = 0x2A }
    }

    /// The number of lines; an empty text has one.
    public var lineCount: Int { lineStarts.count }

    /// Where lines begin; they end with `\n`, `\r` or both.
    static func lineStarts(of bytes: ArraySlice<UInt8>) -> [Int] {
        var starts = [bytes.startIndex]
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            if byte == 0x0D, index < bytes.endIndex, bytes[index] == 0x0A { index += 1 }
            if byte == 0x0A || byte == 0x0D { starts.append(index) }
        }
        return starts
    }

    /// The place of a byte; one behind the end counts as the end.
    public func location(at offset: Int) -> Location {
        let offset = min(max(offset, 0), bytes.count)
        let line = lineIndex(of: offset)
        let content = lineContent(line)
        let stop = min(max(offset, content.lowerBound), content.upperBound)
        return Location(line: line + 1, column: characterCount(content.lowerBound..<stop) + 1)
    }

    /// The number of characters of a line, counted from 1.
    public func columnCount(line: Int) -> Int {
        guard line >= 1, line <= lineCount else { return 0 }
        return characterCount(lineContent(line - 1))
    }

    /// The line a range begins on, and below it `^~~~` under the characters of the range on that line.
    ///
    /// Tabs stay tabs in both, wide characters take two columns and accents none, so the caret stands where a terminal
    /// shows the character. A long line is cut around the range; what cannot be shown safely is replaced.
    public func excerpt(_ range: Range<Int>) -> (line: String, caret: String) {
        let content = lineContent(lineIndex(of: min(max(range.lowerBound, 0), bytes.count)))
        let start = min(max(range.lowerBound, content.lowerBound), content.upperBound)
        let stop = min(max(range.upperBound, start), content.upperBound)
        var window = content
        if content.count > 200 {
            window = boundary(max(content.lowerBound, start - 80))..<boundary(min(content.upperBound, start + 120))
        }
        let isCutBefore = window.lowerBound > content.lowerBound
        let isCutAfter = window.upperBound < content.upperBound
        let before = DisplayText.safe(shown[window.lowerBound..<start])
        let marked = DisplayText.safe(shown[start..<min(stop, window.upperBound)])
        let whole = DisplayText.safe(shown[window])
        var padding = isCutBefore ? " " : ""
        for character in before {
            padding += character == "\t" ? "\t" : String(repeating: " ", count: DisplayText.width(of: character))
        }
        let width = marked.reduce(0) { $0 + ($1 == "\t" ? 1 : DisplayText.width(of: $1)) }
        return (
            (isCutBefore ? "…" : "") + whole + (isCutAfter ? "…" : ""),
            padding + "^" + String(repeating: "~", count: max(0, width - 1))
        )
    }

    /// The last line that begins at or before an offset, counted from 0.
    private func lineIndex(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The bytes of a line without its end, and without the byte order mark of the first.
    private func lineContent(_ index: Int) -> Range<Int> {
        let start = index == 0 ? markLength : lineStarts[index]
        var stop = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
        while stop > start, bytes[stop - 1] == 0x0A || bytes[stop - 1] == 0x0D { stop -= 1 }
        return start..<stop
    }

    private func characterCount(_ range: Range<Int>) -> Int {
        if bytes[range].allSatisfy({ $0 < 0x80 }) { return range.count }
        return String(decoding: bytes[range], as: UTF8.self).count
    }

    /// The beginning of the character that an offset lies in.
    private func boundary(_ offset: Int) -> Int {
        var index = offset
        while index > 0, index < bytes.count, bytes[index] & 0xC0 == 0x80, offset - index < 4 { index -= 1 }
        return index
    }
}
