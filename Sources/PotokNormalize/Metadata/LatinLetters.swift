/// The letters of Latin writing by a table, for texts that hold nothing else: the properties of Unicode cost a hundred times more.
///
/// The table is made from those properties, so the answers are the same.
enum LatinLetters {
    /// What one character becomes in lower case; empty for what is neither letter nor digit, nil for what has no entry.
    private static let table: [[UInt8]?] = (0..<end).map { value -> [UInt8]? in
        guard let scalar = Unicode.Scalar(value) else { return nil }
        let character = Character(scalar)
        guard character.isLetter || character.isNumber else { return [] }
        let lower = character.lowercased()
        // What becomes several characters, or another one than a letter, is left to the slow way.
        guard let first = lower.first, lower.count == 1, first.isLetter || first.isNumber else { return nil }
        return Array(lower.utf8)
    }

    /// The table ends before the first marks that join with the letter before them.
    private static let end: UInt32 = 0x300

    /// The words of a text in lower case, as bytes; nil if it holds other than Latin letters and common signs.
    ///
    /// Words are runs of letters and digits.
    static func words(_ text: String) -> [[UInt8]]? {
        let table = Self.table
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        var bytes = text.utf8.makeIterator()
        while let byte = bytes.next() {
            var value = UInt32(byte)
            if byte >= 0xE0 {
                // General punctuation without the joiners and the marks of direction: dashes, quotes, bullets, dots.
                guard byte == 0xE2, bytes.next() == 0x80, let third = bytes.next(), (0x90...0xA7).contains(third) else {
                    return nil
                }
                value = 0x20
            } else if byte >= 0xC0 {
                guard let second = bytes.next() else { return nil }
                value = UInt32(byte & 0x1F) << 6 | UInt32(second & 0x3F)
            }
            guard value < end, let lower = table[Int(value)] else { return nil }
            if !lower.isEmpty {
                word.append(contentsOf: lower)
            } else if !word.isEmpty {
                words.append(word)
                word.removeAll(keepingCapacity: true)
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
