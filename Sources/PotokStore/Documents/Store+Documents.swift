import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A version of a document that a newer one has replaced.
public struct OldVersion: Sendable, Hashable {
    /// 1 for the first, and so on.
    public var revision: Int
    /// The title it had.
    public var title: String
    /// The text it had.
    public var text: String
    /// When it was observed last.
    public var observedAt: Timestamp
    /// When another one took its place.
    public var replacedAt: Timestamp
    /// The hash of its content.
    public var contentHash: Hash
}

extension Store {
    /// The documents that a name stands for: a URL, an identifier of a source, a key or the beginning of one, or a number.
    ///
    /// - Returns: none when nothing goes by that name, several when it is ambiguous.
    public func documents(named name: String) async throws -> [StoredRecord] {
        try await read { database in
            if let number = Int64(name), name.utf8.count < 16 {
                let found = try StoredRecord.fetchAll(
                    database,
                    where: "document.id = ? AND document.gone_at IS NULL",
                    [number]
                )
                if !found.isEmpty { return found }
            }
            if let url = WebURL(name), url.isWeb {
                if let anchor = url.fragment {
                    let section = try StoredRecord.fetchAll(
                        database,
                        where: "document.key = ? AND document.gone_at IS NULL",
                        [DocumentKey(url: url, anchor: anchor).data]
                    )
                    if !section.isEmpty { return section }
                }
                return try StoredRecord.fetchAll(
                    database,
                    where: """
                        (document.key = ? OR document.id = (SELECT coalesce(into_id, alias.document_id) FROM alias
                            LEFT JOIN look ON look.document_id = alias.document_id WHERE alias.address = ?))
                            AND document.gone_at IS NULL
                        """,
                    [DocumentKey(url: url).data, url.canonical().description]
                )
            }
            let digits = name.lowercased()
            if digits.utf8.count >= 4, digits.utf8.count <= 32, digits.allSatisfy({ $0.isHexDigit && $0.isASCII }) {
                let low = digits + String(repeating: "0", count: 32 - digits.utf8.count)
                let high = digits + String(repeating: "f", count: 32 - digits.utf8.count)
                if let low = DocumentKey(rawValue: low), let high = DocumentKey(rawValue: high) {
                    let found = try StoredRecord.fetchAll(
                        database,
                        where:
                            "document.key BETWEEN ? AND ? AND document.gone_at IS NULL ORDER BY document.key LIMIT 20",
                        [low.data, high.data]
                    )
                    if !found.isEmpty { return found }
                }
            }
            return try StoredRecord.fetchAll(
                database,
                where: "document.locator = ? AND NOT document.is_url AND document.gone_at IS NULL ORDER BY document.id",
                [name]
            )
        }
    }

    /// The documents of some keys, as far as they are in the corpus.
    public func documents(keys: some Collection<DocumentKey> & Sendable) async throws -> [DocumentV1] {
        try await read { database in
            try keys.compactMap { key in
                try StoredRecord.fetchAll(
                    database,
                    where: "document.key = ? AND document.gone_at IS NULL",
                    [key.data]
                ).first?.document
            }
        }
    }

    /// What a document was before its changes, oldest first.
    public func oldVersions(of record: StoredRecord) async throws -> [OldVersion] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM document_version WHERE document_id = ? ORDER BY revision",
                arguments: [record.number]
            ).map { row in
                OldVersion(
                    revision: row["revision"],
                    title: row["title"],
                    text: row["text"],
                    observedAt: Timestamp(secondsSince1970: row["observed_at"]),
                    replacedAt: Timestamp(secondsSince1970: row["replaced_at"]),
                    contentHash: Hash(row["content_hash"] as Data)
                )
            }
        }
    }

    /// Hands every document of the corpus to a closure, in the order of their keys, a page of rows at a time.
    public func forEachDocument(_ body: (StoredRecord) throws -> Void) async throws {
        var last = Data()
        while true {
            let after = last
            let page = try await read { database in
                try StoredRecord.fetchAll(
                    database,
                    where: "document.key > ? AND document.gone_at IS NULL ORDER BY document.key LIMIT 500",
                    [after]
                )
            }
            for record in page { try body(record) }
            guard let key = page.last.flatMap({ DocumentKey(rawValue: $0.document.key) }) else { return }
            last = key.data
        }
    }
}
