import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes documents, their old versions, their index entries and their changes, inside one transaction.
struct DocumentWriter {
    /// What is known of a stored document before it is written again.
    struct Stored {
        var row: Int64
        var contentHash: Hash
        var textHash: Hash
        var observedAt: Timestamp
        /// Whether it is a tombstone: kept, and in no index.
        var isGone: Bool
    }

    private let database: Database
    private let now: Timestamp
    private var nextVersion: Int64
    private let firstVersion: Int64

    init(database: Database, now: Timestamp) throws {
        self.database = database
        self.now = now
        self.nextVersion = try Versions.next(database, now: now)
        self.firstVersion = nextVersion
    }

    func find(_ key: DocumentKey) throws -> Stored? {
        try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT id, content_hash, text_hash, observed_at, gone_at FROM document WHERE key = ?"
            ),
            arguments: [key.data]
        ).map { row in
            Stored(
                row: row["id"],
                contentHash: Hash(row["content_hash"] as Data),
                textHash: Hash(row["text_hash"] as Data),
                observedAt: Timestamp(secondsSince1970: row["observed_at"]),
                isGone: row["gone_at"] as Int? != nil
            )
        }
    }

    mutating func insert(_ candidate: Fingerprinted, compares: Bool) throws -> Int64 {
        let document = candidate.document
        let source = try SourceTable.identifier(of: document.source, database)
        try database.cachedStatement(
            sql: """
                INSERT INTO document (key, source_id, locator, is_url, title, text, language, published, authors,
                    media_type, body_hash, content_hash, text_hash, normalizer, compares, reserves_mining, version,
                    revision, first_seen_at, observed_at, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)
                """
        ).execute(arguments: [
            document.key.data, source.id, document.locator.publicText, document.locator.url != nil, document.title,
            document.text, document.language, document.published?.text, Authors.json(document.authors),
            document.mediaType, document.bodyHash.data, candidate.contentHash.data, candidate.textHash.data,
            document.normalizerVersion, compares, document.reservesMining, nextVersion,
            document.observedAt.secondsSince1970, document.observedAt.secondsSince1970,
            document.observedAt.secondsSince1970,
        ])
        let row = database.lastInsertedRowID
        try SearchIndex.insert(row, title: document.title, text: document.text, database)
        try log(document.key)
        return row
    }

    /// Keeps what is stored as an old version and puts the candidate in its place.
    mutating func replace(_ stored: Stored, with candidate: Fingerprinted, compares: Bool) throws {
        let document = candidate.document
        guard
            let old = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT title, text FROM document WHERE id = ?"),
                arguments: [stored.row]
            )
        else { return }
        try database.cachedStatement(
            sql: """
                INSERT INTO document_version (document_id, revision, title, text, language, published, authors,
                    content_hash, version, observed_at, replaced_at)
                SELECT id, revision, title, text, language, published, authors, content_hash, version, observed_at, ?
                FROM document WHERE id = ?
                """
        ).execute(arguments: [document.observedAt.secondsSince1970, stored.row])
        if !stored.isGone { try SearchIndex.delete(stored.row, title: old["title"], text: old["text"], database) }
        let source = try SourceTable.identifier(of: document.source, database)
        try database.cachedStatement(
            sql: """
                UPDATE document SET source_id = ?, locator = ?, title = ?, text = ?, language = ?, published = ?,
                    authors = ?, media_type = ?, body_hash = ?, content_hash = ?, text_hash = ?, normalizer = ?,
                    compares = ?, representative_id = CASE WHEN ? THEN representative_id END,
                    reserves_mining = ?, gone_at = NULL, gone_reason = NULL,
                    version = ?, revision = revision + 1, observed_at = ?, changed_at = ?
                WHERE id = ?
                """
        ).execute(arguments: [
            source.id, document.locator.publicText, document.title, document.text, document.language,
            document.published?.text, Authors.json(document.authors), document.mediaType, document.bodyHash.data,
            candidate.contentHash.data, candidate.textHash.data, document.normalizerVersion, compares, compares,
            document.reservesMining, nextVersion, document.observedAt.secondsSince1970,
            document.observedAt.secondsSince1970, stored.row,
        ])
        try SearchIndex.insert(stored.row, title: document.title, text: document.text, database)
        try log(document.key)
    }

    /// Turns a document into a tombstone: out of the index, told to sinks as a delete, kept for when it comes back.
    ///
    /// - Returns: the hash of its text, whose other documents have to elect again; nil when it was gone before.
    mutating func bury(_ row: Int64, reason: String) throws -> Hash? {
        guard
            let old = try Row.fetchOne(
                database.cachedStatement(
                    sql: "SELECT key, title, text, text_hash FROM document WHERE id = ? AND gone_at IS NULL"
                ),
                arguments: [row]
            )
        else { return nil }
        try SearchIndex.delete(row, title: old["title"], text: old["text"], database)
        try database.cachedStatement(
            sql: "UPDATE document SET gone_at = ?, gone_reason = ?, representative_id = NULL, version = ? WHERE id = ?"
        ).execute(arguments: [now.secondsSince1970, reason, nextVersion, row])
        try log(old["key"] as Data, kind: .delete)
        return Hash(old["text_hash"] as Data)
    }

    /// Brings a tombstone back whose content is what it was.
    mutating func revive(_ stored: Stored, _ candidate: Fingerprinted) throws {
        try database.cachedStatement(
            sql: "UPDATE document SET gone_at = NULL, gone_reason = NULL, version = ? WHERE id = ?"
        ).execute(arguments: [nextVersion, stored.row])
        try observeAgain(stored, candidate)
        try SearchIndex.insert(
            stored.row,
            title: candidate.document.title,
            text: candidate.document.text,
            database
        )
        try log(candidate.document.key)
    }

    /// Notes that the same content was seen again.
    func observeAgain(_ stored: Stored, _ candidate: Fingerprinted) throws {
        try database.cachedStatement(
            sql: "UPDATE document SET observed_at = ?, body_hash = ?, normalizer = ? WHERE id = ?"
        ).execute(arguments: [
            candidate.document.observedAt.secondsSince1970, candidate.document.bodyHash.data,
            candidate.document.normalizerVersion, stored.row,
        ])
    }

    func alias(_ address: String, toRow row: Int64) throws {
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO alias (address, document_id) VALUES (?, ?)")
            .execute(arguments: [address, row])
    }

    /// Leads an address to a document, if the document is there.
    func alias(_ address: String, toKey key: DocumentKey) throws {
        if let stored = try find(key) { try alias(address, toRow: stored.row) }
    }

    /// Gives a document a new version because what sinks are told about it has changed, such as what it duplicates.
    mutating func announce(_ row: Int64) throws {
        guard let key = try Data.fetchOne(database, sql: "SELECT key FROM document WHERE id = ?", arguments: [row])
        else { return }
        // What this batch has written already is told with the version it got.
        let version = try Int64.fetchOne(database, sql: "SELECT version FROM change WHERE key = ?", arguments: [key])
        if let version, version >= firstVersion { return }
        try database.cachedStatement(sql: "UPDATE document SET version = ? WHERE id = ?")
            .execute(arguments: [nextVersion, row])
        try log(key)
    }

    func finish() throws {
        if nextVersion > firstVersion { try Versions.save(next: nextVersion, database) }
    }

    private mutating func log(_ key: DocumentKey) throws { try log(key.data) }

    private mutating func log(_ key: Data, kind: Change.Kind = .upsert) throws {
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO change (version, key, kind) VALUES (?, ?, ?)"
        ).execute(arguments: [nextVersion, key, kind.rawValue])
        nextVersion += 1
    }
}
