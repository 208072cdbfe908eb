import GRDB

/// How sure it is that the text of a document is the main text of its page.
enum ConfidenceSchema {
    static func create(_ database: Database) throws {
        // From 0 to 1; NULL for what was normalized before it was kept.
        try database.execute(sql: "ALTER TABLE document ADD COLUMN confidence REAL")
    }
}
