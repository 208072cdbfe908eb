import GRDB

/// What was forgotten for good, told by hashes alone.
enum ForgottenSchema {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                -- The receipts that this database has carried out; the file beside it has them too.
                CREATE TABLE forgotten (
                    id TEXT PRIMARY KEY,
                    forgotten_at INTEGER NOT NULL,
                    reason TEXT NOT NULL,
                    lifted_at INTEGER,                  -- what it names may come again since then
                    receipt TEXT NOT NULL               -- as it stands in the file
                ) WITHOUT ROWID;

                -- What no run takes in again: documents, hosts, sources and texts by their hashes (ForgottenHash).
                CREATE TABLE forgotten_hash (
                    hash BLOB NOT NULL,
                    receipt_id TEXT NOT NULL REFERENCES forgotten ON DELETE CASCADE,
                    PRIMARY KEY (hash, receipt_id)
                ) WITHOUT ROWID;

                -- Documents that a sink has to take out of what it has written before, not only to be told of as deleted.
                CREATE TABLE erasure (
                    sink_id INTEGER NOT NULL REFERENCES sink ON DELETE CASCADE,
                    key BLOB NOT NULL,
                    PRIMARY KEY (sink_id, key)
                ) WITHOUT ROWID;
                """
        )
    }
}
