import PotokCore

/// One transaction of changes.
struct PostgreSQLBatch: Sendable {
    /// One array a column, in the order of the layout.
    let upserts: [PostgreSQLColumn]
    /// How many rows they hold.
    let upsertCount: Int
    /// What is removed.
    let deletes: [Change]
    /// The tables.
    let schema: PostgreSQLSchema
    /// How long each statement may take.
    let timeout: Duration

    /// Tells them to the server.
    ///
    /// - Returns: the versions that the server holds of keys where it holds something newer than was sent.
    @Sendable
    func run(
        on connection: PostgreSQLConnection,
        until deadline: ContinuousClock.Instant
    ) throws(SinkFailure) -> [String: Int64] {
        // These two modes exclude each other, and the first one does not exclude itself.
        let mode = deletes.isEmpty ? "ROW SHARE" : "EXCLUSIVE"
        try connection.run(
            PostgreSQLSchema.begin(timeout: timeout) + "; LOCK TABLE \(schema.tombstones.quoted) IN \(mode) MODE",
            until: deadline
        )
        var newer: [String: Int64] = [:]
        let layout = schema.layout
        if !deletes.isEmpty {
            var keys = PostgreSQLColumn()
            var versions = PostgreSQLColumn()
            for change in deletes {
                keys.append(change.key.rawValue)
                versions.append(String(change.version))
            }
            let parameters: [PostgreSQLParameter] = [.texts(keys), .texts(versions)]
            try connection.run(
                layout.deletion(from: schema.table, tombstones: schema.tombstones),
                parameters,
                until: deadline
            )
            try note(newerThan: parameters, in: &newer, on: connection, until: deadline)
        }
        if upsertCount > 0 {
            let stored = try connection.run(
                layout.upsert(into: schema.table, tombstones: schema.tombstones),
                upserts.map { .texts($0) },
                until: deadline
            )
            if stored.rows.count < upsertCount,
                let keys = layout.columns.firstIndex(where: { $0.name == layout.key }),
                let versions = layout.columns.firstIndex(where: { $0.name == layout.version })
            {
                try note(
                    newerThan: [.texts(upserts[keys]), .texts(upserts[versions])],
                    in: &newer,
                    on: connection,
                    until: deadline
                )
            }
        }
        try connection.run("COMMIT", until: deadline)
        return newer
    }

    private func note(
        newerThan parameters: [PostgreSQLParameter],
        in newer: inout [String: Int64],
        on connection: PostgreSQLConnection,
        until deadline: ContinuousClock.Instant
    ) throws(SinkFailure) {
        let found = try connection.run(
            schema.layout.newer(in: schema.table, tombstones: schema.tombstones),
            parameters,
            until: deadline
        )
        for row in found.rows {
            if row.count == 2, let key = row[0], let version = row[1].flatMap({ Int64($0) }) { newer[key] = version }
        }
    }
}

extension SinkFailure {
    /// The target holds something newer than we do, which no delivery of ours can have left there: another database feeds it, or ours was
    /// restored from an older copy.
    static func newer(_ held: Int64, than ours: Int64) -> SinkFailure {
        SinkFailure(
            .rejected,
            code: "version.newer",
            message:
                "the target holds version \(held), newer than ours, \(ours); `potok sinks verify --repair` settles it"
        )
    }
}
