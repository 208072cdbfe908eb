import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file that is read through a window, forwards, from any place.
///
/// A file that is being written to, or cut, is read as far as it goes: nothing is mapped into memory.
final class ArchiveFile {
    /// The name in reports.
    let name: String
    /// The whole bytes of the window; those between `start` and `end` have been read and not consumed.
    private(set) var window: [UInt8]
    private(set) var start = 0
    private(set) var end = 0
    /// The place in the file of the first byte that is not consumed.
    private(set) var offset: Int
    /// Whether everything to the end of the file is in the window.
    private(set) var isAtEnd = false
    private let descriptor: Int32

    /// Opens a file.
    ///
    /// - Throws: `PotokError` with `source.…` when that cannot be.
    init(path: String, name: String, offset: Int = 0, window: Int = 1 << 20) throws(PotokError) {
        self.name = name
        self.offset = offset
        self.window = [UInt8](repeating: 0, count: window)
        // A pipe or a device must not block the open.
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileProblem.cannotRead(name, errno) }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// How many bytes have been read and not consumed.
    var count: Int { end - start }

    /// Reads more behind what there is; a full window grows when `grows`.
    ///
    /// - Returns: whether there was more.
    @discardableResult
    func fill(grows: Bool = false) throws(PotokError) -> Bool {
        if isAtEnd { return false }
        if start > 0 {
            window.withUnsafeMutableBytes { bytes in
                if let base = bytes.baseAddress { memmove(base, base + start, end - start) }
            }
            end -= start
            start = 0
        }
        if end == window.count {
            guard grows else { return false }
            window.append(contentsOf: repeatElement(0, count: window.count))
        }
        while true {
            let (place, from) = (offset + end, end)
            let count = window.withUnsafeMutableBytes { bytes in
                pread(descriptor, bytes.baseAddress.map { $0 + from }, bytes.count - from, off_t(place))
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileProblem.cannotRead(name, errno)
            }
            if count == 0 {
                isAtEnd = true
                return false
            }
            end += count
            return true
        }
    }

    /// Fills the window as far as it goes.
    func fillWhole() throws(PotokError) {
        while end - start < window.count, try fill() {}
    }

    /// Passes over bytes of the window.
    func consume(_ count: Int) {
        start += count
        offset += count
    }

    /// Goes to a place.
    func seek(to place: Int) {
        start = 0
        end = 0
        offset = place
        isAtEnd = false
    }
}
