/// The bytes of a page as they are kept in the database, from which it can be normalized again.
public struct KeptBody: Sendable, Hashable {
    /// The decoded body, compressed as one frame of zstd (RFC 8878).
    public var bytes: [UInt8]
    /// How many bytes it has uncompressed.
    public var size: Int

    /// Wraps what is compressed already.
    public init(bytes: [UInt8], size: Int) {
        self.bytes = bytes
        self.size = size
    }
}
