import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension ChangeFiles {
    /// Takes the upserts of documents out of the files of a folder; each file is replaced in one step, under its name.
    ///
    /// Deletes stay, and so do lines that are none of ours. Nothing may be writing to the folder.
    static func erase(_ keys: Set<DocumentKey>, in folder: String) throws {
        guard access(folder, F_OK) == 0 else { return }
        let names = try names(folder)
        for number in names.whole { try erase(keys, from: path(folder, number, isWhole: true), in: folder) }
        for number in names.open { try erase(keys, from: path(folder, number, isWhole: false), in: folder) }
    }

    /// The folders beside one whose names begin with its own and a suffix.
    static func folders(beside folder: String, by suffix: String) throws -> [String] {
        guard let slash = folder.lastIndex(of: "/") else { return [] }
        let parent = slash == folder.startIndex ? "/" : String(folder[..<slash])
        // Without the folder around it there is nothing at all.
        guard access(parent, F_OK) == 0 || errno != ENOENT else { return [] }
        let prefix = folder[folder.index(after: slash)...] + suffix
        return try names(in: parent).filter { $0.hasPrefix(prefix) }.map { parent + "/" + $0 }.sorted()
    }

    private static func erase(_ keys: Set<DocumentKey>, from path: String, in folder: String) throws {
        let bytes = try read(path)
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        forEachLine(bytes[...]) { line in
            if let change = ChangeLine.decode(line), change.kind == .upsert, keys.contains(change.key) { return }
            kept += line
            kept.append(0x0A)
        }
        // A line without an end was torn by a crash and counts for nothing; it may be one of these all the same.
        guard kept.count < bytes.count else { return }
        let partial = "\(folder)/.erasing"
        let descriptor = Glibc.open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Failure("\(partial) cannot be opened") }
        defer { Glibc.close(descriptor) }
        var place = 0
        while place < kept.count {
            let count = kept[place...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { place += count } else if errno != EINTR { throw Failure("\(partial) cannot be written") }
        }
        guard fsync(descriptor) == 0 else { throw Failure("\(partial) cannot be written") }
        guard rename(partial, path) == 0 else { throw Failure("\(path) cannot be replaced") }
        try syncFolder(folder)
    }
}
