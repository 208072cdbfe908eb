/// Appends text to a buffer with its white space made the same and without what nobody sees.
///
/// - Runs of white space, no-break and other wide or narrow spaces become one space; none stays at the ends.
/// - Control characters, soft hyphens, zero-width spaces, byte order marks, marks of writing direction, object replacement
///   characters and tag characters go: they show nothing, and hidden words have been smuggled in by them.
/// - Zero-width joiners stay: they are part of how Persian, Indic scripts and emoji are written. So do quotes and dashes.
struct TextCleaner: Sendable {
    /// What was written.
    var output: [UInt8] = []
    /// Where the text begins that is being written: no white space is put there.
    var start = 0
    /// Whether white space was met since the last character.
    var isSpacePending = false
    /// How many line breaks were met since the last character.
    var pendingBreaks = 0

    /// Whether nothing was written since the start.
    var isEmpty: Bool { output.count == start }

    /// Begins a new text behind the last one.
    mutating func begin() {
        start = output.count
        isSpacePending = false
        pendingBreaks = 0
    }

    /// Appends bytes, which must be valid UTF-8.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        let count = bytes.count
        while index < count {
            let first = index
            // Words and single spaces between them are one run; it begins with a visible character.
            while index < count {
                if Self.isPlain(bytes[index]) {
                    index += 1
                } else if bytes[index] == 0x20, index > first, index + 1 < count, Self.isPlain(bytes[index + 1]) {
                    index += 2
                } else {
                    break
                }
            }
            if index > first {
                writeGap()
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[first..<index]))
                continue
            }
            let (length, meaning) = Self.meaning(of: bytes, at: index)
            switch meaning {
            case .space: isSpacePending = true
            case .nothing: break
            case .visible:
                writeGap()
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<index + length]))
            }
            index += length
        }
    }

    /// Appends bytes whose white space counts, as in code.
    mutating func appendKeepingSpace(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        let count = bytes.count
        while index < count {
            let first = index
            while index < count,
                Self.isPlain(bytes[index]) || bytes[index] == 0x20 || bytes[index] == 0x0A
                    || bytes[index] == 0x09
            {
                index += 1
            }
            if index > first {
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[first..<index]))
                continue
            }
            let (length, meaning) = Self.meaning(of: bytes, at: index)
            switch meaning {
            case .space: output.append(0x20)
            case .nothing: break
            case .visible: output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<index + length]))
            }
            index += length
        }
    }

    /// Whether a text is a clean line already: words with single spaces between them, told without looking at what few of them hold.
    static func isCleanLine(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var wasSpace = true
        for byte in bytes {
            if byte == 0x20 {
                if wasSpace { return false }
                wasSpace = true
            } else {
                guard isPlain(byte) else { return false }
                wasSpace = false
            }
        }
        return !wasSpace || bytes.isEmpty
    }

    /// Whether there is a character that shows.
    static func isVisible(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            if isPlain(bytes[index]) { return true }
            let (length, meaning) = meaning(of: bytes, at: index)
            if meaning == .visible { return true }
            index += length
        }
        return false
    }

    /// Writes the white space that waits for the next character, because something else comes there.
    mutating func settleGap() { writeGap() }

    /// Takes back white space at the end.
    mutating func trimEnd() {
        while output.count > start, let last = output.last, last == 0x20 || last == 0x0A { output.removeLast() }
    }

    @inline(__always)
    private mutating func writeGap() {
        if isSpacePending || pendingBreaks > 0 {
            if output.count > start { output.append(pendingBreaks > 0 ? 0x0A : 0x20) }
            isSpacePending = false
            pendingBreaks = 0
        }
    }

    private enum Meaning { case visible, space, nothing }

    /// Whether a byte is a part of a character that shows, whatever comes after it.
    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        if byte < 0x80 { return byte > 0x20 && byte != 0x7F }
        return byte != 0xC2 && byte != 0xE2 && byte != 0xE3 && byte != 0xEF && byte != 0xF3
    }

    /// What a character at a byte that is not plain means, and how long it is.
    private static func meaning(of bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (length: Int, Meaning) {
        let byte = bytes[index]
        if byte < 0x80 {
            let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
            return (1, isSpace ? .space : .nothing)
        }
        let left = bytes.count - index
        if byte == 0xC2 {
            guard left >= 2 else { return (1, .visible) }
            let second = bytes[index + 1]
            if second == 0xA0 || second == 0x85 { return (2, .space) }
            return (2, second < 0xA0 || second == 0xAD ? .nothing : .visible)
        }
        guard left >= 3 else { return (1, .visible) }
        let (second, third) = (bytes[index + 1], bytes[index + 2])
        switch (byte, second) {
        case (0xE2, 0x80):
            // U+2000–200A spaces, 200B zero-width space, 200E–200F direction, 2028–2029 separators, 202A–202E embeddings.
            if third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF { return (3, .space) }
            let isUnseen = third == 0x8B || third == 0x8E || third == 0x8F || (0xAA...0xAE).contains(third)
            return (3, isUnseen ? .nothing : .visible)
        case (0xE2, 0x81):
            // U+205F mathematical space; 2060–206F joiners, invisible operators, isolates, deprecated marks.
            if third == 0x9F { return (3, .space) }
            return (3, third >= 0xA0 && third <= 0xAF ? .nothing : .visible)
        case (0xE3, 0x80): return (3, third == 0x80 ? .space : .visible)
        case (0xEF, 0xBB): return (3, third == 0xBF ? .nothing : .visible)
        case (0xEF, 0xBF):
            // U+FFF9–FFFC annotations and objects, FFFE–FFFF no characters; U+FFFD tells of a loss and stays.
            return (3, third >= 0xB9 && third != 0xBD ? .nothing : .visible)
        case (0xF3, 0xA0):
            guard left >= 4 else { return (1, .visible) }
            // U+E0000–E007F: tags. U+E0100 and above choose variants of characters.
            return (4, third <= 0x81 ? .nothing : .visible)
        case (0xF3, _): return (min(4, left), .visible)
        default: return (3, .visible)
        }
    }
}
