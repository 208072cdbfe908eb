import GRDB
import PotokCore

/// Where the document of a page belongs, as everything seen so far says.
struct MergePlan: Hashable {
    /// What merges it.
    enum Evidence: Hashable {
        /// The page names its canonical URL.
        case canonical(String)
        /// Its address differs from that of a page with the same text only in ways that its host has taught.
        case text(Variation)
    }

    /// The document it is merged into; nil when it stands for itself.
    var into: Int64?
    /// Why it is merged, or why it has the key of another address.
    var evidence: Evidence?
    /// Why what it names as canonical is not followed.
    var refusal: String?

    /// The canonical URL that nobody has looked at, whose key the document takes.
    var takenAddress: String? {
        if into == nil, case .canonical(let address) = evidence { return address }
        return nil
    }
}

/// Decides where documents belong.
///
/// What it says follows from the looks, the states of addresses and the pairs alone: not from the order in which they came,
/// and not from what was merged before.
struct MergePlanner {
    /// What a page that names a canonical URL comes to.
    private enum Claim {
        case none
        case refused(String)
        case page(Look)
        /// Nobody has looked at its URL: one of the pages that name it stands there.
        case unseen(standing: Look)
    }

    /// More pages than these are not believed about an address that nobody has looked at.
    static let mostClaims = 16

    let database: Database
    let judge: any Judge
    let variants: VariantTable

    /// Where the document of one page belongs.
    func plan(for look: Look) throws -> MergePlan {
        let canonical = look.canonical ?? ""
        switch try claim(of: look) {
        case .none: return try planByText(look, refusal: nil)
        case .refused(let reason): return try planByText(look, refusal: reason)
        case .page(let target):
            return MergePlan(
                into: try planByText(target, refusal: nil).into ?? target.row,
                evidence: .canonical(canonical)
            )
        case .unseen(let standing):
            return MergePlan(into: standing.row == look.row ? nil : standing.row, evidence: .canonical(canonical))
        }
    }

    /// The page at an address, or the one that a redirect leads to from there.
    func page(at address: String) throws -> Look? {
        if let look = try Look.find(database, address: address) { return look }
        return try Look.fetch(
            database,
            where: "document_id = (SELECT document_id FROM alias WHERE address = ?)",
            [address]
        ).first
    }

    private func claim(of look: Look) throws -> Claim {
        guard let canonical = look.canonical else { return .none }
        if let refusal = look.canonicalRefusal { return .refused(refusal) }
        if let target = try page(at: canonical) {
            if target.row == look.row { return .none }
            if let next = target.canonical, target.canonicalRefusal == nil,
                try page(at: next)?.row != target.row
            {
                return .refused("the page there names another one")
            }
            return try areAkin(look, target) ? .page(target) : .refused("the text there is another one")
        }
        if try isKnownToBeNone(canonical) { return .refused("there is no document at it") }
        let claims = try Look.fetch(
            database,
            where: "canonical = ? AND canonical_refusal IS NULL ORDER BY look.address LIMIT \(Self.mostClaims + 1)",
            [canonical]
        )
        guard claims.count <= Self.mostClaims, let first = claims.first else {
            return .refused("too many pages name it, and nobody has looked at it")
        }
        let standing = claims.dropFirst().reduce(first) { $1.represents($0, judge) ? $1 : $0 }
        for other in claims where other.row != standing.row {
            guard try areAkin(standing, other) else {
                return .refused("pages with different texts name it, and nobody has looked at it")
            }
        }
        return .unseen(standing: standing)
    }

    /// Merges a page into the one that represents the variants with its text.
    private func planByText(_ look: Look, refusal: String?) throws -> MergePlan {
        var plan = MergePlan(refusal: refusal)
        let group = try variants.group(of: look)
        guard group.count > 1, group.count <= VariantTable.largestGroup else { return plan }
        let learned = try variants.learned(look.form.family)
        guard !learned.isEmpty else { return plan }
        // Whoever belongs elsewhere by his own word takes no part.
        let free = try group.filter { other in
            if other.row == look.row { return true }
            switch try claim(of: other) {
            case .none, .refused: return true
            case .page, .unseen: return false
            }
        }
        var joined = [look]
        var rest = free.filter { $0.row != look.row }
        var next = 0
        while next < joined.count {
            let current = joined[next]
            next += 1
            let equals = try variants.equals(of: current.row)
            rest.removeAll { other in
                guard equals.contains(other.row), learned.cover(current.form.differences(from: other.form)) else {
                    return false
                }
                joined.append(other)
                return true
            }
        }
        let best = joined.dropFirst().reduce(look) { $1.represents($0, judge) ? $1 : $0 }
        if best.row != look.row {
            plan.into = best.row
            plan.evidence = .text(look.form.differences(from: best.form))
        }
        return plan
    }

    private func areAkin(_ first: Look, _ second: Look) throws -> Bool {
        if first.pageHash == second.pageHash || !first.isContemporary(of: second) { return true }
        let statement = try database.cachedStatement(sql: "SELECT text FROM document WHERE id = ?")
        guard let text = try String.fetchOne(statement, arguments: [first.row]),
            let other = try String.fetchOne(statement, arguments: [second.row])
        else { return false }
        return judge.areAkin(text, other)
    }

    /// Whether somebody has looked at an address, and found no document.
    private func isKnownToBeNone(_ address: String) throws -> Bool {
        let isMissing = try Bool.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT misses > 0 OR (state = 'fetched' AND document_id IS NULL)
                        OR EXISTS (SELECT 1 FROM moved WHERE moved.address = frontier.address)
                    FROM frontier WHERE address = ?
                    """
            ),
            arguments: [address]
        )
        if isMissing == true { return true }
        guard let url = WebURL(address) else { return true }
        // What is kept of a document that has gone still has its key; one that stands there for now is no news.
        return try Bool.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM document LEFT JOIN look ON look.document_id = document.id
                        WHERE key = ? AND look.document_id IS NULL)
                    """
            ),
            arguments: [DocumentKey(url: url).data]
        ) ?? false
    }
}
