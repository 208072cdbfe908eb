import GRDB
public import PotokCore

extension Store {
    /// Documents that go in one transaction.
    private static let prunedAtOnce = 500

    /// What a rule names: served documents of a source, but for start pages, which are read for what they name.
    private static func old(_ rule: PruneRule, now: Timestamp) -> String {
        """
        FROM document INDEXED BY document_age
        WHERE source_id = (SELECT id FROM source WHERE name = ?) AND gone_at IS NULL AND \(rule.condition(now: now))
            AND NOT EXISTS (SELECT 1 FROM frontier
                WHERE document_id = document.id AND role <> 'page' AND found_in IS NULL)
            AND NOT \(SectionTable.isSection)
        """
    }

    /// How many documents of a source are old enough to go; nil when the database does not know the source.
    public func prunable(ofSource name: String, _ rule: PruneRule, now: Timestamp) async throws -> Int? {
        try await read { database in
            guard try SourceTable.find(name, database) != nil else { return nil }
            return try Int.fetchOne(database, sql: "SELECT count(*) \(Self.old(rule, now: now))", arguments: [name])
        }
    }

    /// Turns the documents of a source that are old enough into tombstones, and sees to it that they are not fetched again.
    ///
    /// What is merged into them goes with them: these are the same pages. Call it only while holding the lock of the database; a
    /// process that ends in between leaves the rest to the next call.
    ///
    /// - Returns: how many documents went.
    public func prune(source name: String, _ rule: PruneRule, judge: any Judge, now: Timestamp) async throws -> Int {
        var pruned = 0
        var last: Int64 = 0
        while true {
            let rows = try await write { [duplicates, last] database -> [Int64] in
                let rows = try Int64.fetchAll(
                    database,
                    sql:
                        "SELECT document.id \(Self.old(rule, now: now)) AND document.id > ? ORDER BY document.id LIMIT ?",
                    arguments: [name, last, Self.prunedAtOnce]
                )
                if rows.isEmpty { return [] }
                let run = Run.Identifier(rawValue: 0)
                var committer = try Committer(database: database, run: run, judge: judge, now: now, memory: duplicates)
                for row in rows {
                    let merged = try Int64.fetchAll(
                        database,
                        sql: "SELECT document_id FROM look WHERE into_id = ?",
                        arguments: [row]
                    )
                    for row in merged + [row] {
                        try committer.bury(row, reason: rule.reason)
                        try Self.setAside(row, now: now, database)
                    }
                }
                _ = try committer.finish()
                return rows
            }
            guard let newest = rows.last else { return pruned }
            pruned += rows.count
            last = newest
        }
    }

    /// Sees to it that nothing is fetched for a document any more.
    private static func setAside(_ document: Int64, now: Timestamp, _ database: Database) throws {
        try database.cachedStatement(
            sql: "UPDATE frontier SET pruned_at = ?, due_at = NULL WHERE document_id = ?"
        ).execute(arguments: [now.secondsSince1970, document])
        try database.cachedStatement(
            sql: "DELETE FROM body WHERE frontier_id IN (SELECT id FROM frontier WHERE document_id = ?)"
        ).execute(arguments: [document])
    }
}
