import CZstd

/// Decodes zstd (RFC 8878) as a stream of frames into a buffer that grows up to a cap.
enum ZstandardStream {
    /// The largest window that a server may ask for: 8 MiB, as RFC 9659 sets it for HTTP.
    private static let largestWindowLog: Int32 = 23

    /// Decodes all frames of a body.
    static func decode(_ input: [UInt8], limit: Int) throws(DecodingFailure) -> [UInt8] {
        guard let stream = ZSTD_createDStream() else { throw .damaged(.zstandard) }
        defer { ZSTD_freeDStream(stream) }
        guard ZSTD_isError(ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, largestWindowLog)) == 0 else {
            throw .damaged(.zstandard)
        }
        let stated = input.withUnsafeBytes { ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
        // The two largest values mean that nothing was stated and that this is no frame.
        let guess = stated < UInt64.max - 1 ? Int(clamping: stated).addingReportingOverflow(1).partialValue : 0
        // A frame is what it says, or it is damaged.
        guard guess <= limit + 1 else { throw .tooLarge }
        var output = GrowingOutput(firstGuess: max(guess, input.count &* 4), limit: limit)
        var consumed = 0
        while true {
            var pending = 0
            var isFull = false
            try output.extend { (space: UnsafeMutableRawBufferPointer) -> Int in
                input.withUnsafeBytes { bytes -> Int in
                    var source = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: consumed)
                    var target = ZSTD_outBuffer(dst: space.baseAddress, size: space.count, pos: 0)
                    pending = ZSTD_decompressStream(stream, &target, &source)
                    consumed = source.pos
                    isFull = target.pos == target.size
                    return target.pos
                }
            }
            guard ZSTD_isError(pending) == 0 else { throw .damaged(.zstandard) }
            if pending == 0, consumed == input.count { return output.bytes }
            // Input left means another frame or more of this one; a full buffer means that more may be waiting inside.
            if consumed == input.count, !isFull { throw .truncated(.zstandard) }
        }
    }
}
