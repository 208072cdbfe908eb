/// What UTS #46 and the rules of IDNA know about one code point, packed by `scripts/generate-idna-table.py`.
struct IDNACodePoint {
    /// The packed word.
    var word: UInt32

    /// The status of UTS #46, section 5, in non-transitional processing: a deviation is valid.
    enum Status: UInt32 {
        case valid, ignored, mapped, disallowed
    }

    /// The bidirectional classes that RFC 5893 tells apart; all that are not allowed count as other neutrals.
    enum BidiClass: UInt32 {
        case leftToRight, rightToLeft, arabicLetter, arabicNumber, europeanNumber, europeanSeparator, commonSeparator,
            europeanTerminator, otherNeutral, boundaryNeutral, nonspacingMark
    }

    /// The joining types of Unicode.
    enum JoiningType: UInt32 {
        case none, transparent, dual, left, right, causing
    }

    var status: Status { Status(rawValue: word & 3) ?? .disallowed }
    var bidiClass: BidiClass { BidiClass(rawValue: word >> 2 & 15) ?? .otherNeutral }
    var joiningType: JoiningType { JoiningType(rawValue: word >> 6 & 7) ?? .none }
    /// Whether the general category is Mark.
    var isMark: Bool { word >> 9 & 1 != 0 }
    /// The canonical combining class.
    var combiningClass: UInt8 { UInt8(truncatingIfNeeded: word >> 10) }
    /// Whether the code point is a virama.
    var isVirama: Bool { combiningClass == 9 }
}
