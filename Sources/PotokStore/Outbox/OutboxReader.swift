import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads what waits for one sink.
struct OutboxReader {
    /// An entry of the outbox.
    private struct Entry {
        var key: DocumentKey
        var version: Int64
        var kind: Change.Kind
        var attempts: Int
    }

    private let database: Database
    private let sink: Int64
    private let representativesOnly: Bool
    private let excluded: Set<DocumentKey>
    private let now: Timestamp

    /// Begins to read; nil when there is no such sink.
    init?(_ database: Database, sink name: String, excluding keys: Set<DocumentKey>, now: Timestamp) throws {
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT id, representatives_only FROM sink WHERE name = ?"),
            arguments: [name]
        )
        guard let row else { return nil }
        self.database = database
        self.sink = row["id"]
        self.representativesOnly = row["representatives_only"]
        self.excluded = keys
        self.now = now
    }

    func read(limit: Int, bytes: Int) throws -> WaitingChanges {
        var found = try due(limit: limit + 1)
        let hasMore = found.count > limit
        found = Array(found.prefix(limit))
        var changes: [WaitingChange] = []
        var taken: Set<DocumentKey> = []
        var size = 0
        for (index, entry) in found.enumerated() where !taken.contains(entry.key) {
            // A batch of changes that were tried before stays as small as it was made.
            let members = [entry] + (try companions(of: entry.key).filter { !taken.contains($0.key) })
            for member in members.sorted(by: { $0.version < $1.version }) {
                let change = try load(member)
                size += (change.document?.text.utf8.count ?? 0) + 512
                taken.insert(member.key)
                changes.append(change)
            }
            if size >= bytes {
                changes.sort { $0.change.version < $1.change.version }
                return WaitingChanges(changes: changes, hasMore: hasMore || index + 1 < found.count, nextRetry: nil)
            }
        }
        changes.sort { $0.change.version < $1.change.version }
        let nextRetry =
            try hasMore
            ? nil
            : Int.fetchOne(
                database.cachedStatement(
                    sql: "SELECT min(retry_at) FROM outbox WHERE sink_id = ? AND dead_at IS NULL AND retry_at > ?"
                ),
                arguments: [sink, now.secondsSince1970]
            )
        return WaitingChanges(
            changes: changes,
            hasMore: hasMore,
            nextRetry: nextRetry.map(Timestamp.init(secondsSince1970:))
        )
    }

    private func due(limit: Int) throws -> [Entry] {
        let rows = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT key, version, kind, attempts FROM outbox
                    WHERE sink_id = ? AND dead_at IS NULL AND (retry_at IS NULL OR retry_at <= ?) ORDER BY version
                    """
            ),
            arguments: [sink, now.secondsSince1970]
        )
        var found: [Entry] = []
        while found.count < limit, let row = try rows.next() {
            if let entry = Self.entry(row), !excluded.contains(entry.key) { found.append(entry) }
        }
        return found
    }

    private static func entry(_ row: Row) -> Entry? {
        guard let key = DocumentKey(data: row["key"]), let kind = Change.Kind(rawValue: row["kind"]) else { return nil }
        return Entry(key: key, version: row["version"], kind: kind, attempts: row["attempts"])
    }

    /// What waits as well of the documents that one represents, or of the one that represents it.
    private func companions(of key: DocumentKey) throws -> [Entry] {
        guard representativesOnly else { return [] }
        return try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT outbox.* FROM document AS own
                    JOIN document AS other ON other.id = own.representative_id OR other.representative_id = own.id
                    JOIN outbox ON outbox.key = other.key
                    WHERE own.key = ? AND sink_id = ? AND dead_at IS NULL AND (retry_at IS NULL OR retry_at <= ?)
                    """
            ),
            arguments: [key.data, sink, now.secondsSince1970]
        ).compactMap(Self.entry).filter { !excluded.contains($0.key) }
    }

    private func load(_ entry: Entry) throws -> WaitingChange {
        let document =
            entry.kind == .delete
            ? nil
            : try StoredRecord.fetchAll(
                database,
                where: "document.key = ? AND document.gone_at IS NULL",
                [entry.key.data]
            ).first?.document
        let version = max(entry.version, document?.version ?? 0)
        let isTold = document.map { !representativesOnly || $0.duplicateOf == nil } ?? false
        return WaitingChange(
            change: Change(kind: isTold ? .upsert : .delete, key: entry.key, version: version),
            document: isTold ? document : nil,
            attempts: entry.attempts
        )
    }
}
