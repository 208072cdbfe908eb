import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Takes what a receipt names out of every table, inside one transaction.
///
/// What it leaves in the file all the same (free pages, terms of the index that are only marked as deleted) is removed by
/// `Store.cleanUpForgotten`, which `forget.pending` asks for.
struct Purge {
    private let database: Database
    private let now: Timestamp
    private let memory: DuplicateMemory
    private let judge: any Judge

    init(_ database: Database, judge: any Judge, memory: DuplicateMemory, now: Timestamp) {
        self.database = database
        self.judge = judge
        self.memory = memory
        self.now = now
    }

    /// Writes the receipt down and removes what it names.
    ///
    /// - Returns: how many documents and addresses went.
    func carryOut(_ receipt: ForgetReceipt) throws -> (documents: Int, addresses: Int) {
        try ForgottenTable.put(receipt, database)
        guard receipt.liftedAt == nil else { return (0, 0) }
        let rows = try ForgottenRows(receipt, database)
        let keys = try bury(rows.documents.sorted())
        try removeAddresses(rows)
        for row in rows.documents.sorted() {
            // With it go old versions, aliases, looks and entries of the index.
            try database.cachedStatement(sql: "DELETE FROM document WHERE id = ?").execute(arguments: [row])
            try database.cachedStatement(sql: "UPDATE outcome SET document_id = NULL WHERE document_id = ?")
                .execute(arguments: [row])
        }
        try askForErasure(keys)
        try MetaTable.set("forget.pending", to: 1, database)
        return (rows.documents.count, rows.addresses.count)
    }

    /// Takes documents out of the index and of their clusters, and tells sinks that they go.
    private func bury(_ rows: [Int64]) throws -> [Data] {
        var documents = try DocumentWriter(database: database, now: now)
        var duplicates = try DuplicateKeeper(database, judge: judge, run: nil, memory: memory)
        var keys: [Data] = []
        var texts: Set<Hash> = []
        for row in rows {
            guard let (key, text) = try documents.forget(row) else { continue }
            keys.append(key)
            texts.insert(text)
        }
        for text in texts.sorted(by: { $0.hexadecimal < $1.hexadecimal }) { try duplicates.reconcile(text) }
        try duplicates.finish(dropsRemoved: true)
        for document in duplicates.relinked where !rows.contains(document) { try documents.announce(document) }
        try documents.finish()
        return keys
    }

    private func removeAddresses(_ rows: ForgottenRows) throws {
        for row in rows.addresses.sorted() {
            // What it named keeps its place; its number may be another's one day.
            try database.cachedStatement(sql: "UPDATE frontier SET found_in = 0 WHERE found_in = ?")
                .execute(arguments: [row])
            // With it go outcomes, contents of listings and the places of copies.
            try database.cachedStatement(sql: "DELETE FROM frontier WHERE id = ?").execute(arguments: [row])
        }
        try remove(from: "alias", ["address"], rows)
        try remove(from: "redirect", ["address", "target"], rows)
        try remove(from: "moved", ["address", "target"], rows)
        try remove(from: "robots", ["origin"], rows)
        let hosts = try Row.fetchAll(
            database,
            sql: "SELECT id, name FROM host WHERE NOT EXISTS (SELECT 1 FROM frontier WHERE host_id = host.id)"
        )
        for host in hosts where rows.names("http://\(host["name"] as String)/") {
            try database.execute(sql: "DELETE FROM host WHERE id = ?", arguments: [host["id"] as Int64])
        }
        try database.execute(
            sql: """
                DELETE FROM archive WHERE NOT EXISTS (SELECT 1 FROM frontier WHERE archive_id = archive.id);
                -- Pages that a dry run left for the next run; which of them lead to what is forgotten is not looked for.
                DELETE FROM kept_page;
                """
        )
    }

    /// Removes the rows of which an address is named.
    private func remove(from table: String, _ columns: [String], _ rows: ForgottenRows) throws {
        let found = try Row.fetchAll(database, sql: "SELECT \(columns.joined(separator: ", ")) FROM \(table)")
        let delete = try database.cachedStatement(sql: "DELETE FROM \(table) WHERE \(columns[0]) = ?")
        for row in found where columns.contains(where: { rows.names(row[$0]) }) {
            try delete.execute(arguments: [row[columns[0]] as String])
        }
    }

    /// Sinks take what they have written of the documents out of it, where they can; words of theirs that may quote a text go.
    private func askForErasure(_ keys: [Data]) throws {
        guard !keys.isEmpty else { return }
        for key in keys {
            try database.cachedStatement(sql: "INSERT OR IGNORE INTO erasure (sink_id, key) SELECT id, ? FROM sink")
                .execute(arguments: [key])
        }
        try database.execute(
            sql: "UPDATE sink SET failure_message = NULL; UPDATE outbox SET message = NULL WHERE dead_at IS NULL"
        )
    }
}
