import PotokCore

/// What a person looks for.
///
/// `protest wojskowy` both words · `"stan wojenny"` side by side · `-sport` without · `Kazachstan OR Uzbekistan` one of them ·
/// `prote*` beginning · `title:wybory`, `text:…` in one field · `site:example.org`, `source:NAME`, `lang:pl`, `author:NAME`,
/// `after:2026-01`, `before:2026-02-15` by what is known of a document.
public struct SearchQuery: Sendable, Hashable {
    /// Which words a document must have.
    public enum Mode: Sendable, Hashable {
        /// All of them.
        case all
        /// At least one.
        case any
    }

    /// A part of a document in which words can be looked for alone.
    enum Field: String, Sendable, Hashable {
        case title
        case text
    }

    /// A word, the beginning of one, or words side by side.
    struct Atom: Sendable, Hashable {
        var text: String
        var field: Field?
        var isPhrase = false
        var isPrefix = false
    }

    /// Atoms of which one has to be there.
    struct Clause: Sendable, Hashable {
        var alternatives: [Atom]
    }

    var clauses: [Clause]
    var excluded: [Atom]
    var filters: [SearchFilter]
    var mode: Mode

    /// Reads a query.
    ///
    /// - Throws: `PotokError` with `search.query`, and the place in the query, when it cannot be read.
    public init(_ text: String, mode: Mode = .all) throws {
        var parser = QueryParser(text)
        try parser.parse()
        (clauses, excluded, filters, self.mode) = (parser.clauses, parser.excluded, parser.filters, mode)
    }

    /// Reads a question as plain words, of which one must be there: nothing in it is a command, and nothing can be wrong with it.
    public init(plainWords text: String) {
        clauses = [Clause(alternatives: [Atom(text: text)])]
        (excluded, filters, mode) = ([], [], .any)
    }

    /// The words and phrases that a document should have.
    var wanted: [Atom] { clauses.flatMap(\.alternatives) }
}
