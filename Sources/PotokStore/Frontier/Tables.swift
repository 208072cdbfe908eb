import GRDB
import PotokCore

/// Row numbers of hosts, looked up once each in a transaction.
struct HostTable {
    private let database: Database
    private var known: [String: Int64] = [:]

    init(_ database: Database) { self.database = database }

    /// The number of a locator's host; nil for what has none.
    mutating func identifier(for locator: Locator) throws -> Int64? {
        guard let name = locator.url?.host else { return nil }
        if let number = known[name] { return number }
        try database.execute(sql: "INSERT OR IGNORE INTO host (name) VALUES (?)", arguments: [name])
        let number = try Int64.fetchOne(database, sql: "SELECT id FROM host WHERE name = ?", arguments: [name])
        known[name] = number
        return number
    }
}

/// Row numbers of sources.
enum SourceTable {
    static func find(_ name: String, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT id FROM source WHERE name = ?"),
            arguments: [name]
        )
    }

    static func identifier(of name: String, _ database: Database) throws -> (id: Int64, name: String) {
        if let number = try find(name, database) { return (number, name) }
        // What pipeline.json does not name, such as what `potok add` brings, stands behind all that it names.
        try database.execute(
            sql: "INSERT INTO source (name, position) VALUES (?, 1000000)",
            arguments: [name]
        )
        return (database.lastInsertedRowID, name)
    }
}

/// Row numbers of archives, looked up once each in a transaction.
struct ArchiveTable {
    private let database: Database
    private var known: [String: Int64] = [:]

    init(_ database: Database) { self.database = database }

    /// The number of an archive of a source, which is made when there is none.
    mutating func identifier(of name: String, source: Int64) throws -> Int64 {
        if let number = known[name] { return number }
        try database.execute(
            sql: "INSERT OR IGNORE INTO archive (source_id, identifier) VALUES (?, ?)",
            arguments: [source, name]
        )
        let number =
            try Int64.fetchOne(
                database,
                sql: "SELECT id FROM archive WHERE source_id = ? AND identifier = ?",
                arguments: [source, name]
            ) ?? 0
        known[name] = number
        return number
    }
}

/// Single values that hold for the whole database.
enum MetaTable {
    static func integer(_ name: String, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT value FROM meta WHERE name = ?"),
            arguments: [name]
        )
    }

    static func set(_ name: String, to value: Int64, _ database: Database) throws {
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)")
            .execute(arguments: [name, value])
    }
}
