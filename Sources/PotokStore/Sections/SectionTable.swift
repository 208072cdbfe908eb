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

extension DocumentWriter {
    /// Brings the sections of a page to what was found on it; those that it has no more become tombstones.
    ///
    /// They follow their page: while it is hidden, they are. Those whose content is what it was get no version and no change for sinks.
    ///
    /// - Parameters:
    ///   - page: the row of the page's document, as it is stored by now.
    ///   - candidate: the page, under the locator that its document has.
    ///   - changedAt: when what is otherwise became so; nil for when it was observed.
    /// - Returns: whether any came, changed or went.
    mutating func settleSections(
        of page: Int64,
        _ candidate: Fingerprinted,
        compares: Bool,
        changedAt: Timestamp? = nil,
        _ duplicates: inout DuplicateKeeper
    ) throws -> Bool {
        let table = SectionTable(database)
        let known = try table.sections(of: page)
        if known.isEmpty, candidate.sections.isEmpty { return false }
        let isHidden = try find(row: page)?.isGone ?? true
        let rows = Dictionary(known.map { ($0.anchor, $0.row) }) { first, _ in first }
        var hasChanged = false
        var current: Set<Int64> = []
        for (position, found) in candidate.sections.enumerated() {
            guard let anchor = found.document.anchor else { continue }
            var section = found
            section.document.locator = candidate.document.locator
            section.document.source = candidate.document.source
            section.document.observedAt = candidate.document.observedAt
            section.document.key = candidate.document.locator.key(source: candidate.document.source, anchor: anchor)
            let stored = try rows[anchor].flatMap { try find(row: $0) } ?? find(section.document.key)
            let row: Int64
            if let stored {
                row = stored.row
                if stored.contentHash == section.contentHash {
                    try observeAgain(stored, section)
                    if stored.isGone, !isHidden {
                        try reveal(row)
                        try duplicates.reconcile(section)
                        hasChanged = true
                    }
                } else {
                    try replace(stored, with: section, compares: compares, isHidden: isHidden)
                    if stored.textHash != section.textHash { try duplicates.reconcile(stored.textHash) }
                    try duplicates.reconcile(section)
                    try noteChange(of: row, at: changedAt)
                    hasChanged = true
                }
            } else {
                row = try insert(section, compares: compares, isHidden: isHidden)
                if compares, !isHidden { try duplicates.arrived(row, section) }
                try noteChange(of: row, at: changedAt)
                hasChanged = true
            }
            current.insert(row)
            try table.put(row, of: page, anchor: anchor, position: position)
        }
        for entry in known where entry.isCurrent && !current.contains(entry.row) {
            if let text = try bury(entry.row, reason: "its page has no such section any more") {
                try duplicates.reconcile(text)
            }
            try table.drop(entry.row)
            hasChanged = true
        }
        return hasChanged
    }

    private func noteChange(of row: Int64, at time: Timestamp?) throws {
        guard let time else { return }
        try database.cachedStatement(sql: "UPDATE document SET changed_at = ? WHERE id = ?")
            .execute(arguments: [time.secondsSince1970, row])
    }

    /// The sections of a page that are there when it is in sight.
    func currentSections(of page: Int64) throws -> [SectionTable.Entry] {
        try SectionTable(database).sections(of: page).filter(\.isCurrent)
    }
}
