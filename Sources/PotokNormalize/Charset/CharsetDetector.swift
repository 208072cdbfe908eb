import CUchardet

/// Guesses the charset of bytes that declare none, by uchardet.
///
/// The only place that knows uchardet. Each guess has a detector of its own, so guesses may run side by side; bytes are
/// lent to C for the length of a call.
enum CharsetDetector {
    /// How many bytes are looked at.
    private static let longest = 262_144

    /// The name of the likely charset as uchardet spells it; nil when nothing is likely.
    static func detect(_ bytes: [UInt8]) -> String? {
        guard let detector = uchardet_new() else { return nil }
        defer { uchardet_delete(detector) }
        let isHandled = bytes.prefix(longest).withUnsafeBytes { buffer in
            uchardet_handle_data(detector, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count) == 0
        }
        guard isHandled else { return nil }
        uchardet_data_end(detector)
        guard let name = uchardet_get_charset(detector).map({ String(cString: $0) }), !name.isEmpty else { return nil }
        return name
    }

    /// The byte order of text in UTF-16 without a mark: text of any language has ASCII spaces, line ends and digits, and
    /// markup is ASCII, so that every other byte is often zero.
    static func zeroPattern(_ bytes: [UInt8]) -> String? {
        let head = bytes.prefix(4_096)
        guard head.count >= 16 else { return nil }
        var zeros = [0, 0]
        for index in head.indices where head[index] == 0 { zeros[index & 1] += 1 }
        let half = head.count / 2
        if zeros[1] * 10 >= half, zeros[0] * 20 < zeros[1] { return "utf-16le" }
        if zeros[0] * 10 >= half, zeros[1] * 20 < zeros[0] { return "utf-16be" }
        return nil
    }

    /// Whether bytes without a mark are text in UTF-16 all the same: they have the zeros of it, and none of the control
    /// characters, private characters and halves of pairs that numbers of a binary file would be.
    static func isUTF16(_ bytes: [UInt8]) -> Bool {
        guard let label = zeroPattern(bytes) else { return false }
        let high = label == "utf-16le" ? 1 : 0
        let count = min(bytes.count, 65_536) & ~1
        var isAfterHigh = false
        for index in stride(from: 0, to: count, by: 2) {
            let unit = UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + 1 - high])
            switch unit {
            case 0x09, 0x0A, 0x0C, 0x0D: if isAfterHigh { return false }
            case 0xD800..<0xDC00:
                if isAfterHigh { return false }
                isAfterHigh = true
                continue
            case 0xDC00..<0xE000: if !isAfterHigh { return false }
            case ..<0x20, 0x7F..<0xA0, 0xE000..<0xF900, 0xFFFE...: return false
            default: if isAfterHigh { return false }
            }
            isAfterHigh = false
        }
        return true
    }
}
