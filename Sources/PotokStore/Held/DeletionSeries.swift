import GRDB
import PotokCore

/// Counts runs that leave a part of a source to the next one as one run, so that no site in trouble is deleted bit by bit.
///
/// A series ends when a run leaves nothing of the source over, and after a day: where there is always something left, the brake holds
/// for each day.
struct DeletionSeries {
    private static let longest = 86_400

    let database: Database
    let run: Run.Identifier
    let now: Timestamp

    /// Ends the series of sources of which nothing is left over, and those that are too long.
    func end() throws {
        try database.execute(
            sql: "DELETE FROM deletion_series WHERE since <= ?",
            arguments: [now.secondsSince1970 - Self.longest]
        )
        for source in try Int64.fetchAll(database, sql: "SELECT source_id FROM deletion_series")
        where try !leavesWork(of: source) {
            try database.execute(sql: "DELETE FROM deletion_series WHERE source_id = ?", arguments: [source])
        }
    }

    /// How many documents of a source went in the earlier runs of its series.
    func count(of source: Int64) throws -> Int {
        try Int.fetchOne(
            database,
            sql: "SELECT number FROM deletion_series WHERE source_id = ? AND since > ?",
            arguments: [source, now.secondsSince1970 - Self.longest]
        ) ?? 0
    }

    /// Notes that documents of a source go, for the next run if this one leaves work to it.
    func add(_ number: Int, of source: Int64) throws {
        guard try leavesWork(of: source) else { return }
        try database.execute(
            sql: """
                INSERT INTO deletion_series (source_id, since, number) VALUES (?, ?, ?)
                ON CONFLICT (source_id) DO UPDATE SET number = number + excluded.number
                """,
            arguments: [source, now.secondsSince1970, number]
        )
    }

    private func leavesWork(of source: Int64) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM frontier WHERE source_id = ? AND \(Store.dueIn(run)))",
            arguments: [source, now.secondsSince1970]
        ) ?? false
    }
}
