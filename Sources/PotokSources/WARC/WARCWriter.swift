public import PotokCore
public import PotokFetch
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Keeps what a run fetches in WARC files of one folder: `potok-TIME-RUN-NUMBER.warc.gz`, each record a gzip member.
///
/// A file that is being written ends in `.open`, so that nobody takes it for a whole one; a run that was killed leaves such a
/// file, which the next writer of the folder cuts behind its last whole record and gives its name.
public final class WARCWriter: Sendable {
    /// The end of the name of a file that is being written.
    static let open = ".open"

    private struct File {
        var descriptor: Int32
        var name: String
        var length: Int
        var isDirty = false
    }

    private struct State {
        var file: File?
        var count = 0
    }

    private let folder: String
    private let stem: String
    private let software: String
    private let largestFile: Int
    private let now: @Sendable () -> Timestamp
    private let state = Lock(State())

    /// Opens a folder, which is made if it is not there, and finishes what a run that was killed has left in it.
    ///
    /// This call blocks: keep it off the cooperative pool.
    ///
    /// - Parameters:
    ///   - folder: the path.
    ///   - run: the number of the run, as part of the names.
    ///   - software: who writes, as the files say it.
    ///   - largestFile: how large a file grows before the next is begun.
    ///   - now: the clock of names and records.
    /// - Throws: `warc.cannot-write`.
    public init(
        folder: String,
        run: String,
        software: String,
        largestFile: ByteCount,
        now: @escaping @Sendable () -> Timestamp
    ) throws(PotokError) {
        self.folder = folder
        self.software = software
        self.largestFile = largestFile.bytes
        self.now = now
        let time = now().description.filter { $0 != "-" && $0 != ":" }
        stem = "potok-\(time)-\(run)"
        guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw Self.cannotWrite(folder, errno) }
        guard access(folder, W_OK | X_OK) == 0 else { throw Self.cannotWrite(folder, errno) }
        try WARCFolder.finish(folder)
    }

    /// Adds the records of an exchange.
    ///
    /// - Returns: where its first record lies, once ``sync()`` has returned.
    /// - Throws: `warc.cannot-write`; the file ends behind its last whole record then.
    public func add(_ exchange: WireExchange, role: Request.Role) async throws -> WARCCopy {
        // Compressing takes time and no lock.
        let members = try WARCText.records(of: exchange, role: role).map { try Self.member($0, folder) }
        let offset = try await BlockingWork.run { [self] in
            try state.withLock { state in
                var file = try state.file ?? begin(&state)
                if file.length >= largestFile {
                    state.file = nil
                    try finish(file)
                    file = try begin(&state)
                }
                defer { state.file = file }
                let offset = file.length
                try append(members.flatMap { $0 }, to: &file)
                return (file.name, offset)
            }
        }
        return WARCCopy(folder: folder, file: offset.0, offset: offset.1)
    }

    /// Waits until all that was added is on the disk.
    public func sync() async throws {
        try await BlockingWork.run { [self] in
            try state.withLock { state in
                guard var file = state.file, file.isDirty else { return }
                guard fdatasync(file.descriptor) == 0 else { throw Self.cannotWrite(path(file), errno) }
                file.isDirty = false
                state.file = file
            }
        }
    }

    /// Gives the last file its name; nothing may be added any more.
    public func close() async throws {
        try await BlockingWork.run { [self] in
            try state.withLock { state in
                guard let file = state.file else { return }
                state.file = nil
                try finish(file)
            }
        }
    }

    // MARK: Files; everything below is called with the lock held and blocks.

    private func path(_ file: File) -> String { "\(folder)/\(file.name)\(Self.open)" }

    private func begin(_ state: inout State) throws(PotokError) -> File {
        state.count += 1
        let number = String(state.count)
        let name = "\(stem)-\(String(repeating: "0", count: max(0, 5 - number.count)))\(number).warc.gz"
        let path = "\(folder)/\(name)\(Self.open)"
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.cannotWrite(path, errno) }
        // Whoever finishes what others have left sees that somebody is at work here.
        flock(descriptor, LOCK_EX | LOCK_NB)
        var file = File(descriptor: descriptor, name: name, length: 0)
        let information = WARCText.information(of: name, software: software, at: now())
        try append(try Self.member(information, folder), to: &file)
        return file
    }

    private func append(_ bytes: [UInt8], to file: inout File) throws(PotokError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                write(file.descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let problem = Self.cannotWrite(path(file), errno)
                // Half of a record is worse than none.
                ftruncate(file.descriptor, off_t(file.length))
                lseek(file.descriptor, off_t(file.length), SEEK_SET)
                throw problem
            }
            done += count
        }
        file.length += bytes.count
        file.isDirty = true
    }

    private func finish(_ file: File) throws(PotokError) {
        defer { Glibc.close(file.descriptor) }
        guard fdatasync(file.descriptor) == 0, rename(path(file), "\(folder)/\(file.name)") == 0 else {
            throw Self.cannotWrite(path(file), errno)
        }
    }

    private static func member(_ bytes: [UInt8], _ folder: String) throws(PotokError) -> [UInt8] {
        guard let member = WARCText.member(bytes) else { throw cannotWrite(folder, ENOMEM) }
        return member
    }

    static func cannotWrite(_ path: String, _ number: Int32) -> PotokError {
        PotokError(
            "warc.cannot-write",
            "\(path) cannot be written: \(String(cString: strerror(number)))",
            hint: "`fetch.warc` names the folder; it needs room and a user who may write there",
            isRetryable: true
        )
    }
}

/// Where a copy of what was fetched lies.
public struct WARCCopy: Sendable, Hashable {
    /// The folder.
    public var folder: String
    /// The name of the file in it, once it is finished.
    public var file: String
    /// The place of the record in the file, in bytes.
    public var offset: Int
}
