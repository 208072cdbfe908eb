import PotokConfiguration
import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A folder that WARC files are written to.
enum WARCFolder {
    /// Finishes the files that nobody writes to any more: cuts them behind their last whole record and gives them their names.
    ///
    /// - Throws: `warc.cannot-write`.
    static func finish(_ folder: String) throws(PotokError) {
        // A folder that cannot be listed is told when a file is made in it.
        let names = ((try? FolderNames.read(folder)) ?? []).compactMap { $0 }.sorted()
        for name in names where name.hasPrefix("potok-") && name.hasSuffix(".warc.gz" + WARCWriter.open) {
            let path = "\(folder)/\(name)"
            let descriptor = open(path, O_RDWR | O_CLOEXEC)
            guard descriptor >= 0 else { throw WARCWriter.cannotWrite(path, errno) }
            defer { close(descriptor) }
            // Somebody is writing to it.
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { continue }
            let length: Int
            do { length = try wholeLength(path) } catch { throw WARCWriter.cannotWrite(path, EIO) }
            let finished = String(path.dropLast(WARCWriter.open.count))
            let isDone =
                length == 0
                ? unlink(path) == 0
                : ftruncate(descriptor, off_t(length)) == 0 && fdatasync(descriptor) == 0 && rename(path, finished) == 0
            guard isDone else { throw WARCWriter.cannotWrite(path, errno) }
        }
    }

    /// The bytes of a file up to the first record that is not whole.
    private static func wholeLength(_ path: String) throws -> Int {
        var status = stat()
        guard stat(path, &status) == 0 else { throw WARCWriter.cannotWrite(path, errno) }
        guard status.st_size > 0 else { return 0 }
        do {
            let reader = try WARCReader(path: path, name: path)
            while try reader.next() != nil { guard try reader.finish() else { break } }
            return reader.firstDamage?.offset ?? Int(status.st_size)
        } catch let error as PotokError where error.code.rawValue.hasPrefix("warc.") {
            // Not even its first record is whole.
            return 0
        }
    }
}
