import GRDB

/// The tables of near duplicates.
///
/// Fingerprints and paragraphs are inverted lists: of each hash (40 bits) the texts that have it. A row of a `…_list` table holds all
/// entries from its first key on to the first key of the next row, packed (`PostingCodec`). What is new goes into `…_recent`, a row a
/// commit, and is merged into the lists in one sorted pass when it has grown to a sixteenth of them: so a batch of a thousand texts does
/// not touch every page of a large table.
enum DuplicateSchema {
    static func create(_ database: Database) throws {
        try database.execute(sql: tables)
    }

    static let tables = """
        -- Each different folded text of documents that may be linked.
        CREATE TABLE duplicate_text (
            id INTEGER PRIMARY KEY,
            text_hash BLOB NOT NULL UNIQUE,
            document_id INTEGER NOT NULL,       -- the best of the documents that have it
            site INTEGER NOT NULL,              -- a hash of the name of the site that it came from
            hidden BLOB                         -- paragraphs that the site repeats, a bit each
        );

        -- What ties a text to the one that represents it.
        CREATE TABLE duplicate_link (
            id INTEGER PRIMARY KEY,             -- the text
            representative INTEGER NOT NULL,    -- the text that represents it
            relation TEXT NOT NULL,             -- same, near, contained, contains
            score REAL NOT NULL,
            own_count INTEGER NOT NULL,         -- different runs of three words that count
            other_count INTEGER NOT NULL,
            shared_count INTEGER NOT NULL,
            closest INTEGER                     -- the text of the cluster that it is closer to
        );
        CREATE INDEX duplicate_link_representative ON duplicate_link (representative);

        CREATE TABLE fingerprint_list (first_key INTEGER PRIMARY KEY, entries BLOB NOT NULL);
        CREATE TABLE fingerprint_recent (id INTEGER PRIMARY KEY, entries BLOB NOT NULL);
        CREATE TABLE paragraph_list (first_key INTEGER PRIMARY KEY, entries BLOB NOT NULL);
        CREATE TABLE paragraph_recent (id INTEGER PRIMARY KEY, entries BLOB NOT NULL);

        -- Texts that were taken out, whose entries fall away with the next merge.
        CREATE TABLE duplicate_removed (id INTEGER PRIMARY KEY);
        """
}
