import PotokCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Standard input as a file, so that it goes the way of all files: its name is made from its content.
struct StandardInputFile {
    let path: String
    let identifier: String

    init(limit: ByteCount) throws {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/potok-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw PotokError(
                "add.no-space",
                "no temporary file can be made in \(folder): \(String(cString: strerror(errno)))",
                hint: "free some space, or set TMPDIR"
            )
        }
        defer { close(descriptor) }
        path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var hash = SHA256()
        var total = 0
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            hash.update(chunk[..<count])
            total += count
            guard total <= limit.bytes else {
                unlink(path)
                throw PotokError(
                    "add.too-large",
                    "standard input is larger than fetch.maxBody (\(limit.rounded))",
                    hint: "raise it with --set fetch.maxBody=…, or split the input"
                )
            }
            guard write(descriptor, chunk, count) == count else {
                let reason = String(cString: strerror(errno))
                unlink(path)
                throw PotokError("add.no-space", "standard input cannot be kept in \(path): \(reason)")
            }
        }
        identifier = "stdin/" + Hash(hash.finish().prefix(16)).hexadecimal
    }

    func remove() { unlink(path) }
}
