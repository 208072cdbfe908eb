/// A text cut into numbers, words and single signs, as far as reading dates needs it.
struct DateTokens {
    /// What a token is.
    enum Kind {
        /// Digits, with their value and how many there are.
        case number(Int, digits: Int)
        /// Letters; those beyond ASCII are whole characters.
        case word
        /// One sign.
        case sign(UInt8)
        /// A Chinese, Japanese or Korean sign for year, month or day.
        case unit(Unit)
    }

    /// The signs that stand behind a number in East Asian dates.
    enum Unit { case year, month, day }

    /// A token, where it stands, and whether white space stands before it.
    struct Token {
        var kind: Kind
        var start: Int
        var end: Int
        var isSpaced: Bool
    }

    let bytes: [UInt8]
    private(set) var tokens: [Token] = []

    /// How much of a text is looked at.
    static let longest = 4_096

    init(_ text: [UInt8]) {
        bytes = text.count > Self.longest ? Array(text[..<Self.longest]) : text
        var index = 0
        var isSpaced = true
        while index < bytes.count {
            let byte = bytes[index]
            let start = index
            let kind: Kind
            switch byte {
            case 0x00...0x20:
                isSpaced = true
                index += 1
                continue
            case 0x30...0x39:
                var value = 0
                while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
                    // Longer numbers are no part of a date; their value does not matter.
                    if value < 100_000_000_000_000 { value = value * 10 + Int(bytes[index] - 0x30) }
                    index += 1
                }
                kind = .number(value, digits: index - start)
            case 0x41...0x5A, 0x61...0x7A, 0xC3...0xDF:
                index = Self.endOfWord(bytes, from: index)
                kind = .word
            case 0xC2:
                // U+00A0 is a space, the others (º, ª, °, ·) are signs.
                if index + 1 < bytes.count, bytes[index + 1] == 0xA0 {
                    isSpaced = true
                    index += 2
                    continue
                }
                index = min(index + 2, bytes.count)
                kind = .word
            case 0xE0...0xFF:
                let length = byte >= 0xF0 ? 4 : 3
                index = min(index + length, bytes.count)
                if let unit = Self.unit(bytes[start..<index]) {
                    kind = .unit(unit)
                } else if byte == 0xE2, start + 1 < bytes.count, bytes[start + 1] == 0x80 {
                    // General punctuation: dashes count as a hyphen, thin spaces as space.
                    let third = start + 2 < bytes.count ? bytes[start + 2] : 0
                    if third <= 0x8F || third == 0xAF {
                        isSpaced = true
                        continue
                    }
                    kind = .sign((0x90...0x95).contains(third) ? UInt8(ascii: "-") : UInt8(ascii: "'"))
                } else {
                    kind = .word
                }
            default:
                index += 1
                kind = .sign(byte)
            }
            tokens.append(Token(kind: kind, start: start, end: index, isSpaced: isSpaced))
            isSpaced = false
        }
    }

    /// A word in lower case; empty for tokens that are none.
    func word(_ index: Int) -> String {
        guard index < tokens.count, case .word = tokens[index].kind else { return "" }
        let token = tokens[index]
        // No word of a date is longer.
        guard token.end - token.start <= 28 else { return "" }
        return String(decoding: bytes[token.start..<token.end], as: UTF8.self).lowercased()
    }

    /// The value of a number with so many digits; nil for other tokens.
    func number(_ index: Int, digits: ClosedRange<Int>) -> Int? {
        guard index < tokens.count, index >= 0, case .number(let value, let count) = tokens[index].kind,
            digits.contains(count)
        else { return nil }
        return value
    }

    /// Whether a token is this sign.
    func isSign(_ index: Int, _ sign: Unicode.Scalar) -> Bool {
        guard index < tokens.count, index >= 0, case .sign(let byte) = tokens[index].kind else { return false }
        return UInt32(byte) == sign.value
    }

    /// The sign of a token; nil for others.
    func sign(_ index: Int) -> UInt8? {
        guard index < tokens.count, case .sign(let byte) = tokens[index].kind else { return nil }
        return byte
    }

    /// Whether a token is this unit.
    func isUnit(_ index: Int, _ unit: Unit) -> Bool {
        guard index < tokens.count, case .unit(let own) = tokens[index].kind else { return false }
        return own == unit
    }

    private static func endOfWord(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case 0x41...0x5A, 0x61...0x7A: index += 1
            case 0xC3...0xDF: index = min(index + 2, bytes.count)
            default: return index
            }
        }
        return index
    }

    private static func unit(_ character: ArraySlice<UInt8>) -> Unit? {
        if character.elementsEqual([0xE5, 0xB9, 0xB4]) || character.elementsEqual([0xEB, 0x85, 0x84]) { return .year }
        if character.elementsEqual([0xE6, 0x9C, 0x88]) || character.elementsEqual([0xEC, 0x9B, 0x94]) {
            return .month
        }
        if character.elementsEqual([0xE6, 0x97, 0xA5]) || character.elementsEqual([0xEC, 0x9D, 0xBC])
            || character.elementsEqual([0xE5, 0x8F, 0xB7])
        {
            return .day
        }
        return nil
    }
}
