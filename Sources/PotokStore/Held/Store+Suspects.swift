import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Store {
    /// How many texts are taken in one transaction.
    private static let acceptedAtOnce = 200

    /// How many texts are not believed yet.
    public func suspectCount() async throws -> Int {
        try await read { try Int.fetchOne($0, sql: "SELECT count(*) FROM suspect") ?? 0 }
    }

    /// The texts that are not believed yet, in the order of their documents.
    ///
    /// - Parameters:
    ///   - source: the source of which; nil for all.
    ///   - document: the number of the document of which; nil for all.
    public func suspects(of source: String? = nil, document: Int? = nil) async throws -> [Suspect] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT document_id, key, locator, source.name AS source, cause, reason, first_seen,
                        suspect.observed_at, looks, suspect.title, length(document.text) AS before,
                        length(suspect.text) AS length
                    FROM suspect JOIN document ON document.id = document_id JOIN source ON source.id = source_id
                    WHERE (?1 IS NULL OR source.name = ?1) AND (?2 IS NULL OR document_id = ?2) ORDER BY document_id
                    """,
                arguments: [source, document]
            ).compactMap(Self.suspect)
        }
    }

    private static func suspect(_ row: Row) -> Suspect? {
        guard let key = DocumentKey(data: row["key"]) else { return nil }
        return Suspect(
            number: row["document_id"],
            key: key,
            url: row["locator"],
            source: row["source"],
            cause: SuspectRule.Cause(rawValue: row["cause"]) ?? .shorter,
            reason: row["reason"],
            since: Timestamp(secondsSince1970: row["first_seen"]),
            observedAt: Timestamp(secondsSince1970: row["observed_at"]),
            days: row["looks"],
            title: row["title"],
            lengthBefore: row["before"],
            length: row["length"]
        )
    }

    /// Puts texts that were not believed in the place of those that are served, because a person says that they are right.
    ///
    /// Call it only while holding the lock of the database. Nothing is fetched: the texts were kept. Some are taken in each transaction;
    /// what a process that ends in between has left is taken when this is asked again.
    ///
    /// - Parameter numbers: the numbers of their documents.
    /// - Returns: how many were taken; documents whose text is believed already do not count.
    public func accept(_ numbers: [Int], judge: any Judge, now: Timestamp) async throws -> Int {
        var accepted = 0
        var rest = numbers.sorted()[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(Self.acceptedAtOnce))
            rest = rest.dropFirst(part.count)
            accepted += try await write { [duplicates] database in
                var acceptance = Acceptance(
                    database: database,
                    documents: try DocumentWriter(database: database, now: now),
                    duplicates: try DuplicateKeeper(database, judge: judge, run: nil, memory: duplicates)
                )
                let taken = try part.count { try acceptance.take(Int64($0)) }
                try acceptance.finish()
                return taken
            }
        }
        return accepted
    }
}

/// Takes some texts that were not believed, inside one transaction.
private struct Acceptance {
    let database: Database
    var documents: DocumentWriter
    var duplicates: DuplicateKeeper

    /// Takes the text of a document.
    ///
    /// - Returns: whether there was one.
    mutating func take(_ row: Int64) throws -> Bool {
        let found = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT key, locator, source.name AS source, suspect.*
                    FROM suspect JOIN document ON document.id = document_id JOIN source ON source.id = source_id
                    WHERE document_id = ?
                    """
            ),
            arguments: [row]
        )
        guard let found, let stored = try documents.find(row: row),
            let document = Document(found, bodyHash: Hash(found["body_hash"] as Data))
        else { return false }
        let candidate = Fingerprinted(
            document: document,
            contentHash: Hash(found["content_hash"] as Data),
            textHash: Hash(found["text_hash"] as Data)
        )
        try documents.replace(stored, with: candidate, compares: stored.compares, isHidden: stored.isGone)
        // The next look at the page brings those that it has.
        try documents.dropSections(of: row, reason: "another text of its page was accepted", &duplicates)
        try documents.forgetValidators(of: row)
        try duplicates.reconcile(stored.textHash)
        try duplicates.reconcile(candidate.textHash)
        try database.cachedStatement(
            sql:
                "UPDATE look SET changed_run = (SELECT max(id) FROM run), seen_run = (SELECT max(id) FROM run) WHERE document_id = ?"
        ).execute(arguments: [row])
        try database.cachedStatement(sql: "DELETE FROM suspect WHERE document_id = ?").execute(arguments: [row])
        return true
    }

    mutating func finish() throws {
        try duplicates.finish()
        for document in duplicates.relinked { try documents.announce(document) }
        try documents.finish()
    }
}
