import GRDB
public import PotokCore

/// When sources took part in runs.
enum ScheduleTable {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                -- The last run that the source took part in, and when it did so and left nothing over.
                ALTER TABLE source ADD COLUMN part_run INTEGER;
                ALTER TABLE source ADD COLUMN part_at INTEGER;
                -- Feeds and sitemaps go before pages.
                CREATE INDEX frontier_listing ON frontier (host_id, due_at)
                    WHERE role IN ('feed', 'sitemap') AND due_at IS NOT NULL AND claimed_run IS NULL AND quarantine IS NULL;
                """
        )
    }

    /// Notes which sources of a run have left nothing over; the others go on with the next run.
    static func end(_ run: Run.Identifier, _ database: Database) throws {
        try database.execute(
            sql: """
                UPDATE source SET part_at = (SELECT started_at FROM run WHERE id = ?1)
                WHERE part_run = ?1 AND id NOT IN (
                    SELECT source_id FROM frontier WHERE due_at <= (SELECT started_at FROM run WHERE id = ?1)
                        AND claimed_run IS NULL AND quarantine IS NULL AND seeded_run = ?1
                        AND (finished_run IS NULL OR finished_run < ?1)
                )
                """,
            arguments: [run.rawValue]
        )
    }
}

extension Store {
    /// When sources took part in a run last and left nothing over, by their names.
    public func takenParts() async throws -> [String: Timestamp] {
        try await read { database in
            let rows = try Row.fetchAll(database, sql: "SELECT name, part_at FROM source WHERE part_at IS NOT NULL")
            return Dictionary(rows.map { ($0["name"], Timestamp(secondsSince1970: $0["part_at"])) }) { first, _ in first
            }
        }
    }

    /// Notes that a source takes part in a run.
    public func takePart(_ source: String, run: Run.Identifier) async throws {
        try await write { database in
            try database.execute(
                sql: "UPDATE source SET part_run = ?, part_at = NULL WHERE name = ?",
                arguments: [run.rawValue, source]
            )
        }
    }
}
