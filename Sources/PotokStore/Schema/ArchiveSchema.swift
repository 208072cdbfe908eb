import GRDB

/// Files that hold many documents, whose records are entries of the frontier.
enum ArchiveSchema {
    static func create(_ database: Database) throws {
        try database.execute(sql: text)
    }

    private static let text = """
        CREATE TABLE archive (
            id INTEGER PRIMARY KEY,
            source_id INTEGER NOT NULL REFERENCES source,
            identifier TEXT NOT NULL,           -- the path below the folder of pipeline.json
            tag TEXT,                           -- size and time when all of its records had been entered last
            UNIQUE (source_id, identifier)
        );
        ALTER TABLE frontier ADD COLUMN archive_id INTEGER REFERENCES archive;
        -- Where the record begins in the archive: a place in the file, and `+` decoded bytes behind it.
        ALTER TABLE frontier ADD COLUMN place TEXT;
        CREATE INDEX frontier_archive ON frontier (archive_id) WHERE archive_id IS NOT NULL;
        """
}
