import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A document of the corpus.
public struct StoredRecord: Sendable, Hashable {
    /// The place in the order in which documents entered this corpus, from 1.
    ///
    /// Another database gives other numbers.
    public var number: Int
    /// The document, as sinks and `--json` show it.
    public var document: DocumentV1

    private static let selection = """
        SELECT document.*, source.name AS source, representative.key AS representative_key, relation, score
        FROM document JOIN source ON source.id = document.source_id
        LEFT JOIN document AS representative ON representative.id = document.representative_id
        LEFT JOIN duplicate_text ON document.representative_id IS NOT NULL AND duplicate_text.text_hash = document.text_hash
        LEFT JOIN duplicate_link ON duplicate_link.id = duplicate_text.id
        """

    static func fetch(_ database: Database, row: Int64) throws -> StoredRecord? {
        try fetchAll(database, where: "document.id = ?", [row]).first
    }

    static func fetchAll(
        _ database: Database,
        where condition: String,
        _ arguments: StatementArguments
    ) throws -> [StoredRecord] {
        try Row.fetchAll(
            database.cachedStatement(sql: "\(selection) WHERE \(condition)"),
            arguments: arguments
        ).map { try Self($0) }
    }

    private init(_ row: Row) throws {
        func time(_ column: String) -> String { Timestamp(secondsSince1970: row[column]).text }
        func key(_ column: String) -> String? {
            (row[column] as Data?).flatMap { DocumentKey(data: $0)?.rawValue }
        }
        let isURL: Bool = row["is_url"]
        let duplicateOf = key("representative_key")
        let published = (row["published"] as String?).flatMap { PublishedDate($0) }
        number = row["id"]
        document = DocumentV1(
            key: key("key") ?? "",
            url: isURL ? row["locator"] : nil,
            identifier: isURL ? nil : row["locator"],
            source: row["source"],
            title: row["title"],
            text: row["text"],
            language: row["language"],
            publishedAt: published?.text,
            publishedPrecision: published?.precision,
            authors: Authors.list(row["authors"]),
            mediaType: row["media_type"],
            confidence: row["confidence"],
            firstSeenAt: time("first_seen_at"),
            observedAt: time("observed_at"),
            changedAt: time("changed_at"),
            bodyHash: Hash(row["body_hash"] as Data).hexadecimal,
            contentHash: Hash(row["content_hash"] as Data).hexadecimal,
            textHash: Hash(row["text_hash"] as Data).hexadecimal,
            duplicateOf: duplicateOf,
            duplicateRelation: duplicateOf.map { _ in (row["relation"] as String?).flatMap(Relation.init) ?? .same },
            duplicateScore: duplicateOf.map { _ in (row["score"] as Double?) ?? 1 },
            reservesMining: row["reserves_mining"],
            version: row["version"],
            revision: row["revision"]
        )
    }
}
