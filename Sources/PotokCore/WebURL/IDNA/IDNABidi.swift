/// The Bidi rule (RFC 5893, section 2).
enum IDNABidi {
    private typealias Class = IDNACodePoint.BidiClass

    /// Whether a code point makes a domain name a Bidi domain name (RFC 5893, section 1.4).
    static func isRightToLeft(_ codePoint: UInt32, _ table: IDNATable) -> Bool {
        guard codePoint >= 0x80 else { return false }
        switch table.properties(codePoint).bidiClass {
        case .rightToLeft, .arabicLetter, .arabicNumber: return true
        default: return false
        }
    }

    /// Whether a label of a Bidi domain name keeps the six conditions.
    static func isValid(_ label: [UInt32], _ table: IDNATable) -> Bool {
        guard let firstCodePoint = label.first else { return true }
        let classes = label.map { table.properties($0).bidiClass }
        // Conditions 3 and 6 look at the last that is not a nonspacing mark.
        let last = classes.last { $0 != .nonspacingMark }
        switch table.properties(firstCodePoint).bidiClass {
        case .rightToLeft, .arabicLetter:
            var hasEuropean = false
            var hasArabic = false
            for bidiClass in classes {
                switch bidiClass {
                case .leftToRight: return false
                case .europeanNumber: hasEuropean = true
                case .arabicNumber: hasArabic = true
                default: continue
                }
            }
            guard !(hasEuropean && hasArabic) else { return false }
            switch last {
            case .rightToLeft, .arabicLetter, .europeanNumber, .arabicNumber: return true
            default: return false
            }
        case .leftToRight:
            for bidiClass in classes {
                switch bidiClass {
                case .rightToLeft, .arabicLetter, .arabicNumber: return false
                default: continue
                }
            }
            return last == .leftToRight || last == .europeanNumber
        default:
            return false
        }
    }
}
