import GRDB
import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The copy that is made of a database before its schema is brought up to date, and kept until the next time.
struct UpgradeCopy {
    /// Where it is.
    let path: String

    private static let name = "upgrade.copy"

    /// Copies a database that has documents; an upgrade that was interrupted has its copy already.
    ///
    /// - Returns: nil for a database without documents.
    /// - Throws: `database.no-room`.
    static func make(of writer: some DatabaseWriter, path: String) throws -> UpgradeCopy? {
        let known = try writer.read { database -> (last: Int, copy: String?, bytes: Int)? in
            guard try database.tableExists("document"),
                try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM document)") == true
            else { return nil }
            let applied = try Schema.migrator.appliedIdentifiers(database)
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            let size = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
            return (
                applied.compactMap { Int($0.prefix { $0.isNumber }) }.max() ?? 0,
                try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name]),
                pages * size
            )
        }
        guard let known else { return nil }
        try removeRemains(beside: path)
        if let copy = known.copy, access(copy, F_OK) == 0 { return UpgradeCopy(path: copy) }
        let copy = UpgradeCopy(path: "\(path).before-\(known.last)")
        try requireRoom(for: known.bytes, path)
        let partial = "\(copy.path).partial-\(getpid())"
        unlink(partial)
        do {
            try writer.vacuum(into: partial)
            try Store.place(partial, at: copy.path)
        } catch {
            unlink(partial)
            throw error
        }
        try writer.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)",
                arguments: [name, copy.path]
            )
        }
        return copy
    }

    /// The upgrade is done: copies of earlier ones go.
    func finish(_ writer: some DatabaseWriter, path database: String) throws {
        try writer.write { try $0.execute(sql: "DELETE FROM meta WHERE name = ?", arguments: [Self.name]) }
        let own = URL(filePath: database)
        let folder = own.deletingLastPathComponent().path
        let prefix = "\(own.lastPathComponent).before-"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder)
        where name.hasPrefix(prefix) && name.dropFirst(prefix.count).allSatisfy(\.isNumber) {
            let other = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
            if URL(filePath: other).path != URL(filePath: path).path { unlink(other) }
        }
    }

    /// Removes what processes have left that ended while they copied.
    private static func removeRemains(beside database: String) throws {
        let own = URL(filePath: database)
        let folder = own.deletingLastPathComponent()
        let prefix = "\(own.lastPathComponent).before-"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix(prefix) {
            let parts = name.dropFirst(prefix.count).split(separator: ".partial-")
            // What sqlite keeps beside a file that it writes goes with it.
            guard parts.count == 2, let process = Int32(parts[1].prefix { $0.isNumber }), process > 0,
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            unlink(folder.appending(path: name).path)
        }
    }

    private static func requireRoom(for bytes: Int, _ path: String) throws {
        var information = statvfs()
        guard statvfs(path, &information) == 0 else { return }
        let free = UInt64(information.f_bavail) * UInt64(information.f_frsize)
        guard free < UInt64(bytes) + UInt64(bytes) / 10 else { return }
        throw PotokError(
            "database.no-room",
            "\(path) is copied before it is brought up to date, and there is no room for \(ByteCount(bytes).rounded) beside it",
            hint: "make room there; the database was left as it is, and the potok before this one can use it"
        )
    }
}
