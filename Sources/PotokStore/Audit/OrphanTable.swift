import GRDB

/// Rows that point at rows which are not there, by what the schema says of its tables.
enum OrphanTable {
    /// One column that points at another table.
    private struct Reference {
        var table: String
        var column: String
        var parent: String
        var parentColumn: String
        /// Whether the row may stay when what it points at has gone.
        var setsNull: Bool

        var condition: String {
            "\"\(column)\" IS NOT NULL AND \"\(column)\" NOT IN (SELECT \"\(parentColumn)\" FROM \"\(parent)\")"
        }
    }

    static func problems(_ database: Database) throws -> [DatabaseProblem] {
        try references(database).compactMap { reference in
            let count =
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM \"\(reference.table)\" WHERE \(reference.condition)"
                ) ?? 0
            guard count > 0 else { return nil }
            let rows =
                count == 1 ? "1 row of '\(reference.table)' points" : "\(count) rows of '\(reference.table)' point"
            return DatabaseProblem(.orphans, "\(rows) at what is not in '\(reference.parent)'")
        }
    }

    /// Does what the schema says of a row when what it points at goes.
    static func repair(_ database: Database) throws {
        let references = try references(database)
        // What goes may leave others behind.
        for _ in references {
            var changes = 0
            for reference in references {
                try database.execute(
                    sql: reference.setsNull
                        ? "UPDATE \"\(reference.table)\" SET \"\(reference.column)\" = NULL WHERE \(reference.condition)"
                        : "DELETE FROM \"\(reference.table)\" WHERE \(reference.condition)"
                )
                changes += database.changesCount
            }
            if changes == 0 { return }
        }
    }

    private static func references(_ database: Database) throws -> [Reference] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT tables.name AS child, "from", keys."table" AS parent, on_delete,
                    coalesce("to", (SELECT name FROM pragma_table_info(keys."table") WHERE pk = 1)) AS "to"
                FROM sqlite_schema AS tables, pragma_foreign_key_list(tables.name) AS keys
                WHERE tables.type = 'table' ORDER BY tables.name, "from"
                """
        ).map { row in
            Reference(
                table: row["child"],
                column: row["from"],
                parent: row["parent"],
                parentColumn: row["to"],
                setsNull: row["on_delete"] as String == "SET NULL"
            )
        }
    }
}
