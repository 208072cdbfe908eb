import PotokText

/// A query in the language of FTS5, and the terms that answer it.
///
/// Each word is read in every language of the corpus; readings that come to the same are one. Terms hold letters and digits only, so
/// quoting them is enough: nothing that a person writes is a command of the database.
struct MatchExpression {
    /// What stands behind MATCH; nil when no word is left.
    private(set) var text: String?
    /// What each phrase of `text` is, a letter each: `w` a word, `r` another reading of the word before it, `-` not wanted.
    private(set) var roles = ""
    /// Terms to be shown as found, in any language.
    private(set) var terms: Set<[UInt8]> = []
    /// Beginnings of words to be shown as found.
    private(set) var prefixes: [[UInt8]] = []

    init(_ query: SearchQuery, languages: [String]) {
        let languages = languages.isEmpty ? [""] : languages
        text = AnalyserPool.shared.withAnalyser { analyser -> String? in
            var builder = Builder(languages: languages, mode: query.mode)
            let wanted = query.clauses.map { clause in
                builder.join(clause.alternatives.map { builder.expression($0, &analyser) }, " OR ")
            }
            guard let all = builder.join(wanted, query.mode == .all ? " AND " : " OR ") else { return nil }
            (terms, prefixes) = (builder.terms, builder.prefixes)
            roles = builder.roles
            let without = query.excluded.map { builder.expression($0, &analyser, mode: .all) }
            guard let excluded = builder.join(without, " OR ") else { return all }
            roles += String(repeating: "-", count: builder.roles.utf8.count - roles.utf8.count)
            return "(\(all)) NOT (\(excluded))"
        }
    }

    /// Terms that stand side by side.
    private struct Group: Hashable {
        var terms: [String]
        /// Whether what is in the text may go on: a character alone begins the pairs of the index.
        var isBeginning: Bool

        var expression: String { "\"" + terms.joined(separator: " ") + (isBeginning ? "\" *" : "\"") }
    }

    private struct Builder {
        let languages: [String]
        let mode: SearchQuery.Mode
        var roles = ""
        var terms: Set<[UInt8]> = []
        var prefixes: [[UInt8]] = []

        func join(_ parts: [String?], _ separator: String) -> String? {
            let parts = parts.compactMap(\.self)
            guard parts.count > 1 else { return parts.first }
            return parts.map { "(\($0))" }.joined(separator: separator)
        }

        mutating func expression(
            _ atom: SearchQuery.Atom,
            _ analyser: inout Analyser,
            mode: SearchQuery.Mode? = nil
        ) -> String? {
            var readings: [[Group]] = []
            for language in languages {
                analyser.analyse(atom.text, language: language)
                readings.append(groups(analyser, isPhrase: atom.isPhrase))
                terms.formUnion(analyser.terms.map { Array(analyser.bytes($0)) })
            }
            // Words are the same in all languages; only their endings differ.
            let count = readings.first?.count ?? 0
            guard count > 0, readings.allSatisfy({ $0.count == count }) else { return nil }
            var parts: [String?] = (0..<count).map { index in
                var seen: Set<Group> = []
                let phrases = readings.map { $0[index] }.filter { seen.insert($0).inserted }
                let count = phrases.count + (atom.isPrefix && index == count - 1 ? 1 : 0)
                roles += "w" + String(repeating: "r", count: count - 1)
                return join(phrases.map(\.expression), " OR ")
            }
            if atom.isPrefix { addPrefix(atom, &analyser, &parts) }
            let joined = join(parts, (mode ?? self.mode) == .all || atom.field != nil ? " AND " : " OR ")
            return joined.map { text in atom.field.map { "\($0.rawValue) : (\(text))" } ?? text }
        }

        /// Lets the last word go on.
        private mutating func addPrefix(_ atom: SearchQuery.Atom, _ analyser: inout Analyser, _ parts: inout [String?])
        {
            analyser.analyse(atom.text, language: nil)
            guard let last = analyser.terms.last, let index = parts.indices.last else { return }
            let start = analyser.text(last)
            prefixes.append(Array(start.utf8))
            // The stem may be shorter than what was written, so that it stays a reading of its own.
            let stems = parts[index].map { " OR \($0)" } ?? ""
            parts[index] = "\"\(start)\" *\(stems)"
        }

        /// What has to stand side by side: all terms of a phrase, and the pairs of a run of characters without spaces.
        private func groups(_ analyser: Analyser, isPhrase: Bool) -> [Group] {
            var groups: [Group] = []
            var end = -1
            let terms = analyser.terms
            for (index, term) in terms.enumerated() {
                let overlaps = term.sourceRange.lowerBound < end
                // The end of a run is in its last pair already.
                if term.isLoneIdeograph, overlaps { continue }
                end = max(end, term.sourceRange.upperBound)
                if (isPhrase && index > 0 || overlaps), !groups.isEmpty {
                    groups[groups.count - 1].terms.append(analyser.text(term))
                    groups[groups.count - 1].isBeginning = term.isLoneIdeograph
                } else {
                    groups.append(Group(terms: [analyser.text(term)], isBeginning: term.isLoneIdeograph))
                }
            }
            return groups
        }
    }
}
