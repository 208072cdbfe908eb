import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Removes what is out of date, some at a time, so that nobody waits long for the database.
///
/// A process that ends in between leaves the rest to the next call.
extension Store {
    /// Rows that go in one transaction.
    private static let removedAtOnce = 500

    /// The last version of a document that was replaced a short time ago: a text that turns out to be no good is taken back to it.
    private static func isNeeded(now: Timestamp) -> String {
        let since = (now + .seconds(-SuspectRule.takenBackWithin.seconds)).secondsSince1970
        return """
            (document_version.replaced_at > \(since) AND document_version.revision = (
                SELECT max(revision) FROM document_version AS other WHERE other.document_id = document_version.document_id))
            """
    }

    /// Removes earlier versions of the documents of a source.
    ///
    /// - Parameters:
    ///   - count: how many of each document stay at the most.
    ///   - age: how long after they were replaced they stay at the most.
    /// - Returns: how many went.
    public func removeVersions(
        ofSource name: String,
        beyond count: Int,
        olderThan age: Duration,
        now: Timestamp
    ) async throws -> Int {
        let limit = (now + .seconds(-age.seconds)).secondsSince1970
        let old = try await removeInSteps(
            """
            DELETE FROM document_version WHERE rowid IN (
                SELECT document_version.rowid FROM document_version JOIN document ON document.id = document_id
                WHERE source_id = (SELECT id FROM source WHERE name = ?1) AND replaced_at < ?2
                    AND NOT \(Self.isNeeded(now: now)) LIMIT ?3)
            """,
            [name, limit, Self.removedAtOnce]
        )
        let many = try await read { database in
            try Int64.fetchAll(
                database,
                sql: """
                    SELECT document_id FROM document_version GROUP BY document_id HAVING count(*) > ?1
                        AND (SELECT source_id FROM document WHERE id = document_id)
                            = (SELECT id FROM source WHERE name = ?2)
                    """,
                arguments: [count, name]
            )
        }
        var beyond = 0
        for start in stride(from: 0, to: many.count, by: Self.removedAtOnce) {
            let documents = many[start..<min(start + Self.removedAtOnce, many.count)]
            beyond += try await write { database in
                let delete = try database.cachedStatement(
                    sql: """
                        DELETE FROM document_version WHERE document_id = ?1 AND NOT \(Self.isNeeded(now: now))
                            AND revision <= (SELECT max(revision) FROM document_version WHERE document_id = ?1) - ?2
                        """
                )
                var removed = 0
                for document in documents {
                    try delete.execute(arguments: [document, count])
                    removed += database.changesCount
                }
                return removed
            }
        }
        return old + beyond
    }

    /// Removes what is left of documents of a source that are gone: their texts, their versions and the addresses that led to them.
    ///
    /// What a sink has not been told of stays until it has.
    ///
    /// - Returns: how many went.
    public func removeTombstones(ofSource name: String, olderThan age: Duration, now: Timestamp) async throws -> Int {
        let limit = (now + .seconds(-age.seconds)).secondsSince1970
        var removed = 0
        while true {
            let count = try await write { database in
                let rows = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT id, key FROM document
                        WHERE source_id = (SELECT id FROM source WHERE name = ?) AND \(Tombstone.condition) AND gone_at < ?
                            AND NOT EXISTS (SELECT 1 FROM outbox
                                WHERE sink_id IN (SELECT id FROM sink) AND outbox.key = document.key)
                        LIMIT ?
                        """,
                    arguments: [name, limit, Self.removedAtOnce]
                )
                for row in rows {
                    let (document, key): (Int64, Data) = (row["id"], row["key"])
                    try database.cachedStatement(sql: "UPDATE outcome SET document_id = NULL WHERE document_id = ?")
                        .execute(arguments: [document])
                    try database.cachedStatement(sql: "DELETE FROM change WHERE key = ?").execute(arguments: [key])
                    try database.cachedStatement(sql: "DELETE FROM document WHERE id = ?").execute(arguments: [document]
                    )
                }
                return rows.count
            }
            removed += count
            if count == 0 { return removed }
        }
    }

    /// Removes how inputs of old runs ended; the runs still know how many ended how.
    ///
    /// The last outcome of an address stays unless the address has a document: only it tells why there is none.
    ///
    /// - Returns: how many went.
    public func removeOutcomes(olderThan age: Duration, now: Timestamp) async throws -> Int {
        let limit = (now + .seconds(-age.seconds)).secondsSince1970
        let runs = try await read { database in
            try Int64.fetchAll(
                database,
                sql: "SELECT id FROM run WHERE ended_at < ? AND id IN (SELECT run_id FROM outcome) ORDER BY id",
                arguments: [limit]
            )
        }
        var removed = 0
        for run in runs {
            var last: Int64 = 0
            while true {
                let rows = try await write { [last] in try Self.removeOutcomes(of: run, behind: last, $0) }
                guard let newest = rows.max() else { break }
                removed += rows.count
                last = newest
            }
        }
        return removed
    }

    /// Removes some outcomes of a run.
    ///
    /// - Returns: the addresses whose outcomes they were.
    private static func removeOutcomes(of run: Int64, behind last: Int64, _ database: Database) throws -> [Int64] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT frontier_id, kind, coalesce(code, '') AS code FROM outcome
                WHERE run_id = ?1 AND frontier_id > ?2 AND (
                    EXISTS (SELECT 1 FROM outcome AS newer
                        WHERE newer.frontier_id = outcome.frontier_id AND newer.run_id > ?1)
                    OR kind IN ('indexed', 'updated', 'duplicate') AND EXISTS (SELECT 1 FROM frontier
                        JOIN document ON document.id = frontier.document_id
                        WHERE frontier.id = outcome.frontier_id AND gone_at IS NULL))
                ORDER BY frontier_id LIMIT ?3
                """,
            arguments: [run, last, removedAtOnce]
        )
        let delete = try database.cachedStatement(sql: "DELETE FROM outcome WHERE run_id = ? AND frontier_id = ?")
        let count = try database.cachedStatement(
            sql: """
                INSERT INTO outcome_tally (run_id, kind, code, number) VALUES (?, ?, ?, 1)
                ON CONFLICT (run_id, kind, code) DO UPDATE SET number = number + 1
                """
        )
        for row in rows {
            try delete.execute(arguments: [run, row["frontier_id"] as Int64])
            try count.execute(arguments: [run, row["kind"] as String, row["code"] as String])
        }
        return rows.map { $0["frontier_id"] }
    }

    /// Removes old runs of which no outcome is left.
    ///
    /// - Returns: how many went.
    public func removeRuns(olderThan age: Duration, now: Timestamp) async throws -> Int {
        try await removeInSteps(
            """
            DELETE FROM run WHERE id IN (
                SELECT id FROM run WHERE ended_at < ? AND id < (SELECT max(id) FROM run)
                    AND NOT EXISTS (SELECT 1 FROM outcome WHERE run_id = run.id)
                    AND id NOT IN (SELECT held_run FROM held_deletion WHERE held_run IS NOT NULL) LIMIT ?)
            """,
            [(now + .seconds(-age.seconds)).secondsSince1970, Self.removedAtOnce]
        )
    }

    private func removeInSteps(_ sql: String, _ arguments: StatementArguments) async throws -> Int {
        var removed = 0
        while true {
            let count = try await write { database in
                try database.execute(sql: sql, arguments: arguments)
                return database.changesCount
            }
            removed += count
            if count == 0 { return removed }
        }
    }

    // MARK: When

    /// Whether what is out of date has been removed within a day, by the same rules.
    ///
    /// - Parameter rules: a hash of the rules.
    public func isTidy(by rules: Int64, now: Timestamp) async throws -> Bool {
        try await read { database in
            guard try MetaTable.integer("retention.rules", database) == rules,
                let last = try MetaTable.integer("retention.at", database)
            else { return false }
            return (0..<86_400).contains(Int64(now.secondsSince1970) - last)
        }
    }

    /// Notes that what is out of date has been removed.
    ///
    /// - Parameter rules: a hash of the rules.
    public func noteTidy(by rules: Int64, now: Timestamp) async throws {
        try await write { database in
            try MetaTable.set("retention.rules", to: rules, database)
            try MetaTable.set("retention.at", to: Int64(now.secondsSince1970), database)
        }
    }
}
