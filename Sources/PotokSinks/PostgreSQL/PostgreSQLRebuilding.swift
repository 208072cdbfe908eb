import PotokCore

/// A table that is filled beside the live one and then takes its name.
struct PostgreSQLRebuilding: RebuildingSink {
    private let live: PostgreSQLSchema
    private let beside: PostgreSQLSink

    /// Takes the sink of the live table.
    init(live: PostgreSQLSink, name: String) {
        self.live = live.schema
        var schema = live.schema
        schema.table = live.schema.table.with("_" + name)
        beside = PostgreSQLSink(pool: live.pool, schema: schema)
    }

    var capabilities: SinkCapabilities { beside.capabilities.subtracting(.swap) }

    func check() async throws(SinkFailure) -> SinkHealth { try await beside.check() }

    /// Makes the table: as a copy of the live one when that fits, so that columns, indexes and settings of somebody else stay; else as a
    /// first delivery would.
    func prepare() async throws(SinkFailure) {
        let live = live
        let schema = beside.schema
        let timeout = beside.pool.timeout
        try await beside.pool.use { connection, patience throws(SinkFailure) in
            try connection.run(PostgreSQLSchema.begin(timeout: timeout), until: patience)
            if try live.exists(live.table, on: connection, until: patience),
                try live.problems(on: connection, until: patience).isEmpty
            {
                try schema.create(like: live.table, on: connection, until: patience)
            }
            try schema.prepare(on: connection, until: patience)
            try connection.run("COMMIT", until: patience)
        }
    }

    func deliver(_ changes: [SinkChange]) async -> BatchAnswer { await beside.deliver(changes) }

    func count() async throws(SinkFailure) -> Int { try await beside.count() }

    func holdings(after key: DocumentKey?, limit: Int) async throws(SinkFailure) -> [Holding] {
        try await beside.holdings(after: key, limit: limit)
    }

    func rebuilding(_ name: String) -> (any RebuildingSink)? { nil }

    /// Gives the new tables the names of the live ones, and what others may do with them, in one transaction.
    ///
    /// Readers wait for an instant and then see the new table. What depends on the live table, such as a view, keeps it from being removed: then
    /// nothing is swapped, and the failure says what depends.
    func swap() async throws(SinkFailure) {
        let live = live
        let schema = beside.schema
        let timeout = beside.pool.timeout
        try await beside.pool.useOnce { connection, patience throws(SinkFailure) in
            try connection.run(PostgreSQLSchema.begin(timeout: timeout), until: patience)
            // A swap whose answer was lost has been made.
            if try !live.exists(schema.table, on: connection, until: patience),
                try live.exists(live.table, on: connection, until: patience)
            {
                try connection.run("ROLLBACK", until: patience)
                return
            }
            for (old, new) in [(live.table, schema.table), (live.tombstones, schema.tombstones)] {
                if try live.exists(old, on: connection, until: patience) {
                    // The tables that readers use are locked before their rights are read, so that none is given meanwhile.
                    try connection.run("LOCK TABLE \(old.quoted) IN ACCESS EXCLUSIVE MODE", until: patience)
                    let grants = try connection.run(
                        """
                        SELECT format('GRANT %s ON TABLE %s TO %s%s', privilege_type, $2::text,
                                      CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
                                      CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                        FROM pg_class, aclexplode(relacl) WHERE oid = to_regclass($1) AND grantee <> relowner
                        """,
                        [.text(old.quoted), .text(new.quoted)],
                        until: patience
                    )
                    for grant in grants.rows {
                        if let grant = grant.first ?? nil { try connection.run(grant, until: patience) }
                    }
                    try connection.run("DROP TABLE \(old.quoted)", until: patience)
                }
                try connection.run(
                    "ALTER TABLE \(new.quoted) RENAME TO \(PostgreSQLName.quote(old.name))",
                    until: patience
                )
            }
            try connection.run("COMMIT", until: patience)
        }
    }

    func discard() async throws(SinkFailure) {
        let schema = beside.schema
        let timeout = beside.pool.timeout
        try await beside.pool.use { connection, patience throws(SinkFailure) in
            try connection.run(
                PostgreSQLSchema.begin(timeout: timeout)
                    + "; DROP TABLE IF EXISTS \(schema.table.quoted); DROP TABLE IF EXISTS \(schema.tombstones.quoted); COMMIT",
                until: patience
            )
        }
    }
}
