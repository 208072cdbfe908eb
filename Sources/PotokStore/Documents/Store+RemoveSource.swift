import GRDB
public import PotokCore

/// What a source has in a corpus.
public struct SourceContents: Sendable, Hashable {
    /// Documents that go with it.
    public var documents: Int
    /// Documents that stay, because another source leads to them too.
    public var shared: Int
    /// Addresses that go with it.
    public var addresses: Int
}

extension Store {
    /// Documents that become tombstones in one transaction.
    private static let removals = 500

    /// A document that another source than this one leads to.
    private static let isShared =
        "EXISTS (SELECT 1 FROM frontier WHERE document_id = document.id AND source_id <> document.source_id)"
    /// A document that is served, or that another one stands for.
    private static let isThere = "(gone_at IS NULL OR id IN (SELECT document_id FROM look))"

    /// What a source has; nil when the database does not know it.
    public func contents(ofSource name: String) async throws -> SourceContents? {
        try await read { database in
            guard let source = try SourceTable.find(name, database) else { return nil }
            func count(_ sql: String) throws -> Int {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \(sql)", arguments: [source]) ?? 0
            }
            let shared = try count("document WHERE source_id = ? AND gone_at IS NULL AND \(Self.isShared)")
            return SourceContents(
                documents: try count("document WHERE source_id = ? AND gone_at IS NULL") - shared,
                shared: shared,
                addresses: try count("frontier WHERE source_id = ?")
            )
        }
    }

    /// Turns the documents of a source into tombstones and removes its addresses.
    ///
    /// Documents that another source leads to become that one's. Call it only while holding the lock of the database; a process that
    /// ends in between leaves the rest to the next call.
    public func removeSource(_ name: String, judge: any Judge, now: Timestamp) async throws {
        while try await buryDocuments(ofSource: name, judge: judge, now: now) {}
        try await write { database in
            guard let source = try SourceTable.find(name, database) else { return }
            try database.execute(
                sql: """
                    UPDATE frontier SET found_in = 0
                    WHERE source_id <> ?1 AND found_in IN (SELECT id FROM frontier WHERE source_id = ?1)
                    """,
                arguments: [source]
            )
            try database.execute(sql: "DELETE FROM frontier WHERE source_id = ?", arguments: [source])
            try database.execute(
                sql: "DELETE FROM archive WHERE NOT EXISTS (SELECT 1 FROM frontier WHERE archive_id = archive.id)"
            )
            for table in ["alarm", "arrival", "sample"] {
                try database.execute(sql: "DELETE FROM \(table) WHERE source_id = ?", arguments: [source])
            }
            try database.execute(
                sql: """
                    UPDATE source SET part_run = NULL, part_at = NULL, heard_at = NULL, silent_after = NULL WHERE id = ?
                    """,
                arguments: [source]
            )
        }
    }

    /// Turns some documents of a source into tombstones, after those that are another's as well were given to it.
    ///
    /// - Returns: whether there were any.
    private func buryDocuments(ofSource name: String, judge: any Judge, now: Timestamp) async throws -> Bool {
        try await write { [duplicates] database in
            guard let source = try SourceTable.find(name, database) else { return false }
            // It belongs to no run.
            let run = Run.Identifier(rawValue: 0)
            var committer = try Committer(database: database, run: run, judge: judge, now: now, memory: duplicates)
            let shared = try Row.fetchAll(
                database,
                sql: """
                    SELECT id, gone_at, (SELECT source_id FROM frontier
                        WHERE document_id = document.id AND source_id <> document.source_id ORDER BY id LIMIT 1) AS other
                    FROM document WHERE source_id = ? AND \(Self.isShared) LIMIT ?
                    """,
                arguments: [source, Self.removals]
            )
            for row in shared {
                try database.execute(
                    sql: "UPDATE document SET source_id = ? WHERE id = ?",
                    arguments: [row["other"] as Int64, row["id"] as Int64]
                )
                if row["gone_at"] as Int? == nil { try committer.documents.announce(row["id"]) }
            }
            let rows = try Int64.fetchAll(
                database,
                sql: """
                    SELECT id FROM document WHERE source_id = ? AND \(Self.isThere) AND NOT \(Self.isShared)
                    ORDER BY id LIMIT ?
                    """,
                arguments: [source, Self.removals]
            )
            for row in rows { try committer.bury(row, reason: "its source '\(name)' was removed") }
            _ = try committer.finish()
            return !shared.isEmpty || !rows.isEmpty
        }
    }
}
