import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Keeps two processes from delivering to one sink: a lock of the kernel's on a file beside the database.
final class SinkLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    /// Takes the lock of a sink; nil when another process has it.
    ///
    /// - Throws: `PotokError` with `database.cannot-open` when the file cannot be made.
    static func acquire(_ sink: String, database: String) throws -> SinkLock? {
        let path = "\(database).sink-\(sink).lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw PotokError("database.cannot-open", "the lock file \(path) cannot be opened: \(reason)")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        return SinkLock(descriptor: descriptor)
    }

    deinit { close(descriptor) }
}
