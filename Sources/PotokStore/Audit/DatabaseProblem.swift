/// Something that is wrong with a database.
public struct DatabaseProblem: Sendable, Hashable {
    /// What it is wrong with, and so what mends it.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        /// The file itself: only a backup helps.
        case file
        /// The indexes of tables, which are made anew from the tables.
        case tableIndex = "table-index"
        /// Rows that point at what is not there; they go, or point at nothing.
        case orphans
        /// The full-text index, which is made anew from the documents.
        case index
        /// The fingerprints and links of duplicates, which are made anew from the documents.
        case fingerprints
        /// The versions that sinks order changes by; the next one is raised.
        case versions
    }

    /// What it is wrong with.
    public var part: Part
    /// What is wrong, in words.
    public var message: String

    /// Makes a problem.
    public init(_ part: Part, _ message: String) {
        self.part = part
        self.message = message
    }

    /// Whether what is stored is enough to mend it.
    public var isRepairable: Bool { part != .file }
}
