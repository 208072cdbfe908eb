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
        kind: Run.Kind = .run,
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
                sql: "INSERT INTO run (started_at, pid, kind) VALUES (?, ?, ?)",
                arguments: [now.secondsSince1970, processIdentifier, kind.rawValue]
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
            try ScheduleTable.end(run, database)
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
                    SELECT kind, nullif(code, '') AS code, sum(number) AS number FROM (
                        SELECT kind, coalesce(code, '') AS code, count(*) AS number FROM outcome WHERE run_id = ?1
                            GROUP BY kind, code
                        UNION ALL SELECT kind, code, number FROM outcome_tally WHERE run_id = ?1)
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
                .map { try Self.run($0, database) }
        }
    }

    /// One run; nil when there is none of that number.
    public func run(_ identifier: Run.Identifier) async throws -> Run? {
        try await read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM run WHERE id = ?", arguments: [identifier.rawValue])
                .map { try Self.run($0, database) }
        }
    }

    private static func run(_ row: Row, _ database: Database) throws -> Run {
        let identifier: Int64 = row["id"]
        var outcomes = try database.readInPassing { try OutcomeTally.ofRun(identifier, database) }
        for (kind, number) in try OutcomeTally.removed(of: identifier, database) {
            outcomes[kind, default: 0] += number
        }
        let unchanged: Int = row["unchanged"]
        if unchanged > 0 { outcomes[.unchanged, default: 0] += unchanged }
        return Run(
            identifier: Run.Identifier(rawValue: identifier),
            kind: Run.Kind(rawValue: row["kind"]) ?? .run,
            startedAt: Timestamp(secondsSince1970: row["started_at"]),
            endedAt: (row["ended_at"] as Int?).map(Timestamp.init(secondsSince1970:)),
            processIdentifier: row["pid"],
            end: (row["end"] as String?).flatMap(Run.End.init(rawValue:)),
            failure: row["failure"],
            outcomes: outcomes
        )
    }

    /// The addresses that ended otherwise in one run than in another, in the order of the frontier.
    ///
    /// What has not changed leaves no trace but its number, so it counts as no ending.
    public func outcomeDifferences(
        from one: Run.Identifier,
        to other: Run.Identifier,
        limit: Int
    ) async throws -> [OutcomeDifference] {
        @Sendable func ending(_ row: Row, _ prefix: String) -> OutcomeDifference.Ending? {
            guard let kind = (row["\(prefix)_kind"] as String?).flatMap(Outcome.Kind.init(rawValue:)) else {
                return nil
            }
            return .init(kind: kind, code: row["\(prefix)_code"], reason: row["\(prefix)_reason"])
        }
        return try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT coalesce(identifier, locator) AS address, source.name AS source,
                        before.kind AS before_kind, before.code AS before_code, before.reason AS before_reason,
                        after.kind AS after_kind, after.code AS after_code, after.reason AS after_reason
                    FROM (SELECT frontier_id FROM outcome WHERE run_id IN (?1, ?2) GROUP BY frontier_id) AS either
                    JOIN frontier ON frontier.id = either.frontier_id JOIN source ON source.id = source_id
                    LEFT JOIN outcome AS before ON before.run_id = ?1 AND before.frontier_id = frontier.id
                    LEFT JOIN outcome AS after ON after.run_id = ?2 AND after.frontier_id = frontier.id
                    WHERE before.kind IS NOT after.kind OR before.code IS NOT after.code
                    ORDER BY frontier.id LIMIT ?3
                    """,
                arguments: [one.rawValue, other.rawValue, limit]
            ).map { row in
                OutcomeDifference(
                    address: row["address"],
                    source: row["source"],
                    before: ending(row, "before"),
                    after: ending(row, "after")
                )
            }
        }
    }
}
