import PotokCore

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1).
enum HMACSHA256 {
    /// The code of a message: 32 bytes.
    static func code(_ parts: [[UInt8]], key: [UInt8]) -> [UInt8] {
        let block = 64
        var key = key.count > block ? SHA256.hash(key) : key
        key += [UInt8](repeating: 0, count: block - key.count)
        var inner = SHA256()
        inner.update(key.map { $0 ^ 0x36 })
        for part in parts { inner.update(part) }
        var outer = SHA256()
        outer.update(key.map { $0 ^ 0x5C })
        outer.update(inner.finish())
        return outer.finish()
    }
}
