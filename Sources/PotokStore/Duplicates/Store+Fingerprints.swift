import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Store {
    /// What the fingerprints of the database were made with.
    ///
    /// - Parameter wanted: what a database that has none yet begins with.
    public func duplicateParameters(wanted: DuplicateParameters) async throws -> DuplicateParameters {
        try await write { database in
            let stored = try DuplicateParameters.read(database)
            guard stored.version == 0 else { return stored }
            try wanted.write(database)
            return wanted
        }
    }

    /// What the fingerprints of the database were made with; nil when it has none.
    public func storedDuplicateParameters() async throws -> DuplicateParameters? {
        try await read { database in
            let stored = try DuplicateParameters.read(database)
            return stored.version == 0 ? nil : stored
        }
    }

    /// Makes all fingerprints anew and judges every document again, in the order in which they came.
    ///
    /// It is one transaction: a process that ends before leaves the old ones.
    ///
    /// - Parameters:
    ///   - parameters: what they are made with from now on.
    ///   - progress: hears how many documents are done.
    /// - Returns: how many documents there are, and how many of them have another link than before.
    public func rebuildFingerprints(
        judge: any Judge,
        parameters: DuplicateParameters,
        now: Timestamp,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> (documents: Int, relinked: Int) {
        try await write { [duplicates] database in
            try Self.rebuild(database, duplicates, judge, parameters, now, progress)
        }
    }

    /// Makes the fingerprints of a database that has documents and none yet: one that was made before there were any.
    static func makeFirstFingerprints(
        _ database: Database,
        _ memory: DuplicateMemory,
        judge: any Judge,
        now: Timestamp
    ) throws {
        let isNeeded =
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT NOT EXISTS (SELECT 1 FROM duplicate_text)
                        AND EXISTS (SELECT 1 FROM document WHERE compares AND gone_at IS NULL)
                    """
            ) ?? false
        guard isNeeded else { return }
        _ = try rebuild(database, memory, judge, try DuplicateParameters.read(database), now) { _ in }
    }

    private static func rebuild(
        _ database: Database,
        _ memory: DuplicateMemory,
        _ judge: any Judge,
        _ parameters: DuplicateParameters,
        _ now: Timestamp,
        _ progress: @Sendable (Int) -> Void
    ) throws -> (documents: Int, relinked: Int) {
        for table in [
            "duplicate_text", "duplicate_link", "fingerprint_list", "fingerprint_recent", "paragraph_list",
            "paragraph_recent", "duplicate_removed",
        ] {
            try database.execute(sql: "DELETE FROM \(table)")
        }
        try database.execute(sql: "DELETE FROM meta WHERE name IN ('fingerprint_entries', 'paragraph_entries')")
        try parameters.write(database)
        memory.forget()
        var documents = try DocumentWriter(database: database, now: now)
        var relinked: Set<Int64> = []
        var last: Int64 = 0
        var count = 0
        while true {
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT document.id, text, locator, is_url, source.name FROM document
                    JOIN source ON source.id = source_id
                    WHERE document.id > ? AND compares AND gone_at IS NULL ORDER BY document.id LIMIT 1000
                    """,
                arguments: [last]
            )
            guard let end = rows.last else { break }
            last = end["id"]
            count += rows.count
            var keeper = try DuplicateKeeper(database, judge: judge, run: nil, memory: memory)
            for row in rows {
                let (sketch, hash) = keeper.sketch(row["text"])
                try database.cachedStatement(
                    sql: "UPDATE document SET text_hash = ?1 WHERE id = ?2 AND text_hash <> ?1"
                ).execute(arguments: [hash.data, row["id"] as Int64])
                let host = row["is_url"] ? WebURL(row["locator"] as String)?.host : nil
                let site = DuplicateKeeper.site(host: host, source: row["name"])
                try keeper.arrived(row["id"], hash, sketch, site: site, isNew: false)
            }
            try keeper.finish()
            relinked.formUnion(keeper.relinked)
            progress(count)
        }
        for document in relinked.sorted() { try documents.announce(document) }
        try documents.finish()
        return (count, relinked.count)
    }
}
