/// Pages so short and plain that nothing but their elements frames their text.
///
/// The classifier has learned on pages of the web, which have menus and links by the dozen. A letter, a note or a page written
/// by hand has none: there everything is main text that does not stand in an element that says otherwise.
enum PlainPage {
    /// Whether a page has few blocks, few words, and few of them in links.
    static func isPlain(_ scan: PageScan) -> Bool {
        let total = scan.total
        return scan.blocks.count <= 40 && total.words < 400 && total.linkedLetters * 5 < total.letters
            && total.inputs == 0
    }

    /// The probabilities of its blocks.
    static func probabilities(_ scan: PageScan) -> [Float] {
        let frame: PageScan.Flags = [.navigation, .footer, .aside, .hidden, .button, .dialog, .noscript]
        return scan.blocks.map { $0.flags.isDisjoint(with: frame) ? 0.95 : 0.05 }
    }
}
