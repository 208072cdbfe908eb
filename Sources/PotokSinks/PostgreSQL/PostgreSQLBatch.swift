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
    /// - Returns: the keys that stay removed for now, because a newer delete of them was told a moment ago.
    @Sendable
    func run(
        on connection: PostgreSQLConnection,
        until patience: PostgreSQLPatience
    ) throws(SinkFailure) -> Set<String> {
        // These two modes exclude each other, and the first one does not exclude itself.
        let mode = deletes.isEmpty ? "ROW SHARE" : "EXCLUSIVE"
        try connection.run(
            PostgreSQLSchema.begin(timeout: timeout) + "; LOCK TABLE \(schema.tombstones.quoted) IN \(mode) MODE",
            until: patience
        )
        var removed: Set<String> = []
        let layout = schema.layout
        if !deletes.isEmpty {
            var keys = PostgreSQLColumn()
            var versions = PostgreSQLColumn()
            for change in deletes {
                keys.append(change.key.rawValue)
                versions.append(String(change.version))
            }
            try connection.run(
                layout.deletion(from: schema.table, tombstones: schema.tombstones),
                [.texts(keys), .texts(versions)],
                until: patience
            )
        }
        if upsertCount > 0 {
            let stored = try connection.run(
                layout.upsert(into: schema.table, tombstones: schema.tombstones, within: schema.tombstoneSeconds),
                upserts.map { .texts($0) },
                until: patience
            )
            // What was not stored met something newer: a row of ours, which is as good, or a delete.
            if stored.rows.count < upsertCount,
                let keys = layout.columns.firstIndex(where: { $0.name == layout.key }),
                let versions = layout.columns.firstIndex(where: { $0.name == layout.version })
            {
                let found = try connection.run(
                    layout.removed(from: schema.table, tombstones: schema.tombstones, within: schema.tombstoneSeconds),
                    [.texts(upserts[keys]), .texts(upserts[versions])],
                    until: patience
                )
                removed = Set(found.rows.compactMap { $0.first ?? nil })
            }
        }
        try connection.run("COMMIT", until: patience)
        return removed
    }
}
