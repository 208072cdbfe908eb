import PotokCore
import PotokText

/// Plain text: an optional head with fields, then paragraphs parted by empty lines.
enum PlainText {
    static func extract(_ decoded: Charset.Decoded) -> ExtractedContent {
        var content = ExtractedContent()
        content.notes = decoded.notes
        var rest = decoded.bytes[...]
        if let (date, length) = dateHeader(rest) {
            content.metadata.published = Sourced(PageDate(date), .visibleText)
            rest = rest.dropFirst(length)
        } else if let (fields, length) = HeaderFields.read(rest) {
            fields.fill(&content.metadata)
            rest = rest.dropFirst(length)
        }
        content.blocks = BlockList(paragraphs: paragraphs(rest))
        return content
    }

    /// A head `date YYYY-MM` or `date YYYY-MM-DD` at the very beginning, as the first corpus entry has it.
    private static func dateHeader(_ bytes: ArraySlice<UInt8>) -> (date: PublishedDate, length: Int)? {
        var rest = bytes.drop { $0 <= 0x20 }
        guard rest.starts(with: "date ".utf8) else { return nil }
        rest = rest.dropFirst(5).drop { $0 == 0x20 }
        let word = rest.prefix { $0 > 0x20 }
        guard word.count <= 10, let date = PublishedDate(String(decoding: word, as: UTF8.self)) else { return nil }
        return (date, word.endIndex - bytes.startIndex)
    }

    /// Paragraphs: lines joined by line ends, parted by empty lines; white space and control characters cleaned.
    static func paragraphs(_ bytes: ArraySlice<UInt8>) -> [String] {
        var result: [String] = []
        var current: [UInt8] = []
        func flush() {
            if !current.isEmpty { result.append(String(decoding: current, as: UTF8.self)) }
            current.removeAll(keepingCapacity: true)
        }
        var lines = TextLines(bytes)
        while let range = lines.next() {
            let line = CleanText.line(bytes[range])
            if line.isEmpty {
                flush()
            } else {
                if !current.isEmpty { current.append(0x0A) }
                current += line
            }
        }
        flush()
        return result
    }
}

/// The lines of a text, however they end: LF, CR LF or CR.
struct TextLines {
    private let bytes: ArraySlice<UInt8>
    /// Where the next line begins.
    private(set) var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// The next line without its end; nil behind the last.
    mutating func next() -> Range<Int>? {
        guard position < bytes.endIndex else { return nil }
        let start = position
        var end = start
        while end < bytes.endIndex, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        position = end
        if end < bytes.endIndex {
            let isPair = bytes[end] == 0x0D && end + 1 < bytes.endIndex && bytes[end + 1] == 0x0A
            position += isPair ? 2 : 1
        }
        return start..<end
    }
}
