import GRDB
public import PotokCore

/// A host that has something due.
public struct DueHost: Sendable, Hashable {
    /// The host's name.
    public var name: String
    /// When its block ends; nil when it is not blocked.
    public var blockedUntil: Timestamp?
    /// How many of its addresses are due.
    public var count: Int
}

extension Store {
    /// An address that ended two processes is tried alone before anything else.
    static let strikesBeforeAlone = 2

    private static let columns = """
        SELECT frontier.id, source.name AS source, locator, frontier.identifier, entity_tag, last_modified, failures, misses,
            interval, role, depth, told_at, place, moved_to, archive.identifier AS archive
        FROM frontier JOIN source ON source.id = frontier.source_id
            LEFT JOIN archive ON archive.id = frontier.archive_id
        """

    static func dueIn(_ run: Run.Identifier) -> String {
        """
        due_at <= ? AND claimed_run IS NULL AND quarantine IS NULL AND pruned_at IS NULL
            AND seeded_run = \(run.rawValue)
            AND (finished_run IS NULL OR finished_run < \(run.rawValue)) AND strikes < \(strikesBeforeAlone)
        """
    }

    /// The hosts with pages due in this run.
    public func dueHosts(run: Run.Identifier, now: Timestamp) async throws -> [DueHost] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT host.name, host.blocked_until, count(*) AS due FROM frontier JOIN host ON host.id = host_id
                    WHERE \(Self.dueIn(run)) GROUP BY host_id ORDER BY host_id
                    """,
                arguments: [now.secondsSince1970]
            ).map { row in
                DueHost(
                    name: row["name"],
                    blockedUntil: (row["blocked_until"] as Int?).map(Timestamp.init(secondsSince1970:)),
                    count: row["due"]
                )
            }
        }
    }

    /// How many addresses are due in this run.
    public func dueCount(run: Run.Identifier, now: Timestamp) async throws -> Int {
        try await read { database in
            try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM frontier WHERE \(Self.dueIn(run))",
                arguments: [now.secondsSince1970]
            ) ?? 0
        }
    }

    /// Claims pages, at most as many a host as are asked for, in order of their due times.
    public func claim(
        hosts: [String: Int],
        run: Run.Identifier,
        now: Timestamp
    ) async throws -> [Request] {
        try await write { database in
            try hosts.sorted { $0.key < $1.key }.flatMap { host, limit in
                func claim(_ more: String, _ limit: Int) throws -> [Request] {
                    try Self.claim(
                        "\(Self.columns) WHERE host_id = (SELECT id FROM host WHERE name = ?) \(more) AND \(Self.dueIn(run))"
                            + " ORDER BY due_at, frontier.id LIMIT ?",
                        [host, now.secondsSince1970, limit],
                        run: run,
                        database
                    )
                }
                // What tells of new pages goes first, so that no backlog of old ones starves it.
                let listings = try claim("AND role IN ('feed', 'sitemap')", limit)
                return listings.count < limit ? try listings + claim("", limit - listings.count) : listings
            }
        }
    }

    /// Claims files, in the order in which they were found.
    public func claimFiles(limit: Int, run: Run.Identifier, now: Timestamp) async throws -> [Request] {
        try await write { database in
            try Self.claim(
                "\(Self.columns) WHERE host_id IS NULL AND \(Self.dueIn(run)) ORDER BY due_at, frontier.id LIMIT ?",
                [now.secondsSince1970, limit],
                run: run,
                database
            )
        }
    }

    /// Claims the next address that has ended processes before, to be tried while nothing else is in work.
    ///
    /// That it is tried alone is on disk before it is handed out: if the process ends again, it is the culprit.
    public func claimSuspect(run: Run.Identifier) async throws -> Request? {
        try await write { database in
            let claimed = try Self.claim(
                """
                \(Self.columns) WHERE strikes >= ? AND quarantine IS NULL AND claimed_run IS NULL AND seeded_run = ?
                    AND (finished_run IS NULL OR finished_run < ?) ORDER BY frontier.id LIMIT 1
                """,
                [Self.strikesBeforeAlone, run.rawValue, run.rawValue],
                run: run,
                database
            )
            if let request = claimed.first {
                try database.execute(
                    sql: "UPDATE frontier SET alone_run = ? WHERE id = ?",
                    arguments: [run.rawValue, request.claim.rawValue]
                )
            }
            return claimed.first
        }
    }

    /// Where an address is, by its row with the identifier of its archive; nil for what is no URL.
    static func locator(_ row: Row) -> Locator? {
        let place: String = row["locator"]
        if let archive = row["archive"] as String?,
            let position = (row["place"] as String?).flatMap(ArchivePosition.init)
        {
            return .record(path: place, archive: archive, position: position)
        }
        if let identifier = row["identifier"] as String? { return .file(path: place, identifier: identifier) }
        return WebURL(place).map { .url($0) }
    }

    private static func claim(
        _ sql: String,
        _ arguments: StatementArguments,
        run: Run.Identifier,
        _ database: Database
    ) throws -> [Request] {
        let rows = try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
        let mark = try database.cachedStatement(sql: "UPDATE frontier SET claimed_run = ? WHERE id = ?")
        return try rows.compactMap { row in
            let number: Int64 = row["id"]
            guard let locator = locator(row) else {
                // Only a program other than ours can have written this; it must not stop a run for ever.
                try database.execute(
                    sql: "UPDATE frontier SET quarantine = 'its address in the database is no URL' WHERE id = ?",
                    arguments: [number]
                )
                return nil
            }
            try mark.execute(arguments: [run.rawValue, number])
            return Request(
                claim: Request.Claim(rawValue: number),
                source: row["source"],
                locator: locator,
                validators: Validators(entityTag: row["entity_tag"], lastModified: row["last_modified"]),
                failures: row["failures"],
                misses: row["misses"],
                interval: (row["interval"] as Int?).map { .seconds($0) },
                role: Request.Role(rawValue: row["role"]) ?? .page,
                depth: row["depth"],
                modified: (row["told_at"] as Int?).map(Timestamp.init(secondsSince1970:)),
                movedTo: (row["moved_to"] as String?).flatMap { WebURL($0) }
            )
        }
    }
}
