import GRDB
public import PotokCore

extension Store {
    /// How many documents go in one transaction.
    private static let releasedAtOnce = 500

    /// Decides about the deletions that wait for the end of a run: of each source all go, or all are held.
    ///
    /// What was held before and what a run that was killed has left counts with them, and so does what went in the runs before that left
    /// a part of the source to this one. The decision is on disk before the first document
    /// goes, so that a process that ends in between is no reason to decide otherwise.
    ///
    /// - Parameters:
    ///   - brake: how many may go.
    ///   - allowed: the sources of which a person lets all go.
    /// - Returns: what is held now, by source.
    public func settleDeletions(
        run: Run.Identifier,
        brake: DeletionBrake,
        allowing allowed: Set<String> = [],
        judge: any Judge,
        now: Timestamp
    ) async throws -> [HeldDeletions] {
        try await write { database in
            // What is out of sight already, because it is merged into another document, is no loss.
            try database.execute(
                sql: """
                    UPDATE held_deletion SET state = 'released'
                    WHERE EXISTS (SELECT 1 FROM document WHERE id = document_id AND gone_at IS NOT NULL)
                    """
            )
            let series = DeletionSeries(database: database, run: run, now: now)
            for source in try Self.heldDeletions(database, states: ["waiting", "held"], run: run) {
                guard let row = try SourceTable.find(source.source, database) else { continue }
                let before = try series.count(of: row)
                let isAllowed = allowed.contains(source.source)
                let mayGo =
                    isAllowed || brake.allows(source.count + before, of: source.documents + before)
                if mayGo, !isAllowed { try series.add(source.count, of: row) }
                try database.execute(
                    sql: """
                        UPDATE held_deletion SET state = ?, held_run = ? WHERE state IN ('waiting', ?) AND document_id IN (
                            SELECT id FROM document WHERE source_id = ?)
                        """,
                    arguments: [
                        mayGo ? "released" : "held", run.rawValue, mayGo ? "held" : "waiting", row,
                    ]
                )
            }
            try series.end()
        }
        while try await buryReleased(run: run, judge: judge, now: now) {}
        return try await heldDeletions(addedIn: run)
    }

    /// Turns some of the documents that may go into tombstones.
    ///
    /// - Returns: whether there were any.
    private func buryReleased(run: Run.Identifier, judge: any Judge, now: Timestamp) async throws -> Bool {
        try await write { [duplicates] database in
            let rows = try Row.fetchAll(
                database,
                sql:
                    "SELECT document_id, reason FROM held_deletion WHERE state = 'released' ORDER BY document_id LIMIT ?",
                arguments: [Self.releasedAtOnce]
            )
            if rows.isEmpty { return false }
            var committer = try Committer(database: database, run: run, judge: judge, now: now, memory: duplicates)
            for row in rows { try committer.bury(row["document_id"], reason: row["reason"]) }
            _ = try committer.finish()
            return true
        }
    }

    /// What is held, by source in their order.
    ///
    /// - Parameter run: the run whose share in it is told apart; nil for none.
    public func heldDeletions(addedIn run: Run.Identifier? = nil) async throws -> [HeldDeletions] {
        try await read { try Self.heldDeletions($0, states: ["held"], run: run) }
    }

    static func heldDeletions(
        _ database: Database,
        states: [String],
        run: Run.Identifier?
    ) throws -> [HeldDeletions] {
        let places = databaseQuestionMarks(count: states.count)
        let sources = try Row.fetchAll(
            database,
            sql: """
                SELECT source.id, source.name, count(*) AS number, count(*) FILTER (WHERE held_run = ?) AS added,
                    min(since) AS since
                FROM held_deletion JOIN document ON document.id = document_id JOIN source ON source.id = source_id
                WHERE state IN (\(places)) GROUP BY source.id ORDER BY position, source.id
                """,
            arguments: [run?.rawValue] + StatementArguments(states)
        )
        return try sources.map { row in
            let source: Int64 = row["id"]
            let reasons = try Row.fetchAll(
                database,
                sql: """
                    SELECT reason, count(*) AS number FROM held_deletion JOIN document ON document.id = document_id
                    WHERE source_id = ? AND state IN (\(places)) GROUP BY reason ORDER BY number DESC, reason LIMIT 5
                    """,
                arguments: [source] + StatementArguments(states)
            )
            return HeldDeletions(
                source: row["name"],
                count: row["number"],
                added: row["added"],
                documents: try Int.fetchOne(
                    database,
                    sql: """
                        SELECT (SELECT count(*) FROM document WHERE source_id = ?1)
                            - (SELECT count(*) FROM document WHERE source_id = ?1 AND gone_at IS NOT NULL)
                            -- Sections go with their pages, and pages are counted.
                            - (SELECT count(*) FROM section JOIN document ON document.id = document_id
                                WHERE source_id = ?1 AND gone_at IS NULL)
                        """,
                    arguments: [source]
                ) ?? 0,
                since: Timestamp(secondsSince1970: row["since"]),
                reasons: reasons.map { HeldDeletions.Reason(text: $0["reason"], count: $0["number"]) },
                addresses: try String.fetchAll(
                    database,
                    sql: """
                        SELECT locator FROM held_deletion JOIN document ON document.id = document_id
                        WHERE source_id = ? AND state IN (\(places)) ORDER BY document_id LIMIT 100
                        """,
                    arguments: [source] + StatementArguments(states)
                )
            )
        }
    }
}
