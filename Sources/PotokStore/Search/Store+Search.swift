import GRDB
import PotokCore

extension Store {
    /// Searches titles and texts; documents with the same text are one hit.
    public func search(_ query: SearchQuery, limit: Int, offset: Int = 0) async throws -> SearchAnswer {
        let words = query.words
        return try await read { database in
            let total =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(DISTINCT coalesce(representative_id, document.id))
                        FROM search JOIN document ON document.id = search.rowid WHERE search MATCH ?
                        """,
                    arguments: [query.matchExpression]
                ) ?? 0
            // A title says more about a document than a word somewhere in its text.
            let rows = try Row.fetchAll(
                database,
                sql: """
                    WITH match AS MATERIALIZED (
                        SELECT coalesce(representative_id, document.id) AS cluster, document.id, representative_id,
                            bm25(search, 5.0, 1.0) AS rank
                        FROM search JOIN document ON document.id = search.rowid WHERE search MATCH ?
                    )
                    SELECT cluster, min(rank) AS rank,
                        coalesce(max(CASE WHEN representative_id IS NULL THEN id END), min(id)) AS shown
                    FROM match GROUP BY cluster ORDER BY min(rank), cluster LIMIT ? OFFSET ?
                    """,
                arguments: [query.matchExpression, limit, offset]
            )
            let hits = try rows.compactMap { row -> SearchHit? in
                guard let record = try StoredRecord.fetch(database, row: row["shown"]) else { return nil }
                let similar =
                    try Int.fetchOne(
                        database,
                        sql: "SELECT count(*) FROM document WHERE representative_id = ?",
                        arguments: [row["cluster"] as Int64]
                    ) ?? 0
                return SearchHit(
                    document: record,
                    score: -(row["rank"] as Double),
                    snippet: Snippet(of: record.document.text, words: words),
                    similar: similar
                )
            }
            return SearchAnswer(hits: hits, total: total)
        }
    }
}
