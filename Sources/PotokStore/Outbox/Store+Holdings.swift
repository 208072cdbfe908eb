import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A document that a sink should hold.
public struct ExpectedHolding: Sendable, Hashable {
    /// The document.
    public var key: DocumentKey
    /// Its version.
    public var version: Int64
    /// Whether a change of it waits or is a dead letter, so that the sink may hold another version or none.
    public var isWaiting: Bool
}

/// What a sink holds otherwise than it should.
public struct HoldingRepair: Sendable, Hashable {
    /// Documents that are missing there; it may remember that they were deleted.
    public var missing: [DocumentKey] = []
    /// Documents that are there in an older version.
    public var stale: [DocumentKey] = []
    /// Documents that are there in a version newer than ours, with that version.
    public var newer: [DocumentKey: Int64] = [:]
    /// Documents that are there and should not be, with their versions.
    public var extra: [DocumentKey: Int64] = [:]

    /// Nothing to repair.
    public init() {}
}

extension Store {
    /// What a sink should hold, in the order of keys, beginning behind one.
    public func expectedHoldings(
        of sink: String,
        after key: DocumentKey?,
        limit: Int
    ) async throws -> [ExpectedHolding] {
        try await read { database in
            try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT document.key, document.version, outbox.key IS NOT NULL AS waits
                        FROM sink JOIN document
                        LEFT JOIN outbox ON outbox.sink_id = sink.id AND outbox.key = document.key
                        WHERE name = ? AND document.key > ? AND gone_at IS NULL
                            AND NOT (representatives_only AND representative_id IS NOT NULL)
                        ORDER BY document.key LIMIT ?
                        """
                ),
                arguments: [sink, key?.data ?? Data(), limit]
            ).compactMap { row in
                DocumentKey(data: row["key"]).map {
                    ExpectedHolding(key: $0, version: row["version"], isWaiting: row["waits"])
                }
            }
        }
    }

    /// How many documents a sink should hold.
    public func expectedCount(of sink: String) async throws -> Int {
        try await read { database in
            try Int.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM sink JOIN document WHERE name = ? AND gone_at IS NULL
                        AND NOT (representatives_only AND representative_id IS NOT NULL)
                    """,
                arguments: [sink]
            ) ?? 0
        }
    }

    /// Of some documents those of which a change waits for a sink, or is a dead letter, with its version.
    public func waitingVersions(
        for sink: String,
        among keys: [DocumentKey]
    ) async throws -> [DocumentKey: Int64] {
        try await read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT version FROM outbox WHERE sink_id = (SELECT id FROM sink WHERE name = ?) AND key = ?
                    """
            )
            var found: [DocumentKey: Int64] = [:]
            for key in keys { found[key] = try Int64.fetchOne(statement, arguments: [sink, key.data]) }
            return found
        }
    }

    /// Enters what brings a sink to what it should hold.
    ///
    /// What the sink holds in a newer version than ours, as after a restored backup, gets a version above all of those, for every
    /// sink; and so does what is missing, which may have been deleted there with a version newer than ours.
    public func enter(_ repair: HoldingRepair, sink name: String, now: Timestamp) async throws {
        try await write { database in
            guard
                let sink = try Int64.fetchOne(database, sql: "SELECT id FROM sink WHERE name = ?", arguments: [name])
            else { return }
            let held = [repair.newer.values.max(), repair.extra.values.max()].compactMap { $0 }.max()
            if let held { try Versions.raise(above: held, now: now, database) }
            let insert = """
                INSERT INTO outbox (sink_id, key, version, kind)
                %
                ON CONFLICT (sink_id, key) DO UPDATE SET version = excluded.version, kind = excluded.kind,
                    attempts = 0, retry_at = NULL, dead_at = NULL, code = NULL, message = NULL
                """
            let upsert = try database.cachedStatement(
                sql: insert.replacing(
                    "%",
                    with: "SELECT ?, key, version, 'upsert' FROM document WHERE key = ? AND gone_at IS NULL"
                )
            )
            for key in repair.stale { try upsert.execute(arguments: [sink, key.data]) }
            var documents = try DocumentWriter(database: database, now: now)
            for key in (repair.missing + repair.newer.keys).sorted(by: { $0.rawValue < $1.rawValue }) {
                let row = try Int64.fetchOne(
                    database,
                    sql: "SELECT id FROM document WHERE key = ? AND gone_at IS NULL",
                    arguments: [key.data]
                )
                if let row { try documents.announce(row) }
            }
            try documents.finish()
            let delete = try database.cachedStatement(
                sql: insert.replacing("%", with: "VALUES (?, ?, ?, 'delete')")
            )
            var version = try Versions.next(database, now: now)
            for key in repair.extra.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
                try delete.execute(arguments: [sink, key.data, version])
                version += 1
            }
            try Versions.save(next: version, database)
        }
    }
}
