import PotokConfiguration
import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The files of one folder of changes.
///
/// Whole files are `changes-0000000001.ndjson` and so on, and never change again. The one that is being written has a dot before its
/// name, which readers pass over; it gets its name in one step when it is full or the delivery ends. A batch is on the disk before
/// it counts as delivered. After a crash the last line may be torn: it is cut off, nobody has been told that it was delivered. What
/// is sent again because the crash came between disk and database is recognised by the versions in the last two files.
struct ChangeFiles {
    /// An error of the file system.
    struct Failure: Error {
        var number: Int32
        var action: String

        init(_ action: String, _ number: Int32 = errno) {
            self.number = number
            self.action = action
        }

        /// What is told.
        var message: String { "\(action): \(String(cString: strerror(number)))" }
    }

    let folder: String
    private let fileBytes: Int
    private var descriptor: Int32 = -1
    private var number = 0
    private var size = 0
    /// The newest version of each document in the last two files.
    private var recent: [DocumentKey: Int64] = [:]
    private var former: [DocumentKey: Int64] = [:]

    /// Names a folder; nothing is opened yet.
    init(folder: String, fileBytes: Int) {
        self.folder = folder
        self.fileBytes = fileBytes
    }

    /// Whether it was opened.
    var isOpen: Bool { descriptor >= 0 }

    /// Makes the folder and goes on with the file that was being written last.
    ///
    /// - Parameter first: the number of the first file where there is none.
    mutating func open(first: Int = 1) throws {
        try Self.makeFolder(folder)
        let names = try Self.names(folder)
        let last = names.whole.last ?? 0
        number = max(names.open.last ?? 0, last + 1, first)
        former = try last > 0 ? Self.versions(path(last, isWhole: true)) : [:]
        let path = path(number, isWhole: false)
        descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Failure("\(path) cannot be opened") }
        let bytes = try Self.read(path)
        let whole = (bytes.lastIndex(of: 0x0A) ?? -1) + 1
        if whole < bytes.count, ftruncate(descriptor, off_t(whole)) != 0 { throw Failure("\(path) cannot be cut") }
        size = whole
        recent = Self.versions(bytes[..<whole])
        guard fsync(descriptor) == 0 else { throw Failure("\(path) cannot be written") }
        try Self.syncFolder(folder)
    }

    /// Writes the lines of changes that are not there yet, and waits until they are on the disk.
    mutating func append(_ changes: [SinkChange], _ mapping: FieldMapping) throws {
        var bytes: [UInt8] = []
        var written: [DocumentKey: Int64] = [:]
        for change in changes {
            let key = change.change.key
            let known = max(recent[key] ?? .min, former[key] ?? .min, written[key] ?? .min)
            guard known < change.change.version else { continue }
            bytes += ChangeLine.encode(change, mapping)
            written[key] = change.change.version
        }
        guard !bytes.isEmpty else { return }
        do {
            try write(bytes)
        } catch {
            // What was written of the batch is cut off again, so that no line is torn.
            ftruncate(descriptor, off_t(size))
            throw error
        }
        size += bytes.count
        recent.merge(written) { max($0, $1) }
        if size >= fileBytes { try finish() }
    }

    private func write(_ bytes: [UInt8]) throws {
        var place = 0
        while place < bytes.count {
            let count = bytes[place...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(size + place))
            }
            if count > 0 {
                place += count
            } else if errno != EINTR {
                throw Failure("\(path(number, isWhole: false)) cannot be written")
            }
        }
        guard fdatasync(descriptor) == 0 else { throw Failure("\(path(number, isWhole: false)) cannot be written") }
    }

    /// Gives the file that is being written its name, and begins the next one; does nothing when it is empty.
    mutating func finish() throws {
        guard size > 0 else { return }
        let path = path(number, isWhole: true)
        guard rename(self.path(number, isWhole: false), path) == 0 else { throw Failure("\(path) cannot be made") }
        try Self.syncFolder(folder)
        close()
        former = recent
        recent = [:]
        number += 1
        size = 0
        let next = self.path(number, isWhole: false)
        descriptor = Glibc.open(next, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Failure("\(next) cannot be opened") }
    }

    /// Closes the file that is being written; an empty one is removed.
    mutating func close() {
        guard descriptor >= 0 else { return }
        Glibc.close(descriptor)
        descriptor = -1
        if size == 0 { unlink(path(number, isWhole: false)) }
    }

    private func path(_ number: Int, isWhole: Bool) -> String { Self.path(folder, number, isWhole: isWhole) }

    // MARK: Folders

    private static let prefix = "changes-"
    private static let suffix = ".ndjson"

    static func path(_ folder: String, _ number: Int, isWhole: Bool) -> String {
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, 10 - digits.count))
        return "\(folder)/\(isWhole ? "" : ".")\(prefix)\(zeros)\(digits)\(suffix)"
    }

    /// The numbers of the files in a folder, in their order.
    static func names(_ folder: String) throws -> (whole: [Int], open: [Int]) {
        var (whole, open): ([Int], [Int]) = ([], [])
        for name in try names(in: folder) {
            let isOpen = name.hasPrefix(".")
            let rest = isOpen ? name.dropFirst() : name[...]
            guard rest.hasPrefix(prefix), rest.hasSuffix(suffix) else { continue }
            guard let number = Int(rest.dropFirst(prefix.count).dropLast(suffix.count)), number > 0 else { continue }
            if isOpen { open.append(number) } else { whole.append(number) }
        }
        return (whole.sorted(), open.sorted())
    }

    /// All names in a folder; what has none in UTF-8 is not ours.
    static func names(in folder: String) throws -> [String] {
        do {
            return try FolderNames.read(folder).compactMap { $0 }
        } catch {
            throw Failure("\(folder) cannot be read", error.number)
        }
    }

    /// Every change in the files of a folder, in the order in which they were written.
    static func forEachChange(_ folder: String, _ body: (Change) -> Void) throws {
        let names = try names(folder)
        let paths =
            names.whole.map { path(folder, $0, isWhole: true) } + names.open.map { path(folder, $0, isWhole: false) }
        for path in paths { forEachLine(try read(path)[...]) { ChangeLine.decode($0).map(body) } }
    }

    private static func versions(_ path: String) throws -> [DocumentKey: Int64] { versions(try read(path)[...]) }

    private static func versions(_ bytes: ArraySlice<UInt8>) -> [DocumentKey: Int64] {
        var found: [DocumentKey: Int64] = [:]
        forEachLine(bytes) { line in
            if let change = ChangeLine.decode(line) { found[change.key] = max(found[change.key] ?? 0, change.version) }
        }
        return found
    }

    /// Hands over the lines that have an end.
    static func forEachLine(_ bytes: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
        var rest = bytes
        while let end = rest.firstIndex(of: 0x0A) {
            body(rest[..<end])
            rest = rest[(end + 1)...]
        }
    }

    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure("\(path) cannot be read") }
        defer { Glibc.close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw Failure("\(path) cannot be read") }
        var bytes = [UInt8](repeating: 0, count: Int(information.st_size))
        var place = 0
        while place < bytes.count {
            let count = bytes[place...].withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { break }
            if count > 0 { place += count } else if errno != EINTR { throw Failure("\(path) cannot be read") }
        }
        return Array(bytes.prefix(place))
    }

    /// Makes a folder and those it lies in.
    static func makeFolder(_ path: String) throws {
        var information = stat()
        if stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR { return }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try makeFolder(String(path[..<slash])) }
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw Failure("\(path) cannot be made") }
    }

    /// Makes sure that names in a folder outlive a power cut.
    static func syncFolder(_ folder: String) throws {
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure("\(folder) cannot be opened") }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Failure("\(folder) cannot be written") }
    }

    /// Removes the files of a folder that are ours, and the folder when nothing else is in it.
    static func remove(_ folder: String) throws {
        guard access(folder, F_OK) == 0 else { return }
        let names = try names(folder)
        for number in names.whole { unlink(path(folder, number, isWhole: true)) }
        for number in names.open { unlink(path(folder, number, isWhole: false)) }
        rmdir(folder)
    }
}
