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
        /// Whether it may be linked to others.
        var compares: Bool
    }

    /// The texts of sections that went or came with their pages, whose other documents have to elect again.
    private(set) var followingTexts: Set<Hash> = []

    let database: Database
    private let now: Timestamp
    private var nextVersion: Int64
    private let firstVersion: Int64

    init(database: Database, now: Timestamp) throws {
        self.database = database
        self.now = now
        self.nextVersion = try Versions.next(database, now: now)
        self.firstVersion = nextVersion
    }

    func find(_ key: DocumentKey) throws -> Stored? { try find("key", key.data) }

    func find(row: Int64) throws -> Stored? { try find("id", row) }

    private func find(_ column: String, _ value: some DatabaseValueConvertible) throws -> Stored? {
        try Row.fetchOne(
            database.cachedStatement(
                sql:
                    "SELECT id, content_hash, text_hash, observed_at, gone_at, compares FROM document WHERE \(column) = ?"
            ),
            arguments: [value]
        ).map { row in
            Stored(
                row: row["id"],
                contentHash: Hash(row["content_hash"] as Data),
                textHash: Hash(row["text_hash"] as Data),
                observedAt: Timestamp(secondsSince1970: row["observed_at"]),
                isGone: row["gone_at"] as Int? != nil,
                compares: row["compares"]
            )
        }
    }

    /// Stores a new document; a hidden one is in no index and told to nobody until it is revealed.
    mutating func insert(_ candidate: Fingerprinted, compares: Bool, isHidden: Bool = false) throws -> Int64 {
        let document = candidate.document
        let source = try SourceTable.identifier(of: document.source, database)
        try database.cachedStatement(
            sql: """
                INSERT INTO document (key, source_id, locator, is_url, title, text, language, published, authors,
                    media_type, body_hash, content_hash, text_hash, normalizer, compares, reserves_mining, version,
                    revision, first_seen_at, observed_at, changed_at, gone_at, confidence, rules)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            document.key.data, source.id, document.publicText, document.locator.url != nil, document.title,
            document.text, document.language, document.published?.text, Authors.json(document.authors),
            document.mediaType, document.bodyHash.data, candidate.contentHash.data, candidate.textHash.data,
            document.normalizerVersion, compares, document.reservesMining, nextVersion,
            document.observedAt.secondsSince1970, document.observedAt.secondsSince1970,
            document.observedAt.secondsSince1970, isHidden ? now.secondsSince1970 : nil, document.roundedConfidence,
            document.rules,
        ])
        let row = database.lastInsertedRowID
        if isHidden { return row }
        try SearchIndex.insert(row, title: document.title, text: document.text, database)
        try log(document.key)
        return row
    }

    /// Keeps what is stored as an old version and puts the candidate in its place.
    ///
    /// - Parameter isHidden: whether it stays out of sight, where it was.
    mutating func replace(
        _ stored: Stored,
        with candidate: Fingerprinted,
        compares: Bool,
        isHidden: Bool = false
    ) throws {
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
                    reserves_mining = ?, gone_at = CASE WHEN ? THEN gone_at END,
                    gone_reason = CASE WHEN ? THEN gone_reason END,
                    version = ?, revision = revision + 1, observed_at = ?, changed_at = ?, confidence = ?,
                    rules = ?
                WHERE id = ?
                """
        ).execute(arguments: [
            source.id, document.publicText, document.title, document.text, document.language,
            document.published?.text, Authors.json(document.authors), document.mediaType, document.bodyHash.data,
            candidate.contentHash.data, candidate.textHash.data, document.normalizerVersion, compares, compares,
            document.reservesMining, isHidden, isHidden, nextVersion, document.observedAt.secondsSince1970,
            document.observedAt.secondsSince1970, document.roundedConfidence, document.rules, stored.row,
        ])
        if isHidden { return }
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
        for section in try currentSections(of: row) {
            if let text = try bury(section.row, reason: reason) { followingTexts.insert(text) }
        }
        try SearchIndex.delete(row, title: old["title"], text: old["text"], database)
        try database.cachedStatement(
            sql: "UPDATE document SET gone_at = ?, gone_reason = ?, representative_id = NULL, version = ? WHERE id = ?"
        ).execute(arguments: [now.secondsSince1970, reason, nextVersion, row])
        try log(old["key"] as Data, kind: .delete)
        return Hash(old["text_hash"] as Data)
    }

    /// Takes a document out of sight for good and tells sinks so, even those that were told before; its row is the caller's to remove.
    ///
    /// - Returns: its key and the hash of its text; nil when there is no such document.
    mutating func forget(_ row: Int64) throws -> (key: Data, text: Hash)? {
        let stored = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT key, text_hash FROM document WHERE id = ?"),
            arguments: [row]
        )
        guard let stored else { return nil }
        let (key, text) = (stored["key"] as Data, Hash(stored["text_hash"] as Data))
        if try bury(row, reason: "forgotten") == nil { try log(key, kind: .delete) }
        return (key, text)
    }

    /// Brings a tombstone back whose content is what it was.
    mutating func revive(_ stored: Stored, _ candidate: Fingerprinted) throws {
        try observeAgain(stored, candidate)
        try reveal(stored.row)
    }

    /// Brings a hidden document back as it is stored: into the index, and told to sinks.
    mutating func reveal(_ row: Int64) throws {
        guard
            let stored = try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        UPDATE document SET gone_at = NULL, gone_reason = NULL, version = ?
                        WHERE id = ? AND gone_at IS NOT NULL RETURNING key, title, text
                        """
                ),
                arguments: [nextVersion, row]
            )
        else { return }
        try SearchIndex.insert(row, title: stored["title"], text: stored["text"], database)
        try log(stored["key"] as Data, kind: .upsert)
        for section in try currentSections(of: row) {
            try reveal(section.row)
            if let text = try find(row: section.row)?.textHash { followingTexts.insert(text) }
        }
    }

    /// Gives a document the key of another address; to sinks, one goes and another comes.
    mutating func rename(_ row: Int64, to address: WebURL) throws {
        try rename(row, to: address, anchor: nil)
        for section in try SectionTable(database).sections(of: row) {
            try rename(section.row, to: address, anchor: section.anchor)
            if let text = try find(row: section.row)?.textHash { followingTexts.insert(text) }
        }
    }

    private mutating func rename(_ row: Int64, to address: WebURL, anchor: String?) throws {
        guard
            let stored = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT key, gone_at FROM document WHERE id = ?"),
                arguments: [row]
            )
        else { return }
        let key = DocumentKey(url: address, anchor: anchor)
        let isHidden = stored["gone_at"] as Int? != nil
        if !isHidden { try log(stored["key"] as Data, kind: .delete) }
        try database.cachedStatement(sql: "UPDATE document SET key = ?, locator = ?, version = ? WHERE id = ?")
            .execute(arguments: [key.data, Locator.url(address).publicText(anchor: anchor), nextVersion, row])
        if !isHidden { try log(key) }
    }

    /// Notes that the same content was seen again.
    func observeAgain(_ stored: Stored, _ candidate: Fingerprinted) throws {
        try database.cachedStatement(
            sql: """
                UPDATE document SET observed_at = ?, body_hash = ?, normalizer = ?, confidence = ?, rules = ? WHERE id = ?
                """
        ).execute(arguments: [
            candidate.document.observedAt.secondsSince1970, candidate.document.bodyHash.data,
            candidate.document.normalizerVersion, candidate.document.roundedConfidence, candidate.document.rules,
            stored.row,
        ])
    }

    /// Notes when a document became what it is, where that is not when it was observed.
    func noteChange(of row: Int64, at time: Timestamp) throws {
        try database.cachedStatement(sql: "UPDATE document SET changed_at = ? WHERE id = ?")
            .execute(arguments: [time.secondsSince1970, row])
    }

    /// Lets the pages of a document be asked for without validators: what is served is not what they answered last.
    func forgetValidators(of row: Int64) throws {
        try database.cachedStatement(
            sql: """
                UPDATE frontier SET entity_tag = NULL, last_modified = NULL
                WHERE document_id = ? AND host_id IS NOT NULL
                """
        ).execute(arguments: [row])
    }

    func alias(_ address: String, toRow row: Int64) throws {
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO alias (address, document_id) VALUES (?, ?)")
            .execute(arguments: [address, row])
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

    /// Takes what is to be told of sections that followed their pages.
    mutating func takeFollowingTexts() -> [Hash] {
        defer { followingTexts = [] }
        return followingTexts.sorted { $0.hexadecimal < $1.hexadecimal }
    }

    func finish() throws {
        if nextVersion > firstVersion { try Versions.save(next: nextVersion, database) }
    }

    private mutating func log(_ key: DocumentKey) throws { try log(key.data) }

    private mutating func log(_ key: Data, kind: Change.Kind = .upsert) throws {
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO change (version, key, kind) VALUES (?, ?, ?)"
        ).execute(arguments: [nextVersion, key, kind.rawValue])
        try Outbox.enter(key, version: nextVersion, kind: kind, database)
        nextVersion += 1
    }
}
