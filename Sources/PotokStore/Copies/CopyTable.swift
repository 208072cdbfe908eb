import GRDB
public import PotokCore

/// The table of copies that are kept outside of the database.
enum CopyTable {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE copy_file (
                    id INTEGER PRIMARY KEY,
                    path TEXT NOT NULL UNIQUE
                );
                -- Every answer that was kept, redirects on the way to a page too.
                CREATE TABLE copy (
                    frontier_id INTEGER NOT NULL REFERENCES frontier ON DELETE CASCADE,
                    file_id INTEGER NOT NULL REFERENCES copy_file,
                    offset INTEGER NOT NULL,
                    observed_at INTEGER NOT NULL,
                    PRIMARY KEY (frontier_id, file_id, offset)
                ) WITHOUT ROWID;
                """
        )
    }

    static func insert(_ copies: [FetchedCopy], of frontier: Int64, _ database: Database) throws {
        for copy in copies {
            try database.cachedStatement(sql: "INSERT OR IGNORE INTO copy_file (path) VALUES (?)")
                .execute(arguments: [copy.file])
            try database.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO copy (frontier_id, file_id, offset, observed_at)
                    SELECT ?, id, ?, ? FROM copy_file WHERE path = ?
                    """
            ).execute(arguments: [frontier, copy.offset, copy.observedAt.secondsSince1970, copy.file])
        }
    }

    /// The copies of an address, the newest first.
    static func copies(of frontier: Int64, limit: Int, _ database: Database) throws -> [FetchedCopy] {
        try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT path, offset, observed_at FROM copy JOIN copy_file ON copy_file.id = file_id
                    WHERE frontier_id = ? ORDER BY observed_at DESC, file_id DESC, offset DESC LIMIT ?
                    """
            ),
            arguments: [frontier, limit]
        ).map {
            FetchedCopy(
                file: $0["path"],
                offset: $0["offset"],
                observedAt: Timestamp(secondsSince1970: $0["observed_at"])
            )
        }
    }
}

extension Store {
    /// The copies that are kept of an address, the newest first, at most so many.
    public func copies(of url: WebURL, limit: Int = 10) async throws -> [FetchedCopy] {
        try await read { database in
            let row = try Int64.fetchOne(
                database,
                sql: "SELECT id FROM frontier WHERE address = ?",
                arguments: [url.canonical().description]
            )
            return try row.map { try CopyTable.copies(of: $0, limit: limit, database) } ?? []
        }
    }
}
