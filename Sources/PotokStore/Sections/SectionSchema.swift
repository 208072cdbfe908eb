import GRDB

/// Which documents are sections of which page.
enum SectionSchema {
    static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE section (
                    document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
                    page_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
                    anchor TEXT NOT NULL,
                    position INTEGER            -- from 0, in the order of the page; null: the page has it no more
                );
                CREATE INDEX section_page ON section (page_id, position);
                """
        )
    }
}
