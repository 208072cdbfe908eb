import GRDB
import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The one database file of a corpus: frontier, documents, versions, index, runs, outcomes and changes.
///
/// It is the only truth of a pipeline: whatever a run knows that outlives it is here, and a batch is written in one
/// transaction, so that a process that dies at any instant loses nothing and repeats nothing visible. Callers see documents
/// and batches, never rows or the database library.
public final class Store: Sendable {
    /// How a database is opened.
    public enum Mode: Sendable, Hashable {
        /// For reading and writing; made when it is not there.
        case create
        /// For reading and writing; must be there.
        case write
        /// For reading; must be there. A run may write at the same time.
        case read
    }

    let writer: any DatabaseWriter
    /// What deduplication keeps between two commits.
    let duplicates = DuplicateMemory()
    /// The path of the database file.
    public let path: String
    /// Where the database is as it was before this opening has brought it up to date; nil where it was so already.
    public let copyBeforeUpgrade: String?

    /// Opens a database, making or upgrading it where the mode allows.
    ///
    /// - Throws: `PotokError` with `database.missing`, `database.not-sqlite`, `database.newer`, `database.read-only`,
    ///   `database.full`, `database.damaged` or `database.failed`.
    ///
    /// - Parameter keepsCopy: whether a copy is kept of a database that is upgraded.
    public init(path: String, mode: Mode, keepsCopy: Bool = true) throws {
        self.path = path
        var copy: String?
        if mode != .create, access(path, F_OK) != 0 {
            throw PotokError(
                "database.missing",
                "there is no database at \(path)",
                hint: "run `potok run` first, or name the database with --database"
            )
        }
        self.writer = try Self.patiently(path) {
            var configuration = GRDB.Configuration()
            configuration.readonly = mode == .read
            // `db check` reads the whole index while it may write.
            configuration.busyMode = .timeout(mode == .read ? Self.patience : 6 * Self.patience)
            configuration.label = "potok.store"
            configuration.maximumReaderCount = 4
            configuration.prepareDatabase { database in
                if mode != .read {
                    // Only takes effect in a database that is still empty. Larger pages suit the full-text index.
                    try database.execute(sql: "PRAGMA page_size = 16384")
                    // A sink must never be ahead of the database after a power cut.
                    try database.execute(sql: "PRAGMA synchronous = FULL")
                }
                try SearchIndex.prepare(database)
                try database.execute(sql: "PRAGMA foreign_keys = ON")
                try database.execute(sql: "PRAGMA cache_size = -16384")
            }
            guard mode == .read else {
                try Self.refuseWhatIsNotOurs(path)
                let pool = try DatabasePool(path: path, configuration: configuration)
                copy = try Schema.upgrade(pool, path: path, keepsCopy: keepsCopy)
                return pool
            }
            let writer = try Self.openForReading(path: path, configuration: configuration)
            try writer.read { try Schema.checkVersion($0, path: path, isWritable: false) }
            return writer
        }
        self.copyBeforeUpgrade = copy
    }

    /// How many seconds one waits for another program.
    private static let patience = 10.0

    /// Opens a database, however many programs open and close it at the same moment.
    ///
    /// SQLite waits for locks, but not always while another program closes the write-ahead log or makes its index anew
    /// (`SQLITE_BUSY_RECOVERY`).
    private static func patiently<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(patience)
        return try DatabaseFailure.translating(path) {
            while true {
                do {
                    return try body()
                } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && clock.now < end {
                    usleep(10_000)
                }
            }
        }
    }

    /// Looks at a file before anything is opened for writing: even choosing the journal mode changes another's file.
    private static func refuseWhatIsNotOurs(_ path: String) throws {
        var information = stat()
        guard stat(path, &information) == 0, information.st_size > 0 else { return }
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.read { try Schema.checkVersion($0, path: path, isWritable: true) }
        try queue.close()
    }

    /// A pool where the write-ahead log can be shared; a plain connection where the folder cannot be written.
    private static func openForReading(
        path: String,
        configuration: GRDB.Configuration
    ) throws -> any DatabaseWriter {
        if access(path + "-wal", F_OK) == 0 {
            do {
                return try DatabasePool(path: path, configuration: configuration)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
                // Falls through: the log's shared memory cannot be made here.
            }
        }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            // The first use shows whether the files beside the database can be made.
            try queue.read { try $0.execute(sql: "SELECT 1 FROM sqlite_master") }
            return queue
        } catch let error as DatabaseError where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode) {
            // Nobody can be writing: there is no log, and none can be made here.
            let escaped = path.map { "%?#".contains($0) ? "%" + String($0.asciiValue ?? 0, radix: 16) : String($0) }
            return try DatabaseQueue(path: "file:\(escaped.joined())?immutable=1", configuration: configuration)
        }
    }

    /// Ends all use of the database and folds the write-ahead log into the file.
    public func close() throws {
        try DatabaseFailure.translating(path) {
            // The connection that closes last folds the log, and only the writer can.
            (writer as? DatabasePool)?.invalidateReadOnlyConnections()
            try writer.close()
        }
    }

    func write<Value: Sendable>(_ update: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await writer.write(update)
        } catch {
            throw DatabaseFailure.translate(error, path: path)
        }
    }

    func read<Value: Sendable>(_ query: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await writer.read(query)
        } catch {
            throw DatabaseFailure.translate(error, path: path)
        }
    }
}
