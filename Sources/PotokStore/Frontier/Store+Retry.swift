import GRDB
public import PotokCore

extension Store {
    /// Makes addresses due now that failed or are set aside, and forgets how often they ended a process.
    ///
    /// How often they failed is not forgotten: when they fail again, the next try is as far away as it would have been. What a run
    /// has in work is left to it, and what asks hosts to be left alone holds.
    public func retry(_ selection: RetrySelection, now: Timestamp) async throws -> RetryCounts {
        try await write { database in
            let (condition, arguments) = try Self.condition(selection, database)
            var counts = RetryCounts()
            counts.found =
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM frontier WHERE \(condition)",
                    arguments: arguments
                )
                ?? 0
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT frontier.id, quarantine IS NOT NULL AS is_aside, host_id IN (
                        SELECT id FROM host WHERE blocked_until > ?) AS is_blocked
                    FROM frontier WHERE claimed_run IS NULL AND pruned_at IS NULL
                        AND (quarantine IS NOT NULL OR failures > 0) AND (\(condition))
                    """,
                arguments: [now.secondsSince1970] + arguments
            )
            // A file that was set aside counts as seen until it changes.
            let update = try database.cachedStatement(
                sql: """
                    UPDATE frontier SET due_at = ?, quarantine = NULL, strikes = 0, alone_run = NULL,
                        entity_tag = CASE WHEN host_id IS NULL THEN NULL ELSE entity_tag END
                    WHERE id = ?
                    """
            )
            for row in rows {
                try update.execute(arguments: [now.secondsSince1970, row["id"] as Int64])
                if row["is_aside"] { counts.setAside += 1 } else { counts.failed += 1 }
                if row["is_blocked"] as Bool? ?? false { counts.blocked += 1 }
            }
            return counts
        }
    }

    private static func condition(
        _ selection: RetrySelection,
        _ database: Database
    ) throws -> (sql: String, arguments: StatementArguments) {
        switch selection {
        case .everything: return ("1", [])
        case .source(let name): return ("source_id = (SELECT id FROM source WHERE name = ?)", [name])
        case .name(let name):
            if let url = WebURL(name), url.isWeb { return ("address = ?", [url.canonical().description]) }
            if try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM frontier WHERE identifier = ?)",
                arguments: [name]
            ) == true {
                return ("identifier = ?", [name])
            }
            if let number = Int64(name) { return ("document_id = ?", [number]) }
            guard let key = DocumentKey(rawValue: name.lowercased()) else { return ("0", []) }
            return ("document_id = (SELECT id FROM document WHERE key = ?)", [key.data])
        }
    }
}
