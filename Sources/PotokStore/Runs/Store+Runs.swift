import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Store {
    /// Begins a run, after putting in order what an earlier process may have left behind.
    ///
    /// Call it only while holding the lock of the database. Claims of dead runs go back to the frontier; what was in work when
    /// a process ended gets a strike, and what was in work alone is quarantined.
    ///
    /// - Parameters:
    ///   - sources: the names of the sources in their order.
    ///   - inWork: what the workers of the process before were busy with when it ended without a word.
    public func beginRun(
        sources: [String],
        inWork: [Request.Claim],
        processIdentifier: Int32,
        judge: any Judge,
        now: Timestamp
    ) async throws -> Run.Identifier {
        try await write { [duplicates] database in
            try database.execute(
                sql: "UPDATE run SET end = 'interrupted', ended_at = ? WHERE end IS NULL",
                arguments: [now.secondsSince1970]
            )
            try database.execute(
                sql: "INSERT INTO run (started_at, pid) VALUES (?, ?)",
                arguments: [now.secondsSince1970, processIdentifier]
            )
            let run = Run.Identifier(rawValue: database.lastInsertedRowID)
            for claim in Set(inWork) {
                try database.execute(
                    sql: """
                        UPDATE frontier SET strikes = strikes + 1,
                            quarantine = CASE WHEN alone_run IS NOT NULL
                                THEN 'the process ended ' || (strikes + 1) || ' times while this was in work, '
                                    || 'the last time alone' END
                        WHERE id = ? AND claimed_run IS NOT NULL
                        """,
                    arguments: [claim.rawValue]
                )
                try database.execute(
                    sql: """
                        INSERT INTO outcome (run_id, frontier_id, kind, reason, at)
                        SELECT ?, id, 'quarantined', quarantine, ? FROM frontier WHERE id = ? AND quarantine IS NOT NULL
                        """,
                    arguments: [run.rawValue, now.secondsSince1970, claim.rawValue]
                )
            }
            try database.execute(
                sql: "UPDATE frontier SET claimed_run = NULL, alone_run = NULL WHERE claimed_run IS NOT NULL"
            )
            try Self.order(sources, judge: judge, now: now, database, duplicates)
            return run
        }
    }

    /// The addresses of a run's sources that are set aside, with the reasons.
    public func quarantined(run: Run.Identifier) async throws -> [OutcomeRecord] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT coalesce(identifier, locator) AS address, source.name AS source, quarantine FROM frontier
                    JOIN source ON source.id = source_id WHERE quarantine IS NOT NULL AND seeded_run = ?
                    ORDER BY frontier.id LIMIT 100
                    """,
                arguments: [run.rawValue]
            ).map {
                OutcomeRecord(
                    address: $0["address"],
                    source: $0["source"],
                    kind: .quarantined,
                    code: nil,
                    reason: $0["quarantine"]
                )
            }
        }
    }

    /// Writes down the order of the sources; where it has changed, every cluster elects again.
    private static func order(
        _ sources: [String],
        judge: any Judge,
        now: Timestamp,
        _ database: Database,
        _ memory: DuplicateMemory
    ) throws {
        let before = try String.fetchAll(
            database,
            sql: "SELECT name FROM source WHERE position < 1000000 ORDER BY position"
        )
        for (position, name) in sources.enumerated() {
            try database.execute(
                sql: """
                    INSERT INTO source (name, position) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET position = excluded.position
                    """,
                arguments: [name, position]
            )
        }
        try makeFirstFingerprints(database, memory, judge: judge, now: now)
        guard before != sources else { return }
        var keeper = try DuplicateKeeper(database, judge: judge, run: nil, memory: memory)
        try keeper.orderChanged()
        try keeper.finish()
        var documents = try DocumentWriter(database: database, now: now)
        for row in keeper.relinked { try documents.announce(row) }
        try documents.finish()
    }

    /// Ends a run; whatever is still claimed goes back to the frontier.
    public func endRun(
        _ run: Run.Identifier,
        end: Run.End,
        failure: String? = nil,
        now: Timestamp
    ) async throws {
        try await write { database in
            try database.execute(sql: "UPDATE frontier SET claimed_run = NULL WHERE claimed_run IS NOT NULL")
            try database.execute(
                sql: "UPDATE run SET ended_at = ?, end = ?, failure = ? WHERE id = ?",
                arguments: [now.secondsSince1970, end.rawValue, failure, run.rawValue]
            )
        }
    }

    /// How the inputs of a run ended, by kind and code.
    public func outcomes(of run: Run.Identifier) async throws -> [OutcomeCount] {
        try await read { database in
            var counts = try Row.fetchAll(
                database,
                sql: """
                    SELECT kind, code, count(*) AS number FROM outcome WHERE run_id = ?
                    GROUP BY kind, code ORDER BY kind, code
                    """,
                arguments: [run.rawValue]
            ).compactMap { row in
                Outcome.Kind(rawValue: row["kind"]).map {
                    OutcomeCount(kind: $0, code: row["code"], count: row["number"])
                }
            }
            let unchanged =
                try Int.fetchOne(database, sql: "SELECT unchanged FROM run WHERE id = ?", arguments: [run.rawValue])
                ?? 0
            if unchanged > 0 { counts.append(OutcomeCount(kind: .unchanged, code: nil, count: unchanged)) }
            return counts
        }
    }

    /// The inputs of a run that ended in one of some kinds, in the order of the frontier.
    public func outcomeRecords(
        of run: Run.Identifier,
        kinds: [Outcome.Kind],
        limit: Int
    ) async throws -> [OutcomeRecord] {
        try await read { database in
            let places = databaseQuestionMarks(count: kinds.count)
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT coalesce(identifier, locator) AS address, source.name AS source, kind, code, reason
                    FROM outcome JOIN frontier ON frontier.id = frontier_id JOIN source ON source.id = source_id
                    WHERE run_id = ? AND kind IN (\(places)) ORDER BY frontier_id LIMIT ?
                    """,
                arguments: StatementArguments([run.rawValue] as [any DatabaseValueConvertible])
                    + StatementArguments(kinds.map(\.rawValue)) + [limit]
            ).compactMap { row in
                guard let kind = Outcome.Kind(rawValue: row["kind"]) else { return nil }
                return OutcomeRecord(
                    address: row["address"],
                    source: row["source"],
                    kind: kind,
                    code: row["code"],
                    reason: row["reason"]
                )
            }
        }
    }

    /// The newest runs, newest first.
    public func runs(limit: Int) async throws -> [Run] {
        try await read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM run ORDER BY id DESC LIMIT ?", arguments: [limit])
                .map { row in
                    let identifier: Int64 = row["id"]
                    var outcomes: [Outcome.Kind: Int] = [:]
                    for count in try Row.fetchAll(
                        database,
                        sql: "SELECT kind, count(*) AS number FROM outcome WHERE run_id = ? GROUP BY kind",
                        arguments: [identifier]
                    ) {
                        if let kind = Outcome.Kind(rawValue: count["kind"]) { outcomes[kind] = count["number"] }
                    }
                    let unchanged: Int = row["unchanged"]
                    if unchanged > 0 { outcomes[.unchanged, default: 0] += unchanged }
                    return Run(
                        identifier: Run.Identifier(rawValue: identifier),
                        startedAt: Timestamp(secondsSince1970: row["started_at"]),
                        endedAt: (row["ended_at"] as Int?).map(Timestamp.init(secondsSince1970:)),
                        processIdentifier: row["pid"],
                        end: (row["end"] as String?).flatMap(Run.End.init(rawValue:)),
                        failure: row["failure"],
                        outcomes: outcomes
                    )
                }
        }
    }
}
