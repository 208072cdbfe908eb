import GRDB
public import PotokCore

extension Store {
    /// Enters again, for this run, what the listings of a source have named in earlier runs and is due now.
    public func reseedFound(source: String, run: Run.Identifier, now: Timestamp) async throws -> SeedCounts {
        try await write { database in
            var counts = SeedCounts()
            guard let row = try SourceTable.find(source, database) else { return counts }
            try database.execute(
                sql: """
                    UPDATE frontier SET seeded_run = ? WHERE source_id = ? AND found_in IS NOT NULL AND due_at <= ?
                        AND quarantine IS NULL AND seeded_run < ?
                    """,
                arguments: [run.rawValue, row, now.secondsSince1970, run.rawValue]
            )
            counts.total = database.changesCount
            counts.notDue =
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM frontier WHERE source_id = ? AND found_in IS NOT NULL AND due_at > ?",
                    arguments: [row, now.secondsSince1970]
                ) ?? 0
            counts.total += counts.notDue
            return counts
        }
    }
}
