import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Brings what listings name into the frontier, inside the transaction of their outcomes.
struct FindingsWriter {
    /// What became of the addresses of one listing.
    struct Counts {
        var new = 0
        var known = 0
        /// Known ones that have been changed since, by the date of the listing.
        var renewed = 0
    }

    private let database: Database
    private let run: Run.Identifier
    private let now: Timestamp
    private let hasForgottenNothing: Bool
    /// How many addresses of a bounded role sources have, as far as it was asked.
    private var totals: [String: Int] = [:]

    /// - Parameter hasForgottenNothing: whether what listings hold of pages may be kept without asking.
    init(database: Database, run: Run.Identifier, now: Timestamp, hasForgottenNothing: Bool) {
        self.database = database
        self.run = run
        self.now = now
        self.hasForgottenNothing = hasForgottenNothing
    }

    /// Enters new addresses, due at once, and makes known ones due that have been changed since they were looked at.
    ///
    /// A known address that has not changed stays as it is: its own due time holds. What a listing says of a change counts
    /// against what one has said before, so clocks that go wrong make no difference.
    mutating func write(
        _ findings: Findings,
        of request: Request,
        hosts: inout HostTable
    ) throws -> Counts {
        var counts = Counts()
        let source = try SourceTable.identifier(of: request.source, database)
        let find = try database.cachedStatement(
            sql: """
                SELECT id, seeded_run, told_at, fetched_at, discovered_at, quarantine, pruned_at, document_id FROM frontier
                WHERE address = ?
                """
        )
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO frontier (address, source_id, host_id, locator, due_at, seeded_run, discovered_at, role, depth,
                    found_in, told_at, site_group) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        let renew = try database.cachedStatement(
            sql: "UPDATE frontier SET due_at = ?, told_at = ?, seeded_run = ? WHERE id = ?"
        )
        let adopt = try database.cachedStatement(
            sql: "UPDATE frontier SET seeded_run = ?, found_in = ?, depth = ? WHERE id = ?"
        )
        let row = request.claim.rawValue
        for discovery in findings.discoveries {
            let locator = Locator.url(discovery.url)
            let address = locator.address(source: source.name)
            guard let known = try Row.fetchOne(find, arguments: [address]) else {
                guard try hasRoom(for: discovery, findings, source.id) else { continue }
                counts.new += 1
                try insert.execute(arguments: [
                    address, source.id, try hosts.identifier(for: locator), discovery.url.description,
                    now.secondsSince1970, run.rawValue, now.secondsSince1970, discovery.role.rawValue, discovery.depth,
                    row,
                    discovery.modified?.secondsSince1970, Self.key(of: discovery.group),
                ])
                if let content = discovery.content, try mayKeep(discovery, source.name) {
                    try ListingContentTable.put(content, of: database.lastInsertedRowID, findings.observedAt, database)
                }
                continue
            }
            counts.known += 1
            let number: Int64 = known["id"]
            if let content = discovery.content, known["document_id"] as Int64? == nil,
                try mayKeep(discovery, source.name)
            {
                try ListingContentTable.put(content, of: number, findings.observedAt, database)
            }
            // What only a redirect had led to until now.
            if known["seeded_run"] as Int64 == 0 {
                try adopt.execute(arguments: [run.rawValue, row, discovery.depth, number])
            }
            guard let modified = discovery.modified?.secondsSince1970, number != row,
                known["quarantine"] as String? == nil, known["pruned_at"] as Int? == nil
            else { continue }
            let before = known["told_at"] as Int? ?? known["fetched_at"] as Int? ?? known["discovered_at"] as Int
            guard modified > before else { continue }
            counts.renewed += 1
            try renew.execute(arguments: [now.secondsSince1970, modified, run.rawValue, number])
        }
        let newest = findings.discoveries.compactMap(\.modified).max()
        if try isNews(counts, newest: newest, of: row) {
            try database.cachedStatement(sql: "UPDATE source SET named_at = ? WHERE id = ?")
                .execute(arguments: [now.secondsSince1970, source.id])
        }
        return counts
    }

    /// Whether a listing names what it has not named before: an address, or a date later than all others.
    ///
    /// What another source has found first is no new address, and yet the listing is alive.
    private func isNews(_ counts: Counts, newest: Timestamp?, of row: Int64) throws -> Bool {
        guard let newest else { return counts.new > 0 }
        try database.cachedStatement(
            sql: "UPDATE frontier SET newest_at = ?1 WHERE id = ?2 AND (newest_at IS NULL OR newest_at < ?1)"
        ).execute(arguments: [newest.secondsSince1970, row])
        return database.changesCount > 0 || counts.new > 0
    }

    /// Whether what a listing holds of a page may be kept: a page that was forgotten does not come back by way of a feed.
    private func mayKeep(_ discovery: Discovery, _ source: String) throws -> Bool {
        guard !hasForgottenNothing else { return true }
        var query = ForgottenQuery(source: source)
        query.add(.url(discovery.url), source: source)
        return try ForgottenTable.find(query, database) == nil
    }

    /// Whether a source may have one more address of a role.
    private mutating func hasRoom(for discovery: Discovery, _ findings: Findings, _ source: Int64) throws -> Bool {
        var keys: [String] = []
        if let limit = findings.limit {
            let key = "\(source) \(discovery.role.rawValue)"
            let total = try total(key, "role = ?", [source, discovery.role.rawValue])
            guard total < limit else { return false }
            keys.append(key)
        }
        if let group = discovery.group, let limit = discovery.groupLimit {
            let key = "\(source)\n\(group)"
            let total = try total(key, "site_group = ?", [source, Self.key(of: group)])
            guard total < limit else { return false }
            keys.append(key)
        }
        for key in keys { totals[key, default: 0] += 1 }
        return true
    }

    private mutating func total(_ key: String, _ condition: String, _ arguments: StatementArguments) throws -> Int {
        if let total = totals[key] { return total }
        let total =
            try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM frontier WHERE source_id = ? AND \(condition)",
                arguments: arguments
            ) ?? 0
        totals[key] = total
        return total
    }

    private static func key(of group: String?) -> Data? { group.map { Hash.of(Array($0.utf8)).data } }
}
