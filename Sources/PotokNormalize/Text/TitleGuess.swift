/// A title for a text that names none.
enum TitleGuess {
    private static let longest = 80

    /// The first paragraph when it is one short line without a full stop; otherwise the first words of it.
    static func from(_ paragraphs: [String]) -> String {
        guard let first = paragraphs.first else { return "" }
        let line = CleanText.line(first)
        guard line.count > longest else { return line }
        let cut = line.prefix(longest)
        let words = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut
        return words + "…"
    }
}
