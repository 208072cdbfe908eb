import GRDB
public import PotokCore

extension Store {
    /// Enters the addresses that a source names into the frontier.
    ///
    /// An address that two sources name belongs to the one that stands first in pipeline.json, so sources must be seeded in
    /// that order. A file is due when its tag differs from the one that was processed last; a URL keeps its due time.
    public func seed(
        _ seeds: [Seed],
        source: String,
        run: Run.Identifier,
        now: Timestamp
    ) async throws -> SeedCounts {
        try await write { database in
            var counts = SeedCounts()
            var hosts = HostTable(database)
            var archives = ArchiveTable(database)
            let source = try SourceTable.identifier(of: source, database)
            let find = try database.cachedStatement(
                sql:
                    "SELECT id, seeded_run, due_at, quarantine, entity_tag, offered_tag, role FROM frontier WHERE address = ?"
            )
            let insert = try database.cachedStatement(
                sql: """
                    INSERT INTO frontier (address, source_id, host_id, locator, identifier, due_at, seeded_run,
                        offered_tag, discovered_at, role, archive_id, place)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            )
            let touch = try database.cachedStatement(
                sql:
                    "UPDATE frontier SET seeded_run = ?, source_id = ?, locator = ?, depth = 0, found_in = NULL WHERE id = ?"
            )
            // What is wanted of an address is something else now: whatever was seen of it says nothing.
            let change = try database.cachedStatement(
                sql: """
                    UPDATE frontier SET role = ?, offered_tag = ?, due_at = ?, entity_tag = NULL, last_modified = NULL,
                        interval = NULL WHERE id = ?
                    """
            )
            let offer = try database.cachedStatement(
                sql: """
                    UPDATE frontier SET due_at = ?, offered_tag = ?,
                        pruned_at = CASE WHEN offered_tag IS ? THEN pruned_at END,
                        quarantine = CASE WHEN offered_tag IS ? THEN quarantine END,
                        strikes = CASE WHEN offered_tag IS ? THEN strikes ELSE 0 END WHERE id = ?
                    """
            )
            for seed in seeds {
                let address = seed.locator.address(source: source.name)
                let known = try Row.fetchOne(find, arguments: [address])
                if let known, known["seeded_run"] as Int64 == run.rawValue { continue }
                counts.total += 1
                let path: String
                var identifier: String?
                var archive: Int64?
                var place: String?
                switch seed.locator {
                case .url(let url): path = url.description
                case .file(let file, let name): (path, identifier) = (file, name)
                case .record(let file, let name, let position):
                    (path, identifier, place) = (file, seed.locator.description, position.description)
                    archive = try archives.identifier(of: name, source: source.id)
                }
                guard let known else {
                    counts.new += 1
                    try insert.execute(arguments: [
                        address, source.id, try hosts.identifier(for: seed.locator), path, identifier,
                        now.secondsSince1970, run.rawValue, seed.fileTag, now.secondsSince1970,
                        seed.role.rawValue, archive, place,
                    ])
                    continue
                }
                let row: Int64 = known["id"]
                try touch.execute(arguments: [run.rawValue, source.id, path, row])
                let isQuarantined = known["quarantine"] as String? != nil
                let isOtherwise =
                    known["role"] as String != seed.role.rawValue
                    || seed.role != .page && known["offered_tag"] as String? != seed.fileTag
                if isOtherwise {
                    try change.execute(arguments: [seed.role.rawValue, seed.fileTag, now.secondsSince1970, row])
                    try database.execute(
                        sql: """
                            UPDATE frontier SET due_at = ?, entity_tag = NULL, last_modified = NULL
                            WHERE source_id = ? AND found_in IS NOT NULL AND role <> 'page'
                            """,
                        arguments: [now.secondsSince1970, source.id]
                    )
                    if isQuarantined { counts.quarantined += 1 }
                } else if let tag = seed.fileTag, seed.role == .page {
                    let isProcessed = known["entity_tag"] as String? == tag
                    let isOfferedAgain = known["offered_tag"] as String? == tag
                    try offer.execute(arguments: [
                        isProcessed ? nil : now.secondsSince1970, tag, tag, tag, tag, row,
                    ])
                    if isQuarantined, isOfferedAgain {
                        counts.quarantined += 1
                    } else if isProcessed {
                        counts.notDue += 1
                    }
                } else if isQuarantined {
                    counts.quarantined += 1
                } else if (known["due_at"] as Int?).map({ $0 > now.secondsSince1970 }) ?? true {
                    counts.notDue += 1
                }
            }
            return counts
        }
    }

    /// Enters again the web addresses that a source was given by hand in earlier runs.
    public func reseed(source: String, run: Run.Identifier, now: Timestamp) async throws -> SeedCounts {
        try await write { database in
            var counts = SeedCounts()
            guard let row = try SourceTable.find(source, database) else { return counts }
            // What only a redirect has led to is looked at by way of it.
            let mine = "source_id = ? AND host_id IS NOT NULL AND seeded_run > 0 AND seeded_run < ?"
            counts.total =
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM frontier WHERE \(mine)",
                    arguments: [row, run.rawValue]
                )
                ?? 0
            counts.quarantined =
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM frontier WHERE \(mine) AND quarantine IS NOT NULL",
                    arguments: [row, run.rawValue]
                ) ?? 0
            counts.notDue =
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT count(*) FROM frontier WHERE \(mine) AND quarantine IS NULL
                            AND (due_at IS NULL OR due_at > ?)
                        """,
                    arguments: [row, run.rawValue, now.secondsSince1970]
                ) ?? 0
            try database.execute(
                sql: "UPDATE frontier SET seeded_run = ? WHERE \(mine)",
                arguments: [run.rawValue, row, run.rawValue]
            )
            return counts
        }
    }

    /// Makes everything due that takes part in a run, as if nothing of it had ever been seen.
    public func makeAllDue(run: Run.Identifier, now: Timestamp) async throws {
        try await write { database in
            try database.execute(
                sql: """
                    UPDATE frontier SET due_at = ?, entity_tag = NULL, last_modified = NULL
                    WHERE seeded_run = ? AND quarantine IS NULL AND pruned_at IS NULL
                    """,
                arguments: [now.secondsSince1970, run.rawValue]
            )
        }
    }

    /// Makes addresses due at once, were they set aside or pruned: what a person asks for by name is tried.
    public func insist(on locators: [Locator], source: String, now: Timestamp) async throws {
        try await write { database in
            for locator in locators {
                try database.execute(
                    sql: """
                        UPDATE frontier SET due_at = ?, quarantine = NULL, strikes = 0, alone_run = NULL, entity_tag = NULL,
                            pruned_at = NULL
                        WHERE address = ?
                        """,
                    arguments: [now.secondsSince1970, locator.address(source: source)]
                )
            }
        }
    }
}

extension Locator {
    /// The text that an address is known by in the frontier and among the aliases.
    func address(source: String) -> String {
        switch self {
        case .url(let url): url.canonical().description
        case .file(_, let identifier): "\(source)\n\(identifier)"
        case .record(_, let archive, let position): "\(source)\n\(archive)\n\(position)"
        }
    }
}
