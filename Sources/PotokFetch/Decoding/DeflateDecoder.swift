import CDeflate

/// Decodes gzip (RFC 1952), zlib (RFC 1950) and raw deflate (RFC 1951) with libdeflate.
///
/// libdeflate decodes a whole stream into one buffer and is about twice as fast as zlib for it; the size of the buffer is
/// guessed from what gzip says of itself, and doubled while it does not suffice.
struct DeflateDecoder: ~Copyable {
    private let handle: OpaquePointer?

    init() { handle = libdeflate_alloc_decompressor() }

    deinit { if let handle { libdeflate_free_decompressor(handle) } }

    private enum Format { case gzip, zlib, raw }

    private enum Attempt {
        case success(output: [UInt8], consumed: Int)
        case noSpace, bad
    }

    /// Deflate's own limit: 258 bytes for every two bits of input.
    private static let largestRatio = 1_032
    /// The room for a member that says that it is larger than the limit.
    private static let smallChance = 1 << 20

    /// Decodes one or more gzip members; what follows the last one is ignored, as gzip(1) does.
    borrowing func gzip(_ input: [UInt8], limit: Int) throws(DecodingFailure) -> [UInt8] {
        guard input.count >= 2, input[0] == 0x1f, input[1] == 0x8b else { throw .foreign(.gzip) }
        guard input.count >= 18 else { throw .truncated(.gzip) }
        var (output, position) = try stream(.gzip, input[...], limit: limit, guess: Self.statedSize(input))
        while position + 18 <= input.count, input[position] == 0x1f, input[position + 1] == 0x8b {
            let rest = input[position...]
            let (more, consumed) = try stream(
                .gzip,
                rest,
                limit: limit - output.count,
                guess: Self.statedSize(input)
            )
            output += more
            position += consumed
        }
        return output
    }

    /// Decodes what HTTP calls `deflate`: zlib by the standard, raw deflate from servers that misread it.
    borrowing func deflate(_ input: [UInt8], limit: Int) throws(DecodingFailure) -> [UInt8] {
        let looksLikeZlib =
            input.count >= 2 && input[0] & 0x0f == 8 && (UInt16(input[0]) << 8 | UInt16(input[1])) % 31 == 0
        let format: Format = looksLikeZlib ? .zlib : .raw
        return try stream(format, input[...], limit: limit, guess: min(input.count &* 4, limit)).output
    }

    /// The length that the trailer states, modulo 2³².
    private static func statedSize(_ input: [UInt8]) -> Int {
        input.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private borrowing func stream(
        _ format: Format,
        _ input: ArraySlice<UInt8>,
        limit: Int,
        guess: Int
    ) throws(DecodingFailure) -> (output: [UInt8], consumed: Int) {
        var ceiling = min(max(limit, 0), input.count.multipliedReportingOverflow(by: Self.largestRatio).partialValue)
        // What says itself that it is too large gets a small chance to have said so by mistake (bytes behind the trailer
        // are taken for it), and no memory to prove it.
        if guess > limit { ceiling = min(ceiling, Self.smallChance) }
        var capacity = min(max(guess, 1_024), max(ceiling, 1))
        while true {
            switch attempt(format, input, capacity: capacity) {
            case .success(let output, let consumed): return (output, consumed)
            case .bad: throw .damaged(format == .gzip ? .gzip : .deflate)
            case .noSpace:
                guard capacity < ceiling else { throw .tooLarge }
                capacity = min(capacity * 2, ceiling)
            }
        }
    }

    private borrowing func attempt(_ format: Format, _ input: ArraySlice<UInt8>, capacity: Int) -> Attempt {
        guard let handle else { return .bad }
        var result = LIBDEFLATE_BAD_DATA
        var consumed = 0
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            input.withUnsafeBytes { bytes in
                result =
                    switch format {
                    case .gzip:
                        libdeflate_gzip_decompress_ex(
                            handle,
                            bytes.baseAddress,
                            bytes.count,
                            buffer.baseAddress,
                            capacity,
                            &consumed,
                            &count
                        )
                    case .zlib:
                        libdeflate_zlib_decompress_ex(
                            handle,
                            bytes.baseAddress,
                            bytes.count,
                            buffer.baseAddress,
                            capacity,
                            &consumed,
                            &count
                        )
                    case .raw:
                        libdeflate_deflate_decompress_ex(
                            handle,
                            bytes.baseAddress,
                            bytes.count,
                            buffer.baseAddress,
                            capacity,
                            &consumed,
                            &count
                        )
                    }
            }
            if result != LIBDEFLATE_SUCCESS { count = 0 }
        }
        if result == LIBDEFLATE_SUCCESS { return .success(output: output, consumed: consumed) }
        return result == LIBDEFLATE_INSUFFICIENT_SPACE ? .noSpace : .bad
    }
}
