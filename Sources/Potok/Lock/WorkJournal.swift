import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Which request each worker is busy with, in memory that outlives the process.
///
/// When a page makes the process abort, the next run must know which page it was. A write to the database for each step of
/// each document would cost more than the step; a store into a shared file mapping costs nothing, and the kernel keeps it
/// whatever becomes of the process. (It is lost with the power, but then no page is to blame.) The file can not disagree with
/// the database: it is only evidence of who was at work, and is cleared whenever a run begins or ends.
///
/// `@unchecked Sendable` is right because each slot is written by one worker, one aligned word at a time, and read only by the
/// process that comes after.
final class WorkJournal: @unchecked Sendable {
    private static let headerLength = 64
    static let slotCount = 504
    private static let length = headerLength + slotCount * 8

    private let base: UnsafeMutableRawPointer

    private init(base: UnsafeMutableRawPointer) { self.base = base }

    deinit { munmap(base, Self.length) }

    /// Maps the file, takes what the process before left in it, and begins anew for this one.
    static func open(_ descriptor: Int32, path: String) throws -> (WorkJournal, interrupted: [Request.Claim]) {
        func failure() -> PotokError {
            PotokError(
                errno == ENOSPC ? "database.full" : "database.cannot-open",
                "the lock file \(path) cannot be used: \(String(cString: strerror(errno)))",
                hint: "check the disk and the space on it",
                isRetryable: true
            )
        }
        // Allocated, not only extended: a store into a hole of a full disk would end the process.
        let status = posix_fallocate(descriptor, 0, off_t(length))
        guard status == 0 else {
            errno = status
            throw failure()
        }
        guard let base = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), base != MAP_FAILED else {
            throw failure()
        }
        let journal = WorkJournal(base: base)
        let interrupted = (0..<slotCount).compactMap { slot -> Request.Claim? in
            let value = journal.load(slot)
            return value == 0 ? nil : Request.Claim(rawValue: value)
        }
        journal.clear()
        journal.writeProcessIdentifier()
        return (journal, interrupted)
    }

    /// The process number that the holder of the lock has written.
    static func processIdentifier(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard pread(descriptor, &bytes, bytes.count, 0) > 0 else { return nil }
        return Int32(String(decoding: bytes.prefix { (0x30...0x39).contains($0) }, as: UTF8.self))
    }

    /// Notes that a worker begins a request; slots beyond the file are not noted.
    func begin(_ claim: Request.Claim, slot: Int) { store(claim.rawValue, slot) }

    /// Notes that a worker is done.
    func end(slot: Int) { store(0, slot) }

    /// Forgets everything.
    func clear() {
        for slot in 0..<Self.slotCount { store(0, slot) }
    }

    private func writeProcessIdentifier() {
        let text = Array("\(getpid())\n".utf8)
        memset(base, 0, Self.headerLength)
        text.withUnsafeBytes { base.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(base), byteCount: $0.count) }
    }

    private func store(_ value: Int64, _ slot: Int) {
        guard (0..<Self.slotCount).contains(slot) else { return }
        base.storeBytes(of: value, toByteOffset: Self.headerLength + slot * 8, as: Int64.self)
    }

    private func load(_ slot: Int) -> Int64 {
        base.load(fromByteOffset: Self.headerLength + slot * 8, as: Int64.self)
    }
}
