import GRDB

/// What is still to be delivered, and to whom.
enum OutboxSchema {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                -- The sinks of the pipeline, by what they are called there.
                CREATE TABLE sink (
                    id INTEGER PRIMARY KEY,
                    name TEXT NOT NULL UNIQUE,
                    target TEXT NOT NULL,                   -- another target has to be told everything
                    representatives_only INTEGER NOT NULL,
                    registered_at INTEGER NOT NULL,
                    delivered_at INTEGER,                   -- when it took a change last
                    failures INTEGER NOT NULL DEFAULT 0,    -- how often in a row it took nothing
                    retry_at INTEGER,                       -- it is left alone until then
                    failed_at INTEGER,
                    failure_code TEXT,
                    failure_message TEXT
                );

                -- For each sink and document the newest change that the sink has not acknowledged.
                CREATE TABLE outbox (
                    sink_id INTEGER NOT NULL REFERENCES sink ON DELETE CASCADE,
                    key BLOB NOT NULL,
                    version INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    attempts INTEGER NOT NULL DEFAULT 0,
                    retry_at INTEGER,                       -- not before
                    dead_at INTEGER,                        -- a dead letter since then: the sink will never take it
                    code TEXT,                              -- the last words of the sink about it
                    message TEXT,
                    PRIMARY KEY (sink_id, key)
                ) WITHOUT ROWID;
                CREATE INDEX outbox_waiting ON outbox (sink_id, version) WHERE dead_at IS NULL;
                CREATE INDEX outbox_dead ON outbox (sink_id, key) WHERE dead_at IS NOT NULL;
                """
        )
    }
}
