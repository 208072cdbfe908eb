import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Store {
    /// Commits a batch in one transaction: documents, index, versions, links, states of addresses, outcomes and changes.
    ///
    /// The judge sees the documents one by one in the order of the batch, with everything committed before and the documents
    /// of the batch before them.
    ///
    /// - Returns: how many inputs ended in each kind of outcome.
    public func commit(
        _ batch: [Settlement],
        run: Run.Identifier,
        judge: any Judge,
        now: Timestamp
    ) async throws -> CommitReport {
        try await write { [duplicates] database in
            var committer = try Committer(database: database, run: run, judge: judge, now: now, memory: duplicates)
            try committer.prepare(batch)
            for settlement in batch { try committer.settle(settlement) }
            return try committer.finish()
        }
    }
}

/// One batch on its way into the database, inside its transaction.
struct Committer {
    let database: Database
    let run: Run.Identifier
    let judge: any Judge
    let now: Timestamp
    var documents: DocumentWriter
    var hosts: HostTable
    private var merging: Merging
    var duplicates: DuplicateKeeper
    private var findings: FindingsWriter
    /// Whether nothing was ever forgotten, so that nothing need be asked.
    let hasForgottenNothing: Bool
    private var held: HeldDeletionTable
    var suspects: SuspectTable
    private var unchanged = 0
    var pending: [Int64: Outcome.Kind] = [:]
    private var report = CommitReport()

    init(
        database: Database,
        run: Run.Identifier,
        judge: any Judge,
        now: Timestamp,
        memory: DuplicateMemory
    ) throws {
        self.database = database
        self.run = run
        self.judge = judge
        self.now = now
        self.documents = try DocumentWriter(database: database, now: now)
        self.hosts = HostTable(database)
        self.hasForgottenNothing = try ForgottenTable.isEmpty(database)
        self.findings = FindingsWriter(
            database: database,
            run: run,
            now: now,
            hasForgottenNothing: hasForgottenNothing
        )
        self.held = try HeldDeletionTable(database, now: now)
        self.suspects = try SuspectTable(database)
        self.merging = Merging(database: database, run: run, judge: judge)
        self.duplicates = try DuplicateKeeper(database, judge: judge, run: run, memory: memory)
    }

    /// Looks up at once what the judge will ask about the documents of a batch.
    func prepare(_ batch: [Settlement]) throws {
        try duplicates.prepare(
            batch.flatMap { settlement -> [(site: UInt64, sketch: TextSketch)] in
                guard settlement.comparesTexts, case .document(let candidate, _) = settlement.result else { return [] }
                let site = DuplicateKeeper.site(of: candidate.document)
                return [(site, candidate.sketch)] + candidate.sections.map { (site, $0.sketch) }
            }
        )
    }

    mutating func settle(_ settlement: Settlement) throws {
        let row = settlement.request.claim.rawValue
        let found = try settlement.findings.map { try findings.write($0, of: settlement.request, hosts: &hosts) }
        if let found { report.discovered += found.new + found.renewed }
        switch settlement.result {
        case .outcome(.listed):
            try settleListing(settlement, found ?? FindingsWriter.Counts())
        case .outcome(let outcome):
            try release(row, outcome, settlement: settlement)
            if settlement.request.movedTo != nil, outcome.kind != .unchanged, outcome.kind != .deferred {
                // The next look is at its own address again, which may know better.
                try database.cachedStatement(sql: "UPDATE frontier SET moved_to = NULL WHERE id = ?")
                    .execute(arguments: [row])
            }
            if settlement.deletes { try deleteIfGone(row, outcome) }
            switch outcome.kind {
            case .unchanged:
                try held.takeBack(frontier: row)
                try suspects.remove(frontier: row)
                try merging.confirm(frontier: row)
                try BodyTable.renew(row, now: now, database)
            // Pages that name this one as canonical may be wrong.
            case .gone: merging.disturb(settlement.request.address)
            case .excluded:
                // Whatever it said before that was not believed, it says no more.
                try suspects.remove(frontier: row)
                merging.disturb(settlement.request.address)
            default: break
            }
            try record(outcome, of: row, document: nil)
        case .document(let candidate, let page):
            if let forgotten = try forgotten(candidate, page, settlement) {
                var settlement = settlement
                settlement.dueAgain = nil
                try release(row, forgotten.outcome, settlement: settlement)
                try record(forgotten.outcome, of: row, document: nil)
                return
            }
            let candidate = try withoutForgottenSections(candidate)
            var settlement = settlement
            if let outcome = try refusal(of: candidate, &settlement) {
                try release(row, outcome, settlement: settlement)
                try record(outcome, of: row, document: nil)
                return
            }
            let identity = page.identity
            let isRecord = if case .record = settlement.request.locator { true } else { false }
            guard isRecord || identity.address(source: settlement.request.source) == settlement.request.address else {
                try settleMoved(settlement, candidate, page, to: identity)
                return
            }
            _ = try settleDocument(candidate, page, row: row, settlement: settlement)
        }
    }

    /// A listing that was read: it is due again by what it brought, and is asked for by what it came with.
    private mutating func settleListing(_ settlement: Settlement, _ found: FindingsWriter.Counts) throws {
        let row = settlement.request.claim.rawValue
        let outcome = Outcome.listed(new: found.new, known: found.known)
        var settlement = settlement
        if found.new + found.renewed > 0 { settlement.dueAgain = settlement.dueAfterChange ?? settlement.dueAgain }
        try release(row, outcome, settlement: settlement)
        if let findings = settlement.findings {
            try database.cachedStatement(
                sql: "UPDATE frontier SET entity_tag = ?, last_modified = ?, fetched_at = ?, moved_to = ? WHERE id = ?"
            ).execute(arguments: [
                findings.validators.entityTag, findings.validators.lastModified, findings.observedAt.secondsSince1970,
                findings.movedTo?.description, row,
            ])
        }
        try record(outcome, of: row, document: nil)
    }

    /// Why a page is not put in the place of what is stored: it lists others, or its text is not believed yet.
    private mutating func refusal(of candidate: Fingerprinted, _ settlement: inout Settlement) throws -> Outcome? {
        let found = try stored(at: candidate.document.locator, source: settlement.request.source)
        guard let stored = found, !stored.isGone else { return nil }
        if candidate.document.isIndexPage, let outcome = try refusalOfList(stored) { return outcome }
        return try suspicion(of: candidate, stored, &settlement)
    }

    /// An article, which has a date, stays where a page only lists others now.
    private func refusalOfList(_ stored: DocumentWriter.Stored) throws -> Outcome? {
        let isDated = try Bool.fetchOne(
            database.cachedStatement(sql: "SELECT published IS NOT NULL FROM document WHERE id = ?"),
            arguments: [stored.row]
        )
        guard isDated == true else { return nil }
        return .excluded(.index, reason: "it lists other pages now; the article that it was before is kept")
    }

    /// A page that moved for good: the old address ends as redirected, the new one gets the document.
    ///
    /// Where this run fetches the new address for its own sake, that fetch decides, so that timing does not matter.
    private mutating func settleMoved(
        _ settlement: Settlement,
        _ candidate: Fingerprinted,
        _ page: Page,
        to identity: Locator
    ) throws {
        let row = settlement.request.claim.rawValue
        let outcome = Outcome.redirected(to: identity.description)
        var old = settlement
        old.dueAgain = settlement.dueAfterMove ?? settlement.dueAgain
        try release(row, outcome, settlement: old)
        try record(outcome, of: row, document: nil)
        // What lived at the old address lives at the new one now.
        if let old = try stored(at: settlement.request.locator, source: settlement.request.source) {
            try bury(old.row, reason: outcome.reason ?? "")
        }
        let address = identity.address(source: settlement.request.source)
        try merging.noteMoved(settlement.request.address, to: address)
        let known = try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT id, seeded_run, finished_run, pruned_at FROM frontier WHERE address = ?"
            ),
            arguments: [address]
        )
        if let known, known["seeded_run"] as Int64 == run.rawValue || known["finished_run"] as Int64? == run.rawValue {
            if let stored = try stored(at: identity, source: settlement.request.source) {
                try documents.alias(settlement.request.address, toRow: stored.row)
            }
            return
        }
        // What was pruned does not come back by way of an address that leads to it.
        if known?["pruned_at"] as Int? != nil { return }
        let target: Int64
        if let known {
            target = known["id"]
        } else {
            let source = try SourceTable.identifier(of: settlement.request.source, database)
            try database.cachedStatement(
                sql: """
                    INSERT INTO frontier (address, source_id, host_id, locator, seeded_run, discovered_at)
                    VALUES (?, ?, ?, ?, 0, ?)
                    """
            ).execute(arguments: [
                address, source.id, try hosts.identifier(for: identity), identity.description, now.secondsSince1970,
            ])
            target = database.lastInsertedRowID
        }
        if let document = try settleDocument(candidate, page, row: target, settlement: settlement) {
            try documents.alias(settlement.request.address, toRow: document)
        }
    }

    /// What is stored of the page at an address: under its own key, or merged into another document.
    private func stored(at locator: Locator, source: String) throws -> DocumentWriter.Stored? {
        if let look = try merging.look(at: locator) { return try documents.find(row: look.row) }
        guard let stored = try documents.find(locator.key(source: source)) else { return nil }
        // The document of another page may stand under this key as long as nobody has looked here.
        return try Look.find(database, row: stored.row) == nil ? stored : nil
    }

    /// Turns a document into a tombstone, with all that follows for those that it represents or that are merged into it.
    mutating func bury(_ document: Int64, reason: String) throws {
        // What is there again is a page again, whatever its validators say.
        try documents.forgetValidators(of: document)
        try held.takeBack(document)
        try suspects.remove(document)
        if let text = try documents.bury(document, reason: reason) { try duplicates.reconcile(text) }
        try merging.forget(document, reason: reason, &documents)
    }

    /// Stores a document under its own address.
    ///
    /// - Returns: its row; nil when its source does not keep such duplicates.
    private mutating func settleDocument(
        _ candidate: Fingerprinted,
        _ page: Page,
        row: Int64,
        settlement: Settlement
    ) throws -> Int64? {
        var candidate = candidate
        let locator = candidate.document.locator
        let look = try merging.look(at: locator)
        let isAlone = try merging.isAlone(locator, claim: settlement.canonical)
        let isHidden = look?.isHidden ?? false
        let stored: DocumentWriter.Stored?
        if let look, let place = WebURL(look.locator) {
            (candidate.document.key, candidate.document.locator) = (look.key, .url(place))
            stored = try documents.find(row: look.row)
        } else {
            let found = try documents.find(candidate.document.key)
            stored = try found.flatMap { try merging.vacate($0.row, &documents) ? nil : $0 }
        }
        let verdict = judge.verdict(
            on: candidate,
            stored: stored.map { StoredDocument(contentHash: $0.contentHash, observedAt: $0.observedAt) }
        )
        if verdict == .new, isAlone, let duplicate = try dropped(candidate, settlement) {
            try release(row, duplicate, settlement: settlement)
            try record(duplicate, of: row, document: nil)
            return nil
        }
        var outcome: Outcome
        let document: Int64
        switch (verdict, stored) {
        case (.unchanged, let stored?) where stored.isGone && !isHidden:
            outcome = .updated
            document = stored.row
            try documents.revive(stored, candidate)
            try duplicates.reconcile(candidate)
        case (.unchanged, let stored?), (.outdated, let stored?):
            outcome = .unchanged
            document = stored.row
            if verdict == .unchanged { try documents.observeAgain(stored, candidate) }
        case (_, let stored?):
            outcome = .updated
            document = stored.row
            try documents.replace(stored, with: candidate, compares: settlement.comparesTexts, isHidden: isHidden)
            if stored.textHash != candidate.textHash { try duplicates.reconcile(stored.textHash) }
            try duplicates.reconcile(candidate)
        case (_, nil):
            outcome = .indexed
            // What may belong to another address comes into sight when the batch has been seen.
            document = try documents.insert(
                candidate,
                compares: settlement.comparesTexts,
                isHidden: !isAlone
            )
            if settlement.comparesTexts, isAlone { try duplicates.arrived(document, candidate) }
        }
        if verdict != .outdated,
            try documents.settleSections(of: document, candidate, compares: settlement.comparesTexts, &duplicates),
            outcome == .unchanged
        {
            outcome = .updated
        }
        let due = outcome == .unchanged ? settlement.dueAgain : settlement.dueAfterChange ?? settlement.dueAgain
        for hop in page.hops where !hop.isPermanent || hop.url != page.request.locator.url {
            try documents.alias(Locator.url(hop.url).address(source: ""), toRow: document)
        }
        try documents.alias(locator.address(source: candidate.document.source), toRow: document)
        if look == nil {
            for address in try merging.notePage(at: locator) { try documents.alias(address, toRow: document) }
        }
        if verdict != .outdated {
            try held.takeBack(document)
            try suspects.remove(document)
            try merging.note(
                document,
                at: locator,
                before: look,
                claim: settlement.canonical,
                hasNewText: stored?.textHash != candidate.textHash,
                isAlone: isAlone
            )
        }
        try database.cachedStatement(
            sql: """
                UPDATE frontier SET state = 'fetched', due_at = ?, finished_run = ?, claimed_run = NULL, pruned_at = NULL,
                    alone_run = NULL, strikes = 0, failures = 0, misses = 0, interval = ?, entity_tag = ?,
                    last_modified = ?, fetched_at = ?, document_id = ?
                WHERE id = ?
                """
        ).execute(arguments: [
            due?.secondsSince1970, run.rawValue, due.map { $0.secondsSince1970 - now.secondsSince1970 },
            page.validators.entityTag, page.validators.lastModified, page.observedAt.secondsSince1970, document, row,
        ])
        try ListingContentTable.remove(row, database)
        if let kept = page.kept {
            try BodyTable.put(kept, page, hash: candidate.document.bodyHash, of: row, database)
        }
        try record(outcome, of: row, document: document, notes: candidate.document.notes)
        return document
    }

    /// The outcome of a new document that its source does not want because it is a duplicate.
    private func dropped(_ candidate: Fingerprinted, _ settlement: Settlement) throws -> Outcome? {
        guard settlement.comparesTexts, judge.mayDrop(source: candidate.document.source),
            let link = try duplicates.preview(candidate),
            judge.drops(link.relation, source: candidate.document.source)
        else { return nil }
        return .duplicate(of: link.key, relation: link.relation, score: link.score)
    }

    /// Gives an address back to the frontier with what its outcome says about it.
    private func release(
        _ row: Int64,
        _ outcome: Outcome,
        settlement: Settlement
    ) throws {
        let dueAgain = settlement.dueAgain
        let state: String? =
            switch outcome {
            case .redirected: "redirected"
            case .gone: "gone"
            case .failed: "failed"
            case .excluded, .unchanged, .duplicate, .listed: "fetched"
            default: nil
            }
        let isFailure = outcome.kind == .failed
        // A deferred address stays as due as it was; what is settled about a file holds until the file changes.
        let isDeferred = outcome.kind == .deferred
        let keepsTag = isFailure || isDeferred || settlement.request.locator.url != nil
        try database.cachedStatement(
            sql: """
                UPDATE frontier SET state = coalesce(?, state), due_at = CASE WHEN ? THEN due_at ELSE ? END,
                    finished_run = ?, claimed_run = NULL, alone_run = NULL,
                    strikes = CASE WHEN ? THEN strikes ELSE 0 END,
                    failures = CASE WHEN ? THEN failures + 1 WHEN ? THEN failures ELSE 0 END,
                    misses = CASE WHEN ? THEN misses + 1 WHEN ? THEN misses ELSE 0 END,
                    interval = CASE WHEN ? THEN ? ELSE interval END,
                    entity_tag = CASE WHEN ? THEN entity_tag ELSE offered_tag END,
                    quarantine = ?
                WHERE id = ?
                """
        ).execute(arguments: [
            state, isDeferred, dueAgain?.secondsSince1970, run.rawValue, isDeferred, isFailure, isDeferred,
            outcome.kind == .gone, isFailure || isDeferred,
            [.unchanged, .listed, .gone, .redirected].contains(outcome.kind),
            dueAgain.map { $0.secondsSince1970 - now.secondsSince1970 }, keepsTag,
            outcome.kind == .quarantined ? outcome.reason : nil, row,
        ])
    }

    /// Notes that the document of an address is to go when it is certain that its page is gone, or may not be kept.
    ///
    /// A 404 may be a slip of the server: it wants to be seen at two looks in a row. A page that says `noindex` or that
    /// robots.txt closes was asked not to be kept. Whether the document goes is decided at the end of the run, when it is known how
    /// many are to go.
    private mutating func deleteIfGone(_ row: Int64, _ outcome: Outcome) throws {
        let isCertain: Bool
        switch outcome {
        case .gone(_, let certain): isCertain = certain
        case .excluded(.robots, _): isCertain = true
        default: return
        }
        let found = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT document_id, misses FROM frontier WHERE id = ?"),
            arguments: [row]
        )
        guard let found, let document = found["document_id"] as Int64?, isCertain || found["misses"] as Int >= 2 else {
            return
        }
        try held.add(document, reason: outcome.reason ?? outcome.kind.rawValue)
    }

    private mutating func record(
        _ outcome: Outcome,
        of row: Int64,
        document: Int64?,
        notes: [String] = []
    ) throws {
        if outcome.kind == .unchanged {
            unchanged += 1
            return
        }
        pending[row] = outcome.kind
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO outcome (run_id, frontier_id, kind, code, reason, document_id, at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            run.rawValue, row, outcome.kind.rawValue, outcome.code,
            outcome.reason ?? (notes.isEmpty ? nil : notes.joined(separator: "; ")), document, now.secondsSince1970,
        ])
    }

    /// Elects the representatives of the texts that were touched and closes the batch.
    mutating func finish() throws -> CommitReport {
        let merged = try merging.apply(to: &documents)
        for text in merged.texts.sorted(by: { $0.hexadecimal < $1.hexadecimal }) { try duplicates.reconcile(text) }
        for text in documents.takeFollowingTexts() { try duplicates.reconcile(text) }
        try duplicates.finish()
        for document in duplicates.relinked { try documents.announce(document) }
        if unchanged > 0 {
            try database.execute(
                sql: "UPDATE run SET unchanged = unchanged + ? WHERE id = ?",
                arguments: [unchanged, run.rawValue]
            )
            report.outcomes[.unchanged] = unchanged
        }
        for (row, kind) in pending.merging(merged.outcomes.filter { pending[$0.key] != nil }, uniquingKeysWith: { $1 })
        {
            report.outcomes[duplicates.demoted.contains(row) ? .duplicate : kind, default: 0] += 1
        }
        try documents.finish()
        return report
    }
}

extension Request {
    /// The text that its address is known by in the frontier.
    var address: String { locator.address(source: source) }
}
