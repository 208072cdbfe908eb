import GRDB
public import PotokCore

extension Store {
    /// Writes down the sinks of the pipeline: a new one is told everything there is, and what waits for one that is no longer named is
    /// forgotten.
    ///
    /// - Returns: the names of those that were forgotten.
    @discardableResult
    public func register(sinks: [SinkRegistration], now: Timestamp) async throws -> [String] {
        // Nothing is written where nothing changes: another process may be writing.
        let isSame = try await read { database in
            Set(
                try Row.fetchAll(
                    database,
                    sql: "SELECT name, target, representatives_only FROM sink WHERE NOT \(Self.isRebuild)"
                ).map { row in
                    SinkRegistration(
                        name: row["name"],
                        target: row["target"],
                        representativesOnly: row["representatives_only"]
                    )
                }
            ) == Set(sinks)
        }
        if isSame { return [] }
        return try await write { database in
            let known = try String.fetchAll(
                database,
                sql: "SELECT name FROM sink WHERE NOT \(Self.isRebuild) ORDER BY id"
            )
            let forgotten = known.filter { name in !sinks.contains { $0.name == name } }
            for name in forgotten {
                try database.execute(
                    sql: "DELETE FROM sink WHERE name IN (?, ?)",
                    arguments: [name, name + Self.rebuildSuffix]
                )
            }
            for sink in sinks { try Self.register(sink, now: now, database) }
            return forgotten
        }
    }

    private static let isRebuild = "name LIKE '%\(rebuildSuffix)'"

    private static func register(_ sink: SinkRegistration, now: Timestamp, _ database: Database) throws {
        let known = try Row.fetchOne(database, sql: "SELECT * FROM sink WHERE name = ?", arguments: [sink.name])
        guard let known else {
            try database.execute(
                sql: "INSERT INTO sink (name, target, representatives_only, registered_at) VALUES (?, ?, ?, ?)",
                arguments: [sink.name, sink.target, sink.representativesOnly, now.secondsSince1970]
            )
            let row = database.lastInsertedRowID
            return try Outbox.fill(row, representativesOnly: sink.representativesOnly, isEmpty: true, database)
        }
        let row: Int64 = known["id"]
        let isMoved = known["target"] != sink.target
        let isSame = known["representatives_only"] == sink.representativesOnly
        if isMoved { try database.execute(sql: "DELETE FROM outbox WHERE sink_id = ?", arguments: [row]) }
        if isMoved || !isSame {
            // What was being filled is for what is no more.
            try database.execute(sql: "DELETE FROM sink WHERE name = ?", arguments: [sink.name + rebuildSuffix])
            try database.execute(
                sql: """
                    UPDATE sink SET target = ?, representatives_only = ?, failures = 0, retry_at = NULL,
                        failed_at = NULL, failure_code = NULL, failure_message = NULL
                    WHERE id = ?
                    """,
                arguments: [sink.target, sink.representativesOnly, row]
            )
            try Outbox.fill(row, representativesOnly: sink.representativesOnly, isEmpty: isMoved, database)
        }
    }

    /// What is known of the sinks, in the order in which they were named first.
    public func sinks() async throws -> [SinkRecord] {
        try await read { try Self.sinks($0, where: "NOT sink.\(Self.isRebuild)", []) }
    }

    /// What is known of a sink; nil when the database has none of that name.
    public func sink(_ name: String) async throws -> SinkRecord? {
        try await read { try Self.sinks($0, where: "sink.name = ?", [name]).first }
    }

    private static func sinks(
        _ database: Database,
        where condition: String,
        _ arguments: StatementArguments
    ) throws -> [SinkRecord] {
        func time(_ row: Row, _ column: String) -> Timestamp? {
            (row[column] as Int?).map(Timestamp.init(secondsSince1970:))
        }
        return try Row.fetchAll(
            database,
            sql: """
                SELECT sink.*,
                    (SELECT count(*) FROM outbox WHERE sink_id = sink.id AND dead_at IS NULL) AS waiting,
                    (SELECT count(*) FROM outbox WHERE sink_id = sink.id AND dead_at IS NOT NULL) AS dead,
                    (SELECT count(*) FROM outbox WHERE sink_id = beside.id AND outbox.dead_at IS NULL) AS beside,
                    beside.id IS NOT NULL AS rebuilds
                FROM sink LEFT JOIN sink AS beside ON beside.name = sink.name || '\(rebuildSuffix)'
                WHERE \(condition) ORDER BY sink.id
                """,
            arguments: arguments
        ).map { row in
            SinkRecord(
                name: row["name"],
                waiting: row["waiting"],
                dead: row["dead"],
                registeredAt: Timestamp(secondsSince1970: row["registered_at"]),
                deliveredAt: time(row, "delivered_at"),
                failures: row["failures"],
                retryAt: time(row, "retry_at"),
                failedAt: time(row, "failed_at"),
                failureCode: row["failure_code"],
                failureMessage: row["failure_message"],
                rebuildWaiting: row["rebuilds"] ? row["beside"] : nil
            )
        }
    }

    /// Notes that a sink takes nothing for a time, so that the next process leaves it alone too.
    public func pause(
        sink name: String,
        failures: Int,
        until: Timestamp?,
        code: String,
        message: String,
        now: Timestamp
    ) async throws {
        try await write { database in
            try database.execute(
                sql: """
                    UPDATE sink SET failures = ?, retry_at = ?, failed_at = ?, failure_code = ?, failure_message = ?
                    WHERE name = ?
                    """,
                arguments: [failures, until?.secondsSince1970, now.secondsSince1970, code, message, name]
            )
        }
    }

    /// Makes everything that waits for a sink due now, and forgets that it failed.
    ///
    /// - Returns: how many changes wait.
    public func retryNow(sink name: String) async throws -> Int {
        try await write { database in
            try database.execute(
                sql: "UPDATE sink SET failures = 0, retry_at = NULL WHERE name = ?",
                arguments: [name]
            )
            try database.execute(
                sql: """
                    UPDATE outbox SET retry_at = NULL WHERE retry_at IS NOT NULL AND dead_at IS NULL
                        AND sink_id = (SELECT id FROM sink WHERE name = ?)
                    """,
                arguments: [name]
            )
            return try Int.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM outbox WHERE dead_at IS NULL
                        AND sink_id = (SELECT id FROM sink WHERE name = ?)
                    """,
                arguments: [name]
            ) ?? 0
        }
    }
}
