import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which documents are normalized again.
public struct ReprocessSelection: Sendable, Hashable {
    /// The sources; nil for all.
    public var sources: [String]?
    /// What the normalizer of today is.
    public var state: NormalizerState
    /// Whether documents are taken that it has made already.
    public var takesAll: Bool

    /// Makes a selection.
    public init(sources: [String]?, state: NormalizerState, takesAll: Bool) {
        self.sources = sources
        self.state = state
        self.takesAll = takesAll
    }
}

/// How many documents a selection takes, and why others stay as they are.
public struct Reprocessable: Sendable, Hashable {
    /// Documents that are taken.
    public var documents = 0
    /// Documents whose bytes are not kept.
    public var withoutBody = 0
    /// Documents that were in work when a process ended, more than once.
    public var setAside = 0

    /// Makes counts of nothing.
    public init() {}

    init(documents: Int, withoutBody: Int, setAside: Int) {
        self.documents = documents
        self.withoutBody = withoutBody
        self.setAside = setAside
    }
}

/// What became of documents that were normalized again.
public struct ReprocessCounts: Sendable, Hashable {
    /// Documents that are what they were.
    public var unchanged = 0
    /// Documents with another text, title, date, language or authors.
    public var changed = 0
    /// Documents whose page the normalizer of today would not take; they stay as they are.
    public var refused = 0
    /// Documents whose file or record is another one now: the next run takes it.
    public var replaced = 0

    /// Makes counts of nothing.
    public init() {}

    /// All of them.
    public var documents: Int { unchanged + changed + refused + replaced }

    /// Adds counts.
    public static func += (counts: inout Self, other: Self) {
        counts.unchanged += other.unchanged
        counts.changed += other.changed
        counts.refused += other.refused
        counts.replaced += other.replaced
    }
}

/// A document that was normalized again, or why it was not taken.
public struct Reprocessed: Sendable {
    /// What was made of it.
    public enum Result: Sendable {
        /// The document as it would be now.
        case document(Fingerprinted)
        /// Why it would not be taken.
        case refused(Outcome)
    }

    /// The claim that it answers.
    public var request: Request
    /// What was made of it.
    public var result: Result

    /// Makes a result.
    public init(request: Request, result: Result) {
        self.request = request
        self.result = result
    }
}

extension Store {
    /// The addresses whose documents a selection takes, in the order in which they came.
    ///
    /// - Parameters:
    ///   - run: the run that claims them.
    ///   - last: the number of the last document that was given.
    /// - Returns: their requests, and the number of the last document; nil when there are no more.
    public func claimReprocessable(
        _ selection: ReprocessSelection,
        after last: Int64,
        limit: Int,
        run: Run.Identifier?
    ) async throws -> (requests: [Request], last: Int64)? {
        let find: @Sendable (Database) throws -> ([Request], Int64)? = { database in
            let (condition, arguments) = Self.condition(selection)
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT document.id AS document, frontier.id, source.name AS source, frontier.locator,
                        frontier.identifier, place, archive.identifier AS archive,
                        -- Of several addresses, the one whose body is kept (SQLite takes the other columns from its row).
                        min(body.frontier_id IS NULL)
                    \(Self.reprocessable) AND \(Self.isTrusted) AND document.id > ? AND \(condition)
                    GROUP BY document.id ORDER BY document.id LIMIT ?
                    """,
                arguments: [last] + arguments + [limit]
            )
            guard let end = rows.last else { return nil }
            if let run {
                let claim = try database.cachedStatement(sql: "UPDATE frontier SET claimed_run = ? WHERE id = ?")
                for row in rows { try claim.execute(arguments: [run.rawValue, row["id"] as Int64]) }
            }
            return (rows.compactMap(Self.request), end["document"])
        }
        return run == nil ? try await read(find) : try await write(find)
    }

    /// How many documents a selection takes, and which outdated ones it leaves as they are; whether a WARC file is still there shows
    /// itself only when it is read.
    public func reprocessable(_ selection: ReprocessSelection) async throws -> Reprocessable {
        try await read { database in
            let (condition, arguments) = Self.condition(selection)
            func count(_ sql: String) throws -> Int {
                try Int.fetchOne(database, sql: "SELECT \(sql) AND \(condition)", arguments: arguments) ?? 0
            }
            let all = try count(
                "count(*) FROM document JOIN source ON source.id = document.source_id WHERE gone_at IS NULL"
            )
            let kept = try count("count(DISTINCT document.id) \(Self.reprocessable)")
            let trusted = try count("count(DISTINCT document.id) \(Self.reprocessable) AND \(Self.isTrusted)")
            return Reprocessable(documents: trusted, withoutBody: all - kept, setAside: kept - trusted)
        }
    }

    /// Documents whose bytes may be had again: kept in the database or in a WARC file, or in a file that is read once more.
    private static let reprocessable = """
        FROM document JOIN frontier ON frontier.document_id = document.id JOIN source ON source.id = document.source_id
            LEFT JOIN archive ON archive.id = frontier.archive_id
            LEFT JOIN body ON body.frontier_id = frontier.id AND body.body_hash = document.body_hash
        WHERE gone_at IS NULL
            AND (body.frontier_id IS NOT NULL OR host_id IS NULL AND role = 'page'
                OR EXISTS (SELECT 1 FROM copy WHERE copy.frontier_id = frontier.id))
        """

    /// Documents that are not thought to end the process: a run tries those alone, a reprocessing never.
    private static let isTrusted = "quarantine IS NULL AND strikes < \(strikesBeforeAlone)"

    private static func condition(_ selection: ReprocessSelection) -> (sql: String, arguments: StatementArguments) {
        var arguments: StatementArguments = []
        var condition = "true"
        if let sources = selection.sources {
            condition = "source.name IN (\(sources.map { _ in "?" }.joined(separator: ", ")))"
            arguments += StatementArguments(sources)
        } else {
            // What options a source had that is in the pipeline no more, nobody knows.
            let known = selection.state.rules.keys.sorted()
            condition = "source.name IN (\(known.map { _ in "?" }.joined(separator: ", ")))"
            arguments += StatementArguments(known)
        }
        guard !selection.takesAll else { return (condition, arguments) }
        var outdated = "normalizer < ?"
        arguments += [selection.state.version]
        for (source, rules) in selection.state.rules.sorted(by: { $0.key < $1.key }) {
            outdated += " OR source.name = ? AND rules IS NOT NULL AND rules <> ?"
            arguments += [source, rules]
        }
        return ("\(condition) AND (\(outdated))", arguments)
    }

    private static func request(_ row: Row) -> Request? {
        locator(row).map {
            Request(claim: Request.Claim(rawValue: row["id"]), source: row["source"], locator: $0)
        }
    }

    /// The document of each claim, as it is stored, and its sections in their order.
    public func documents(
        of claims: [Request.Claim]
    ) async throws -> [Request.Claim: (page: StoredRecord, sections: [StoredRecord])] {
        try await read { database in
            var records: [Request.Claim: (page: StoredRecord, sections: [StoredRecord])] = [:]
            for claim in claims {
                let page = try StoredRecord.fetchAll(
                    database,
                    where: "document.id = (SELECT document_id FROM frontier WHERE id = ?)",
                    [claim.rawValue]
                ).first
                guard let page else { continue }
                let sections = try StoredRecord.fetchAll(
                    database,
                    where: """
                        document.id IN (SELECT section.document_id FROM section JOIN frontier ON frontier.document_id = page_id
                            WHERE frontier.id = ? AND section.position IS NOT NULL)
                            ORDER BY (SELECT section.position FROM section WHERE section.document_id = document.id)
                        """,
                    [claim.rawValue]
                )
                records[claim] = (page, sections)
            }
            return records
        }
    }

    /// Commits documents that were normalized again, in one transaction.
    ///
    /// What is what it was gets a note of the normalizer and nothing else: no revision, no change for sinks. Due times, validators and
    /// the date of the last look stay.
    public func commit(
        reprocessed batch: [Reprocessed],
        run: Run.Identifier,
        judge: any Judge,
        state: NormalizerState,
        now: Timestamp
    ) async throws -> ReprocessCounts {
        try await write { [duplicates] database in
            var committer = try ReprocessCommitter(
                database: database,
                run: run,
                state: state,
                documents: DocumentWriter(database: database, now: now),
                duplicates: DuplicateKeeper(database, judge: judge, run: run, memory: duplicates),
                now: now
            )
            for item in batch { try committer.settle(item) }
            return try committer.finish()
        }
    }
}

/// One batch of documents that were normalized again, inside its transaction.
private struct ReprocessCommitter {
    let database: Database
    let run: Run.Identifier
    let state: NormalizerState
    var documents: DocumentWriter
    var duplicates: DuplicateKeeper
    let now: Timestamp
    private(set) var counts = ReprocessCounts()

    mutating func settle(_ item: Reprocessed) throws {
        try database.cachedStatement(sql: "UPDATE frontier SET claimed_run = NULL, strikes = 0 WHERE id = ?")
            .execute(arguments: [item.request.claim.rawValue])
        let row = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT document_id FROM frontier WHERE id = ?"),
            arguments: [item.request.claim.rawValue]
        )
        // It may have been forgotten meanwhile.
        guard let row, let stored = try documents.find(row: row), !stored.isGone else { return }
        switch item.result {
        case .document(let candidate): try settle(candidate, stored, item.request)
        case .refused(let outcome):
            counts.refused += 1
            let reason = (outcome.reason ?? outcome.kind.rawValue) + "; the text that it had before is kept"
            try note(state.version, state.rules[item.request.source], of: stored.row)
            try record(.excluded, outcome.code, reason, item.request, stored.row)
        }
    }

    private mutating func settle(
        _ candidate: Fingerprinted,
        _ stored: DocumentWriter.Stored,
        _ request: Request
    ) throws {
        let own = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT key, locator, is_url, source.name AS source, body_hash FROM document
                    JOIN source ON source.id = source_id WHERE document.id = ?
                    """
            ),
            arguments: [stored.row]
        )
        guard let own, let key = DocumentKey(data: own["key"]) else { return }
        guard candidate.document.bodyHash.data == own["body_hash"] else {
            counts.replaced += 1
            return
        }
        var candidate = candidate
        candidate.document.key = key
        candidate.document.source = own["source"]
        if own["is_url"], let url = WebURL(own["locator"] as String) { candidate.document.locator = .url(url) }
        candidate.document.observedAt = stored.observedAt
        let hasOtherSections = try documents.settleSections(
            of: stored.row,
            candidate,
            compares: stored.compares,
            changedAt: now,
            &duplicates
        )
        if candidate.contentHash == stored.contentHash {
            try documents.observeAgain(stored, candidate)
            if hasOtherSections {
                counts.changed += 1
                try record(.updated, nil, nil, request, stored.row)
            } else {
                counts.unchanged += 1
            }
            return
        }
        counts.changed += 1
        try documents.replace(stored, with: candidate, compares: stored.compares)
        try documents.noteChange(of: stored.row, at: now)
        if stored.textHash != candidate.textHash { try duplicates.reconcile(stored.textHash) }
        try duplicates.reconcile(candidate)
        try record(.updated, nil, nil, request, stored.row)
    }

    private func note(_ version: Int, _ rules: Int64?, of row: Int64) throws {
        try database.cachedStatement(sql: "UPDATE document SET normalizer = ?, rules = ? WHERE id = ?")
            .execute(arguments: [version, rules, row])
    }

    private func record(
        _ kind: Outcome.Kind,
        _ code: String?,
        _ reason: String?,
        _ request: Request,
        _ document: Int64
    ) throws {
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO outcome (run_id, frontier_id, kind, code, reason, document_id, at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            run.rawValue, request.claim.rawValue, kind.rawValue, code, reason, document, now.secondsSince1970,
        ])
    }

    mutating func finish() throws -> ReprocessCounts {
        try duplicates.finish()
        for document in duplicates.relinked { try documents.announce(document) }
        try documents.finish()
        if counts.unchanged > 0 {
            try database.execute(
                sql: "UPDATE run SET unchanged = unchanged + ? WHERE id = ?",
                arguments: [counts.unchanged, run.rawValue]
            )
        }
        return counts
    }
}
