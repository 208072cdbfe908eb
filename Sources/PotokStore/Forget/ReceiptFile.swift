import PotokCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The receipts of a database in a file beside it, one a line, so that they outlive the database and hold for every backup of it.
///
/// A receipt that is lifted stands there again, with the time; the last line of each counts. Only the holder of the run's lock writes.
public struct ReceiptFile: Sendable {
    /// The path of the file.
    public let path: String

    /// Names the file of a database; nothing is opened.
    public init(database: String) { path = database + ".forgotten" }

    /// The receipts in the order in which they were written first; none where there is no file.
    ///
    /// - Throws: `forget.receipts` when the file cannot be read, or holds a whole line that is no receipt.
    public func read() throws -> [ForgetReceipt] {
        guard let bytes = try contents() else { return [] }
        var receipts: [ForgetReceipt] = []
        var places: [String: Int] = [:]
        // What a crash has torn is behind the last line end.
        for line in bytes.prefix(Self.wholeLines(bytes)).split(separator: 0x0A) {
            guard let receipt = try? JSONDecoder().decode(ForgetReceipt.self, from: Data(line)),
                receipt.schema == ForgetReceipt.schema
            else {
                throw PotokError(
                    "forget.receipts",
                    "\(path) holds a line that is no receipt of what was forgotten",
                    hint: "put the file back as it was: what it names would come again without it"
                )
            }
            if let place = places[receipt.id] {
                receipts[place] = receipt
            } else {
                places[receipt.id] = receipts.count
                receipts.append(receipt)
            }
        }
        return receipts
    }

    /// Writes receipts behind those that are there, and waits until they are on the disk.
    ///
    /// - Throws: `forget.receipts` when the file cannot be written; nothing counts as forgotten then.
    public func append(_ receipts: [ForgetReceipt]) throws {
        guard !receipts.isEmpty else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes: [UInt8] = []
        for receipt in receipts { bytes += [UInt8](try encoder.encode(receipt)) + [0x0A] }
        let before = try contents().map(Self.wholeLines) ?? 0
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure("cannot be opened") }
        defer { close(descriptor) }
        guard ftruncate(descriptor, off_t(before)) == 0 else { throw failure("cannot be written") }
        var place = 0
        while place < bytes.count {
            let count = bytes[place...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(before + place))
            }
            if count > 0 { place += count } else if errno != EINTR { throw failure("cannot be written") }
        }
        guard fsync(descriptor) == 0 else { throw failure("cannot be written") }
        try syncFolder()
    }

    private func contents() throws -> [UInt8]? {
        guard access(path, F_OK) == 0 else { return nil }
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { throw failure("cannot be read") }
        return [UInt8](data)
    }

    private static func wholeLines(_ bytes: [UInt8]) -> Int { (bytes.lastIndex(of: 0x0A) ?? -1) + 1 }

    /// Makes sure that the name of the file outlives a power cut.
    private func syncFolder() throws {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot be written") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("cannot be written") }
    }

    private func failure(_ action: String) -> PotokError {
        PotokError(
            "forget.receipts",
            "\(path) \(action): \(String(cString: strerror(errno)))",
            hint: "what was forgotten is written there, so that no backup brings it back"
        )
    }
}
