import PotokConfiguration
import PotokCore

extension WebURL {
    /// Reads an argument; where it names no scheme, `https` is meant.
    ///
    /// - Throws: `usage.url`.
    init(argument: String) throws {
        guard let url = WebURL(argument) ?? WebURL("https://\(argument)"), url.isWeb else {
            throw PotokError("usage.url", "'\(argument)' is no http or https URL")
        }
        self = url
    }
}

/// A file that an argument names, read whole; `-` is standard input.
enum InputFile {
    private static let limit = ByteCount.mebibytes(64)

    static func read(_ path: String) throws -> [UInt8] {
        if path == "-" { return try StandardInput(limit: limit).readAll() }
        do throws(FileBytes.Failure) {
            return try FileBytes.read(path: path, limit: limit.bytes)
        } catch {
            throw PotokError("usage.file", "\(path) cannot be read: \(error)")
        }
    }
}
