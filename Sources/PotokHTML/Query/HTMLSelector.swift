/// A selector: which elements are wanted.
///
/// The simple part of CSS Selectors Level 4: names (`article`, `*`), `#id`, `.class`, attributes (`[href]`,
/// `[rel=next]`, `~=`, `|=`, `^=`, `$=`, `*=`, with `i` for any case), descendants (`main p`), children (`ul > li`), and
/// lists (`h1, h2`). Make a selector once and use it for many pages.
public struct HTMLSelector: Sendable, Hashable {
    /// The selectors of the list; each is matched from its end.
    let alternatives: [Complex]

    /// The text that the selector was made of.
    public let text: String

    /// Reads a selector; throws when the text is no selector, or one of a kind that is not known here.
    public init(_ text: String) throws(HTMLSelectorError) {
        var reader = HTMLSelectorReader(text)
        alternatives = try reader.readList()
        self.text = text
    }

    /// Parts joined by descendant combinators, the last part first.
    struct Complex: Sendable, Hashable {
        var parts: [Part]
    }

    /// Compounds joined by child combinators, the last compound first.
    struct Part: Sendable, Hashable {
        var compounds: [Compound]
    }

    /// What one element must be.
    struct Compound: Sendable, Hashable {
        /// The name of the element; nil for any.
        var tag: String?
        var conditions: [Condition] = []
    }

    /// What an attribute must be.
    struct Condition: Sendable, Hashable {
        enum Comparison: Sendable, Hashable {
            case exists, equals, includes, dash, prefix, suffix, contains
        }

        enum Letters: Sendable, Hashable {
            /// Case counts.
            case exact
            /// Case does not count.
            case folded
            /// Case counts unless the page is in quirks mode: ids and classes.
            case byQuirks
        }

        var attribute: String
        var comparison: Comparison
        var value: [UInt8]
        var letters: Letters
    }
}

/// Why a text is no selector.
public struct HTMLSelectorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, as a stable word.
    public struct Code: Sendable, Hashable {
        /// The word.
        public let name: String

        /// There is no selector where one must be.
        public static let missing = Code(name: "selector.missing")
        /// A character that fits nowhere.
        public static let unexpected = Code(name: "selector.unexpected")
        /// A quotation or bracket that is not closed.
        public static let unclosed = Code(name: "selector.unclosed")
        /// A part of CSS that is not known here: pseudo-classes, sibling combinators, namespaces.
        public static let unsupported = Code(name: "selector.unsupported")
    }

    /// What is wrong.
    public let code: Code
    /// How many bytes of the text come before the place.
    public let offset: Int
    /// What is wrong and where, for people.
    public let message: String
    /// What to write instead.
    public let hint: String

    /// The message and the hint.
    public var description: String { "\(message) (\(hint))" }
}
