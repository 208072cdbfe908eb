import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A document that sinks are to be told of.
public struct ChangedDocument: Sendable, Hashable {
    /// Whether it is there or goes.
    public var kind: Change.Kind
    /// Its key.
    public var key: DocumentKey
    /// Its URL, or its identifier within its source; its key, where it has neither any more.
    public var address: String
    /// Its title.
    public var title: String
    /// The hash of what a reader sees; nil for what has another key now.
    public var contentHash: Hash?
    /// The key of the document that represents it; nil for one that represents itself.
    public var duplicateOf: DocumentKey?
    /// Why it goes.
    public var reason: String?
}

extension Store {
    /// The version that the next change will have; 0 for a corpus that has had none.
    public func nextVersion() async throws -> Int64 {
        try await read { try MetaTable.integer("next_version", $0) ?? 0 }
    }

    /// The documents that have changed since the next change had a version, in the order of their changes.
    public func changedDocuments(since version: Int64) async throws -> [ChangedDocument] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT change.key, change.kind, document.locator, document.title, document.gone_reason,
                        document.content_hash, other.key AS representative
                    FROM change LEFT JOIN document ON document.key = change.key
                        LEFT JOIN document AS other ON other.id = document.representative_id
                    WHERE change.version >= ? ORDER BY change.version
                    """,
                arguments: [version]
            ).compactMap { row in
                guard let key = DocumentKey(data: row["key"]), let kind = Change.Kind(rawValue: row["kind"]) else {
                    return nil
                }
                return ChangedDocument(
                    kind: kind,
                    key: key,
                    address: row["locator"] ?? key.rawValue,
                    title: row["title"] ?? "",
                    contentHash: (row["content_hash"] as Data?).map { Hash($0) },
                    duplicateOf: (row["representative"] as Data?).flatMap { DocumentKey(data: $0) },
                    reason: row["gone_reason"]
                )
            }
        }
    }

    /// The hash of what a reader sees of a document; nil when it is not in the corpus.
    public func contentHash(of key: DocumentKey) async throws -> Hash? {
        try await read { database in
            try Data.fetchOne(
                database.cachedStatement(sql: "SELECT content_hash FROM document WHERE key = ? AND gone_at IS NULL"),
                arguments: [key.data]
            ).map { Hash($0) }
        }
    }
}
