import GRDB
public import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Store {
    /// Makes the full-text index anew, in one transaction: interrupted, the old one stays.
    public func rebuildIndex() async throws {
        try await write { try SearchIndex.rebuild($0) }
    }

    /// How many entries of the index were made by another analyser than this program's: what is taken out of them leaves traces,
    /// which answer no query, until the index is made anew.
    public func foreignEntries() async throws -> Int {
        try await read { try SearchIndex.foreignEntries($0) }
    }

    /// How many entries of the index were made by another analyser, where that has not been told since this one came; 0 otherwise.
    public func foreignEntriesToTell() async throws -> Int {
        let (name, analyser) = ("search.told", SearchIndex.analyser)
        guard try await read({ try MetaTable.integer(name, $0) }) != analyser else { return 0 }
        let count = try await foreignEntries()
        try await write { try MetaTable.set(name, to: analyser, $0) }
        return count
    }

    /// Joins the parts of the full-text index, and brings up to date what the planner of queries knows.
    public func optimize() async throws {
        try await write { database in
            try database.execute(sql: "INSERT INTO search (search) VALUES ('optimize'); PRAGMA optimize;")
        }
    }

    /// Gives space that is free inside the file back to the file system.
    ///
    /// The file is written anew beside itself first, so that it needs as much space again; interrupted, it is as it was.
    public func vacuum() async throws {
        do {
            try await writer.vacuum()
            try await writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        } catch {
            throw DatabaseFailure.translate(error, path: path)
        }
    }

    /// Writes a copy of the whole database as it is now, while runs may write.
    ///
    /// The copy gets its name when it is whole; nothing that has the name already is replaced.
    ///
    /// - Throws: `PotokError` with `backup.exists`, or what the database says.
    public func backUp(to target: String) async throws {
        guard access(target, F_OK) != 0 else {
            throw PotokError("backup.exists", "\(target) is there already", hint: "name a new file, or remove that one")
        }
        let partial = target + ".partial-\(getpid())"
        unlink(partial)
        do {
            try await writer.vacuum(into: partial)
        } catch {
            unlink(partial)
            throw DatabaseFailure.translate(error, path: target)
        }
        try Self.place(partial, at: target)
    }

    /// Puts a backup in the place of a database.
    ///
    /// It is copied beside the database and checked before it takes the name, and what was forgotten since it was made is forgotten in it.
    /// Nothing else may use the database meanwhile.
    ///
    /// - Parameters:
    ///   - replaces: whether a database that is there may go.
    ///   - judge: decides what represents what where something was forgotten.
    /// - Throws: `PotokError` with `restore.exists`, or with what is wrong with the backup.
    public static func restore(
        _ backup: String,
        to path: String,
        replaces: Bool,
        judge: any Judge,
        now: Timestamp
    ) async throws {
        guard replaces || access(path, F_OK) != 0 else {
            throw PotokError(
                "restore.exists",
                "\(path) is there already",
                hint: "`--replace` puts the backup in its place; `potok db backup` keeps a copy of it first"
            )
        }
        let source = try Store(path: backup, mode: .read)
        let receipts = ReceiptFile(database: path)
        if access(path, F_OK) == 0, let old = try? Store(path: path, mode: .read) {
            // Should the file beside the database have been lost, the database that goes knows what stood in it.
            try await old.write(receiptsTo: receipts)
            try old.close()
        }
        let partial = path + ".restore-\(getpid())"
        unlink(partial)
        do {
            try await source.writer.vacuum(into: partial)
            try source.close()
            // The backup itself stays as it is.
            let copy = try Store(path: partial, mode: .write, keepsCopy: false)
            try await copy.completeForgetting(by: receipts, judge: judge, now: now)
            let problems = try await copy.check()
            // Above what was written between the backup and now, whatever sinks hold of that.
            try await copy.write { database in
                let now = Timestamp(secondsSince1970: time(nil) + 1)
                try Versions.save(next: try Versions.next(database, now: now), database)
            }
            try copy.close()
            guard problems.isEmpty else {
                let words = problems.map(\.message).joined(separator: "; ")
                throw PotokError("database.damaged", "\(backup) is damaged: \(words)")
            }
        } catch {
            for suffix in ["", "-wal", "-shm"] { unlink(partial + suffix) }
            throw DatabaseFailure.translate(error, path: backup)
        }
        // The log belongs to the database that goes: folded in first, so that a crash between the steps mixes nothing.
        if access(path, F_OK) == 0 { try Store(path: path, mode: .write).close() }
        for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
        try place(partial, at: path)
    }

    /// Gives a file that is whole its name, so that a power cut leaves the one or the other.
    static func place(_ partial: String, at target: String) throws {
        let file = open(partial, O_RDONLY)
        if file >= 0 {
            fsync(file)
            Glibc.close(file)
        }
        guard rename(partial, target) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(partial)
            throw PotokError("database.cannot-open", "\(target) cannot be written: \(reason)")
        }
    }
}
