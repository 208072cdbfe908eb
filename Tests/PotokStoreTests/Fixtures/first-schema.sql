-- A database as the first potok made it, kept so that every later schema is reached from it. It is never edited.

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

-- What a run of the first potok left behind: pages and a file, one with an old version, one that links to another, one that is gone.
PRAGMA application_id = 1886352491;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES ('1 first schema');
INSERT INTO meta VALUES ('next_version', 7);
INSERT INTO source VALUES (1, 'web', 0), (2, 'notes', 1);
INSERT INTO host VALUES (1, 'a.example', NULL, NULL, 0);
INSERT INTO robots VALUES ('https://a.example', 'all', NULL, 1780100000);
INSERT INTO run VALUES (1, 1780000000, 1780000060, 42, 'finished', NULL, 3);
INSERT INTO document (id, key, source_id, locator, is_url, title, text, language, published, authors, media_type, body_hash,
    content_hash, text_hash, normalizer, compares, version, revision, representative_id, reserves_mining, gone_at, gone_reason,
    first_seen_at, observed_at, changed_at) VALUES
    (1, x'35112fc96e9716c30bf894c7db390f5c', 1, 'https://a.example/1', 1, 'Wydra', 'Wydra pływa w rzece obok bobra i patrzy na brzeg.', 'pl', '2022-01-09',
        '["Anna Nowak"]', 'text/html', zeroblob(16), zeroblob(16), x'01010101010101010101010101010101', 1, 1, 2, 2, NULL, 0, NULL, NULL,
        1780000000, 1780000010, 1780000010),
    (2, x'263a928d5cebc616975a89cffa9d404e', 1, 'https://a.example/1/', 1, 'Wydra', 'Wydra pływa w rzece obok bobra i patrzy na brzeg.', 'pl', '2022-01', '[]',
        'text/html', zeroblob(16), zeroblob(16), x'01010101010101010101010101010101', 1, 1, 3, 1, 1, 0, NULL, NULL, 1780000000,
        1780000010, 1780000010),
    (3, x'282436d3ebf202b86214717673620ce9', 2, 'notes/żubr.txt', 0, 'Żubr', 'Żubr stoi w lesie.', 'pl', NULL, '[]', 'text/plain', zeroblob(16), zeroblob(16),
        x'03030303030303030303030303030303', 1, 1, 4, 1, NULL, 0, NULL, NULL, 1780000000, 1780000010, 1780000010),
    (4, x'e5018acbbf637e98bae53344a97f89e4', 1, 'https://a.example/4', 1, 'Bóbr', 'Tego już nie ma.', 'pl', NULL, '[]', 'text/html', zeroblob(16), zeroblob(16),
        x'04040404040404040404040404040404', 1, 1, 6, 1, NULL, 0, 1780000050, 'HTTP 410', 1780000000, 1780000010, 1780000010);
INSERT INTO document_version VALUES
    (1, 1, 'Wydra', 'Wydra pływa.', 'pl', NULL, '[]', zeroblob(16), 1, 1780000000, 1780000010);
INSERT INTO frontier (id, address, source_id, host_id, locator, identifier, state, due_at, seeded_run, finished_run, interval,
    entity_tag, offered_tag, discovered_at, fetched_at, document_id) VALUES
    (1, 'https://a.example/1', 1, 1, 'https://a.example/1', NULL, 'fetched', 1780600000, 1, 1, 600000, '"1"', NULL, 1780000000,
        1780000010, 1),
    (2, 'https://a.example/1/', 1, 1, 'https://a.example/1/', NULL, 'fetched', 1780600000, 1, 1, 600000, NULL, NULL, 1780000000,
        1780000010, 2),
    (3, 'notes' || char(10) || 'notes/żubr.txt', 2, NULL, '/srv/notes/żubr.txt', 'notes/żubr.txt', 'fetched', NULL, 1, 1, NULL,
        '12 1780000000', '12 1780000000', 1780000000, 1780000010, 3),
    (4, 'https://a.example/4', 1, 1, 'https://a.example/4', NULL, 'gone', 1780600000, 1, 1, NULL, NULL, NULL, 1780000000, 1780000010, 4),
    (5, 'https://a.example/5', 1, 1, 'https://a.example/5', NULL, 'failed', 1780000700, 1, 1, NULL, NULL, NULL, 1780000000, NULL, NULL);
INSERT INTO alias VALUES ('https://a.example/1', 1), ('https://a.example/1/', 2), ('notes' || char(10) || 'notes/żubr.txt', 3);
INSERT INTO outcome VALUES
    (1, 1, 'updated', NULL, NULL, 1, 1780000010), (1, 5, 'failed', 'fetch.timeout', 'no answer', NULL, 1780000020);
INSERT INTO change VALUES (2, x'35112fc96e9716c30bf894c7db390f5c', 'upsert'), (3, x'263a928d5cebc616975a89cffa9d404e', 'upsert'), (4, x'282436d3ebf202b86214717673620ce9', 'upsert'), (6, x'e5018acbbf637e98bae53344a97f89e4', 'delete');
INSERT INTO search (rowid, title, text) VALUES
    (1, 'wydra', 'wydra plywa w rzece obok bobra i patrzy na brzeg'), (2, 'wydra', 'wydra plywa w rzece obok bobra i patrzy na brzeg'),
    (3, 'zubr', 'zubr stoi w lesie');
