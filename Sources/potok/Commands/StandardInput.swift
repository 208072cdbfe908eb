import PotokCore
import PotokStreams

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Standard input, whose first bytes tell what it is.
final class StandardInput: Sendable {
    private let limit: ByteCount
    private let read = Lock<[UInt8]>([])

    init(limit: ByteCount) { self.limit = limit }

    /// What was read until now.
    var head: [UInt8] { read.withLock { $0 } }

    /// Whether the first byte that is no white space opens a JSON object, which no page begins with.
    func isNDJSON() throws -> Bool {
        while true {
            if let first = head.first(where: { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }) {
                return first == 0x7B
            }
            if try head.count > limit.bytes || !readMore() { return false }
        }
    }

    /// All of it.
    func readAll() throws -> [UInt8] {
        while try readMore() {
            guard head.count <= limit.bytes else {
                throw PotokError(
                    "extract.too-large",
                    "standard input is larger than fetch.maxBody (\(limit.rounded))",
                    hint: "raise it with --set fetch.maxBody=…"
                )
            }
        }
        return head
    }

    /// Reads some more; false at the end.
    private func readMore() throws -> Bool {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(STDIN_FILENO, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw PotokError("extract.input", "standard input cannot be read: \(String(cString: strerror(errno)))")
            }
            read.withLock { $0.append(contentsOf: chunk[..<count]) }
            return count > 0
        }
    }
}
