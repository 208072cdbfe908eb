import PotokConfiguration
import PotokCore

/// The tables of a sink: making them, and seeing whether those that are there will do.
struct PostgreSQLSchema: Sendable {
    /// The table with the documents.
    var table: PostgreSQLName
    /// The keys that were removed, with the versions that removed them.
    var tombstones: PostgreSQLName { table.with("_deleted") }
    /// The columns.
    var layout: PostgreSQLLayout
    /// Whom a message about rights is about.
    var user: String
    /// For how many seconds a delete keeps older upserts away.
    ///
    /// No statement is on its way for longer: a batch is four of them, each with a limit at the server. And no longer than that, because a
    /// database that was restored from an older copy may have the document again, with a version below that of the delete.
    var tombstoneSeconds: Int

    /// What a comment on the column of words begins with, so that another way to find words is noticed.
    private static let commentPrefix = "potok: words by "

    /// Begins a transaction whose statements end in time, and whose commit survives a power cut of the server.
    ///
    /// `synchronous_commit` is raised where it is off, and left alone where it asks for more.
    static func begin(timeout: Duration) -> String {
        let milliseconds = max(1, Int64(timeout.seconds * 1_000))
        return """
            BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL statement_timeout = \(milliseconds);
            SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'
            """
    }

    // MARK: Making

    /// Makes what is missing in the transaction that is open, then looks whether everything fits.
    func prepare(on connection: PostgreSQLConnection, until patience: PostgreSQLPatience) throws(SinkFailure) {
        if try !exists(table, on: connection, until: patience) { try create(on: connection, until: patience) }
        if try !exists(tombstones, on: connection, until: patience) {
            try connection.run(
                """
                CREATE TABLE \(tombstones.quoted) (
                    key text COLLATE "C" PRIMARY KEY, version bigint NOT NULL, deleted timestamptz NOT NULL DEFAULT now()
                );
                COMMENT ON TABLE \(tombstones.quoted) IS 'potok: keys that were removed, so that a late upsert does not bring them back'
                """,
                until: patience
            )
        }
        let problems = try problems(on: connection, until: patience)
        guard problems.isEmpty else { throw mismatch(problems) }
        try connection.run(
            "DELETE FROM \(tombstones.quoted) WHERE deleted < now() - interval '\(tombstoneSeconds) seconds'",
            until: patience
        )
    }

    /// Makes the table with its index.
    private func create(
        on connection: PostgreSQLConnection,
        until patience: PostgreSQLPatience
    ) throws(SinkFailure) {
        let found = try connection.run(
            "SELECT cfgname FROM pg_ts_config WHERE cfgnamespace = 'pg_catalog'::regnamespace",
            until: patience
        )
        let configurations = Set(found.rows.compactMap { $0.first ?? nil })
        var statements = layout.creation(of: table, configurations: configurations)
        if layout.textSearch != .none {
            let column = PostgreSQLName.quote(PostgreSQLLayout.searchColumn)
            let comment = PostgreSQLName.constant(Self.commentPrefix + layout.textSearch.rawValue)
            statements += """
                ; CREATE INDEX ON \(table.quoted) USING gin (\(column));
                COMMENT ON COLUMN \(table.quoted).\(column) IS \(comment)
                """
        }
        try connection.run(statements, until: patience)
    }

    /// Makes the table as a copy of another in everything but its rows: columns and indexes of somebody else are kept.
    func create(
        like other: PostgreSQLName,
        on connection: PostgreSQLConnection,
        until patience: PostgreSQLPatience
    ) throws(SinkFailure) {
        guard try !exists(table, on: connection, until: patience) else { return }
        try connection.run("CREATE TABLE \(table.quoted) (LIKE \(other.quoted) INCLUDING ALL)", until: patience)
    }

    // MARK: Looking

    /// Whether there is a table of a name.
    func exists(
        _ name: PostgreSQLName,
        on connection: PostgreSQLConnection,
        until patience: PostgreSQLPatience
    ) throws(SinkFailure) -> Bool {
        try connection.run("SELECT to_regclass($1) IS NOT NULL", [.text(name.quoted)], until: patience).rows.first?
            .first == "t"
    }

    /// What of the table that is there does not fit what will be sent.
    func problems(
        on connection: PostgreSQLConnection,
        until patience: PostgreSQLPatience
    ) throws(SinkFailure) -> [String] {
        let found = try connection.run(
            """
            SELECT attname, format_type(atttypid, NULL), attnotnull AND NOT atthasdef AND attidentity = '', attgenerated <> '',
                   col_description(attrelid, attnum),
                   EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisunique AND indisvalid AND indpred IS NULL
                           AND indexprs IS NULL AND indnkeyatts = 1 AND indkey[0] = attnum)
            FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
            """,
            [.text(table.quoted)],
            until: patience
        )
        var there: [String: [String?]] = [:]
        for row in found.rows { if let name = row[0] { there[name] = row } }
        var problems: [String] = []
        for column in layout.columns {
            let name = PostgreSQLName.quote(column.name)
            guard let row = there.removeValue(forKey: column.name) else {
                problems.append("the column \(name) \(column.type) is missing")
                continue
            }
            let type = row[1] ?? ""
            if !column.fittingTypes.contains(type) {
                problems.append("the column \(name) is of type \(type) and not \(column.type)")
            } else if row[3] == "t" {
                problems.append("the column \(name) is generated")
            } else if column.name == layout.key, row[5] != "t" {
                problems.append("the column \(name) has no unique index of its own")
            }
        }
        if layout.textSearch != .none {
            let row = there.removeValue(forKey: PostgreSQLLayout.searchColumn)
            if row == nil {
                problems.append(
                    "the column \(PostgreSQLName.quote(PostgreSQLLayout.searchColumn)) is missing (see `textSearch`)"
                )
            } else if let comment = row?[4], comment.hasPrefix(Self.commentPrefix),
                comment.dropFirst(Self.commentPrefix.count) != layout.textSearch.rawValue
            {
                problems.append(
                    "the column \(PostgreSQLName.quote(PostgreSQLLayout.searchColumn)) finds words by "
                        + "\(comment.dropFirst(Self.commentPrefix.count)) and not by \(layout.textSearch.rawValue)"
                )
            }
        }
        for (name, row) in there.sorted(by: { $0.key < $1.key }) where row[2] == "t" && row[3] != "t" {
            problems.append("the column \(PostgreSQLName.quote(name)) must not be null, but is not sent")
        }
        return problems
    }

    /// What we may not do but must, when everything is there.
    func missingRights(
        on connection: PostgreSQLConnection,
        until patience: PostgreSQLPatience
    ) throws(SinkFailure) -> [String] {
        let rights = ["SELECT", "INSERT", "UPDATE", "DELETE"]
        var missing: [String] = []
        for name in [table, tombstones] where try exists(name, on: connection, until: patience) {
            let answers = try connection.run(
                "SELECT " + rights.map { "has_table_privilege(to_regclass($1), '\($0)')" }.joined(separator: ", "),
                [.text(name.quoted)],
                until: patience
            )
            for (right, answer) in zip(rights, answers.rows.first ?? []) where answer != "t" {
                missing.append("\(right) on \(name.quoted)")
            }
        }
        return missing
    }

    /// Whether we may make tables where ours belongs.
    func mayCreate(
        on connection: PostgreSQLConnection,
        until patience: PostgreSQLPatience
    ) throws(SinkFailure) -> Bool {
        let schema = table.schema.map { PostgreSQLName.constant($0) } ?? "current_schema()"
        let answer = try connection.run(
            "SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = \(schema)",
            until: patience
        )
        return answer.rows.first?.first == "t"
    }

    /// The failure that names what does not fit.
    func mismatch(_ problems: [String]) -> SinkFailure {
        SinkFailure(
            .mismatch,
            code: "schema",
            message: "the table \(table.quoted) does not fit: \(problems.joined(separator: "; ")). Change it, or let "
                + "`potok sinks rebuild` make a new one beside it"
        )
    }
}
