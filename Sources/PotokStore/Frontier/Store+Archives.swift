import GRDB
public import PotokCore

extension Store {
    /// Names the records of an archive again that are still to be done, if the archive is the one whose records were entered last.
    ///
    /// - Parameters:
    ///   - tag: its size and time.
    ///   - path: where it can be opened now.
    /// - Returns: what became of its records; nil when they have to be entered anew.
    public func reseedArchive(
        _ identifier: String,
        tag: String,
        path: String,
        source: String,
        run: Run.Identifier,
        now: Timestamp
    ) async throws -> SeedCounts? {
        try await write { database in
            guard let owner = try SourceTable.find(source, database),
                let archive = try Int64.fetchOne(
                    database,
                    sql: "SELECT id FROM archive WHERE source_id = ? AND identifier = ? AND tag = ?",
                    arguments: [owner, identifier, tag]
                )
            else { return nil }
            var counts = SeedCounts()
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT count(*) AS total, count(quarantine) AS quarantined,
                        total(quarantine IS NULL AND (due_at IS NULL OR due_at > ?)) AS settled
                    FROM frontier WHERE archive_id = ? AND offered_tag IS NOT NULL
                    """,
                arguments: [now.secondsSince1970, archive]
            )
            counts.total = row?["total"] ?? 0
            counts.quarantined = row?["quarantined"] ?? 0
            counts.notDue = Int(row?["settled"] as Double? ?? 0)
            try database.execute(
                sql: "UPDATE frontier SET seeded_run = ?, locator = ? WHERE archive_id = ? AND due_at IS NOT NULL",
                arguments: [run.rawValue, path, archive]
            )
            return counts
        }
    }

    /// Notes that a run has entered all records of an archive; those of before that it does not hold any more are no longer due.
    public func finishArchive(
        _ identifier: String,
        tag: String,
        source: String,
        run: Run.Identifier
    ) async throws {
        try await write { database in
            let source = try SourceTable.identifier(of: source, database)
            var archives = ArchiveTable(database)
            let archive = try archives.identifier(of: identifier, source: source.id)
            try database.execute(
                sql: "UPDATE frontier SET due_at = NULL WHERE archive_id = ? AND seeded_run < ?",
                arguments: [archive, run.rawValue]
            )
            try database.execute(sql: "UPDATE archive SET tag = ? WHERE id = ?", arguments: [tag, archive])
        }
    }
}
