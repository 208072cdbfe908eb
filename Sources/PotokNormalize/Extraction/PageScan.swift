import PotokHTML

/// A page cut into blocks of text, with all that was measured on the way: flat arrays, no object per node.
///
/// A *block* is what stands between two borders of blocks (HTML's block-level elements, or two line breaks in a row).
struct PageScan: Sendable {
    /// An element that is neither skipped nor below one that is.
    struct Element: Sendable, BitwiseCopyable {
        /// Its number in the tree.
        var node: UInt32
        /// The place of its parent in ``PageScan/elements``; -1 for the topmost.
        var parent: Int32
        /// Its name.
        var name: HTMLName
        /// How deep it lies.
        var depth: UInt16 = 0
        /// The context, inherited from its ancestors.
        var flags: Flags = []
        /// A hash of its name and classes, digits left out.
        var signature: UInt32 = 0
        /// A hash of the signatures down to this element.
        var path: UInt32 = 0
        /// The sum of what its own cues weigh for main text.
        var cue: Int32 = 0
        /// The same, summed over all ancestors too.
        var pathCue: Int32 = 0
        /// The least and the greatest ``cue`` on the way down.
        var leastCue: Int32 = 0
        var greatestCue: Int32 = 0
        /// The first of the blocks at or below it.
        var firstBlock: Int32 = 0
        /// The end of the blocks at or below it.
        var endBlock: Int32 = 0
        /// The nearest ancestor that holds more blocks than this one; -1 if none.
        var wider: Int32 = -1
        /// How many siblings have the same signature, itself counted, and the place among them.
        var alike: UInt16 = 1
        var placeAmongAlike: UInt16 = 0
        /// The first element of those alike; it holds their sums.
        var firstAlike: Int32 = -1
    }

    /// The context of a text.
    struct Flags: OptionSet, Sendable, BitwiseCopyable {
        var rawValue: UInt32
        static var navigation: Flags { Flags(rawValue: 1) }
        static var header: Flags { Flags(rawValue: 2) }
        static var footer: Flags { Flags(rawValue: 4) }
        static var aside: Flags { Flags(rawValue: 8) }
        static var article: Flags { Flags(rawValue: 16) }
        static var main: Flags { Flags(rawValue: 32) }
        static var form: Flags { Flags(rawValue: 64) }
        static var link: Flags { Flags(rawValue: 128) }
        static var list: Flags { Flags(rawValue: 256) }
        static var table: Flags { Flags(rawValue: 512) }
        static var hidden: Flags { Flags(rawValue: 1024) }
        static var strong: Flags { Flags(rawValue: 2048) }
        static var quote: Flags { Flags(rawValue: 4096) }
        static var code: Flags { Flags(rawValue: 8192) }
        static var figure: Flags { Flags(rawValue: 16384) }
        static var noscript: Flags { Flags(rawValue: 32768) }
        static var heading: Flags { Flags(rawValue: 65536) }
        static var button: Flags { Flags(rawValue: 131_072) }
        static var details: Flags { Flags(rawValue: 262_144) }
        static var time: Flags { Flags(rawValue: 524_288) }
        static var dialog: Flags { Flags(rawValue: 1_048_576) }
        /// Below a class or id that speaks of comments.
        static var comments: Flags { Flags(rawValue: 2_097_152) }
    }

    /// What is counted in a text.
    struct Counts: Sendable, BitwiseCopyable {
        var words: Int32 = 0
        /// Characters of words; a Chinese or Japanese one counts as three, and three fifths of a word.
        var letters: Int32 = 0
        var linkedLetters: Int32 = 0
        var strongLetters: Int32 = 0
        var digits: Int32 = 0
        var capitals: Int32 = 0
        var sentenceEnds: Int32 = 0
        var commas: Int32 = 0
        var separators: Int32 = 0
        var currencies: Int32 = 0
        var links: Int32 = 0
        var images: Int32 = 0
        var inputs: Int32 = 0
        /// Letters of blocks that read like sentences.
        var prose: Int32 = 0
        var headings: Int32 = 0
        /// The part of ``prose`` that stands among comments.
        var commentProse: Int32 = 0
        /// What the first words of its blocks weigh for main text, each block at most 8 either way.
        var cue: Int32 = 0

        @inline(__always)
        static func + (left: Counts, right: Counts) -> Counts {
            var sum = left
            sum.words &+= right.words
            sum.letters &+= right.letters
            sum.linkedLetters &+= right.linkedLetters
            sum.strongLetters &+= right.strongLetters
            sum.digits &+= right.digits
            sum.capitals &+= right.capitals
            sum.sentenceEnds &+= right.sentenceEnds
            sum.commas &+= right.commas
            sum.separators &+= right.separators
            sum.currencies &+= right.currencies
            sum.links &+= right.links
            sum.images &+= right.images
            sum.inputs &+= right.inputs
            sum.prose &+= right.prose
            sum.headings &+= right.headings
            sum.cue &+= right.cue
            sum.commentProse &+= right.commentProse
            return sum
        }

        @inline(__always)
        static func - (left: Counts, right: Counts) -> Counts {
            var rest = left
            rest.words &-= right.words
            rest.letters &-= right.letters
            rest.linkedLetters &-= right.linkedLetters
            rest.strongLetters &-= right.strongLetters
            rest.digits &-= right.digits
            rest.capitals &-= right.capitals
            rest.sentenceEnds &-= right.sentenceEnds
            rest.commas &-= right.commas
            rest.separators &-= right.separators
            rest.currencies &-= right.currencies
            rest.links &-= right.links
            rest.images &-= right.images
            rest.inputs &-= right.inputs
            rest.prose &-= right.prose
            rest.headings &-= right.headings
            rest.cue &-= right.cue
            rest.commentProse &-= right.commentProse
            return rest
        }
    }

    /// A block of text.
    struct Block: Sendable, BitwiseCopyable {
        /// The innermost block-level element around it.
        var element: Int32
        /// The context of its first text.
        var flags: Flags = []
        /// The place of its first text in ``PageScan/texts``.
        var firstText: Int32
        /// The place after its last text.
        var endText: Int32 = 0
        var counts = Counts()
        /// The sum of what its words weigh for main text, of the first 24.
        var wordCue: Int32 = 0
        /// How many words have been weighed.
        var weighedWords: Int32 = 0
        /// What its whole text weighs, if that is a known phrase.
        var phraseCue: Int32 = 0
        /// Words that are in the title of the page too.
        var titleWords: Int32 = 0
        /// Pairs of words that are in the description of the page too.
        var descriptionPairs: Int32 = 0
        /// Pairs of words that are in the `articleBody` of JSON-LD too.
        var bodyPairs: Int32 = 0
        /// A hash of its words.
        var textHash: UInt32 = 0
        /// What its first and last characters are.
        var first: CharacterKind = .none
        var last: CharacterKind = .none
        var brokenLines: UInt8 = 0
        var ellipsis: UInt8 = 0
        /// The level of the heading that it is, 0 for none.
        var headingLevel: UInt8 = 0
    }

    /// What a character is.
    enum CharacterKind: UInt8, Sendable {
        case none, lower, upper, digit, ideograph, stop, colon, comma, bracket, quote, separator, currency, other
    }

    /// The elements in the order of the page.
    var elements: [Element] = []
    /// The blocks in the order of the page.
    var blocks: [Block] = []
    /// The text nodes of all blocks in the order of the page.
    var texts: [UInt32] = []
    /// Sums over the blocks before each block, and at the end over all.
    var sums: [Counts] = []
    /// How many different words the title has.
    var titleWordCount = 0
    /// What the page weighs for each type of page, in steps of 1/32.
    var typeWeights = SIMD8<Int32>(repeating: 0)
    /// How many pairs of words `articleBody` of JSON-LD has; 0 without one.
    var structuredPairs: Int32 = 0

    /// The sums of all blocks at or below an element.
    @inline(__always)
    func counts(of element: Int) -> Counts {
        let element = elements[element]
        return sums[Int(element.endBlock)] - sums[Int(element.firstBlock)]
    }

    /// The first container of a block that holds another block too, and how many levels above the block it is.
    func commonContainer(of index: Int, with other: Int) -> (element: Int, steps: Int) {
        var element = Int(blocks[index].element)
        var steps = 0
        while elements[element].wider >= 0, steps < 40 {
            let range = elements[element]
            if Int(range.firstBlock) <= other, other < Int(range.endBlock) { break }
            element = Int(range.wider)
            steps += 1
        }
        return (element, steps)
    }

    /// The sums of the whole page.
    var total: Counts { sums.last ?? Counts() }
}
