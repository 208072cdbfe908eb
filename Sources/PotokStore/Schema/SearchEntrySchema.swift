import GRDB

/// Entries of the index that are apart from documents, so that each knows how it was analysed.
enum SearchEntrySchema {
    static func create(_ database: Database) throws {
        try database.execute(sql: text)
    }

    private static let text = """
        DROP TABLE search;

        -- Terms, analysed outside SQLite; 'ascii' splits at the spaces between them and nowhere else.
        CREATE VIRTUAL TABLE search USING fts5 (title, text, content = '', tokenize = 'ascii');
        INSERT INTO search (search, rank) VALUES ('automerge', 8);
        CREATE VIRTUAL TABLE search_term USING fts5vocab ('search', 'row');

        -- What the index holds of each document. Whatever is in `search` without being here is no hit.
        CREATE TABLE search_entry (
            id INTEGER PRIMARY KEY,             -- the row in search: a number never used again, then 8 bits of length
            document_id INTEGER NOT NULL UNIQUE REFERENCES document ON DELETE CASCADE,
            language TEXT NOT NULL,             -- as it was analysed: pl, en, …; empty: folded alone
            analyser INTEGER NOT NULL           -- the fingerprint of what analysed it
        );

        -- In which languages a query has to be read.
        CREATE TABLE search_language (language TEXT PRIMARY KEY) WITHOUT ROWID;

        -- The entries are made when the database is opened for writing.
        INSERT OR REPLACE INTO meta (name, value) VALUES ('search.rebuild', 1);
        """
}
