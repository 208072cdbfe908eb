public import PotokCore

/// What a person wants to have forgotten.
public struct ForgetRequest: Sendable, Hashable {
    /// Documents by URL, identifier, key or number; a URL may be one that was never seen.
    public var names: [String] = []
    /// A host, with everything of it.
    public var host: String?
    /// A source, with everything of it.
    public var source: String?
    /// Whether the other documents of their clusters go too, and the same texts under other addresses are kept out.
    public var duplicates = false
    /// Why.
    public var reason: String

    /// Makes a request that names nothing yet.
    public init(reason: String) { self.reason = reason }
}

/// What forgetting something would take away.
public struct ForgetPlan: Sendable, Hashable {
    /// A document that would go.
    public struct Item: Sendable, Hashable {
        /// Its number in this database.
        public var number: Int
        /// Its key.
        public var key: DocumentKey
        /// Its URL or identifier.
        public var locator: String
        /// Its title.
        public var title: String
        /// Whether it is out of sight already: a tombstone, or merged into another.
        public var isHidden: Bool
        /// How many old versions of it there are.
        public var versions: Int
    }

    /// A place outside of the database that holds a copy, as far as the database knows.
    public struct Copy: Sendable, Hashable, Comparable {
        /// The file.
        public var file: String
        /// How many documents or answers in it.
        public var count: Int

        /// Makes a place.
        public init(file: String, count: Int) {
            self.file = file
            self.count = count
        }

        /// Orders by the name of the file.
        public static func < (one: Copy, other: Copy) -> Bool { one.file < other.file }
    }

    /// The documents, in the order in which they entered the corpus.
    public var documents: [Item] = []
    /// How many addresses of the frontier go.
    public var addresses = 0
    /// Names without a document whose addresses are kept out all the same.
    public var unseen: [String] = []
    /// Documents that would stay and say the same or much of it, because `duplicates` was not asked for.
    public var duplicatesLeft = 0
    /// Files that hold copies: WARC files that runs wrote, and the files and archives that documents came from.
    public var copies: [Copy] = []
    /// What would be written down.
    public var receipt: ForgetReceipt
}
