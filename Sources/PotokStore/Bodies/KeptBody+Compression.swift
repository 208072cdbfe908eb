import CZstd
public import PotokCore

// Unsafe pointers are passed to libzstd for the length of one call, with the sizes of the arrays that they belong to.

extension KeptBody {
    /// Above it the gain is small and the time is not.
    private static let level: Int32 = 3

    /// Compresses the body of a page; nil where libzstd cannot, which is for want of memory.
    public init?(compressing body: [UInt8]) {
        let bound = ZSTD_compressBound(body.count)
        var count = 0
        let compressed = [UInt8](unsafeUninitializedCapacity: bound) { buffer, used in
            count = body.withUnsafeBytes {
                ZSTD_compress(buffer.baseAddress, bound, $0.baseAddress, $0.count, Self.level)
            }
            used = ZSTD_isError(count) == 0 ? count : 0
        }
        guard ZSTD_isError(count) == 0 else { return nil }
        self.init(bytes: compressed, size: body.count)
    }

    /// The body; nil when the bytes are damaged.
    public func body() -> [UInt8]? {
        // What is damaged must not ask for more memory than a frame can hold.
        let stated = bytes.withUnsafeBytes { ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
        guard size >= 0, stated == UInt64(size) else { return nil }
        var count = 0
        let body = [UInt8](unsafeUninitializedCapacity: size) { buffer, used in
            count = bytes.withUnsafeBytes { ZSTD_decompress(buffer.baseAddress, size, $0.baseAddress, $0.count) }
            used = ZSTD_isError(count) == 0 ? min(count, size) : 0
        }
        return ZSTD_isError(count) == 0 && count == size ? body : nil
    }
}
