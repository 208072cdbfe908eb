import CCrypto

/// A digest as WARC writes it: `sha1:` and Base32 (WARC 1.1 §5.8), or hexadecimal digits as some programs do.
struct WARCDigest {
    private let algorithm: OpaquePointer
    private let written: String
    private let size: Int

    /// OpenSSL's descriptions of algorithms are constant.
    private nonisolated(unsafe) static let algorithms: [String: (OpaquePointer, Int)] = {
        let names = [
            ("sha1", "SHA1", 20), ("sha-1", "SHA1", 20), ("sha256", "SHA256", 32), ("sha-256", "SHA256", 32),
            ("md5", "MD5", 16),
        ]
        var found: [String: (OpaquePointer, Int)] = [:]
        for (name, algorithm, size) in names { EVP_MD_fetch(nil, algorithm, nil).map { found[name] = ($0, size) } }
        return found
    }()

    /// Reads a digest; nil for what is none or is made by an algorithm that is not known.
    init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"),
            let (algorithm, size) = Self.algorithms[text[..<colon].lowercased()]
        else { return nil }
        self.algorithm = algorithm
        self.size = size
        written = text[text.index(after: colon)...].filter { $0 != "=" }
    }

    /// The SHA-1 of bytes, as records carry it; nil where the system's OpenSSL has none.
    static func sha1(_ bytes: [UInt8]) -> String? {
        algorithms["sha1"].map { "sha1:" + base32(digest(of: bytes[...], by: $0.0, size: $0.1)) }
    }

    private static func digest(of bytes: ArraySlice<UInt8>, by algorithm: OpaquePointer, size: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size) { digest, count in
            let isDone = bytes.withUnsafeBytes {
                EVP_Digest($0.baseAddress, $0.count, digest.baseAddress, nil, algorithm, nil)
            }
            count = isDone == 1 ? size : 0
        }
    }

    /// Whether it is the digest of these bytes.
    func matches(_ bytes: ArraySlice<UInt8>) -> Bool {
        let digest = Self.digest(of: bytes, by: algorithm, size: size)
        return written.utf8.count == size * 2
            ? written.lowercased() == Self.hexadecimal(digest) : written.uppercased() == Self.base32(digest)
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Base32 (RFC 4648 §6) without padding.
    static func base32(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var text: [UInt8] = []
        var pending = 0
        var bits = 0
        for byte in bytes {
            pending = pending << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(letters[pending >> bits & 31])
            }
            pending &= (1 << bits) - 1
        }
        if bits > 0 { text.append(letters[pending << (5 - bits) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }
}
