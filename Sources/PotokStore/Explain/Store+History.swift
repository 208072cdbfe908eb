import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Store {
    /// Endings that a history tells.
    private static let toldEndings = 10

    /// What is stored of an address on the web; nil when it was never seen.
    public func history(of url: WebURL) async throws -> AddressHistory? {
        try await read {
            try HistoryReader(database: $0).history("frontier.address = ?", [url.canonical().description])
        }
    }

    /// What is stored of a file or record, by the name that its source has for it; one a source.
    public func histories(ofIdentifier identifier: String) async throws -> [AddressHistory] {
        try await read { try HistoryReader(database: $0).histories("frontier.identifier = ?", [identifier]) }
    }

    /// What is stored of the address that a document has come from last; nil when there is none any more.
    public func history(of record: StoredRecord) async throws -> AddressHistory? {
        try await read {
            try HistoryReader(database: $0)
                .histories(
                    "frontier.document_id = ? ORDER BY frontier.locator = ? DESC, frontier.fetched_at DESC",
                    [record.number, record.document.url ?? record.document.identifier]
                ).first
        }
    }

    /// What is kept of an origin's robots.txt, also when it has expired.
    public func lastRobots(of origin: String) async throws -> StoredRobots? {
        try await robots(of: origin, now: Timestamp(secondsSince1970: 0))
    }

    /// What is kept of a host; nil when it was never asked.
    public func host(named name: String) async throws -> AddressHistory.Host? {
        try await read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT name, blocked_until, block_reason, blocks FROM host WHERE name = ?",
                arguments: [name]
            ).map { HistoryReader.host($0, name: $0["name"]) }
        }
    }

    /// How many addresses a source has.
    public func addressCount(of source: String) async throws -> Int {
        try await read {
            try Int.fetchOne(
                $0,
                sql: "SELECT count(*) FROM frontier WHERE source_id = (SELECT id FROM source WHERE name = ?)",
                arguments: [source]
            ) ?? 0
        }
    }

    /// When the listings of a source were read last; nil when none ever was.
    public func lastReading(of source: String) async throws -> Timestamp? {
        try await read {
            try Int.fetchOne(
                $0,
                sql: """
                    SELECT max(fetched_at) FROM frontier
                    WHERE source_id = (SELECT id FROM source WHERE name = ?) AND role <> 'page'
                    """,
                arguments: [source]
            ).map(Timestamp.init(secondsSince1970:))
        }
    }

    /// Reads histories.
    struct HistoryReader {
        let database: Database

        private static let selection = """
            SELECT frontier.*, source.name AS source_name, host.name AS host_name, blocked_until, block_reason, blocks,
                finder.locator AS finder, finder.role AS finder_role, document.key AS document_key, normalizer, gone_at,
                gone_reason, held_deletion.reason AS held_reason, held_deletion.since AS held_since,
                held_deletion.state AS held_state
            FROM frontier JOIN source ON source.id = frontier.source_id
                LEFT JOIN host ON host.id = frontier.host_id LEFT JOIN frontier AS finder ON finder.id = frontier.found_in
                LEFT JOIN document ON document.id = frontier.document_id
                LEFT JOIN held_deletion ON held_deletion.document_id = document.id
            """

        func history(_ condition: String, _ arguments: StatementArguments) throws -> AddressHistory? {
            try histories(condition, arguments).first
        }

        func histories(_ condition: String, _ arguments: StatementArguments) throws -> [AddressHistory] {
            try Row.fetchAll(database, sql: "\(Self.selection) WHERE \(condition) LIMIT 100", arguments: arguments)
                .map(history)
        }

        static func host(_ row: Row, name: String) -> AddressHistory.Host {
            AddressHistory.Host(
                name: name,
                blockedUntil: (row["blocked_until"] as Int?).map(Timestamp.init(secondsSince1970:)),
                blockReason: row["block_reason"],
                blocks: row["blocks"]
            )
        }

        private func history(_ row: Row) throws -> AddressHistory {
            func time(_ column: String) -> Timestamp? {
                (row[column] as Int?).map(Timestamp.init(secondsSince1970:))
            }
            func run(_ column: String) -> Run.Identifier? {
                (row[column] as Int64?).flatMap { $0 > 0 ? Run.Identifier(rawValue: $0) : nil }
            }
            return AddressHistory(
                address: row["identifier"] ?? row["address"],
                source: row["source_name"],
                namedInRun: run("seeded_run"),
                role: Request.Role(rawValue: row["role"]) ?? .page,
                depth: row["depth"],
                foundIn: (row["finder"] as String?).map {
                    AddressHistory.Finder(address: $0, role: Request.Role(rawValue: row["finder_role"]) ?? .page)
                },
                discoveredAt: time("discovered_at") ?? Timestamp(secondsSince1970: 0),
                toldAt: time("told_at"),
                fetchedAt: time("fetched_at"),
                validators: Validators(entityTag: row["entity_tag"], lastModified: row["last_modified"]),
                movedTo: row["moved_to"],
                dueAt: time("due_at"),
                interval: (row["interval"] as Int?).map { .seconds($0) },
                failures: row["failures"],
                misses: row["misses"],
                strikes: row["strikes"],
                claimedBy: run("claimed_run"),
                quarantine: row["quarantine"],
                prunedAt: time("pruned_at"),
                host: (row["host_name"] as String?).map { Self.host(row, name: $0) },
                document: (row["document_key"] as Data?).flatMap { DocumentKey(data: $0) }.map {
                    AddressHistory.Document(
                        key: $0,
                        normalizer: row["normalizer"],
                        goneAt: time("gone_at"),
                        goneReason: row["gone_reason"],
                        waitingDeletion: time("held_since").map {
                            AddressHistory.WaitingDeletion(
                                since: $0,
                                reason: row["held_reason"],
                                isHeld: row["held_state"] as String == "held"
                            )
                        }
                    )
                },
                endings: try endings(of: row["id"])
            )
        }

        private func endings(of frontier: Int64) throws -> [AddressHistory.Ending] {
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM outcome WHERE frontier_id = ? ORDER BY run_id DESC LIMIT ?",
                arguments: [frontier, Store.toldEndings]
            ).compactMap { row in
                Outcome.Kind(rawValue: row["kind"]).map {
                    AddressHistory.Ending(
                        run: Run.Identifier(rawValue: row["run_id"]),
                        time: Timestamp(secondsSince1970: row["at"]),
                        kind: $0,
                        code: row["code"],
                        reason: row["reason"]
                    )
                }
            }
        }
    }
}
