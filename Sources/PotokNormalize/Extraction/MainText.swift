/// The main text of a page: which texts of its tree are kept, and why the others are not.
struct MainText: Sendable {
    /// What the page is taken for.
    var pageType: PageType

    /// How sure the selection is, from 0 to 1: the expected overlap (F1) with the true main text.
    var confidence: Double

    /// The text nodes that are kept, by their number in the tree; no other nodes are in the set.
    ///
    /// Texts are kept by whole blocks: all texts between two borders of blocks, or none of them. White space between two
    /// kept texts of a block is in the set too. An element is worth rendering if a text below it is in the set; pictures,
    /// which hold no text, are kept when they stand between two kept blocks of the same container.
    var kept: NodeSet

    /// The blocks with text that are not kept, in the order of the page.
    var removed: [RemovedBlock]

    /// What the page is good for.
    var verdict: Verdict

    /// A text that stands in no node, such as the `articleBody` of JSON-LD; where it is set, it replaces the kept nodes.
    var rescued: RescuedText?

    /// A block that is not kept.
    struct RemovedBlock: Sendable, Equatable {
        /// The innermost element that is a block and holds the text.
        var node: UInt32
        /// The first text of the block.
        var firstText: UInt32
        /// How many words it has.
        var words: Int
        /// Why it is not kept.
        var reason: RemovalReason
    }

    /// Why a block is not kept.
    enum RemovalReason: String, Sendable, Hashable {
        case navigation
        case header
        case footer
        case aside
        case form
        case hidden
        case comments
        case links
        case teaser
        case duplicate
        case unlikely
    }

    /// What a page is good for.
    enum Verdict: Sendable, Hashable {
        /// The kept texts are the main text.
        case content
        /// The page is a list, a front page or the like; the kept texts are what there is.
        case notAnArticle(reason: String)
        /// The text comes by scripts only.
        case needsJavaScript
        /// A wall asks for consent before the text is shown.
        case consentWall
        /// A wall asks to log in or to pay.
        case loginWall
        /// The page says that there is no such page.
        case notFound
    }

    /// A text that was found outside of the nodes.
    struct RescuedText: Sendable, Hashable {
        /// The paragraphs, cleaned of markup.
        var paragraphs: [String]
        /// Where they come from, such as `JSON-LD articleBody`.
        var source: String
    }
}
