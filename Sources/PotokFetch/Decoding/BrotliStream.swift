import CBrotli

/// Decodes brotli (RFC 7932) as a stream into a buffer that grows up to a cap.
enum BrotliStream {
    /// Decodes a whole stream; bytes after its end are ignored.
    static func decode(_ input: [UInt8], limit: Int) throws(DecodingFailure) -> [UInt8] {
        guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else { throw .damaged(.brotli) }
        defer { BrotliDecoderDestroyInstance(state) }
        var output = GrowingOutput(firstGuess: input.count &* 4, limit: limit)
        var consumed = 0
        while true {
            var result = BROTLI_DECODER_RESULT_ERROR
            try output.extend { (space: UnsafeMutableRawBufferPointer) -> Int in
                input.withUnsafeBytes { bytes -> Int in
                    var available = bytes.count - consumed
                    var next = bytes.baseAddress.map { ($0 + consumed).assumingMemoryBound(to: UInt8.self) }
                    var room = space.count
                    var target = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
                    result = BrotliDecoderDecompressStream(state, &available, &next, &room, &target, nil)
                    consumed = bytes.count - available
                    return space.count - room
                }
            }
            switch result {
            case BROTLI_DECODER_RESULT_SUCCESS: return output.bytes
            case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue
            case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: throw .truncated(.brotli)
            default: throw .damaged(.brotli)
            }
        }
    }
}
