import GRDB
public import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Store {
    /// What a request to forget would take away, and the receipt for it; nothing is changed.
    ///
    /// - Throws: `forget.not-found` or `forget.ambiguous` for a name that is no URL and stands for no document, or for several.
    public func planForgetting(_ request: ForgetRequest, now: Timestamp) async throws -> ForgetPlan {
        try await read { try ForgetPlanner($0).plan(request, now: now) }
    }

    /// Forgets what a receipt names: first it is written beside the database, then everything is taken out of the tables, then out of
    /// the file.
    ///
    /// Call it only while holding the lock of the database. A process that ends in between leaves the rest to `completeForgetting`.
    ///
    /// - Throws: `forget.receipts` before anything was done; `forget.unfinished` when nothing is left but traces in the file.
    public func forget(_ receipt: ForgetReceipt, judge: any Judge, now: Timestamp) async throws {
        try ReceiptFile(database: path).append([receipt])
        try await carryOut(receipt, judge: judge, now: now)
        try await cleanUpForgotten()
    }

    /// Whether there are receipts that the database has not carried out.
    ///
    /// - Parameter countsTraces: whether also those that have only left traces in its file.
    public func hasUnfinishedForgetting(countsTraces: Bool) async throws -> Bool {
        let written = try ReceiptFile(database: path).read()
        return try await read { database in
            if countsTraces, try MetaTable.integer("forget.pending", database) == 1 { return true }
            let known = try ForgottenTable.all(database)
            return Self.differences(written: written, known: known) != ([], [])
        }
    }

    /// Does what receipts beside the database say and the database does not know: it may be a backup from before, or a process has
    /// ended.
    ///
    /// Call it only while holding the lock of the database. Receipts that only the database knows are written beside it again.
    ///
    /// - Parameter file: the receipts, where they are not beside this database.
    /// - Returns: how many receipts were carried out.
    /// - Throws: `forget.receipts`; `forget.unfinished` when nothing is left but traces in the file.
    @discardableResult public func completeForgetting(
        by file: ReceiptFile? = nil,
        judge: any Judge,
        now: Timestamp
    ) async throws -> Int {
        let file = file ?? ReceiptFile(database: path)
        let written = try file.read()
        let known = try await read { try ForgottenTable.all($0) }
        let (unknown, unwritten) = Self.differences(written: written, known: known)
        try file.append(unwritten)
        for receipt in unknown { try await carryOut(receipt, judge: judge, now: now) }
        try await cleanUpForgotten()
        return unknown.count { $0.liftedAt == nil }
    }

    /// Writes receipts that only this database knows behind those in a file.
    func write(receiptsTo file: ReceiptFile) async throws {
        let known = try await read { try ForgottenTable.all($0) }
        try file.append(Self.differences(written: try file.read(), known: known).unwritten)
    }

    /// The receipts, the oldest first.
    public func forgetReceipts() async throws -> [ForgetReceipt] { try await read { try ForgottenTable.all($0) } }

    /// Lets what a receipt names come again; nothing is brought back.
    ///
    /// Call it only while holding the lock of the database.
    ///
    /// - Parameter id: the receipt, or the beginning of its name.
    /// - Throws: `forget.no-receipt` when there is none of that name, or several.
    public func lift(receipt id: String, now: Timestamp) async throws -> ForgetReceipt {
        let found = try await forgetReceipts().filter { !id.isEmpty && $0.id.hasPrefix(id.lowercased()) }
        guard var receipt = found.first, found.count == 1 else {
            throw PotokError(
                "forget.no-receipt",
                found.isEmpty ? "there is no receipt '\(id)'" : "'\(id)' may be any of \(found.count) receipts",
                hint: "`potok forget --list` lists them"
            )
        }
        guard receipt.liftedAt == nil else { return receipt }
        receipt.liftedAt = now.text
        try ReceiptFile(database: path).append([receipt])
        let lifted = receipt
        try await write { try Self.lift(lifted, now: now, $0) }
        return lifted
    }

    /// Why something may not come in; nil when nothing speaks against it.
    public func forgotten(_ query: ForgottenQuery) async throws -> Forgotten? {
        try await read { try ForgottenTable.find(query, $0) }
    }

    /// Whether nothing is forgotten, so that nobody need ask.
    public func hasForgottenNothing() async throws -> Bool { try await read { try ForgottenTable.isEmpty($0) } }

    // MARK: Sinks

    /// The documents that a sink has to take out of what it has written before.
    public func erasures(for sink: String) async throws -> [DocumentKey] {
        try await read { database in
            try Data.fetchAll(
                database,
                sql: "SELECT key FROM erasure WHERE sink_id = (SELECT id FROM sink WHERE name = ?) ORDER BY key",
                arguments: [sink]
            ).compactMap { DocumentKey(data: $0) }
        }
    }

    /// Notes that a sink has taken documents out of what it has written, as far as it can.
    public func noteErased(_ keys: [DocumentKey], sink: String) async throws {
        try await write { database in
            for key in keys {
                try database.execute(
                    sql: "DELETE FROM erasure WHERE key = ? AND sink_id = (SELECT id FROM sink WHERE name = ?)",
                    arguments: [key.data, sink]
                )
            }
        }
    }

    // MARK: Steps

    /// Takes what a receipt names out of the tables; the file may still hold traces.
    func carryOut(_ receipt: ForgetReceipt, judge: any Judge, now: Timestamp) async throws {
        try await write { [duplicates] database in
            let isKnown = try ForgottenTable.all(database).contains { $0.id == receipt.id }
            // What is only lifted brings nothing back, and what was carried out is not done twice.
            if isKnown, receipt.liftedAt != nil { return try Self.lift(receipt, now: now, database) }
            _ = try Purge(database, judge: judge, memory: duplicates, now: now).carryOut(receipt)
        }
    }

    /// Removes from the file itself what was taken out of its tables: terms of the index, free pages, the log.
    ///
    /// FTS5 keeps terms of deleted entries until its parts are joined; pages that older deletes have freed keep their bytes until the file
    /// is written anew; and the log keeps both until it is cut.
    func cleanUpForgotten() async throws {
        guard try await read({ try MetaTable.integer("forget.pending", $0) }) == 1 else { return }
        try await write { database in
            // What another analyser has put in cannot be taken out again term by term.
            let hasOrphans = try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS (SELECT 1 FROM search_docsize WHERE id NOT IN (SELECT id FROM search_entry))"
            )
            if hasOrphans == true { try SearchIndex.rebuild(database) }
            try database.execute(sql: "INSERT INTO search (search) VALUES ('optimize')")
        }
        do {
            try await writer.vacuum()
            let isBusy = try await writer.writeWithoutTransaction { database in
                try Bool.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? true
            }
            if isBusy { throw DatabaseError(resultCode: .SQLITE_BUSY) }
        } catch {
            throw PotokError(
                "forget.unfinished",
                "what was forgotten is in no table any more, but \(path) may still hold traces of it",
                hint: "the next run removes them when nobody reads the database and there is space for a copy of it",
                underlying: DatabaseFailure.translate(error, path: path)
            )
        }
        try await write { try MetaTable.set("forget.pending", to: 0, $0) }
    }

    /// Notes that a receipt is lifted, and makes due what it kept out.
    private static func lift(_ receipt: ForgetReceipt, now: Timestamp, _ database: Database) throws {
        try ForgottenTable.put(receipt, database)
        let rows = try ForgottenRows(receipt, database)
        for row in rows.addresses {
            try database.execute(
                sql: """
                    UPDATE frontier SET due_at = ?, entity_tag = NULL, last_modified = NULL
                    WHERE id = ? AND document_id IS NULL AND due_at IS NULL
                    """,
                arguments: [now.secondsSince1970, row]
            )
        }
    }

    /// What the file knows and the database does not, and the other way round; a receipt that is lifted anywhere is lifted.
    private static func differences(
        written: [ForgetReceipt],
        known: [ForgetReceipt]
    ) -> (unknown: [ForgetReceipt], unwritten: [ForgetReceipt]) {
        let inFile = Dictionary(written.map { ($0.id, $0) }) { $1 }
        let inDatabase = Dictionary(known.map { ($0.id, $0) }) { $1 }
        return (
            written.filter { receipt in
                guard let other = inDatabase[receipt.id] else { return true }
                return other.liftedAt == nil && receipt.liftedAt != nil
            },
            known.filter { receipt in
                guard let other = inFile[receipt.id] else { return true }
                return other.liftedAt == nil && receipt.liftedAt != nil
            }
        )
    }
}
