import PotokText

/// Lines that stand alone between the paragraphs of a page and are not part of what it says.
///
/// Compared folded, so case, diacritics and punctuation do not matter.
struct BoilerplateLines: Sendable {
    private static let always: Set<String> = {
        var tokenizer = Tokenizer()
        return Set(byLanguage.joined().map { tokenizer.foldedText($0) })
    }()

    /// One list a language: pl, en, de, fr.
    private static let byLanguage: [[String]] = [
        ["Reklama", "Artykuł sponsorowany", "Materiał sponsorowany"],
        ["Advertisement", "Advertising", "Sponsored content"],
        ["Anzeige", "Werbung"],
        ["Publicité"],
    ]

    private let extra: Set<String>
    private let longest: Int

    init(extra: [String]) {
        var tokenizer = Tokenizer()
        self.extra = Set(extra.map { tokenizer.foldedText($0) })
        self.longest = max(64, (extra.map(\.utf8.count).max() ?? 0) + 16)
    }

    func contains(_ line: String) -> Bool {
        guard line.utf8.count <= longest else { return false }
        var tokenizer = Tokenizer()
        let folded = tokenizer.foldedText(line)
        return Self.always.contains(folded) || extra.contains(folded)
    }
}
