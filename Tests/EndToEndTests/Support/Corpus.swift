import Foundation

/// A corpus as `show --all --json` prints it.
struct Corpus: Equatable {
    /// One document, in what does not depend on when it was observed.
    struct Entry: Decodable, Equatable {
        var schema: String
        var key: String
        var url: String?
        var identifier: String?
        var source: String
        var title: String
        var text: String
        var language: String?
        var publishedAt: String?
        var publishedPrecision: String?
        var bodyHash: String
        var contentHash: String
        var textHash: String
        var duplicateOf: String?
        var duplicateRelation: String?
        var revision: Int
    }

    /// The documents in the order of their keys.
    var entries: [Entry]

    /// Reads the lines of `show --all --json`.
    init(_ lines: String) throws {
        entries = try lines.split(separator: "\n").map { try JSONDecoder().decode(Entry.self, from: Data($0.utf8)) }
    }

    /// The documents by their URLs.
    var byURL: [String: Entry] {
        Dictionary(entries.compactMap { entry in entry.url.map { ($0, entry) } }) { first, _ in first }
    }

    /// The documents by their keys.
    var byKey: [String: Entry] { Dictionary(entries.map { ($0.key, $0) }) { first, _ in first } }

    /// Where two corpora differ, in a few words.
    func differences(from other: Corpus) -> [String] {
        let (mine, theirs) = (byKey, other.byKey)
        return Set(mine.keys).union(theirs.keys).sorted().compactMap { key in
            switch (mine[key], theirs[key]) {
            case (let one?, nil): "only here: \(one.url ?? one.identifier ?? key)"
            case (nil, let two?): "missing: \(two.url ?? two.identifier ?? key)"
            case (let one?, let two?) where one != two:
                "\(one.url ?? one.identifier ?? key): revision \(one.revision)/\(two.revision), duplicate of "
                    + "\(one.duplicateOf ?? "none")/\(two.duplicateOf ?? "none"), same text: \(one.text == two.text)"
            default: nil
            }
        }
    }
}
