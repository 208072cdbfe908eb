import GRDB
import PotokCore

/// Turns what SQLite says into what a person can use.
enum DatabaseFailure {
    static func translating<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw translate(error, path: path)
        }
    }

    static func translate(_ error: any Error, path: String) -> any Error {
        guard let failure = error as? DatabaseError else { return error }
        let words = failure.message ?? failure.resultCode.description
        switch failure.resultCode {
        case .SQLITE_NOTADB:
            return PotokError(
                "database.not-sqlite",
                "\(path) is not a potok database",
                hint: "name another file with --database or `database` in pipeline.json; this one was left as it is"
            )
        case .SQLITE_CORRUPT:
            return PotokError(
                "database.damaged",
                "\(path) is damaged: \(words)",
                hint: "stop all runs, copy the file, and restore a backup"
            )
        case .SQLITE_FULL:
            return PotokError(
                "database.full",
                "no space is left for \(path)",
                hint: "free some space and run again; everything committed so far is kept",
                isRetryable: true
            )
        case .SQLITE_READONLY, .SQLITE_PERM:
            return PotokError(
                "database.read-only",
                "\(path) cannot be written",
                hint: "check who owns the file and its folder, and that the disk is mounted for writing"
            )
        case .SQLITE_CANTOPEN:
            return PotokError(
                "database.cannot-open",
                "\(path) cannot be opened: \(words)",
                hint: "check that its folder is there and may be written by this user"
            )
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return PotokError(
                "database.busy",
                "\(path) is in use by another program: \(words)",
                hint: "try again later",
                isRetryable: true
            )
        case .SQLITE_IOERR:
            // A disk that is full or gone shows as an input/output error as often as by its own code.
            return PotokError(
                "database.io",
                "reading or writing \(path) failed: \(words)",
                hint: "check the disk and the space on it; everything committed so far is kept",
                isRetryable: true
            )
        default:
            return PotokError("database.failed", "\(path): \(words)")
        }
    }
}
