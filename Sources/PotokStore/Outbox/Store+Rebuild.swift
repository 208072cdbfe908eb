import GRDB
public import PotokCore

/// A rebuilding of a sink: a queue of its own, with everything there is, beside that of the live index.
public struct SinkRebuild: Sendable, Hashable {
    /// The name that its queue has instead of the sink's.
    public var queue: String
    /// What tells it from earlier ones: digits only.
    public var identifier: String
    /// Whether it goes on where an interrupted one stopped.
    public var isResumed: Bool
}

extension Store {
    /// What stands behind the name of a sink for its rebuilding; no sink can have such a name.
    static let rebuildSuffix = "~rebuild"

    /// The name of the queue for a rebuilding of a sink.
    public static func rebuildQueue(of sink: String) -> String { sink + rebuildSuffix }

    /// Begins a rebuilding of a sink, or goes on with the one that was begun.
    ///
    /// - Throws: `sink.unknown` when the database has no such sink.
    public func beginRebuild(of sink: String, now: Timestamp) async throws -> SinkRebuild {
        try await write { database in
            guard
                let live = try Row.fetchOne(database, sql: "SELECT * FROM sink WHERE name = ?", arguments: [sink])
            else {
                throw PotokError("sink.unknown", "nothing was delivered to the sink '\(sink)' yet")
            }
            let queue = Self.rebuildQueue(of: sink)
            let known = try Int.fetchOne(
                database,
                sql: "SELECT registered_at FROM sink WHERE name = ?",
                arguments: [queue]
            )
            if let known { return SinkRebuild(queue: queue, identifier: String(known), isResumed: true) }
            let representativesOnly: Bool = live["representatives_only"]
            try database.execute(
                sql: "INSERT INTO sink (name, target, representatives_only, registered_at) VALUES (?, ?, ?, ?)",
                arguments: [queue, live["target"] as String, representativesOnly, now.secondsSince1970]
            )
            try Outbox.fill(
                database.lastInsertedRowID,
                representativesOnly: representativesOnly,
                isEmpty: true,
                database
            )
            return SinkRebuild(queue: queue, identifier: String(now.secondsSince1970), isResumed: false)
        }
    }

    /// Enters everything there is into the queue of a rebuilding once more.
    public func refill(_ rebuild: SinkRebuild) async throws {
        try await write { database in
            let row = try Row.fetchOne(
                database,
                sql: "SELECT id, representatives_only FROM sink WHERE name = ?",
                arguments: [rebuild.queue]
            )
            guard let row else { return }
            try Outbox.fill(
                row["id"],
                representativesOnly: row["representatives_only"],
                isEmpty: true,
                database
            )
        }
    }

    /// Ends a rebuilding that took the place of the live index: what has come since waits for the sink.
    public func completeRebuild(_ rebuild: SinkRebuild, of sink: String) async throws {
        try await write { database in
            let number = "(SELECT id FROM sink WHERE name = ?)"
            try database.execute(sql: "DELETE FROM outbox WHERE sink_id = \(number)", arguments: [sink])
            try database.execute(
                sql: "UPDATE outbox SET sink_id = \(number) WHERE sink_id = \(number)",
                arguments: [sink, rebuild.queue]
            )
            try database.execute(sql: "DELETE FROM sink WHERE name = ?", arguments: [rebuild.queue])
        }
    }

    /// Forgets a rebuilding.
    public func abandonRebuild(_ rebuild: SinkRebuild) async throws {
        try await write { try $0.execute(sql: "DELETE FROM sink WHERE name = ?", arguments: [rebuild.queue]) }
    }
}
