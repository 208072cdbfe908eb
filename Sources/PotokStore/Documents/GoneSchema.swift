import GRDB

/// Documents that are gone, without a look at all the others.
enum GoneSchema {
    static func create(_ database: Database) throws {
        // Few documents are gone, so what is there is counted as all without these.
        try database.execute(sql: "CREATE INDEX document_gone ON document (source_id) WHERE gone_at IS NOT NULL")
    }
}
