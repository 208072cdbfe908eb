import GRDB
import PotokCore

/// The versions that sinks order changes by: they grow for ever, across restored and newly made databases.
///
/// A database begins at the minutes since 2025 in the bits from 28 up and counts from there. Another database made later
/// therefore begins higher, unless the first made more than 2^28 changes a minute; and until 2088 every version stays below
/// 2^53, which JSON readers that know only doubles still hold exactly.
enum Versions {
    private static let firstOf2025 = 1_735_689_600

    static func next(_ database: Database, now: Timestamp) throws -> Int64 {
        if let next = try MetaTable.integer("next_version", database) { return next }
        let minutes = max(1, (now.secondsSince1970 - firstOf2025) / 60)
        return Int64(minutes) << 28
    }

    static func save(next: Int64, _ database: Database) throws {
        try MetaTable.set("next_version", to: next, database)
    }
}
