import PotokCore
import PotokText

/// What a person looks for: words that must all be there, and phrases in double quotes.
public struct SearchQuery: Sendable, Hashable {
    /// Groups of folded words; the words of one group stand side by side.
    let groups: [[String]]

    /// Reads a query.
    ///
    /// - Throws: `PotokError` with `search.query` when there is no word in it or a quote is not closed.
    public init(_ text: String) throws {
        var tokenizer = Tokenizer()
        var groups: [[String]] = []
        var isQuoted = false
        for part in text.split(separator: "\"", omittingEmptySubsequences: false) {
            let words = tokenizer.foldedWords(String(part))
            if isQuoted {
                if !words.isEmpty { groups.append(words) }
            } else {
                groups += words.map { [$0] }
            }
            isQuoted.toggle()
        }
        // After the last part the state has been toggled once more: an even number of quotes leaves it set.
        guard isQuoted else {
            let column = text.distance(from: text.startIndex, to: text.lastIndex(of: "\"") ?? text.startIndex)
            throw PotokError(
                "search.query",
                "a quote is not closed:\n  \(text)\n  \(String(repeating: " ", count: column))^",
                hint: "close it, or leave it out"
            )
        }
        guard !groups.isEmpty else {
            throw PotokError("search.query", "there is no word to look for in '\(text)'", hint: "give a word or two")
        }
        self.groups = groups
    }

    /// The folded words.
    var words: Set<String> { Set(groups.joined()) }

    /// The query in the language of FTS5.
    ///
    /// Folded words hold letters and digits only, so quoting them is enough.
    var matchExpression: String {
        groups.map { "\"" + $0.joined(separator: " ") + "\"" }.joined(separator: " AND ")
    }
}
