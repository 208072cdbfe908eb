import PotokConfiguration
import PotokCore

/// Reads files that hold secrets.
public enum SecretFile {
    /// The bytes of a file that is no longer than a secret may be, with the end of its line.
    ///
    /// - Throws: why it cannot be read; a longer file is not read to its end.
    public static func read(_ path: String) throws -> [UInt8] {
        try FileBytes.read(path: path, limit: RequestIdentity.maximumSecret.bytes + 2)
    }
}
