import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Merges the documents of addresses that lead to the same page, inside the transaction of a batch.
///
/// Each page that was there keeps a document of its own, hidden while it is merged: what parts again, parts with its text.
/// While the batch is settled this notes what was seen; ``apply(to:)`` then brings the documents to what ``MergePlanner`` says.
struct Merging {
    /// What merging changed.
    struct Result {
        /// Texts whose documents have to elect again.
        var texts: Set<Hash> = []
        /// Addresses of this run, and the kinds that their outcomes have now.
        var outcomes: [Int64: Outcome.Kind] = [:]
    }

    private let database: Database
    private let run: Run.Identifier
    private let variants: VariantTable
    private let planner: MergePlanner
    /// Pages whose place has to be looked at again.
    private var touched: Set<Int64> = []
    /// Addresses at which something happened: the pages that name them have to be looked at again.
    private var disturbed: Set<String> = []
    /// Texts whose documents have to elect again.
    private var texts: Set<Hash> = []

    init(database: Database, run: Run.Identifier, judge: any Judge) {
        self.database = database
        self.run = run
        variants = VariantTable(database: database)
        planner = MergePlanner(database: database, judge: judge, variants: variants)
    }

    // MARK: What is seen

    /// The look at an address.
    func look(at locator: Locator) throws -> Look? {
        guard let url = locator.url, url.isWeb else { return nil }
        return try Look.find(database, address: url.canonical().description)
    }

    /// Takes its key back from a document that only has the one of its canonical URL until somebody looks there.
    ///
    /// - Returns: whether it was such a document.
    mutating func vacate(_ row: Int64, _ documents: inout DocumentWriter) throws -> Bool {
        guard let look = try Look.find(database, row: row) else { return false }
        try hide(look, reason: "its canonical URL was looked at", &documents)
        try documents.rename(look.row, to: look.address)
        touched.insert(look.row)
        return true
    }

    /// Whether a page that is new can only be a document of its own: no variant of it is known, and nobody names it.
    func isAlone(_ locator: Locator, claim: CanonicalClaim?) throws -> Bool {
        guard let url = locator.url, url.isWeb else { return true }
        let address = url.canonical()
        if let claim, claim.url.canonical() != address { return false }
        return try isAlone(AddressForm(address).key, address.description)
    }

    private func isAlone(_ form: Data, _ address: String) throws -> Bool {
        try Bool.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT NOT EXISTS (SELECT 1 FROM look WHERE form = ? AND address <> ?)
                        AND NOT EXISTS (SELECT 1 FROM look WHERE canonical = ?)
                    """
            ),
            arguments: [form, address, address]
        ) ?? false
    }

    /// Notes that a page was there.
    ///
    /// - Parameters:
    ///   - row: its document.
    ///   - before: the last look at it.
    ///   - hasNewText: whether its text is not the one of that look.
    ///   - isAlone: as ``isAlone(_:claim:)`` says.
    mutating func note(
        _ row: Int64,
        at locator: Locator,
        before: Look?,
        claim: CanonicalClaim?,
        hasNewText: Bool,
        isAlone: Bool
    ) throws {
        guard let url = locator.url, url.isWeb else { return }
        let address = url.canonical()
        let form = AddressForm(address)
        let claim = claim.flatMap { $0.url.canonical() == address ? nil : $0 }
        let canonical = claim?.url.canonical().description
        if let named = before?.canonical, named != canonical { disturbed.insert(named) }
        try database.cachedStatement(
            sql: """
                INSERT INTO look (document_id, address, form, canonical, canonical_refusal, first_run, changed_run,
                    seen_run) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?6)
                ON CONFLICT (document_id) DO UPDATE SET canonical = ?4, canonical_refusal = ?5, seen_run = ?6,
                    changed_run = CASE WHEN ?7 THEN ?6 ELSE changed_run END
                """
        ).execute(arguments: [
            row, address.description, form.key, canonical, claim?.refusal(by: address, form), run.rawValue, hasNewText,
        ])
        if before?.canonical != nil || !isAlone { touched.insert(row) }
    }

    /// Notes that an address redirects to another one for good.
    mutating func noteMoved(_ address: String, to target: String) throws {
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO moved (address, target) VALUES (?, ?)")
            .execute(arguments: [address, target])
        disturb(address)
    }

    /// Notes that there is a page at an address that was not known before.
    ///
    /// - Returns: the addresses that redirect to it.
    mutating func notePage(at locator: Locator) throws -> [String] {
        guard let url = locator.url else { return [] }
        let address = url.canonical().description
        try database.cachedStatement(sql: "DELETE FROM moved WHERE address = ?").execute(arguments: [address])
        let moved = try String.fetchAll(
            database.cachedStatement(sql: "SELECT address FROM moved WHERE target = ? ORDER BY address"),
            arguments: [address]
        )
        disturbed.formUnion(moved)
        return moved
    }

    /// Notes that the page of an address is what it was, as its server says.
    mutating func confirm(frontier: Int64) throws {
        let look = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    UPDATE look SET seen_run = ? WHERE document_id = (SELECT document_id FROM frontier WHERE id = ?)
                    RETURNING document_id, form, address, canonical
                    """
            ),
            arguments: [run.rawValue, frontier]
        )
        guard let look else { return }
        if try look["canonical"] as String? != nil || !isAlone(look["form"], look["address"]) {
            touched.insert(look["document_id"])
        }
    }

    /// Notes that the page of a document is there no more.
    mutating func forget(_ row: Int64, reason: String, _ documents: inout DocumentWriter) throws {
        guard let look = try Look.find(database, row: row) else { return }
        try hide(look, reason: reason, &documents)
        if look.locator != look.address.description { try documents.rename(row, to: look.address) }
        let group = try variants.group(of: look)
        touched.formUnion(group.map(\.row))
        if try variants.forget(row) { try touched.formUnion(variants.rowsWithPairs(look.form.family)) }
        disturb(look.address.description)
        if let canonical = look.canonical { disturb(canonical) }
        touched.formUnion(
            try Int64.fetchAll(database, sql: "SELECT document_id FROM look WHERE into_id = ?", arguments: [row])
        )
        try database.cachedStatement(sql: "DELETE FROM look WHERE document_id = ?").execute(arguments: [row])
        touched.remove(row)
    }

    /// Notes that something else is known of an address than before.
    mutating func disturb(_ address: String) { disturbed.insert(address) }

    // MARK: What follows

    /// Brings the documents to where they belong.
    mutating func apply(to documents: inout DocumentWriter) throws -> Result {
        var result = Result()
        let plans = try makePlans()
        for (look, plan) in plans {
            // First all names are given back, then they are taken, so that no two documents ever have the same.
            if !look.isHidden, plan.into != nil {
                try hide(look, reason: plan.reason, &documents)
            }
            let taken = plan.takenAddress ?? look.address.description
            if look.locator != look.address.description, look.locator != taken {
                try documents.rename(look.row, to: look.address)
                texts.insert(look.textHash)
            }
        }
        for (look, plan) in plans {
            if let taken = plan.takenAddress, taken != look.locator, let url = WebURL(taken),
                try documents.find(DocumentKey(url: url)) == nil
            {
                try documents.rename(look.row, to: url)
                texts.insert(look.textHash)
            }
            if look.isHidden, plan.into == nil {
                try documents.reveal(look.row)
                texts.insert(look.textHash)
            }
            try store(plan, for: look)
            try correctOutcome(of: look, plan, &result)
        }
        result.texts = texts
        return result
    }

    /// Plans for every page that what was seen can have moved.
    private mutating func makePlans() throws -> [(look: Look, plan: MergePlan)] {
        // What the pairs say comes first: the plans follow from it.
        for row in touched.sorted() {
            guard let look = try Look.find(database, row: row) else { continue }
            let group = try variants.group(of: look)
            if group.count > 1, try variants.count(look, in: group) {
                try touched.formUnion(variants.rowsWithPairs(look.form.family))
            }
        }
        var queue = touched.sorted()
        var queued = touched
        func add(_ rows: [Int64]) { for row in rows where queued.insert(row).inserted { queue.append(row) } }
        for address in disturbed.sorted() { add(try claims(on: address)) }
        var plans: [(Look, MergePlan)] = []
        var next = 0
        while next < queue.count {
            let row = queue[next]
            next += 1
            guard let look = try Look.find(database, row: row) else { continue }
            let plan = try planner.plan(for: look)
            plans.append((look, plan))
            let isMoved = look.isHidden != (plan.into != nil) || look.into != plan.into || plan != look.plan
            guard isMoved || touched.contains(row) else { continue }
            add(try variants.group(of: look).map(\.row))
            add(try claims(on: look.address.description))
            if let canonical = look.canonical, try planner.page(at: canonical) == nil {
                // Where there are more, they stay as they are: refused.
                add(try claims(on: canonical, atMost: MergePlanner.mostClaims + 1))
            }
        }
        return plans
    }

    private func claims(on address: String, atMost limit: Int = -1) throws -> [Int64] {
        try Int64.fetchAll(
            database.cachedStatement(
                sql: "SELECT document_id FROM look WHERE canonical = ? ORDER BY document_id LIMIT ?"
            ),
            arguments: [address, limit]
        )
    }

    /// Takes a document out of sight, if it is in it.
    private mutating func hide(_ look: Look, reason: String, _ documents: inout DocumentWriter) throws {
        if let text = try documents.bury(look.row, reason: reason) {
            texts.insert(text)
        } else {
            try database.cachedStatement(sql: "UPDATE document SET gone_reason = ? WHERE id = ?")
                .execute(arguments: [reason, look.row])
        }
    }

    private func store(_ plan: MergePlan, for look: Look) throws {
        guard plan != look.plan else { return }
        var kind: String?
        var variation: Int?
        switch plan.evidence {
        case .canonical: kind = "canonical"
        case .text(let difference): (kind, variation) = ("text", difference.rawValue)
        case nil: break
        }
        try database.cachedStatement(
            sql: "UPDATE look SET into_id = ?, evidence = ?, variation = ?, refusal = ? WHERE document_id = ?"
        ).execute(arguments: [plan.into, kind, variation, plan.refusal, look.row])
    }

    /// Makes what this run reports of an address agree with where its document belongs after all.
    private func correctOutcome(of look: Look, _ plan: MergePlan, _ result: inout Result) throws {
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT frontier_id, kind FROM outcome WHERE run_id = ? AND document_id = ?
                        AND kind IN ('indexed', 'updated', 'duplicate', 'redirected')
                    """
            ),
            arguments: [run.rawValue, look.row]
        )
        for row in rows {
            let frontier: Int64 = row["frontier_id"]
            var kind = Outcome.Kind(rawValue: row["kind"]) ?? .indexed
            var reason: String?
            if let into = plan.into {
                (kind, reason) = (.redirected, plan.reason)
                if case .text = plan.evidence, let target = try Look.find(database, row: into) {
                    reason = "moved to \(target.address): \(plan.reason)"
                }
            } else if kind == .redirected {
                kind = look.firstRun == run.rawValue ? .indexed : .updated
            }
            result.outcomes[frontier] = kind
            guard kind.rawValue != row["kind"] as String || reason != nil else { continue }
            try database.cachedStatement(
                sql: "UPDATE outcome SET kind = ?, reason = ? WHERE run_id = ? AND frontier_id = ?"
            ).execute(arguments: [kind.rawValue, reason, run.rawValue, frontier])
        }
    }
}

extension Look {
    /// The plan that is stored.
    var plan: MergePlan {
        let why: MergePlan.Evidence? =
            switch evidence {
            case "canonical": .canonical(canonical ?? "")
            case "text": .text(Variation(rawValue: variation ?? 0))
            default: nil
            }
        return MergePlan(into: into, evidence: why, refusal: refusal)
    }
}

extension MergePlan {
    /// Why the document is not under its own address, in words.
    var reason: String {
        switch evidence {
        case .canonical(let address): "names \(address) as its canonical URL"
        case .text(let variation): "equal text at an address that differs only in \(variation.text)"
        case nil: "merged"
        }
    }
}
