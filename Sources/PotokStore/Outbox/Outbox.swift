import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is entered for the sinks, within the transaction that changes the documents.
enum Outbox {
    /// Enters a change for every sink; it takes the place of an older one of the same document, even of a dead letter.
    static func enter(_ key: Data, version: Int64, kind: Change.Kind, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO outbox (sink_id, key, version, kind) SELECT id, ?, ?, ? FROM sink WHERE true
                ON CONFLICT (sink_id, key) DO UPDATE SET version = excluded.version, kind = excluded.kind,
                    attempts = 0, retry_at = NULL, dead_at = NULL, code = NULL, message = NULL
                WHERE excluded.version > version
                """
        ).execute(arguments: [key, version, kind.rawValue])
    }

    /// Enters everything there is for one sink, beside what waits already.
    ///
    /// Those that a sink of representatives is not told of need no delete where the sink holds nothing yet.
    ///
    /// - Parameter isEmpty: whether the sink holds nothing, as far as we know.
    static func fill(_ sink: Int64, representativesOnly: Bool, isEmpty: Bool, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO outbox (sink_id, key, version, kind)
                SELECT ?, key, version, 'upsert' FROM document
                WHERE gone_at IS NULL AND NOT (? AND ? AND representative_id IS NOT NULL)
                ON CONFLICT (sink_id, key) DO UPDATE SET version = excluded.version, kind = excluded.kind,
                    attempts = 0, retry_at = NULL, dead_at = NULL, code = NULL, message = NULL
                """,
            arguments: [sink, isEmpty, representativesOnly]
        )
    }
}
