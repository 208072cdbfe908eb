/// What every code means that the program prints: errors, notices, outcomes and exit codes.
///
/// A code is told here once, in words for the person who met it; `potok explain CODE` prints them. A test compares the table
/// with the sources, so that no code is without words and no words are left of a code that is gone.
public enum CodeBook {
    /// What a code means and what to do about it.
    public struct Entry: Sendable, Hashable {
        /// The code; a `*` in it stands for what differs within a family, such as the status in `fetch.http-*`.
        public var code: String
        /// What happened, in a sentence or two.
        public var meaning: String
        /// What to do about it.
        public var remedy: String

        init(_ code: String, _ meaning: String, do remedy: String) {
            self.code = code
            self.meaning = meaning
            self.remedy = remedy
        }
    }

    /// A group of codes as they are listed.
    public struct Chapter: Sendable, Hashable {
        /// What the codes have in common.
        public var title: String
        /// The codes.
        public var entries: [Entry]
    }

    /// All codes, in the order of the flow.
    public static let chapters: [Chapter] = [
        Chapter(title: "Exit codes", entries: exitCodes),
        Chapter(title: "How an input of a run ends", entries: outcomes),
        Chapter(title: "The configuration", entries: configuration),
        Chapter(title: "The JSON of the configuration", entries: json),
        Chapter(title: "Sources", entries: sources),
        Chapter(title: "Fetch", entries: fetch),
        Chapter(title: "Stages", entries: stages),
        Chapter(title: "Sinks", entries: sinks),
        Chapter(title: "The database", entries: database),
        Chapter(title: "Commands", entries: commands),
    ]

    /// All codes.
    public static let entries: [Entry] = chapters.flatMap(\.entries)

    /// What is told of a code: its own entry, or that of its family; nil for what is no code.
    public static func entry(for code: String) -> Entry? {
        let code = code.lowercased()
        return exact[code] ?? families.first { $0.matches(code) }
    }

    private static let exact: [String: Entry] = Dictionary(
        entries.map { ($0.code.lowercased(), $0) },
        uniquingKeysWith: { first, _ in first }
    )

    private static let families = entries.filter { $0.code.contains("*") }
}

extension CodeBook.Entry {
    /// Whether a code is this one or one of this family.
    func matches(_ code: String) -> Bool {
        guard let star = self.code.firstIndex(of: "*") else { return self.code == code }
        let start = self.code[..<star]
        let end = self.code[self.code.index(after: star)...]
        return code.count > start.count + end.count && code.hasPrefix(start) && code.hasSuffix(end)
    }
}
