/// A title for a text that names none.
enum TitleGuess {
    private static let longest = 80

    /// The first paragraph when it is one short line; otherwise the first words of it.
    static func from(_ blocks: BlockList) -> String {
        guard let first = blocks.blocks.first(where: { $0.kind != .code && $0.kind != .table && !$0.range.isEmpty })
        else {
            return ""
        }
        let line = CleanText.line(blocks.text(of: first))
        guard line.count > longest else { return line }
        let cut = line.prefix(longest)
        let words = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut
        return words + "…"
    }
}
