import GRDB

/// What lets old things be found without a look at all the others.
enum RetentionSchema {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                -- Its documents were pruned, and it is not fetched until a person asks for it.
                ALTER TABLE frontier ADD COLUMN pruned_at INTEGER;
                CREATE INDEX document_version_replaced ON document_version (replaced_at);
                -- The ages of what is served; texts stand before most of them in the rows themselves.
                CREATE INDEX document_age ON document (source_id, published, first_seen_at, changed_at) WHERE gone_at IS NULL;
                CREATE INDEX document_tombstone ON document (source_id, gone_at) WHERE gone_at IS NOT NULL;

                -- How many outcomes of a run are kept no more.
                CREATE TABLE outcome_tally (
                    run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
                    kind TEXT NOT NULL,
                    code TEXT NOT NULL,                 -- empty: none
                    number INTEGER NOT NULL,
                    PRIMARY KEY (run_id, kind, code)
                ) WITHOUT ROWID;
                """
        )
    }
}
