/// A fixed fingerprint of some bytes, compared for equality only.
public struct Hash: Sendable, Hashable, CustomStringConvertible {
    /// The bytes of the hash.
    public let bytes: [UInt8]

    /// Wraps the bytes of a hash.
    public init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    /// The first 16 bytes of SHA-256 over some bytes: enough that no two texts ever meet by chance.
    public static func of(_ content: some Sequence<UInt8>) -> Hash { Hash(SHA256.hash(content).prefix(16)) }

    /// Lower-case hexadecimal digits, two a byte.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Lower-case hexadecimal digits.
    public var description: String { hexadecimal }
}
