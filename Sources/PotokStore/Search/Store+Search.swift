import GRDB
import PotokCore

extension Store {
    /// Searches titles and texts; documents with the same or nearly the same text are one hit.
    public func search(_ query: SearchQuery, limit: Int, offset: Int = 0) async throws -> SearchAnswer {
        try await search(query, SearchOptions(limit: limit, offset: offset))
    }

    /// Searches titles and texts; documents with the same or nearly the same text are one hit.
    public func search(_ query: SearchQuery, _ options: SearchOptions) async throws -> SearchAnswer {
        try await read { database in
            let match = MatchExpression(query, languages: try SearchIndex.languages(database))
            let ranking = try Ranking(match, query.filters, options, database)
            let hits = try ranking.places.compactMap { place -> SearchHit? in
                guard let record = try StoredRecord.fetch(database, row: place.document) else { return nil }
                let similar = try Int.fetchOne(
                    database.cachedStatement(sql: "SELECT count(*) FROM document WHERE representative_id = ?"),
                    arguments: [place.representative]
                )
                return SearchHit(
                    document: record,
                    score: place.score,
                    snippet: Snippet(of: record.document.text, match, language: record.document.language),
                    similar: similar ?? 0
                )
            }
            let suggestion = hits.isEmpty && options.offset == 0 ? try Suggestion.find(query, database) : nil
            return SearchAnswer(hits: hits, total: ranking.total, suggestion: suggestion)
        }
    }

    /// The names of the best documents alone: the URL, or the identifier in the source.
    public func locators(answering query: SearchQuery, _ options: SearchOptions) async throws -> [String] {
        try await read { database in
            let match = MatchExpression(query, languages: try SearchIndex.languages(database))
            let statement = try database.cachedStatement(sql: "SELECT locator FROM document WHERE id = ?")
            return try Ranking(match, query.filters, options, database).places.compactMap { place in
                try String.fetchOne(statement, arguments: [place.document])
            }
        }
    }
}
