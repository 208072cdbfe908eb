import GRDB

/// Deletions that wait for the end of their run, and new texts that are not believed yet: both may wait for a person.
enum HeldSchema {
    static func create(_ database: Database) throws {
        try database.execute(sql: text)
    }

    /// What runs have deleted that left a part of their work to the next one.
    static func createSeries(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE deletion_series (
                    source_id INTEGER PRIMARY KEY REFERENCES source ON DELETE CASCADE,
                    since INTEGER NOT NULL,
                    number INTEGER NOT NULL             -- documents that went since then
                );
                """
        )
    }

    private static let text = """
        -- Documents that are served still, although their pages are gone or may not be kept.
        CREATE TABLE held_deletion (
            document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
            reason TEXT NOT NULL,
            since INTEGER NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting',  -- waiting: for the end of the run; held: too many; released: to be done
            held_run INTEGER                    -- the run that found them to be too many
        );
        CREATE INDEX held_deletion_state ON held_deletion (state);

        -- What pages say now in place of documents that are served still, because it does not look like their text.
        CREATE TABLE suspect (
            document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
            cause TEXT NOT NULL,                -- shorter, same
            reason TEXT NOT NULL,
            host TEXT NOT NULL,
            first_seen INTEGER NOT NULL,
            observed_at INTEGER NOT NULL,       -- when it was seen last
            looks INTEGER NOT NULL,             -- on how many days it was seen,
            counted_at INTEGER NOT NULL,        -- and when that of the last of them was
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            language TEXT,
            published TEXT,
            authors TEXT NOT NULL,
            media_type TEXT NOT NULL,
            body_hash BLOB NOT NULL,
            content_hash BLOB NOT NULL,
            text_hash BLOB NOT NULL,
            normalizer INTEGER NOT NULL,
            reserves_mining INTEGER NOT NULL,
            confidence REAL NOT NULL
        );
        CREATE INDEX suspect_text ON suspect (text_hash);
        """
}
