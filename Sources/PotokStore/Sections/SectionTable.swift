import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which documents are sections of which page.
struct SectionTable {
    /// A section as it is known.
    struct Entry {
        var row: Int64
        var anchor: String
        /// Whether the page had it when it was seen last.
        var isCurrent: Bool
    }

    /// SQL that holds for documents that are sections.
    static let isSection = "EXISTS (SELECT 1 FROM section WHERE section.document_id = document.id)"

    /// The characters of the sections that a page has, for a row of `document`.
    static let length = """
        coalesce((SELECT sum(length(part.text)) FROM section JOIN document AS part ON part.id = section.document_id
            WHERE page_id = document.id AND section.position IS NOT NULL), 0)
        """

    private let database: Database

    init(_ database: Database) { self.database = database }

    /// All sections that a page has or had, in its order.
    func sections(of page: Int64) throws -> [Entry] {
        try Row.fetchAll(
            database.cachedStatement(
                sql:
                    "SELECT document_id, anchor, position FROM section WHERE page_id = ? ORDER BY position, document_id"
            ),
            arguments: [page]
        ).map { Entry(row: $0["document_id"], anchor: $0["anchor"], isCurrent: $0["position"] as Int? != nil) }
    }

    /// The page that a document is a section of; the document itself when it is none.
    func page(of row: Int64) throws -> Int64 {
        try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT page_id FROM section WHERE document_id = ?"),
            arguments: [row]
        ) ?? row
    }

    /// Notes that a page has a section.
    func put(_ row: Int64, of page: Int64, anchor: String, position: Int) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO section (document_id, page_id, anchor, position) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (document_id) DO UPDATE SET page_id = ?2, anchor = ?3, position = ?4
                """
        ).execute(arguments: [row, page, anchor, position])
    }

    /// Notes that a page has a section no more.
    func drop(_ row: Int64) throws {
        try database.cachedStatement(sql: "UPDATE section SET position = NULL WHERE document_id = ?")
            .execute(arguments: [row])
    }
}
