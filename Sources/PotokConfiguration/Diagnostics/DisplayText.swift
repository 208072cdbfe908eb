/// Makes text from elsewhere fit to be shown on a terminal.
public enum DisplayText {
    /// Text without control characters, line separators and marks that turn the direction of writing.
    public static func safe(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        return String(text.map { $0.unicodeScalars.contains(where: isUnsafe) ? "\u{FFFD}" : $0 })
    }

    /// Bytes as safe text.
    static func safe(_ bytes: ArraySlice<UInt8>) -> String {
        safe(String(decoding: bytes, as: UTF8.self))
    }

    /// Text for use within a message: safe, without tabs, and cut after 60 characters.
    static func quote(_ text: String) -> String {
        let start = text.prefix(61)
        let safe = safe(start.count > 60 ? String(start.prefix(59)) + "…" : String(start))
        return String(safe.map { $0 == "\t" ? " " : $0 })
    }

    /// A file name for use at the beginning of a line: safe and whole.
    static func quoteName(_ name: String) -> String {
        String(safe(name).map { $0 == "\t" ? " " : $0 })
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09: false
        case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0xFEFF: true
        default: false
        }
    }

    /// The columns that a terminal gives a character (Unicode Standard Annex 11, in outline).
    static func width(of character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        switch first.value {
        case 0x20...0x2FF: return 1
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
            0x20000...0x3FFFD:
            return 2
        default: break
        }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return 1
        }
    }
}
