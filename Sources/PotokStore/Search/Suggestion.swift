import GRDB
import PotokCore
import PotokText

/// A word of the corpus for a word that it does not have.
enum Suggestion {
    /// What the query would be with words that are there; nil when there is none near enough.
    static func find(_ query: SearchQuery, _ database: Database) throws -> String? {
        let languages = try SearchIndex.languages(database)
        var words: [String] = []
        var isChanged = false
        for atom in query.wanted {
            let found = try replacement(for: atom, languages, database)
            words.append(found ?? atom.text)
            isChanged = isChanged || found != nil
        }
        return isChanged ? words.joined(separator: " ") : nil
    }

    private static func replacement(
        for atom: SearchQuery.Atom,
        _ languages: [String],
        _ database: Database
    ) throws -> String? {
        guard !atom.isPhrase, !atom.isPrefix else { return nil }
        for language in languages {
            let term = AnalyserPool.shared.withAnalyser { analyser -> String? in
                analyser.analyse(atom.text, language: language)
                guard analyser.terms.count == 1, let only = analyser.terms.first else { return nil }
                return analyser.text(only)
            }
            guard let term, term.count >= 4 else { continue }
            if try isThere(term, database) { return nil }
            guard let near = try nearest(to: term, database) else { continue }
            if let word = try spelling(of: near, database) { return word }
        }
        return nil
    }

    private static func isThere(_ term: String, _ database: Database) throws -> Bool {
        try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM search_term WHERE term = ?)", arguments: [term])
            ?? false
    }

    /// The term with the fewest differences, and of several the most frequent; the first letter is taken as right.
    private static func nearest(to term: String, _ database: Database) throws -> String? {
        let wanted = Array(term.unicodeScalars)
        let limit = wanted.count >= 8 ? 2 : 1
        guard let first = wanted.first, let next = Unicode.Scalar(first.value + 1) else { return nil }
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT term, doc FROM search_term WHERE term >= ? AND term < ?",
            arguments: [String(Character(first)), String(Character(next))]
        )
        var best: (term: String, distance: Int, documents: Int)?
        while let row = try rows.next() {
            let candidate: String = row[0]
            guard abs(candidate.utf8.count - term.utf8.count) <= 4 * limit else { continue }
            let letters = Array(candidate.unicodeScalars)
            guard abs(letters.count - wanted.count) <= limit else { continue }
            let distance = EditDistance.between(wanted, letters)
            guard distance <= limit else { continue }
            let documents: Int = row[1]
            if let best, (best.distance, -best.documents) <= (distance, -documents) { continue }
            best = (candidate, distance, documents)
        }
        return best?.term
    }

    /// A word of the corpus whose term it is: terms are stems, which nobody writes.
    private static func spelling(of term: String, _ database: Database) throws -> String? {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT document.title, document.text, search_entry.language FROM search
                JOIN search_entry ON search_entry.id = search.rowid JOIN document ON document.id = document_id
                WHERE search MATCH ? LIMIT 1
                """,
            arguments: ["\"\(term)\""]
        )
        for row in rows {
            for text in [row["title"] as String, row["text"] as String] {
                let language: String = row["language"]
                let found = AnalyserPool.shared.withAnalyser { analyser -> Range<Int>? in
                    analyser.analyse(text, language: language)
                    return analyser.terms.first { analyser.text($0) == term }?.sourceRange
                }
                if let found { return String(decoding: Array(text.utf8)[found], as: UTF8.self) }
            }
        }
        return nil
    }
}
