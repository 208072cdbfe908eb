import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a document is to the one that represents it, and why.
public struct DuplicateVerdict: Sendable {
    /// The document that represents it; nil when it represents itself.
    public var representative: StoredRecord?
    /// What its text is to the representative's; nil for the very same text, but for what folding takes away.
    public var link: DuplicateLink?
    /// The document of the cluster that it is closer to, when the share with the representative alone would not do.
    public var closest: StoredRecord?
    /// The paragraphs of its text that do not count, because its site repeats them.
    public var hidden: ParagraphSet
    /// The paragraphs of the representative's text that do not count.
    public var representativeHidden: ParagraphSet
    /// Whether it is compared with others at all.
    public var compares: Bool
    /// How many documents the cluster has.
    public var clusterCount: Int
}

/// A document of a cluster.
public struct ClusterDocument: Sendable {
    /// The document.
    public var record: StoredRecord
    /// What it is to the one that represents the cluster; nil for that one itself.
    public var relation: Relation?
    /// The share that the relation was decided by.
    public var score: Double?
}

extension Store {
    /// What a document is to the one that represents it, with the counts that it follows from.
    public func duplicateVerdict(of record: StoredRecord) async throws -> DuplicateVerdict {
        try await read { database in
            let own = try TextRow.fetch(database, document: Int64(record.number))
            let other = try own?.link.flatMap { try TextRow.fetch(database, text: $0.representative) }
            let documents = try Row.fetchOne(
                database,
                sql: "SELECT representative_id, compares FROM document WHERE id = ?",
                arguments: [record.number]
            )
            let representative: Int64? = documents?["representative_id"]
            let closest = try own?.link?.closest.flatMap { try TextRow.fetch(database, text: $0) }
            return DuplicateVerdict(
                representative: try representative.flatMap { try StoredRecord.fetch(database, row: $0) },
                link: own?.link,
                closest: try closest.flatMap { try StoredRecord.fetch(database, row: $0.document) },
                hidden: own?.hidden ?? ParagraphSet(),
                representativeHidden: other?.hidden ?? ParagraphSet(),
                compares: documents?["compares"] ?? false,
                clusterCount: 1
                    + (try Int.fetchOne(
                        database,
                        sql: "SELECT count(*) FROM document WHERE representative_id = ?",
                        arguments: [representative ?? Int64(record.number)]
                    ) ?? 0)
            )
        }
    }

    /// All documents of the cluster of a document: the one that represents it first, then those that have most in common with it.
    public func cluster(of record: StoredRecord) async throws -> [ClusterDocument] {
        try await read { database in
            let best =
                try Int64.fetchOne(
                    database,
                    sql: "SELECT coalesce(representative_id, id) FROM document WHERE id = ?",
                    arguments: [record.number]
                ) ?? Int64(record.number)
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT document.id, relation, score FROM document
                    LEFT JOIN duplicate_text USING (text_hash) LEFT JOIN duplicate_link ON duplicate_link.id = duplicate_text.id
                    WHERE document.id = ?1 OR representative_id = ?1
                    ORDER BY document.id <> ?1, coalesce(score, 1) DESC, document.key
                    """,
                arguments: [best]
            )
            return try rows.compactMap { row in
                guard let found = try StoredRecord.fetch(database, row: row["id"]) else { return nil }
                guard row["id"] as Int64 != best else { return ClusterDocument(record: found) }
                return ClusterDocument(
                    record: found,
                    relation: (row["relation"] as String?).flatMap(Relation.init) ?? .same,
                    score: (row["score"] as Double?) ?? 1
                )
            }
        }
    }
}

/// What is stored of a text.
private struct TextRow {
    var document: Int64
    var hidden: ParagraphSet
    var link: DuplicateLink?

    static func fetch(_ database: Database, text: Int64) throws -> TextRow? {
        try fetch(database, "duplicate_text.id = ?", text)
    }

    static func fetch(_ database: Database, document: Int64) throws -> TextRow? {
        try fetch(database, "text_hash = (SELECT text_hash FROM document WHERE id = ? AND compares)", document)
    }

    private static func fetch(_ database: Database, _ condition: String, _ value: Int64) throws -> TextRow? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT document_id, hidden, duplicate_link.* FROM duplicate_text LEFT JOIN duplicate_link USING (id)
                WHERE \(condition)
                """,
            arguments: [value]
        ).map { row in
            let link = (row["relation"] as String?).flatMap(Relation.init).map {
                DuplicateLink(
                    representative: row["representative"],
                    relation: $0,
                    score: row["score"],
                    ownCount: row["own_count"],
                    otherCount: row["other_count"],
                    sharedCount: row["shared_count"],
                    closest: row["closest"]
                )
            }
            return TextRow(
                document: row["document_id"],
                hidden: ParagraphSet(bits: (row["hidden"] as Data?).map { Array($0) } ?? []),
                link: link
            )
        }
    }
}
