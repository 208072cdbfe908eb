import CRename
public import PotokConfiguration
public import PotokCore
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A folder of files with one change a line, for whatever reads files.
///
/// It holds a document when its newest line is an upsert.
public final class NDJSONSink: ErasingSink {
    private let folder: String
    private let fileBytes: Int
    private let mapping: FieldMapping
    private let files: Lock<ChangeFiles>
    /// What the files held when its first page was asked for, in the order of keys.
    private let held = Lock<[Holding]>([])
    /// The number of the first file where there is none.
    private let first: @Sendable () -> Int

    /// Makes a sink; nothing is opened yet.
    public convenience init(_ options: NDJSONSinkOptions, mapping: FieldMapping = .identity) {
        self.init(folder: options.folder, fileBytes: options.fileBytes.bytes, mapping: mapping, first: { 1 })
    }

    init(folder: String, fileBytes: Int, mapping: FieldMapping, first: @escaping @Sendable () -> Int) {
        self.folder = folder
        self.fileBytes = fileBytes
        self.mapping = mapping
        self.first = first
        files = Lock(ChangeFiles(folder: folder, fileBytes: fileBytes))
    }

    deinit { files.withLock { $0.close() } }

    /// It notes deletes, lists what it holds and is filled anew beside itself.
    public var capabilities: SinkCapabilities { [.delete, .holdings, .swap] }

    /// Looks whether the folder is there and may be written.
    public func check() async throws(SinkFailure) -> SinkHealth {
        let folder = folder
        return try await Self.blocking {
            var notes: [String] = []
            if access(folder, F_OK) != 0 {
                notes.append("the folder is made by the first delivery")
                var parent = folder
                while access(parent, F_OK) != 0, let slash = parent.lastIndex(of: "/"), slash > parent.startIndex {
                    parent = String(parent[..<slash])
                }
                if access(parent, W_OK) != 0 { throw ChangeFiles.Failure("\(parent) cannot be written") }
            } else {
                if access(folder, W_OK | X_OK) != 0 { throw ChangeFiles.Failure("\(folder) cannot be written") }
                _ = try ChangeFiles.names(folder)
            }
            return SinkHealth(server: "files in \(folder)", notes: notes)
        }
    }

    /// Makes the folder, and goes on with the file that was being written last.
    public func prepare() async throws(SinkFailure) {
        try await Self.blocking { [files, first] in
            let first = first()
            try files.withLock { if !$0.isOpen { try $0.open(first: first) } }
        }
    }

    /// Writes changes; they are on the disk before it answers.
    public func deliver(_ changes: [SinkChange]) async -> BatchAnswer {
        guard !changes.isEmpty else { return .answered([]) }
        do throws(SinkFailure) {
            try await Self.blocking { [files, first, mapping] in
                let first = first()
                try files.withLock { files in
                    if !files.isOpen { try files.open(first: first) }
                    try files.append(changes, mapping)
                }
            }
            return .answered(changes.map { _ in .delivered })
        } catch {
            return BatchAnswer(error)
        }
    }

    /// Gives the file that is being written its name.
    public func finish() async throws(SinkFailure) {
        try await Self.blocking { [files] in
            try files.withLock { files in
                if files.isOpen { try files.finish() }
                files.close()
            }
        }
    }

    /// How many documents the files hold.
    public func count() async throws(SinkFailure) -> Int { try await read().count }

    /// What the files hold; they are read when the first page is asked for.
    public func holdings(after key: DocumentKey?, limit: Int) async throws(SinkFailure) -> [Holding] {
        var all = held.withLock { $0 }
        if key == nil || all.isEmpty {
            let found = try await read()
            held.withLock { $0 = found }
            all = found
        }
        guard let key else { return Array(all.prefix(limit)) }
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].key <= key { low = middle + 1 } else { high = middle }
        }
        return Array(all[low...].prefix(limit))
    }

    private func read() async throws(SinkFailure) -> [Holding] {
        let folder = folder
        return try await Self.blocking {
            guard access(folder, F_OK) == 0 else { return [] }
            var newest: [DocumentKey: Change] = [:]
            try ChangeFiles.forEachChange(folder) { change in
                if let known = newest[change.key], known.version > change.version { return }
                newest[change.key] = change
            }
            return newest.values.filter { $0.kind == .upsert }.map { Holding(key: $0.key, version: $0.version) }
                .sorted { $0.key < $1.key }
        }
    }

    /// Writes the files anew that hold upserts of documents, without these lines; so too what a rebuilding has filled so far.
    public func erase(_ keys: Set<DocumentKey>) async throws(SinkFailure) {
        reset()
        held.withLock { $0 = [] }
        let folder = folder
        try await Self.blocking {
            for folder in try [folder] + ChangeFiles.folders(beside: folder, by: Self.rebuildSuffix) {
                try ChangeFiles.erase(keys, in: folder)
            }
        }
    }

    private static let rebuildSuffix = ".rebuild-"

    /// A sink that fills a folder beside this one.
    public func rebuilding(_ name: String) -> (any RebuildingSink)? {
        let live = folder
        let filling = NDJSONSink(
            folder: "\(folder)\(Self.rebuildSuffix)\(name)",
            fileBytes: fileBytes,
            mapping: mapping
        ) {
            // A reader of the folder knows the names that it has read.
            (try? ChangeFiles.names(live).whole.last).flatMap { $0 }.map { $0 + 1 } ?? 1
        }
        return NDJSONRebuilding(live: self, filling: filling, liveFolder: folder, fillingFolder: filling.folder)
    }

    /// Forgets the open file, because another folder takes the place of this one.
    fileprivate func reset() {
        let (folder, fileBytes) = (folder, fileBytes)
        files.withLock { files in
            files.close()
            files = ChangeFiles(folder: folder, fileBytes: fileBytes)
        }
    }

    fileprivate static func blocking<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws(SinkFailure) -> Value {
        do {
            return try await BlockingWork.run(body)
        } catch {
            guard let failure = error as? ChangeFiles.Failure else {
                throw SinkFailure(.failed, code: "file", message: String(describing: error))
            }
            let isDenied = [EACCES, EPERM, EROFS, ENOTDIR].contains(failure.number)
            throw SinkFailure(
                isDenied ? .denied : .unreachable,
                code: "errno \(failure.number)",
                message: failure.message
            )
        }
    }
}

/// Fills a folder beside the live one, and exchanges the two.
struct NDJSONRebuilding: RebuildingSink {
    let live: NDJSONSink
    let filling: NDJSONSink
    let liveFolder: String
    let fillingFolder: String

    var capabilities: SinkCapabilities { filling.capabilities }
    func check() async throws(SinkFailure) -> SinkHealth { try await filling.check() }
    func prepare() async throws(SinkFailure) { try await filling.prepare() }
    func deliver(_ changes: [SinkChange]) async -> BatchAnswer { await filling.deliver(changes) }
    func finish() async throws(SinkFailure) { try await filling.finish() }
    func count() async throws(SinkFailure) -> Int { try await filling.count() }
    func holdings(after key: DocumentKey?, limit: Int) async throws(SinkFailure) -> [Holding] {
        try await filling.holdings(after: key, limit: limit)
    }
    func rebuilding(_ name: String) -> (any RebuildingSink)? { nil }

    /// Exchanges the folders in one step and removes the one that was live; doing it again does nothing.
    func swap() async throws(SinkFailure) {
        try await filling.finish()
        live.reset()
        let (live, filling) = (liveFolder, fillingFolder)
        try await NDJSONSink.blocking {
            // Once it is swapped there is no such folder, or one that was live and is being removed.
            guard access(filling, F_OK) == 0 else { return }
            let marker = filling + "/.swapped"
            if access(marker, F_OK) != 0 {
                try ChangeFiles.makeFolder(live)
                let mark = open(live + "/.swapped", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
                guard mark >= 0 else { throw ChangeFiles.Failure("\(live) cannot be written") }
                close(mark)
                guard potok_exchange(filling, live) == 0 else {
                    throw ChangeFiles.Failure("\(filling) cannot take the place of \(live)")
                }
                if let slash = live.lastIndex(of: "/") { try ChangeFiles.syncFolder(String(live[..<slash])) }
            }
            unlink(marker)
            try ChangeFiles.remove(filling)
        }
    }

    /// Removes the folder that was being filled.
    func discard() async throws(SinkFailure) {
        filling.reset()
        let folder = fillingFolder
        try await NDJSONSink.blocking { try ChangeFiles.remove(folder) }
    }
}
