import PotokCore
import PotokText

/// Reads the language of queries, and knows the place of everything in it that cannot be read.
struct QueryParser {
    private let characters: [Character]
    private var place = 0
    private var tokenizer = Tokenizer()
    /// Where the last OR stands that has no right side yet.
    private var openOr: Int?

    private(set) var clauses: [SearchQuery.Clause] = []
    private(set) var excluded: [SearchQuery.Atom] = []
    private(set) var filters: [SearchFilter] = []

    /// More than any person writes.
    private static let maximumLength = 10_000

    init(_ text: String) {
        // A query stands on one line, so that the caret stands below the right place.
        characters = text.map { $0.isWhitespace ? " " : $0 }
    }

    mutating func parse() throws {
        guard characters.count <= Self.maximumLength else {
            throw PotokError("search.query", "the query is longer than \(Self.maximumLength) characters")
        }
        while skipSpaces() { try parseItem() }
        if let openOr { throw problem("nothing stands behind OR", at: openOr, hint: "write a word behind it") }
        guard !clauses.isEmpty else {
            let hint = "give a word or two"
            throw excluded.isEmpty && filters.isEmpty
                ? problem("there is no word to look for", at: 0, hint: hint)
                : problem("there is no word to look for, only what narrows the search", at: 0, hint: hint)
        }
    }

    private mutating func skipSpaces() -> Bool {
        while place < characters.count, characters[place] == " " { place += 1 }
        return place < characters.count
    }

    private mutating func parseItem() throws {
        let start = place
        if wordAhead() == "OR" {
            guard !clauses.isEmpty, openOr == nil else {
                throw problem("nothing stands before OR", at: start, hint: "write a word before it, or \"or\"")
            }
            openOr = start
            place += 2
            return
        }
        var isNegated = false
        if characters[place] == "-", place + 1 < characters.count, characters[place + 1] != " " {
            isNegated = true
            place += 1
        }
        let name = fieldAhead()
        if let name { place += name.count + 1 }
        let valueStart = place
        let value = try parseValue()
        if let kind = name.flatMap(SearchFilter.Kind.init(rawValue:)) {
            try addFilter(kind, value.text, isNegated: isNegated, start: start, valueStart: valueStart)
            return
        }
        var atom = SearchQuery.Atom(text: value.text, isPhrase: value.isQuoted)
        atom.field = name.flatMap(SearchQuery.Field.init(rawValue:))
        if !value.isQuoted, value.text.count > 1, value.text.hasSuffix("*") {
            atom.isPrefix = true
            atom.text.removeLast()
        }
        guard !tokenizer.foldedWords(atom.text).isEmpty else {
            // Signs alone are no words: they count for nothing, but where something has to stand.
            if name != nil { throw problem("there is no word to look for", at: valueStart, hint: "write a word") }
            return
        }
        add(atom, isNegated: isNegated)
    }

    private mutating func add(_ atom: SearchQuery.Atom, isNegated: Bool) {
        if isNegated {
            excluded.append(atom)
            return
        }
        if openOr != nil, let last = clauses.indices.last {
            clauses[last].alternatives.append(atom)
        } else {
            clauses.append(SearchQuery.Clause(alternatives: [atom]))
        }
        openOr = nil
    }

    private mutating func addFilter(
        _ kind: SearchFilter.Kind,
        _ value: String,
        isNegated: Bool,
        start: Int,
        valueStart: Int
    ) throws {
        if let openOr {
            throw problem("\(kind.rawValue): cannot stand beside OR", at: openOr, hint: "leave out OR")
        }
        guard !value.isEmpty else {
            throw problem("nothing stands behind \(kind.rawValue):", at: valueStart, hint: "write it without a space")
        }
        do throws(SearchFilter.Problem) {
            filters.append(try SearchFilter(kind, value, isNegated: isNegated))
        } catch {
            throw problem(error.text, at: valueStart, hint: nil)
        }
    }

    /// A value in quotes, or what stands before the next space.
    private mutating func parseValue() throws -> (text: String, isQuoted: Bool) {
        guard place < characters.count, characters[place] == "\"" else {
            let start = place
            while place < characters.count, characters[place] != " ", characters[place] != "\"" { place += 1 }
            return (String(characters[start..<place]), false)
        }
        let start = place
        place += 1
        while place < characters.count, characters[place] != "\"" { place += 1 }
        guard place < characters.count else {
            throw problem("a quote is not closed", at: start, hint: "close it, or leave it out")
        }
        place += 1
        return (String(characters[(start + 1)..<(place - 1)]), true)
    }

    private func wordAhead() -> String {
        String(characters[place...].prefix { $0 != " " })
    }

    /// The name of a field or condition before a colon; other colons are signs like any other.
    private func fieldAhead() -> String? {
        let name = String(characters[place...].prefix { $0.isASCII && $0.isLetter })
        let end = place + name.count
        guard end < characters.count, characters[end] == ":" else { return nil }
        let known = SearchFilter.Kind(rawValue: name) != nil || SearchQuery.Field(rawValue: name) != nil
        return known ? name : nil
    }

    private func problem(_ words: String, at place: Int, hint: String?) -> PotokError {
        let caret = String(repeating: " ", count: min(place, characters.count)) + "^"
        return PotokError("search.query", "\(words):\n  \(String(characters))\n  \(caret)", hint: hint)
    }
}
