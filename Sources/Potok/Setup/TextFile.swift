public import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Writes a small file as a whole or not at all.
public enum TextFile {
    /// Writes bytes to a path; a file that is there keeps its mode and is replaced in one step.
    ///
    /// - Parameter replaces: whether a file may be there.
    /// - Throws: `file.exists`, `file.cannot-write`.
    public static func write(_ bytes: [UInt8], to path: String, replaces: Bool) throws(PotokError) {
        var path = path
        if replaces, let real = realpath(path, nil) {
            // What is written through a link stays a link.
            path = String(cString: real)
            free(real)
        }
        var status = stat()
        let isThere = stat(path, &status) == 0
        if isThere, !replaces {
            throw PotokError("file.exists", "\(path) is there already", hint: "it was left as it is")
        }
        let partial = "\(path).\(getpid()).partial"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw cannotWrite(path) }
        if isThere { fchmod(descriptor, status.st_mode & 0o7777) }
        let isWritten = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
        let isSafe = isWritten && fsync(descriptor) == 0
        close(descriptor)
        guard isSafe, replaces ? rename(partial, path) == 0 : link(partial, path) == 0 else {
            let problem = cannotWrite(path)
            unlink(partial)
            throw problem
        }
        if !replaces { unlink(partial) }
    }

    private static func cannotWrite(_ path: String) -> PotokError {
        PotokError("file.cannot-write", "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
