import GRDB
public import PotokCore

extension Store {
    /// Takes in what a run brought, and tells what is known of the sources that took part in it.
    ///
    /// - Parameter rhythm: how long a source may bring nothing new, learned of the hours in which it did, oldest first; nil
    ///   when they are too few.
    public func health(
        after run: Run.Identifier,
        now: Timestamp,
        rhythm: @escaping @Sendable ([Timestamp]) -> Duration?
    ) async throws -> [SourceHealth] {
        try await write { database in
            let writer = HealthWriter(database: database, rhythm: rhythm)
            let sampled = try writer.takeIn(until: run)
            // Silence begins with the first look at the earliest.
            try database.execute(
                sql: "UPDATE source SET heard_at = ? WHERE part_run = ? AND heard_at IS NULL",
                arguments: [now.secondsSince1970, run.rawValue]
            )
            let alarms = Dictionary(grouping: try Self.alarms(database), by: \.source)
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT id, name, part_at IS NOT NULL AS is_complete, heard_at, silent_after FROM source
                    WHERE part_run = ? ORDER BY position, id
                    """,
                arguments: [run.rawValue]
            ).map { row in
                let (source, name): (Int64, String) = (row["id"], row["name"])
                return SourceHealth(
                    name: name,
                    isComplete: row["is_complete"],
                    heardAt: Timestamp(secondsSince1970: row["heard_at"]),
                    silentAfter: (row["silent_after"] as Int?).map { .seconds($0) },
                    samples: sampled.contains(source) ? try writer.samples(of: source) : nil,
                    alarms: alarms[name] ?? []
                )
            }
        }
    }

    /// The alarms that stand, in the order of the sources.
    public func alarms() async throws -> [SourceAlarm] { try await read { try Self.alarms($0) } }

    static func alarms(_ database: Database) throws -> [SourceAlarm] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT source.name AS source, kind, since, message, baseline FROM alarm
                JOIN source ON source.id = source_id ORDER BY position, source.id, kind DESC
                """
        ).compactMap { row in
            SourceAlarm.Kind(rawValue: row["kind"]).map { kind in
                SourceAlarm(
                    source: row["source"],
                    kind: kind,
                    since: Timestamp(secondsSince1970: row["since"]),
                    message: row["message"],
                    baseline: (row["baseline"] as String?).flatMap(SampleFigures.init(text:))
                )
            }
        }
    }

    /// Writes down alarms that begin, and forgets those that end and those of sources that are no more.
    ///
    /// - Parameter forgetting: the sources whose history begins anew, but for as many of their newest samples.
    public func change(
        alarms begun: [SourceAlarm],
        ended: [SourceAlarm],
        sources: [String],
        forgetting: [(source: String, but: Int)]
    ) async throws {
        try await write { database in
            for alarm in ended {
                guard let source = try SourceTable.find(alarm.source, database) else { continue }
                try database.execute(
                    sql: "DELETE FROM alarm WHERE source_id = ? AND kind = ?",
                    arguments: [source, alarm.kind.rawValue]
                )
            }
            for alarm in begun {
                guard let source = try SourceTable.find(alarm.source, database) else { continue }
                try database.execute(
                    sql:
                        "INSERT OR REPLACE INTO alarm (source_id, kind, since, message, baseline) VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        source, alarm.kind.rawValue, alarm.since.secondsSince1970, alarm.message,
                        alarm.baseline?.text,
                    ]
                )
            }
            for (name, count) in forgetting {
                guard let source = try SourceTable.find(name, database) else { continue }
                try database.execute(
                    sql: """
                        DELETE FROM sample WHERE source_id = ?1 AND id <= (
                            SELECT id FROM sample WHERE source_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)
                        """,
                    arguments: [source, count]
                )
            }
            let known = Set(sources)
            for alarm in try Self.alarms(database) where !known.contains(alarm.source) {
                guard let source = try SourceTable.find(alarm.source, database) else { continue }
                try database.execute(sql: "DELETE FROM alarm WHERE source_id = ?", arguments: [source])
            }
        }
    }
}
