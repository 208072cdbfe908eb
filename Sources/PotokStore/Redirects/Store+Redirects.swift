import GRDB
public import PotokCore

extension Store {
    /// The longest way that is told.
    private static let longestRoute = 50

    /// Keeps what fetches have seen beside their outcomes, before these are committed: a fact that was seen stays true when the
    /// process ends in between.
    ///
    /// - Parameters:
    ///   - redirects: the steps of redirects; a newer one of an address replaces an older one.
    ///   - validators: what an answer without a page (304) gave to ask by next time, by the claim.
    ///   - copies: where copies of the answers are kept, by the claim.
    public func note(
        redirects: [Redirect],
        validators: [Request.Claim: Validators],
        copies: [Request.Claim: [FetchedCopy]] = [:]
    ) async throws {
        try await write { database in
            let step = try database.cachedStatement(
                sql: """
                    INSERT INTO redirect (address, target, status, observed_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (address) DO UPDATE SET target = excluded.target, status = excluded.status,
                        observed_at = excluded.observed_at WHERE excluded.observed_at >= observed_at
                    """
            )
            for redirect in redirects {
                try step.execute(arguments: [
                    redirect.url.canonical().description, redirect.target.description, redirect.status,
                    redirect.observedAt.secondsSince1970,
                ])
            }
            let renew = try database.cachedStatement(
                sql: "UPDATE frontier SET entity_tag = ?, last_modified = ? WHERE id = ?"
            )
            for (claim, validators) in validators {
                try renew.execute(arguments: [validators.entityTag, validators.lastModified, claim.rawValue])
            }
            for (claim, copies) in copies { try CopyTable.insert(copies, of: claim.rawValue, database) }
        }
    }

    /// The way from an address to where it leads, step by step; empty when it leads nowhere else.
    ///
    /// A step counts as long as no page of the address's own was seen after it.
    public func route(from url: WebURL) async throws -> [Redirect] {
        try await read { database in
            let find = try database.cachedStatement(
                sql: """
                    SELECT target, status, observed_at FROM redirect WHERE address = ?1 AND observed_at >= coalesce(
                        (SELECT fetched_at FROM frontier WHERE frontier.address = ?1), 0)
                    """
            )
            var steps: [Redirect] = []
            var current = url
            var seen: Set<String> = []
            while steps.count < Self.longestRoute, seen.insert(current.canonical().description).inserted,
                let row = try Row.fetchOne(find, arguments: [current.canonical().description]),
                let target = WebURL(row["target"] as String)
            {
                let time = Timestamp(secondsSince1970: row["observed_at"])
                steps.append(Redirect(url: current, target: target, status: row["status"], observedAt: time))
                current = target
            }
            return steps
        }
    }
}
