import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Keeps the texts that are not believed yet, inside the transaction of a batch.
struct SuspectTable {
    /// What was noted at earlier looks.
    struct Entry {
        var textHash: Hash
        var countedAt: Timestamp
        var days: Int
    }

    /// Another page of the host that says the same.
    struct Other {
        var document: Int64
        /// Whether its document has the text; otherwise it is not believed there, too.
        var isServed: Bool
    }

    private let database: Database
    /// Whether there is anything in it, so that runs in which all is well ask nothing more.
    private var isEmpty: Bool

    init(_ database: Database) throws {
        self.database = database
        isEmpty = try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM suspect)") ?? true
    }

    /// What was noted of a document.
    func find(_ document: Int64) throws -> Entry? {
        if isEmpty { return nil }
        return try Row.fetchOne(
            database.cachedStatement(sql: "SELECT text_hash, counted_at, looks FROM suspect WHERE document_id = ?"),
            arguments: [document]
        ).map {
            Entry(
                textHash: Hash($0["text_hash"] as Data),
                countedAt: Timestamp(secondsSince1970: $0["counted_at"]),
                days: $0["looks"]
            )
        }
    }

    /// Notes a text in place of what was noted before; the same text keeps the time of its first look.
    mutating func put(
        _ candidate: Fingerprinted,
        of document: Int64,
        host: String,
        _ cause: SuspectRule.Cause,
        reason: String,
        days: Int,
        countedAt: Timestamp
    ) throws {
        isEmpty = false
        let (page, seen) = (candidate.document, candidate.document.observedAt.secondsSince1970)
        try database.cachedStatement(
            sql: """
                INSERT INTO suspect (document_id, cause, reason, host, first_seen, observed_at, looks, counted_at, title,
                    text, language, published, authors, media_type, body_hash, content_hash, text_hash, normalizer,
                    reserves_mining, confidence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (document_id) DO UPDATE SET cause = excluded.cause, reason = excluded.reason,
                    host = excluded.host,
                    first_seen = CASE WHEN text_hash = excluded.text_hash THEN first_seen ELSE excluded.first_seen END,
                    observed_at = excluded.observed_at, looks = excluded.looks, counted_at = excluded.counted_at,
                    title = excluded.title, text = excluded.text, language = excluded.language,
                    published = excluded.published, authors = excluded.authors, media_type = excluded.media_type,
                    body_hash = excluded.body_hash, content_hash = excluded.content_hash,
                    text_hash = excluded.text_hash, normalizer = excluded.normalizer,
                    reserves_mining = excluded.reserves_mining, confidence = excluded.confidence
                """
        ).execute(arguments: [
            document, cause.rawValue, reason, host, seen, seen, days, countedAt.secondsSince1970, page.title, page.text,
            page.language, page.published?.text, Authors.json(page.authors), page.mediaType, page.bodyHash.data,
            candidate.contentHash.data, candidate.textHash.data, page.normalizerVersion, page.reservesMining,
            page.roundedConfidence,
        ])
    }

    /// Notes the text that a document has, which is about to be taken back.
    mutating func putServed(_ document: Int64, host: String, reason: String) throws {
        isEmpty = false
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO suspect (document_id, cause, reason, host, first_seen, observed_at, looks,
                    counted_at, title, text, language, published, authors, media_type, body_hash, content_hash,
                    text_hash, normalizer, reserves_mining, confidence)
                SELECT id, ?, ?, ?, changed_at, observed_at, 1, observed_at, title, text, language, published, authors,
                    media_type, body_hash, content_hash, text_hash, normalizer, reserves_mining, coalesce(confidence, 1)
                FROM document WHERE id = ?
                """
        ).execute(arguments: [SuspectRule.Cause.same.rawValue, reason, host, document])
    }

    /// Forgets what was noted of a document: its page shows a good text again, or is believed.
    func remove(_ document: Int64) throws {
        if isEmpty { return }
        try database.cachedStatement(sql: "DELETE FROM suspect WHERE document_id = ?").execute(arguments: [document])
    }

    /// Forgets what was noted of the document of an address, whose page is what it was.
    func remove(frontier: Int64) throws {
        if isEmpty { return }
        try database.cachedStatement(
            sql: "DELETE FROM suspect WHERE document_id = (SELECT document_id FROM frontier WHERE id = ?)"
        ).execute(arguments: [frontier])
    }

    /// Other pages of a host that say the same as one says now, and that did not say the same as that one before.
    ///
    /// Pages that were copies of each other before and change together are no sign of a wall.
    func others(
        sayingSameAs candidate: Fingerprinted,
        at host: String,
        as stored: DocumentWriter.Stored
    ) throws -> [Other] {
        let hash = candidate.textHash.data
        let content = stored.contentHash.data
        let served = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT id, locator FROM document
                    WHERE text_hash = ? AND compares AND gone_at IS NULL AND is_url AND id <> ?
                        AND NOT \(SectionTable.isSection)
                        AND NOT EXISTS (SELECT 1 FROM document_version
                            WHERE document_id = document.id AND document_version.content_hash = ?)
                    LIMIT 100
                    """
            ),
            arguments: [hash, stored.row, content]
        )
        var others = served.filter { WebURL($0["locator"] as String)?.host == host }.map {
            Other(document: $0["id"], isServed: true)
        }
        if !isEmpty {
            others += try Int64.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT document_id FROM suspect JOIN document ON document.id = document_id
                        WHERE suspect.text_hash = ? AND host = ? AND document_id <> ? AND document.content_hash <> ?
                        LIMIT 100
                        """
                ),
                arguments: [hash, host, stored.row, content]
            ).map { Other(document: $0, isServed: false) }
        }
        return others
    }
}
