import GRDB

/// The first schema.
///
/// Times are seconds since 1970, UTC; hashes and keys are 16 bytes.
enum FirstSchema {
    static func create(_ database: Database) throws {
        try database.execute(sql: text)
    }

    private static let text = """
        -- What holds for the whole database, such as the next version of a document.
        CREATE TABLE meta (
            name TEXT PRIMARY KEY,
            value NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE source (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            position INTEGER NOT NULL           -- the place in pipeline.json: smaller represents larger
        );

        CREATE TABLE host (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            blocked_until INTEGER,
            block_reason TEXT,
            blocks INTEGER NOT NULL DEFAULT 0   -- how often in a row it has asked to be left alone
        );

        -- What hosts want of robots, until it expires (RFC 9309).
        CREATE TABLE robots (
            origin TEXT PRIMARY KEY,
            access TEXT NOT NULL,               -- rules, all, none
            rules BLOB,
            expires_at INTEGER NOT NULL
        ) WITHOUT ROWID;

        -- Every URL and file ever seen, and what is to be done about it.
        CREATE TABLE frontier (
            id INTEGER PRIMARY KEY,
            address TEXT NOT NULL UNIQUE,       -- canonical URL, or source and identifier
            source_id INTEGER NOT NULL REFERENCES source,
            host_id INTEGER REFERENCES host,    -- null for files
            locator TEXT NOT NULL,              -- the URL, or the path of a file
            identifier TEXT,                    -- for files: what stays when the folder moves
            state TEXT NOT NULL DEFAULT 'discovered',
            due_at INTEGER,                     -- null: nothing to do until something changes
            seeded_run INTEGER NOT NULL,        -- the last run whose sources name it
            finished_run INTEGER,               -- the last run that ended it with an outcome
            claimed_run INTEGER,                -- the run that has it in work
            alone_run INTEGER,                  -- the run that tries it alone, after it ended processes
            strikes INTEGER NOT NULL DEFAULT 0, -- unclean ends of a process while it was in work
            quarantine TEXT,                    -- why it is set aside
            failures INTEGER NOT NULL DEFAULT 0,
            misses INTEGER NOT NULL DEFAULT 0,  -- how often in a row it was not there
            interval INTEGER,                   -- seconds between the last look and the next
            entity_tag TEXT,                    -- the validators of the copy that was processed last
            last_modified TEXT,
            offered_tag TEXT,                   -- for files: size and time when the source named it last
            discovered_at INTEGER NOT NULL,
            fetched_at INTEGER,
            document_id INTEGER REFERENCES document ON DELETE SET NULL
        );
        CREATE INDEX frontier_due ON frontier (host_id, due_at)
            WHERE due_at IS NOT NULL AND claimed_run IS NULL AND quarantine IS NULL;
        CREATE INDEX frontier_claimed ON frontier (claimed_run) WHERE claimed_run IS NOT NULL;
        CREATE INDEX frontier_strikes ON frontier (strikes) WHERE strikes > 0;
        CREATE INDEX frontier_source ON frontier (source_id);
        CREATE INDEX frontier_document ON frontier (document_id);

        CREATE TABLE document (
            id INTEGER PRIMARY KEY,
            key BLOB NOT NULL UNIQUE,
            source_id INTEGER NOT NULL REFERENCES source,
            locator TEXT NOT NULL,              -- URL, or identifier in the source
            is_url INTEGER NOT NULL,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            language TEXT,
            published TEXT,                     -- ISO 8601 of the known parts only
            authors TEXT NOT NULL,              -- JSON array
            media_type TEXT NOT NULL,
            body_hash BLOB NOT NULL,
            content_hash BLOB NOT NULL,
            text_hash BLOB NOT NULL,
            normalizer INTEGER NOT NULL,
            compares INTEGER NOT NULL,          -- whether it may be linked to others with the same text
            version INTEGER NOT NULL,
            revision INTEGER NOT NULL,          -- 1, 2, … with each change of content
            representative_id INTEGER REFERENCES document ON DELETE SET NULL,  -- null: itself
            reserves_mining INTEGER NOT NULL,   -- text and data mining is reserved (TDMRep)
            gone_at INTEGER,                    -- a tombstone since then: in no index, told to sinks as a delete
            gone_reason TEXT,
            first_seen_at INTEGER NOT NULL,
            observed_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL
        );
        CREATE INDEX document_text ON document (text_hash) WHERE compares;
        CREATE INDEX document_representative ON document (representative_id) WHERE representative_id IS NOT NULL;
        CREATE INDEX document_source ON document (source_id);

        -- What documents were before they changed.
        CREATE TABLE document_version (
            document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
            revision INTEGER NOT NULL,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            language TEXT,
            published TEXT,
            authors TEXT NOT NULL,
            content_hash BLOB NOT NULL,
            version INTEGER NOT NULL,
            observed_at INTEGER NOT NULL,
            replaced_at INTEGER NOT NULL,
            PRIMARY KEY (document_id, revision)
        );

        -- Every address seen, and the document that it leads to.
        CREATE TABLE alias (
            address TEXT PRIMARY KEY,
            document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE
        ) WITHOUT ROWID;
        CREATE INDEX alias_document ON alias (document_id);

        CREATE TABLE run (
            id INTEGER PRIMARY KEY,
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            pid INTEGER NOT NULL,
            end TEXT,                           -- finished, stopped, failed, interrupted; null while it runs
            failure TEXT,
            unchanged INTEGER NOT NULL DEFAULT 0
        );

        -- How each input of a run ended; 'unchanged' is only counted, in run.
        CREATE TABLE outcome (
            run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            frontier_id INTEGER NOT NULL REFERENCES frontier ON DELETE CASCADE,
            kind TEXT NOT NULL,
            code TEXT,
            reason TEXT,
            document_id INTEGER,
            at INTEGER NOT NULL,
            PRIMARY KEY (run_id, frontier_id)
        ) WITHOUT ROWID;
        CREATE INDEX outcome_frontier ON outcome (frontier_id);
        CREATE INDEX outcome_document ON outcome (document_id) WHERE document_id IS NOT NULL;

        -- What sinks have to be told: the newest change of each document.
        CREATE TABLE change (
            version INTEGER PRIMARY KEY,
            key BLOB NOT NULL UNIQUE,
            kind TEXT NOT NULL
        );

        -- Folded words, analysed outside SQLite; 'ascii' splits at the spaces between them and nowhere else.
        CREATE VIRTUAL TABLE search USING fts5 (title, text, content = '', tokenize = 'ascii');
        INSERT INTO search (search, rank) VALUES ('automerge', 8);
        """
}
