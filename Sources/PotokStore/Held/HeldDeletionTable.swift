import GRDB
import PotokCore

/// Notes which documents are to go, inside the transaction of a batch.
struct HeldDeletionTable {
    private let database: Database
    private let now: Timestamp
    /// Whether there is anything in it, so that runs in which nothing goes ask nothing more.
    private var isEmpty: Bool

    init(_ database: Database, now: Timestamp) throws {
        self.database = database
        self.now = now
        isEmpty = try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM held_deletion)") ?? true
    }

    /// Notes that a document is to go; what is noted already keeps its place.
    mutating func add(_ document: Int64, reason: String) throws {
        isEmpty = false
        try database.cachedStatement(
            sql: """
                INSERT INTO held_deletion (document_id, reason, since) VALUES (?, ?, ?)
                ON CONFLICT (document_id) DO UPDATE SET reason = excluded.reason
                """
        ).execute(arguments: [document, reason, now.secondsSince1970])
    }

    /// Takes back that a document is to go: its page is there, or it has gone.
    func takeBack(_ document: Int64) throws {
        if isEmpty { return }
        try database.cachedStatement(sql: "DELETE FROM held_deletion WHERE document_id = ?")
            .execute(arguments: [document])
    }

    /// Takes back that the document of an address is to go: its page is what it was.
    func takeBack(frontier: Int64) throws {
        if isEmpty { return }
        try database.cachedStatement(
            sql: "DELETE FROM held_deletion WHERE document_id = (SELECT document_id FROM frontier WHERE id = ?)"
        ).execute(arguments: [frontier])
    }
}
