import GRDB
import PotokCore

/// The best entries of the index, one for each cluster of documents with the same or nearly the same text.
struct Ranking {
    /// A cluster and the document that stands for it.
    struct Place {
        /// The document to be shown.
        var document: Int64
        /// The document that represents the cluster.
        var representative: Int64
        var score: Double
    }

    /// Places of one page, best first.
    var places: [Place] = []
    /// How many clusters answer the query; without counting them all, how many entries do.
    var total = 0

    init(_ match: MatchExpression, _ filters: [SearchFilter], _ options: SearchOptions, _ database: Database) throws {
        guard let expression = match.text else { return }
        let wanted = options.offset + options.limit
        var fetched = max(200, 2 * wanted)
        while true {
            let entries = try Self.entries(expression, match.roles, filters, options, limit: fetched, database)
            let found = try Self.clusters(entries, database)
            guard found.count < wanted, entries.count == fetched else {
                places = Array(found.dropFirst(options.offset).prefix(options.limit))
                total =
                    entries.count < fetched ? found.count : try Self.count(expression, filters, database)
                return
            }
            fetched *= 8
        }
    }

    private static func from(_ filters: [SearchFilter], joins: Bool) -> String {
        var text = " FROM search"
        if joins || !filters.isEmpty {
            text += """
                 CROSS JOIN search_entry ON search_entry.id = search.rowid
                CROSS JOIN document ON document.id = search_entry.document_id
                """
        }
        return text + " WHERE search MATCH ?" + filters.map { " AND " + $0.condition }.joined()
    }

    private static func arguments(_ expression: String, _ filters: [SearchFilter]) -> StatementArguments {
        StatementArguments([expression] + filters.flatMap(\.arguments))
    }

    private static func entries(
        _ expression: String,
        _ roles: String,
        _ filters: [SearchFilter],
        _ options: SearchOptions,
        limit: Int,
        _ database: Database
    ) throws -> [(entry: Int64, score: Double)] {
        let sorting =
            options.order == .relevance ? "score DESC, search.rowid" : "\(SearchFilter.date) DESC, search.rowid DESC"
        var score = "potok_rank(search, ?)"
        var values: StatementArguments = [roles]
        if let freshness = options.freshness {
            // Of a date whose day is not known, the first day; what is dated in the future is new.
            score += " * (0.5 + 0.5 / (1 + max(0, ? - julianday(substr(\(SearchFilter.date) || '-01-01', 1, 10))) / ?))"
            values += [Self.julianDay(freshness.now), max(freshness.age.seconds, 1) / 86_400]
        }
        let joins = options.order == .date || options.freshness != nil
        let rows = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT search.rowid, \(score) AS score\(from(filters, joins: joins))
                    ORDER BY \(sorting) LIMIT \(limit)
                    """
            ),
            arguments: values + arguments(expression, filters)
        )
        var entries: [(entry: Int64, score: Double)] = []
        while let row = try rows.next() { entries.append((row[0], row[1])) }
        return entries
    }

    /// Days since noon of 1 January 4713 BC, as SQLite counts them.
    private static func julianDay(_ time: Timestamp) -> Double { 2_440_587.5 + Double(time.secondsSince1970) / 86_400 }

    /// One place for each cluster, where its best entry stands; what is no entry any longer has none.
    private static func clusters(
        _ entries: [(entry: Int64, score: Double)],
        _ database: Database
    ) throws -> [Place] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT document.id, coalesce(representative_id, document.id)
                FROM search_entry JOIN document ON document.id = document_id WHERE search_entry.id = ?
                """
        )
        var places: [Place] = []
        var known: [Int64: Int] = [:]
        for (entry, score) in entries {
            guard let row = try Row.fetchOne(statement, arguments: [entry]) else { continue }
            let place = Place(document: row[0], representative: row[1], score: score)
            if let index = known[place.representative] {
                // The representative is shown where it answers as well as the others.
                if place.document == place.representative, places[index].score <= score { places[index] = place }
            } else {
                known[place.representative] = places.count
                places.append(place)
            }
        }
        return places
    }

    private static func count(_ expression: String, _ filters: [SearchFilter], _ database: Database) throws -> Int {
        try Int.fetchOne(
            database.cachedStatement(sql: "SELECT count(*)\(from(filters, joins: false))"),
            arguments: arguments(expression, filters)
        ) ?? 0
    }
}
