import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Committer {
    /// Why the new text of a page is not believed, while the old one stays served; nil for one that is believed.
    ///
    /// What is made otherwise from the same bytes is our doing and no sign of trouble at the site.
    mutating func suspicion(
        of candidate: Fingerprinted,
        _ stored: DocumentWriter.Stored,
        _ settlement: inout Settlement
    ) throws -> Outcome? {
        guard let host = candidate.document.locator.url?.host, candidate.document.observedAt >= stored.observedAt,
            try stored.textHash != candidate.textHash || !documents.currentSections(of: stored.row).isEmpty
        else { return nil }
        let served = try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT body_hash, length(text) + \(SectionTable.length) AS length FROM document WHERE id = ?"
            ),
            arguments: [stored.row]
        )
        guard let served, Hash(served["body_hash"] as Data) != candidate.document.bodyHash else { return nil }
        // What stands before the sections of a page may be the same everywhere.
        let mayBeWall = candidate.sections.isEmpty && stored.textHash != candidate.textHash
        let others = mayBeWall ? try suspects.others(sayingSameAs: candidate, at: host, as: stored) : []
        let length = candidate.document.length
        let cause: SuspectRule.Cause
        let reason: String
        if others.count >= SuspectRule.sameTexts {
            cause = .same
            reason = "it says the same as \(others.count) other pages of \(host) now"
            try takeBack(candidate, others, host: host)
        } else if settlement.request.locator.url != nil,
            SuspectRule.isShorter(length, than: served["length"])
        {
            cause = .shorter
            reason = "\(length) of \(served["length"] as Int) characters are left"
        } else {
            return nil
        }
        let seen = candidate.document.observedAt
        let before = try suspects.find(stored.row).flatMap { $0.textHash == candidate.textHash ? $0 : nil }
        let isOtherDay = before.map { SuspectRule.areDaysApart($0.countedAt, seen) } ?? true
        let days = (before?.days ?? 0) + (isOtherDay ? 1 : 0)
        // Its removal follows where the document is settled.
        if cause == .shorter, days >= SuspectRule.days { return nil }
        try suspects.put(
            candidate,
            of: stored.row,
            host: host,
            cause,
            reason: reason,
            days: days,
            countedAt: isOtherDay ? seen : before?.countedAt ?? seen
        )
        if cause == .shorter {
            // Seen on other days it is believed.
            settlement.dueAgain = settlement.dueAgain.map { min($0, now + .seconds(86_400)) }
        }
        return .excluded(.suspect, reason: Self.explain(reason))
    }

    private static func explain(_ reason: String) -> String { "\(reason); the text that it had before is kept" }

    /// What this run reported as updated before it was seen that the host says it everywhere is not believed after all.
    private mutating func correctOutcome(of document: Int64, to outcome: Outcome) throws {
        let changed = try Int64.fetchAll(
            database.cachedStatement(
                sql: """
                    UPDATE outcome SET kind = ?, code = ?, reason = ?, document_id = NULL
                    WHERE run_id = ? AND document_id = ? AND kind = 'updated' RETURNING frontier_id
                    """
            ),
            arguments: [outcome.kind.rawValue, outcome.code, outcome.reason, run.rawValue, document]
        )
        for row in changed where pending[row] != nil { pending[row] = outcome.kind }
    }

    /// Gives pages back the text that they had, which were believed before it was seen that their host says the same everywhere.
    private mutating func takeBack(_ candidate: Fingerprinted, _ others: [SuspectTable.Other], host: String) throws {
        let earliest = now + .seconds(-SuspectRule.takenBackWithin.seconds)
        for other in others where other.isServed {
            let old = try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT key, locator, source.name AS source, old.title, old.text, old.language, old.published,
                            old.authors, media_type, normalizer, reserves_mining, confidence, document.observed_at
                        FROM document JOIN source ON source.id = source_id
                            JOIN document_version AS old ON document_id = document.id
                                AND old.revision = document.revision - 1 AND replaced_at = changed_at
                        WHERE document.id = ? AND changed_at >= ?
                        """
                ),
                arguments: [other.document, earliest.secondsSince1970]
            )
            // What the page was made from is not known any more; it was not what the page is made from now.
            guard let old, let stored = try documents.find(row: other.document),
                let before = Document(old, bodyHash: Hash.of((old["text"] as String).utf8))
            else { continue }
            let hash = duplicates.sketch(before.text).hash
            guard hash != stored.textHash else { continue }
            let reason = "it says the same as \(others.count) other pages of \(host) now"
            try suspects.putServed(other.document, host: host, reason: reason)
            try correctOutcome(of: other.document, to: .excluded(.suspect, reason: Self.explain(reason)))
            try documents.replace(
                stored,
                with: Fingerprinted(document: before, contentHash: before.contentHash, textHash: hash),
                compares: stored.compares
            )
            try documents.forgetValidators(of: other.document)
            try duplicates.reconcile(stored.textHash)
            try duplicates.reconcile(hash)
        }
    }
}

extension Document {
    /// A document of a page from the columns of its table, some of which may be of another one.
    ///
    /// - Returns: nil for what no page was, which only a program other than ours can have written.
    init?(_ row: Row, bodyHash: Hash) {
        guard let key = DocumentKey(data: row["key"]), let url = WebURL(row["locator"] as String) else { return nil }
        self.init(
            key: key,
            locator: .url(url),
            source: row["source"],
            title: row["title"],
            text: row["text"],
            language: row["language"],
            published: (row["published"] as String?).flatMap { PublishedDate($0) },
            authors: Authors.list(row["authors"]),
            mediaType: row["media_type"],
            observedAt: Timestamp(secondsSince1970: row["observed_at"]),
            bodyHash: bodyHash,
            normalizerVersion: row["normalizer"],
            reservesMining: row["reserves_mining"],
            confidence: row["confidence"] ?? 1
        )
    }
}
