import GRDB
import PotokCore

/// Takes the rhythm and the health of sources from the outcomes of runs, in one transaction.
///
/// What it costs grows with what the runs brought, not with the corpus.
struct HealthWriter {
    /// How many samples of a source are kept.
    static let sampleLimit = 250
    /// How many samples of a source one run adds, so that a single large run is not taken for a history.
    static let samplesOfRun = 50
    /// How many hours with something new are kept of a source.
    static let arrivalLimit = 500
    /// How sure the text of a document must be its own for it to count as good, from 0 to 1.
    static let goodConfidence = 0.5

    /// What runs brought of one source.
    private struct Brought {
        struct Page {
            /// Mixes the pages of a run, so that the last ones are not all of one corner of a site.
            var order: UInt32
            var document: Int64?
        }

        var lastAt = 0
        var pages: [Page] = []
    }

    let database: Database
    /// How long a source may bring nothing new, learned of the hours in which it did, oldest first.
    let rhythm: ([Timestamp]) -> Duration?

    /// Takes in every run since the last one that was taken in.
    ///
    /// - Returns: the rows of the sources that have new samples.
    func takeIn(until run: Run.Identifier) throws -> Set<Int64> {
        let last = try MetaTable.integer("alarms.run", database) ?? run.rawValue - 1
        guard last < run.rawValue else { return [] }
        try MetaTable.set("alarms.run", to: run.rawValue, database)
        var brought: [Int64: Brought] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT source_id, frontier_id, kind, outcome.document_id, at, found_in IS NULL
                FROM outcome JOIN frontier ON frontier.id = frontier_id
                WHERE run_id > ? AND run_id <= ? AND role = 'page'
                    AND run_id NOT IN (SELECT id FROM run WHERE kind <> 'run')
                    AND (kind IN ('indexed', 'updated', 'duplicate') AND outcome.document_id IS NOT NULL
                        OR code IN ('excluded.empty', 'excluded.needs-javascript', 'excluded.consent-wall',
                            'excluded.login-wall', 'excluded.not-found', 'excluded.index',
                            'excluded.suspect'))
                """,
            arguments: [last, run.rawValue]
        )
        while let row = try rows.next() {
            let source: Int64 = row[0]
            let frontier: Int64 = row[1]
            let isDocument = row[2] as String != "excluded"
            let page = Brought.Page(
                order: UInt32(truncatingIfNeeded: frontier) &* 2_654_435_761,
                document: isDocument ? row[3] : nil
            )
            brought[source, default: Brought()].pages.append(page)
            // What a listing has named long ago may go on changing while the listing itself is dead.
            let (at, isNamedBySource): (Int, Bool) = (row[4], row[5])
            guard isDocument, isNamedBySource else { continue }
            let last = brought[source]?.lastAt ?? 0
            brought[source]?.lastAt = max(at, last)
        }
        for (source, brought) in brought {
            if brought.lastAt > 0 { try hear(source, at: brought.lastAt) }
            let chosen = brought.pages.sorted { $0.order < $1.order }.prefix(Self.samplesOfRun)
            for page in chosen { try add(page, of: source) }
            try database.cachedStatement(
                sql: """
                    DELETE FROM sample WHERE source_id = ?1 AND id <= (
                        SELECT id FROM sample WHERE source_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)
                    """
            ).execute(arguments: [source, Self.sampleLimit])
        }
        for row in try Row.fetchAll(
            database,
            sql: "SELECT id, named_at FROM source WHERE named_at > coalesce(heard_at, 0)"
        ) {
            try hear(row[0], at: row[1])
        }
        return Set(brought.keys)
    }

    private func hear(_ source: Int64, at time: Int) throws {
        try database.cachedStatement(sql: "INSERT OR IGNORE INTO arrival (source_id, at) VALUES (?, ?)")
            .execute(arguments: [source, time / 3_600 * 3_600])
        var hours = try Int.fetchAll(
            database.cachedStatement(sql: "SELECT at FROM arrival WHERE source_id = ? ORDER BY at"),
            arguments: [source]
        )
        if hours.count > Self.arrivalLimit {
            hours.removeFirst(hours.count - Self.arrivalLimit)
            try database.execute(
                sql: "DELETE FROM arrival WHERE source_id = ? AND at < ?",
                arguments: [source, hours[0]]
            )
        }
        let length = rhythm(hours.map(Timestamp.init(secondsSince1970:)))
        try database.cachedStatement(sql: "UPDATE source SET heard_at = ?, silent_after = ? WHERE id = ?")
            .execute(arguments: [time, length.map { Int($0.seconds) }, source])
    }

    private func add(_ page: Brought.Page, of source: Int64) throws {
        guard let document = page.document else {
            try database.cachedStatement(
                sql: "INSERT INTO sample (source_id, length, is_dated, is_good) VALUES (?, NULL, 0, 0)"
            ).execute(arguments: [source])
            return
        }
        try database.cachedStatement(
            sql: """
                INSERT INTO sample (source_id, length, is_dated, is_good)
                SELECT ?, length(text), published IS NOT NULL, coalesce(confidence, 1) >= ?
                FROM document WHERE id = ? AND gone_at IS NULL
                """
        ).execute(arguments: [source, Self.goodConfidence, document])
    }

    /// The newest samples of a source, oldest first.
    func samples(of source: Int64) throws -> [SourceSample] {
        try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT length, is_dated, is_good FROM sample WHERE source_id = ? ORDER BY id"
            ),
            arguments: [source]
        ).map { SourceSample(length: $0[0], isDated: $0[1], isGood: $0[2]) }
    }
}
