import PotokCore
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Keeps two runs out of one database: a lock of the kernel's on a file beside it, which ends with the process however it ends.
///
/// The same file holds the process number, for whoever has to wait, and the work journal.
public final class RunLock: Sendable {
    private let descriptor: Int32
    /// What the workers of this process are busy with.
    let journal: WorkJournal
    /// What the workers of the process before were busy with, when it ended without a word.
    let interrupted: [Request.Claim]

    private init(descriptor: Int32, journal: WorkJournal, interrupted: [Request.Claim]) {
        self.descriptor = descriptor
        self.journal = journal
        self.interrupted = interrupted
    }

    /// Takes the lock of a database.
    ///
    /// - Throws: `PotokError` with `database.locked`, which names the process that has it, or `database.cannot-open`.
    public static func acquire(database: String) throws -> RunLock {
        let path = database + ".lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw PotokError(
                errno == EACCES || errno == EROFS ? "database.read-only" : "database.cannot-open",
                "the lock file \(path) cannot be opened: \(reason)",
                hint: "check that the folder of the database is there and may be written by this user"
            )
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isTaken = errno == EWOULDBLOCK
            let reason = String(cString: strerror(errno))
            let holder = isTaken ? holder(descriptor) : nil
            close(descriptor)
            guard isTaken else { throw PotokError("database.cannot-open", "\(path) cannot be locked: \(reason)") }
            throw PotokError(
                "database.locked",
                "another run\(holder.map { " (process \($0))" } ?? "") is using \(database)",
                hint: "wait for it, or use another database",
                isRetryable: true
            )
        }
        do {
            let (journal, interrupted) = try WorkJournal.open(descriptor, path: path)
            return RunLock(descriptor: descriptor, journal: journal, interrupted: interrupted)
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// The process that has the lock; nil when it does not say so within a second.
    ///
    /// Between taking the lock and writing down who has it a moment goes by, in which the file may name a process that was killed.
    private static func holder(_ descriptor: Int32) -> Int32? {
        for _ in 0..<100 {
            if let holder = WorkJournal.processIdentifier(descriptor), kill(holder, 0) == 0 || errno == EPERM {
                return holder
            }
            usleep(10_000)
        }
        return nil
    }

    /// Gives the lock back; nothing may be in work any more.
    public func release() {
        journal.clear()
        flock(descriptor, LOCK_UN)
    }

    deinit { close(descriptor) }
}
