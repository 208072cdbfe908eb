/// The table of UTS #46, read once from the text that the generator wrote.
struct IDNATable: Sendable {
    /// The table of the process.
    static let shared = IDNATable()

    private var rangeStarts: [UInt32] = []
    private var rangeWords: [UInt32] = []
    private var mappingStarts: [UInt32] = []
    private var mappingEnds: [UInt32] = []
    private var mappingValues: [UInt32] = []
    private var decompositions: [UInt32: (first: UInt32, second: UInt32)] = [:]
    private var compositions: [UInt64: UInt32] = [:]

    private init() {
        var reader = NumberReader(IDNATableData.words)
        var words: [UInt32] = []
        while let word = reader.next() { words.append(word) }

        reader = NumberReader(IDNATableData.ranges)
        var start: UInt32 = 0
        while let distance = reader.next(), let index = reader.next() {
            start += distance
            rangeStarts.append(start)
            rangeWords.append(words[Int(index)])
        }

        reader = NumberReader(IDNATableData.mappings)
        start = 0
        while let distance = reader.next(), let count = reader.next() {
            start += distance
            mappingStarts.append(start)
            var value = start
            for _ in 0..<count {
                value = reader.next(near: value)
                mappingValues.append(value)
            }
            mappingEnds.append(UInt32(mappingValues.count))
        }

        reader = NumberReader(IDNATableData.decompositions)
        start = 0
        while let distance = reader.next(), let flags = reader.next() {
            start += distance
            let first = reader.next(near: start)
            let second = flags & 1 != 0 ? reader.next(near: start) : 0
            decompositions[start] = (first, second)
            if flags & 2 != 0 { compositions[UInt64(first) << 32 | UInt64(second)] = start }
        }
    }

    /// The properties of a code point.
    func properties(_ codePoint: UInt32) -> IDNACodePoint {
        IDNACodePoint(word: rangeWords[Self.lastIndex(in: rangeStarts, notAbove: codePoint)])
    }

    /// What a mapped code point becomes.
    func mapping(_ codePoint: UInt32) -> ArraySlice<UInt32> {
        let index = Self.lastIndex(in: mappingStarts, notAbove: codePoint)
        let start = index > 0 ? Int(mappingEnds[index - 1]) : 0
        return mappingValues[start..<Int(mappingEnds[index])]
    }

    /// The canonical decomposition of a code point by one step; `second` is 0 where there is one part.
    func decomposition(_ codePoint: UInt32) -> (first: UInt32, second: UInt32)? {
        decompositions[codePoint]
    }

    /// The primary composite of two code points.
    func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
        compositions[UInt64(first) << 32 | UInt64(second)]
    }

    /// The last index whose value is not above a number; the first value never is.
    private static func lastIndex(in values: [UInt32], notAbove number: UInt32) -> Int {
        var low = 0
        var high = values.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if values[middle] <= number { low = middle } else { high = middle }
        }
        return low
    }
}

/// Reads the generator's numbers: five bits a character, lowest first, the upper half of the alphabet means "more".
private struct NumberReader {
    private let text: StaticString
    private var offset = 0

    init(_ text: StaticString) {
        self.text = text
    }

    mutating func next() -> UInt32? {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while offset < text.utf8CodeUnitCount {
            let byte = text.withUTF8Buffer { $0[offset] }
            offset += 1
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = byte - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = byte - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0") + 52
            case UInt8(ascii: "-"): digit = 62
            case UInt8(ascii: "_"): digit = 63
            default: continue
            }
            value |= UInt32(digit & 31) << shift
            shift += 5
            if digit < 32 { return value }
        }
        return nil
    }

    /// A number written as its zigzag coded difference from another.
    mutating func next(near other: UInt32) -> UInt32 {
        let coded = next() ?? 0
        return coded & 1 == 0 ? other &+ coded >> 1 : other &- (coded >> 1 &+ 1)
    }
}
