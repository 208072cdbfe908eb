public import PotokConfiguration
public import PotokCore

/// A table of a PostgreSQL server (12 or later).
///
/// A batch is one transaction with one statement for all upserts and one for all deletes. Both are guarded by version: a row gives way to
/// an equal or newer version only, and a delete leaves its key and version in the table `…_deleted`, so that an upsert which was
/// already on its way when the delete came (a connection that we gave up, but the server did not) cannot bring the document back. Two
/// statements of the same moment do not see each other's rows; so a batch with deletes locks that table against batches with upserts, which
/// lock it against deletes only. A delete is remembered for as long as a statement can be on its way, a minute at least.
public struct PostgreSQLSink: Sink {
    /// The oldest server that is known to work: generated columns came with 12.
    static let oldestServer = 120_000

    let pool: PostgreSQLPool
    let schema: PostgreSQLSchema

    /// Makes a sink; nothing is connected yet.
    ///
    /// - Parameters:
    ///   - options: where the table is.
    ///   - password: what the secret of the options holds.
    ///   - mapping: the names of the columns.
    ///   - timeout: how long a statement may take.
    public init(
        _ options: PostgreSQLOptions,
        password: String? = nil,
        mapping: FieldMapping = .identity,
        timeout: Duration = .seconds(30)
    ) {
        let seconds = max(1, Int(timeout.seconds.rounded(.up)))
        var parameters: [(keyword: String, value: String)] = [
            ("host", options.host), ("port", String(options.port)), ("dbname", options.database),
            ("user", options.user),
            ("application_name", "potok"), ("client_encoding", "UTF8"), ("gssencmode", "disable"),
            ("tcp_user_timeout", String(seconds * 1_000)),
        ]
        if let password { parameters.append(("password", password)) }
        if options.isSocket || options.tls == .off {
            parameters.append(("sslmode", "disable"))
        } else {
            parameters.append(("sslmode", "verify-full"))
            parameters.append(
                (
                    "sslrootcert",
                    options.certificateAuthority.isEmpty ? SystemAuthorities.path ?? "" : options.certificateAuthority
                )
            )
        }
        pool = PostgreSQLPool(parameters, timeout: timeout)
        schema = PostgreSQLSchema(
            table: PostgreSQLName(options.table),
            layout: PostgreSQLLayout(mapping, textSearch: options.textSearch),
            user: options.user,
            tombstoneSeconds: max(60, 5 * seconds)
        )
    }

    init(pool: PostgreSQLPool, schema: PostgreSQLSchema) {
        self.pool = pool
        self.schema = schema
    }

    /// It deletes, guards by version, lists what it holds and is filled anew beside itself.
    public var capabilities: SinkCapabilities { [.delete, .versions, .holdings, .swap] }

    /// Asks the server for its version, for the tables and for our rights, in a transaction that only reads.
    public func check() async throws(SinkFailure) -> SinkHealth {
        let schema = schema
        let timeout = pool.timeout
        return try await pool.use { connection, patience throws(SinkFailure) in
            try Self.requireVersion(of: connection)
            try connection.run(
                "BEGIN READ ONLY; SET LOCAL statement_timeout = \(max(1, Int64(timeout.seconds * 1_000)))",
                until: patience
            )
            let words = try connection.run(
                "SELECT current_setting('server_version'), pg_is_in_recovery()",
                until: patience
            )
            var notes: [String] = []
            if try schema.exists(schema.table, on: connection, until: patience) {
                let problems = try schema.problems(on: connection, until: patience)
                guard problems.isEmpty else { throw schema.mismatch(problems) }
                let missing = try schema.missingRights(on: connection, until: patience)
                guard missing.isEmpty else {
                    throw SinkFailure(
                        .denied,
                        code: "42501",
                        message: "the user \(schema.user) lacks \(missing.joined(separator: ", "))"
                    )
                }
            } else {
                guard try schema.mayCreate(on: connection, until: patience) else {
                    let message =
                        "the table \(schema.table.quoted) is missing, and the user \(schema.user) may not make it"
                    throw SinkFailure(.denied, code: "42501", message: message)
                }
                notes.append("the table \(schema.table.quoted) is made by the first delivery")
            }
            try connection.run("COMMIT", until: patience)
            guard words.rows.first?.last != "t" else {
                throw SinkFailure(.denied, code: "25006", message: "the server is a standby, which takes no changes")
            }
            return SinkHealth(server: "PostgreSQL \((words.rows.first?.first ?? nil) ?? "?")", notes: notes)
        }
    }

    /// Makes the tables that are missing, and looks whether those that are there fit.
    public func prepare() async throws(SinkFailure) {
        let schema = schema
        let timeout = pool.timeout
        try await pool.use { connection, patience throws(SinkFailure) in
            try Self.requireVersion(of: connection)
            try connection.run(PostgreSQLSchema.begin(timeout: timeout), until: patience)
            try schema.prepare(on: connection, until: patience)
            try connection.run("COMMIT", until: patience)
        }
    }

    /// Tells the changes in one transaction.
    public func deliver(_ changes: [SinkChange]) async -> BatchAnswer {
        var answers = [ChangeAnswer](repeating: .delivered, count: changes.count)
        var upserts: [(place: Int, key: DocumentKey, document: DocumentV1)] = []
        var deletes: [(place: Int, change: Change)] = []
        for (place, change) in changes.enumerated() {
            switch (change.change.kind, change.document) {
            case (.upsert, let document?):
                if let objection = schema.layout.objection(to: document) {
                    answers[place] = .rejected(objection)
                } else {
                    upserts.append((place, change.change.key, document))
                }
            case (.delete, _): deletes.append((place, change.change))
            case (.upsert, nil):
                answers[place] = .rejected(
                    SinkFailure(.rejected, code: "document", message: "an upsert without a document")
                )
            }
        }
        if upserts.isEmpty, deletes.isEmpty { return .answered(answers) }
        // Always in the order of keys, so that two batches cannot wait for each other's rows.
        upserts.sort { $0.key < $1.key }
        deletes.sort { $0.change.key < $1.change.key }
        let work = PostgreSQLBatch(
            upserts: schema.layout.arrays(of: upserts.map(\.document)),
            upsertCount: upserts.count,
            deletes: deletes.map(\.change),
            schema: schema,
            timeout: pool.timeout
        )
        let removed: Set<String>
        do throws(SinkFailure) {
            removed = try await pool.use(work.run)
        } catch {
            guard error.kind == .rejected, upserts.count + deletes.count == 1 else { return BatchAnswer(error) }
            answers[upserts.first?.place ?? deletes.first?.place ?? 0] = .rejected(error)
            return .answered(answers)
        }
        if !removed.isEmpty {
            let message = "a newer delete of it was told less than \(schema.tombstoneSeconds) seconds ago"
            for upsert in upserts where removed.contains(upsert.key.rawValue) {
                answers[upsert.place] = .retry(SinkFailure(.busy, code: "deleted", message: message))
            }
        }
        return .answered(answers)
    }

    /// How many rows have a key of ours.
    public func count() async throws(SinkFailure) -> Int {
        let statement = "SELECT count(*) FROM \(schema.table.quoted) WHERE \(keyIsOurs)"
        let rows = try await read(statement, [])
        guard let text = rows.rows.first?.first, let count = text.flatMap({ Int($0) }) else {
            throw SinkFailure(.malformed, code: "count", message: "the server did not answer with a number")
        }
        return count
    }

    /// A page of keys and versions, by the index of the keys.
    public func holdings(after key: DocumentKey?, limit: Int) async throws(SinkFailure) -> [Holding] {
        let column = PostgreSQLName.quote(schema.layout.key)
        let statement = """
            SELECT \(column), \(PostgreSQLName.quote(schema.layout.version)) FROM \(schema.table.quoted)
            WHERE \(keyIsOurs) AND \(column) COLLATE "C" > $1 ORDER BY \(column) COLLATE "C" LIMIT \(max(0, limit))
            """
        let rows = try await read(statement, [.text(key?.rawValue ?? "")])
        var holdings: [Holding] = []
        holdings.reserveCapacity(rows.rows.count)
        for row in rows.rows {
            guard row.count == 2, let key = row[0].flatMap({ DocumentKey(rawValue: $0) }) else {
                throw SinkFailure(.malformed, code: "key", message: "the server gave a key that is none")
            }
            // A row without a version is somebody's own: whatever it says, ours is newer.
            holdings.append(Holding(key: key, version: row[1].flatMap { Int64($0) } ?? 0))
        }
        return holdings
    }

    /// A table beside the live one, named after it.
    public func rebuilding(_ name: String) -> (any RebuildingSink)? {
        PostgreSQLRebuilding(live: self, name: name)
    }

    /// Rows of somebody else in the same table are none of our business.
    private var keyIsOurs: String { "\(PostgreSQLName.quote(schema.layout.key)) ~ '^[0-9a-f]{32}$'" }

    private func read(
        _ statement: String,
        _ parameters: [PostgreSQLParameter]
    ) async throws(SinkFailure) -> PostgreSQLRows {
        let timeout = pool.timeout
        return try await pool.use { connection, patience throws(SinkFailure) in
            try connection.run(
                "BEGIN READ ONLY; SET LOCAL statement_timeout = \(max(1, Int64(timeout.seconds * 1_000)))",
                until: patience
            )
            let rows = try connection.run(statement, parameters, until: patience)
            try connection.run("COMMIT", until: patience)
            return rows
        }
    }

    private static func requireVersion(of connection: PostgreSQLConnection) throws(SinkFailure) {
        let version = connection.serverVersion
        guard version < oldestServer else { return }
        throw SinkFailure(
            .mismatch,
            code: "version",
            message:
                "the server is PostgreSQL \(version / 10_000), older than \(oldestServer / 10_000), which the table needs"
        )
    }
}
