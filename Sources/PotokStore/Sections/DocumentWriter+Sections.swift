import GRDB
import PotokCore

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
                if stored.contentHash == section.contentHash, stored.isGone, !isHidden {
                    try revive(stored, section)
                    try duplicates.reconcile(section)
                    hasChanged = true
                } else if stored.contentHash == section.contentHash {
                    try observeAgain(stored, section)
                } else {
                    try replace(stored, with: section, compares: compares, isHidden: isHidden)
                    if stored.textHash != section.textHash { try duplicates.reconcile(stored.textHash) }
                    try duplicates.reconcile(section)
                    if let changedAt { try noteChange(of: row, at: changedAt) }
                    hasChanged = true
                }
            } else {
                row = try insert(section, compares: compares, isHidden: isHidden)
                if compares, !isHidden { try duplicates.arrived(row, section) }
                if let changedAt { try noteChange(of: row, at: changedAt) }
                hasChanged = true
            }
            current.insert(row)
            try table.put(row, of: page, anchor: anchor, position: position)
        }
        for entry in known where entry.isCurrent && !current.contains(entry.row) {
            try drop(entry, reason: "its page has no such section any more", &duplicates)
            hasChanged = true
        }
        return hasChanged
    }

    /// Turns all sections of a page into tombstones: of the text that it has now they are not known yet.
    mutating func dropSections(of page: Int64, reason: String, _ duplicates: inout DuplicateKeeper) throws {
        for entry in try currentSections(of: page) { try drop(entry, reason: reason, &duplicates) }
    }

    private mutating func drop(
        _ section: SectionTable.Entry,
        reason: String,
        _ duplicates: inout DuplicateKeeper
    ) throws {
        if let text = try bury(section.row, reason: reason) { try duplicates.reconcile(text) }
        try SectionTable(database).drop(section.row)
    }

    /// The sections of a page that are there when it is in sight.
    func currentSections(of page: Int64) throws -> [SectionTable.Entry] {
        try SectionTable(database).sections(of: page).filter(\.isCurrent)
    }
}
