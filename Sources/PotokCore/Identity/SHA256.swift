import CCrypto

/// SHA-256 by FIPS 180-4.
///
/// Keys and hashes of documents must be the same on every machine and for every release, and a page must not be able to
/// choose its key: so a cryptographic hash. OpenSSL computes it, which every program with libcurl holds anyway, with the
/// instructions that processors have for it.
///
/// The context is this value's own: it cannot be copied, and it is freed with the value.
public struct SHA256: ~Copyable, Sendable {
    /// Looking the algorithm up costs more than hashing a short key; OpenSSL's descriptions of algorithms are constant.
    private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

    private nonisolated(unsafe) let context: OpaquePointer

    /// Begins an empty hash.
    public init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, Self.algorithm, nil) == 1 else {
            preconditionFailure("OpenSSL has no SHA-256 or no memory")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes.
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        let added: Void? = bytes.withContiguousStorageIfAvailable { update($0) }
        if added == nil { Array(bytes).withUnsafeBufferPointer { update($0) } }
    }

    private mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else {
            preconditionFailure("OpenSSL could not add to a hash")
        }
    }

    /// Ends the hash.
    ///
    /// - Returns: 32 bytes.
    public consuming func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            guard EVP_DigestFinal_ex(context, digest.baseAddress, nil) == 1 else {
                preconditionFailure("OpenSSL could not end a hash")
            }
            count = 32
        }
    }

    /// The hash of bytes at once: 32 bytes.
    public static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }
}
