import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The bytes that documents were made from, so that a better normalizer can make them again without fetching.
enum BodyTable {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE body (
                    frontier_id INTEGER PRIMARY KEY REFERENCES frontier ON DELETE CASCADE,
                    observed_at INTEGER NOT NULL,       -- when the page was seen last with these bytes
                    response TEXT NOT NULL,             -- JSON: all but the body
                    body_hash BLOB NOT NULL,
                    size INTEGER NOT NULL,
                    bytes BLOB NOT NULL                 -- one frame of zstd
                );
                CREATE INDEX body_observed ON body (observed_at);
                -- A hash of the options that shaped the text; NULL for what was normalized before it was kept.
                ALTER TABLE document ADD COLUMN rules INTEGER;
                -- What it was: 'run', or 'reprocess', which fetches nothing.
                ALTER TABLE run ADD COLUMN kind TEXT NOT NULL DEFAULT 'run';
                CREATE INDEX document_normalizer ON document (normalizer, rules);
                """
        )
    }

    /// Keeps the bytes that a document was made from; those that are there already only get a new date.
    static func put(_ kept: KeptBody, _ page: Page, hash: Hash, of row: Int64, _ database: Database) throws {
        let seen = page.observedAt.secondsSince1970
        try database.cachedStatement(sql: "UPDATE body SET observed_at = ? WHERE frontier_id = ? AND body_hash = ?")
            .execute(arguments: [seen, row, hash.data])
        guard database.changesCount == 0 else { return }
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO body (frontier_id, observed_at, response, body_hash, size, bytes)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [row, seen, try StoredResponse(page).json, hash.data, kept.size, Data(kept.bytes)])
    }

    /// The page is still what it was.
    static func renew(_ row: Int64, now: Timestamp, _ database: Database) throws {
        try database.cachedStatement(sql: "UPDATE body SET observed_at = ? WHERE frontier_id = ?")
            .execute(arguments: [now.secondsSince1970, row])
    }
}

extension Store {
    /// The names of all sources that the database knows, those too that no pipeline has any more.
    public func sourceNames() async throws -> [String] {
        try await read { try String.fetchAll($0, sql: "SELECT name FROM source ORDER BY position, id") }
    }

    /// Removes bodies of a source that were seen last at a time or before, some at a time, so that nobody waits long for the database.
    ///
    /// - Returns: how many went.
    public func removeBodies(of source: String, until time: Timestamp) async throws -> Int {
        var removed = 0
        while true {
            let count = try await write { database in
                try database.execute(
                    sql: """
                        DELETE FROM body WHERE frontier_id IN (
                            SELECT frontier_id FROM body JOIN frontier ON frontier.id = frontier_id
                            WHERE source_id = (SELECT id FROM source WHERE name = ?) AND observed_at <= ? LIMIT 500)
                        """,
                    arguments: [source, time.secondsSince1970]
                )
                return database.changesCount
            }
            removed += count
            if count == 0 { return removed }
        }
    }
}
