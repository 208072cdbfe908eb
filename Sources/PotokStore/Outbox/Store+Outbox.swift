import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Store {
    /// What waits for a sink and may be tried now, the oldest first, with the documents as they are now.
    ///
    /// For a sink of representatives, a document that another represents is a delete, and both stay together when they wait both.
    ///
    /// - Parameters:
    ///   - limit: how many changes at the most; those that stay together may be more.
    ///   - bytes: how many bytes of text at the most; one document may have more.
    ///   - keys: documents to leave out, because a change of theirs is under way.
    public func waiting(
        for sink: String,
        limit: Int,
        bytes: Int,
        excluding keys: Set<DocumentKey> = [],
        now: Timestamp
    ) async throws -> WaitingChanges {
        try await read { database in
            guard let reader = try OutboxReader(database, sink: sink, excluding: keys, now: now) else {
                return WaitingChanges(changes: [], hasMore: false, nextRetry: nil)
            }
            return try reader.read(limit: limit, bytes: bytes)
        }
    }

    /// Takes out what a sink acknowledged, and notes what it says of the rest.
    ///
    /// A change that came meanwhile is newer than what was told, and goes on waiting.
    public func settle(_ results: [DeliveryResult], sink: String, now: Timestamp) async throws {
        guard !results.isEmpty else { return }
        try await write { database in
            guard
                let row = try Int64.fetchOne(database, sql: "SELECT id FROM sink WHERE name = ?", arguments: [sink])
            else { return }
            let delivered = try database.cachedStatement(
                sql: "DELETE FROM outbox WHERE sink_id = ? AND key = ? AND version <= ?"
            )
            let failed = try database.cachedStatement(
                sql: """
                    UPDATE outbox SET attempts = attempts + ?, retry_at = ?, dead_at = ?, code = ?, message = ?
                    WHERE sink_id = ? AND key = ? AND version <= ?
                    """
            )
            var hasDelivered = false
            for result in results {
                switch result.ending {
                case .delivered:
                    hasDelivered = true
                    try delivered.execute(arguments: [row, result.key.data, result.version])
                case .retry(let time, let code, let message, let isSuspect):
                    try failed.execute(arguments: [
                        isSuspect ? 1 : 0, time?.secondsSince1970, nil, code, message, row, result.key.data,
                        result.version,
                    ])
                case .dead(let code, let message):
                    try failed.execute(arguments: [
                        1, nil, now.secondsSince1970, code, message, row, result.key.data, result.version,
                    ])
                }
            }
            guard hasDelivered else { return }
            try database.cachedStatement(
                sql: """
                    UPDATE sink SET delivered_at = ?, failures = 0, retry_at = NULL, failed_at = NULL,
                        failure_code = NULL, failure_message = NULL
                    WHERE id = ?
                    """
            ).execute(arguments: [now.secondsSince1970, row])
        }
    }

    /// The dead letters of a sink, in the order of their keys.
    public func deadLetters(of sink: String, after key: DocumentKey? = nil, limit: Int) async throws -> [DeadLetter] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT outbox.*, locator FROM outbox LEFT JOIN document USING (key)
                    WHERE sink_id = (SELECT id FROM sink WHERE name = ?) AND dead_at IS NOT NULL
                        AND outbox.key > ? ORDER BY outbox.key LIMIT ?
                    """,
                arguments: [sink, key?.data ?? Data(), limit]
            ).compactMap { row in
                guard let key = DocumentKey(data: row["key"]), let kind = Change.Kind(rawValue: row["kind"]) else {
                    return nil
                }
                return DeadLetter(
                    change: Change(kind: kind, key: key, version: row["version"]),
                    address: row["locator"],
                    at: Timestamp(secondsSince1970: row["dead_at"]),
                    attempts: row["attempts"],
                    code: row["code"] ?? "",
                    message: row["message"] ?? ""
                )
            }
        }
    }

    /// Puts dead letters of a sink back among what waits.
    ///
    /// - Parameter keys: the documents; nil for all.
    /// - Returns: how many were put back.
    public func redrive(sink: String, keys: [DocumentKey]? = nil) async throws -> Int {
        try await write { database in
            let update = """
                UPDATE outbox SET attempts = 0, retry_at = NULL, dead_at = NULL, code = NULL, message = NULL
                WHERE sink_id = (SELECT id FROM sink WHERE name = ?) AND dead_at IS NOT NULL
                """
            guard let keys else {
                try database.execute(sql: update, arguments: [sink])
                return database.changesCount
            }
            var count = 0
            for key in keys {
                try database.execute(sql: "\(update) AND key = ?", arguments: [sink, key.data])
                count += database.changesCount
            }
            return count
        }
    }

    /// What waits, or is a dead letter, of one document: the sink, and the sink's last words about it.
    public func deliveries(of key: DocumentKey) async throws -> [PendingDelivery] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT name, outbox.* FROM outbox JOIN sink ON sink.id = sink_id WHERE key = ? ORDER BY sink_id
                    """,
                arguments: [key.data]
            ).compactMap { row in
                Change.Kind(rawValue: row["kind"]).map { kind in
                    PendingDelivery(
                        sink: row["name"],
                        kind: kind,
                        attempts: row["attempts"],
                        isDead: row["dead_at"] as Int? != nil,
                        message: row["message"]
                    )
                }
            }
        }
    }
}

/// A change of a document that a sink has not taken yet.
public struct PendingDelivery: Sendable, Hashable {
    /// The sink.
    public var sink: String
    /// What it is to do.
    public var kind: Change.Kind
    /// How often it was tried.
    public var attempts: Int
    /// Whether it is a dead letter.
    public var isDead: Bool
    /// The sink's last words about it.
    public var message: String?
}
