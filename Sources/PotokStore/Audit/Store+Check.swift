import GRDB
public import PotokCore

extension Store {
    /// Checks the file from end to end: its pages, the indexes of its tables, and that no row points at what is not there.
    ///
    /// A run may write meanwhile.
    public func check() async throws -> [DatabaseProblem] {
        var problems = try await read { try Self.fileProblems($0) + OrphanTable.problems($0) }
        problems += try await write { database in
            do {
                try database.execute(sql: "INSERT INTO search (search) VALUES ('integrity-check')")
                return []
            } catch let error as DatabaseError {
                return [
                    DatabaseProblem(.index, "the full-text index is damaged: \(error.message ?? error.description)")
                ]
            }
        }
        return problems
    }

    /// Checks the file, and the full-text index and the fingerprints against the documents: what they would be if they were made anew.
    ///
    /// A run may write meanwhile. It takes about as long as it took to analyse all documents.
    ///
    /// - Parameter parameters: what the judge makes fingerprints with; older ones are only compared as far as they can be.
    public func audit(judge: any Judge, parameters: DuplicateParameters) async throws -> [DatabaseProblem] {
        let problems = try await check()
        // What cannot be read cannot be compared.
        guard !problems.contains(where: { $0.part == .file }) else { return problems }
        return try await problems
            + read { database in
                try IndexAudit.problems(database)
                    + FingerprintAudit(database, judge: judge, version: parameters.version).problems()
                    + Self.versionProblems(database)
            }
    }

    private static func fileProblems(_ database: Database) throws -> [DatabaseProblem] {
        try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }.map { message in
            // SQLite's words for what REINDEX mends.
            let isIndex = message.contains("missing from index") || message.hasPrefix("wrong # of entries in index")
            return DatabaseProblem(isIndex ? .tableIndex : .file, message)
        }
    }

    private static func versionProblems(_ database: Database) throws -> [DatabaseProblem] {
        let last = try lastVersion(database)
        guard let next = try MetaTable.integer("next_version", database), next <= last else { return [] }
        return [DatabaseProblem(.versions, "the next version, \(next), is not above the last one, \(last)")]
    }

    /// The largest version that was ever given and is still there.
    static func lastVersion(_ database: Database) throws -> Int64 {
        try Int64.fetchOne(
            database,
            sql: """
                SELECT max(coalesce((SELECT max(version) FROM document), 0), coalesce((SELECT max(version) FROM change), 0))
                """
        ) ?? 0
    }
}
