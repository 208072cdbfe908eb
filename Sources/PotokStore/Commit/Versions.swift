import GRDB
import PotokCore

/// The versions that sinks order changes by: they grow for ever, across restored and newly made databases.
///
/// Every transaction begins at the time, or where the last one ended if that is later: 2^28 versions to a minute. What was
/// written after a backup was made is therefore older than what is written after it was restored, however that was done, and a
/// database that is made anew begins above the one before. Until 2088 every version stays below 2^53, which JSON readers that
/// know only doubles still hold exactly.
enum Versions {
    private static let firstOf2025 = 1_735_689_600
    /// Beyond this no version is ever made or believed.
    static let limit: Int64 = 1 << 53

    /// The first version of a transaction.
    static func next(_ database: Database, now: Timestamp) throws -> Int64 {
        max(try MetaTable.integer("next_version", database) ?? 0, first(at: now))
    }

    /// The first version of a second.
    static func first(at time: Timestamp) -> Int64 {
        let seconds = Int64(max(60, min(time.secondsSince1970, 4_102_444_800) - firstOf2025))
        return seconds << 28 / 60
    }

    static func save(next: Int64, _ database: Database) throws {
        try MetaTable.set("next_version", to: next, database)
    }

    /// Makes every later version larger than one that was seen elsewhere.
    static func raise(above version: Int64, now: Timestamp, _ database: Database) throws {
        try save(next: max(try next(database, now: now), min(version, limit - 1) + 1), database)
    }
}
