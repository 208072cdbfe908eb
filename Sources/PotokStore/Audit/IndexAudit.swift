import GRDB

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Compares the full-text index with the documents.
///
/// The index keeps no copy of what it was given. What it holds of all documents together is compared by a sum over the occurrences of
/// all terms, in which the order plays no part: the analysis of the documents must come to the same one.
enum IndexAudit {
    static func problems(_ database: Database) throws -> [DatabaseProblem] {
        var problems: [DatabaseProblem] = []
        func tell(_ sql: String, _ message: String) throws {
            let count = try Int.fetchOne(database, sql: sql) ?? 0
            if count > 0 { problems.append(DatabaseProblem(.index, "\(count) \(message)")) }
        }
        try tell(
            """
            SELECT count(*) FROM document WHERE gone_at IS NULL
                AND id NOT IN (SELECT document_id FROM search_entry)
            """,
            "documents are not in the full-text index"
        )
        try tell(
            """
            SELECT count(*) FROM search_entry JOIN document ON document.id = document_id WHERE gone_at IS NOT NULL
            """,
            "documents that are gone are in the full-text index"
        )
        try tell(
            "SELECT count(*) FROM search_entry WHERE id NOT IN (SELECT id FROM search_docsize)",
            "documents have an empty entry in the full-text index"
        )
        if problems.isEmpty, try isComparable(database), try stored(database) != made(database) {
            problems.append(DatabaseProblem(.index, "the full-text index holds other words than the documents"))
        }
        return problems
    }

    /// Whether all that the index holds was put in by the analyser of today: what another one has left there is known, and no problem.
    private static func isComparable(_ database: Database) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: """
                SELECT NOT EXISTS (SELECT 1 FROM search_entry WHERE analyser <> ?)
                    AND NOT EXISTS (SELECT 1 FROM search_docsize WHERE id NOT IN (SELECT id FROM search_entry))
                """,
            arguments: [SearchIndex.analyser]
        ) ?? false
    }

    /// The sum over what the index holds.
    private static func stored(_ database: Database) throws -> UInt64 {
        let terms = try RawStatement(database, "SELECT term, cnt FROM search_term")
        var sum: UInt64 = 0
        while try terms.step() {
            let count = UInt64(bitPattern: terms.integer(1))
            sum &+= terms.withBytes(0) { hash($0) } &* count
        }
        return sum
    }

    /// The sum over what the documents would put in.
    private static func made(_ database: Database) throws -> UInt64 {
        let documents = try Row.fetchCursor(
            database,
            sql: """
                SELECT title, text, search_entry.language FROM document
                JOIN search_entry ON document_id = document.id WHERE gone_at IS NULL
                """
        )
        var sum: UInt64 = 0
        while let row = try documents.next() {
            let terms = SearchIndex.terms(title: row[0], text: row[1], language: row[2])
            for part in terms {
                var part = part
                part.withUTF8 { bytes in
                    for term in bytes.split(separator: 0x20) {
                        sum &+= hash(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: term)))
                    }
                }
            }
        }
        return sum
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(bytes: bytes)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
