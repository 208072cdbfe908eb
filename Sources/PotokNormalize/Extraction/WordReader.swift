/// Reads the words of a text in UTF-8 and counts what stands between them.
///
/// A word is a run of letters and digits. Chinese and Japanese have no spaces between words: there each pair of
/// characters in a row is given out as a word.
struct WordReader {
    var words: Int32 = 0
    var letters: Int32 = 0
    var ideographs: Int32 = 0
    var digits: Int32 = 0
    var capitals: Int32 = 0
    var sentenceEnds: Int32 = 0
    var commas: Int32 = 0
    var separators: Int32 = 0
    var currencies: Int32 = 0
    var hasEllipsis = false
    var first = PageScan.CharacterKind.none
    var last = PageScan.CharacterKind.none

    private static let start: UInt32 = 2_166_136_261

    /// Reads a text; calls a function with the hash of each word, which ignores the case of ASCII letters.
    @inline(__always)
    mutating func read(_ bytes: Span<UInt8>, _ word: (UInt32) -> Void) {
        var hash = Self.start
        var length = 0
        var previousIdeograph: UInt32 = 0
        var position = 0
        let count = bytes.count
        while position < count {
            let byte = bytes[position]
            var kind = PageScan.CharacterKind.none
            if byte < 0x80 {
                position &+= 1
                let lower = byte | 0x20
                if lower >= 0x61 && lower <= 0x7A {
                    let isUpper = byte < 0x60
                    if length == 0, isUpper { capitals &+= 1 }
                    hash = CueTable.hash(hash, lower)
                    length &+= 1
                    letters &+= 1
                    last = isUpper ? .upper : .lower
                    if first == .none { first = last }
                    continue
                }
                if byte >= 0x30 && byte <= 0x39 {
                    // Numbers differ, but all say the same.
                    hash = CueTable.hash(hash, 0x30)
                    length &+= 1
                    digits &+= 1
                    letters &+= 1
                    last = .digit
                    if first == .none { first = .digit }
                    continue
                }
                switch byte {
                case 0x09, 0x0A, 0x0C, 0x0D, 0x20: break
                case 0x2E, 0x21, 0x3F:
                    kind = .stop
                    if position >= count || bytes[position] <= 0x20 || bytes[position] == 0x22 { sentenceEnds &+= 1 }
                    if byte == 0x2E, position &+ 1 < count, bytes[position] == 0x2E, bytes[position &+ 1] == 0x2E {
                        hasEllipsis = true
                    }
                case 0x2C, 0x3B:
                    commas &+= 1
                    kind = .other
                case 0x3A: kind = .colon
                case 0x7C, 0x2F, 0x3E, 0x5C, 0x7E:
                    separators &+= 1
                    kind = .separator
                case 0x24:
                    currencies &+= 1
                    kind = .currency
                case 0x22, 0x27: kind = .quote
                case 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D: kind = .bracket
                default: kind = .other
                }
            } else {
                let second = position &+ 1 < count ? bytes[position &+ 1] : 0
                let third = position &+ 2 < count ? bytes[position &+ 2] : 0
                let size = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                var isLetter = false
                switch byte {
                case 0xC2:
                    switch second {
                    case 0xA0: break
                    case 0xA3, 0xA5:
                        currencies &+= 1
                        kind = .currency
                    case 0xAB, 0xBB, 0xB7, 0xA6:
                        separators &+= 1
                        kind = .separator
                    case 0xAA, 0xB5, 0xBA: isLetter = true
                    default: kind = .other
                    }
                case 0xE2:
                    if second == 0x80 {
                        switch third {
                        case 0xA6:
                            kind = .stop
                            hasEllipsis = true
                        case 0xA2, 0xB9, 0xBA:
                            separators &+= 1
                            kind = .separator
                        case 0x98...0x9F: kind = .quote
                        case 0x80...0x8F, 0xA8, 0xA9, 0xAF: break
                        default: kind = .other
                        }
                    } else if second == 0x82, third >= 0xA0 {
                        currencies &+= 1
                        kind = .currency
                    } else if second >= 0x86, second <= 0xAF {
                        separators &+= 1
                        kind = .separator
                    } else {
                        kind = .other
                    }
                case 0xE3 where second == 0x80:
                    if third == 0x82 {
                        sentenceEnds &+= 1
                        kind = .stop
                    } else if third == 0x81 {
                        commas &+= 1
                        kind = .other
                    } else if third == 0x80 {
                        break
                    } else {
                        kind = .bracket
                    }
                case 0xEF where second == 0xBC:
                    if third == 0x81 || third == 0x9F {
                        sentenceEnds &+= 1
                        kind = .stop
                    } else if third == 0x8C || third == 0x9B {
                        commas &+= 1
                        kind = .other
                    } else if third == 0x9A {
                        kind = .colon
                    } else {
                        kind = .other
                    }
                case 0xE3...0xE9:
                    // Kana and ideographs.
                    if length > 0 {
                        words &+= 1
                        word(hash)
                        hash = Self.start
                        length = 0
                    }
                    let character = UInt32(byte) << 16 | UInt32(second) << 8 | UInt32(third)
                    ideographs &+= 1
                    if previousIdeograph != 0 { word(CueTable.hash(previousIdeograph, number: character)) }
                    previousIdeograph = character
                    last = .ideograph
                    if first == .none { first = .ideograph }
                    position &+= 3
                    continue
                case 0xEF where second >= 0xB8: kind = .other
                case 0xF0: kind = .other
                default: isLetter = true
                }
                if isLetter {
                    hash = CueTable.hash(hash, byte)
                    hash = CueTable.hash(hash, second)
                    if size > 2 { hash = CueTable.hash(hash, third) }
                    length &+= 1
                    letters &+= 1
                    last = .lower
                    if first == .none { first = .lower }
                    position &+= size
                    continue
                }
                position &+= size
            }
            previousIdeograph = 0
            if length > 0 {
                words &+= 1
                word(hash)
                hash = Self.start
                length = 0
            }
            if kind != .none {
                last = kind
                if first == .none { first = kind }
            }
        }
        if length > 0 {
            words &+= 1
            word(hash)
        }
    }
}
