/// How far a parser goes with a page that was made to hurt it, or is merely broken.
///
/// The standard knows no limits; browsers have them too. Pages that reach one still give a tree, and the tree says
/// which limits were reached.
public struct HTMLLimits: Sendable, Hashable {
    /// How deep elements may nest; what is nested deeper becomes siblings.
    ///
    /// Browsers stop at 512, which is the default.
    public var depth: Int

    /// How many nodes a tree may have; at the limit the rest of the source is not read.
    public var nodes: Int

    /// How many attributes an element may have; further ones are dropped.
    public var attributesPerElement: Int

    /// How many bytes of the source are read; at most 256 MiB.
    public var bytes: Int

    /// How many formatting elements (`b`, `font` …) wait to be opened again in the next block; the oldest are dropped.
    public var activeFormattingElements: Int

    /// Creates limits; each has a default that real pages do not reach.
    public init(
        depth: Int = 512,
        nodes: Int = 4_194_304,
        attributesPerElement: Int = 256,
        bytes: Int = 268_435_456,
        activeFormattingElements: Int = 128
    ) {
        self.depth = depth
        self.nodes = nodes
        self.attributesPerElement = attributesPerElement
        self.bytes = bytes
        self.activeFormattingElements = activeFormattingElements
    }

    /// The limits that a page reached.
    public struct Reached: OptionSet, Sendable, Hashable {
        /// The bits of the set.
        public let rawValue: UInt8

        /// Creates a set from bits.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// Elements nested too deep.
        public static let depth = Reached(rawValue: 1)
        /// There were too many nodes, or too many different names; the end of the source is missing.
        public static let nodes = Reached(rawValue: 2)
        /// The source was too long; its end is missing.
        public static let bytes = Reached(rawValue: 4)
        /// Formatting elements were copied so often that some were not opened again.
        public static let formatting = Reached(rawValue: 8)
    }
}
