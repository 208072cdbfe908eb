import GRDB

/// What is known of the rhythm and the health of sources, and the alarms that stand.
enum AlarmTable {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                -- When the source last brought something new or changed; before that, when it was looked at first.
                ALTER TABLE source ADD COLUMN heard_at INTEGER;
                -- Seconds without anything new after which it counts as silent, learned of its rhythm; null: not known yet.
                ALTER TABLE source ADD COLUMN silent_after INTEGER;

                -- The hours in which a source brought something new or changed.
                CREATE TABLE arrival (
                    source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
                    at INTEGER NOT NULL,
                    PRIMARY KEY (source_id, at)
                ) WITHOUT ROWID;

                -- What the newest pages of a source were like.
                CREATE TABLE sample (
                    id INTEGER PRIMARY KEY,
                    source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
                    length INTEGER,                     -- letters of its text; null: it became no document
                    is_dated INTEGER NOT NULL,
                    is_good INTEGER NOT NULL
                );
                CREATE INDEX sample_source ON sample (source_id);

                CREATE TABLE alarm (
                    source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
                    kind TEXT NOT NULL,                 -- silent, decay
                    since INTEGER NOT NULL,
                    message TEXT NOT NULL,
                    baseline TEXT,                      -- of decay: median length, share with a date, share of good ones
                    PRIMARY KEY (source_id, kind)
                ) WITHOUT ROWID;
                """
        )
    }
}
