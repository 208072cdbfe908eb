/// Clean text of a piece that is one line.
enum CleanText {
    /// One line without white space at its ends, cleaned as ``TextCleaner`` says.
    ///
    /// Bytes must be valid UTF-8.
    static func line(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var cleaner = TextCleaner()
        cleaner.output.reserveCapacity(bytes.count)
        bytes.withUnsafeBufferPointer { cleaner.append($0) }
        return cleaner.output
    }

    /// One line, as a string.
    static func line(_ text: some StringProtocol) -> String {
        var text = String(text)
        if text.withUTF8({ TextCleaner.isCleanLine($0) }) { return text }
        var cleaner = TextCleaner()
        text.withUTF8 { cleaner.append($0) }
        return String(decoding: cleaner.output, as: UTF8.self)
    }
}
