import CZlib
import CZstd

/// Undoes a compression piece by piece, for what is too large to be decoded at once.
///
/// Both decoders hold the state of a C library in memory that never moves, and free it with themselves; buffers are lent for the
/// length of one call.
protocol StreamDecoder: AnyObject {
    /// Decodes as much as fits.
    func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodedPiece
}

/// What one call of a decoder did.
struct DecodedPiece {
    enum State: Equatable {
        /// It needs more input or more room.
        case more
        /// The member or frame has ended.
        case end
        /// The bytes cannot be decoded.
        case damaged(String)
    }

    var consumed: Int
    var written: Int
    var state: State
}

/// One gzip member (RFC 1952).
final class GzipStream: StreamDecoder {
    private let stream: UnsafeMutablePointer<z_stream>
    private let isReady: Bool

    init() {
        // zlib remembers the address of this.
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, and 16 for the wrapper of gzip.
        isReady = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deallocate()
    }

    func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodedPiece {
        guard isReady else { return DecodedPiece(consumed: 0, written: 0, state: .damaged("zlib has no memory")) }
        let offered = UInt32(clamping: input.count)
        let room = UInt32(clamping: output.count)
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        )
        stream.pointee.avail_in = offered
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = room
        let status = inflate(stream, Z_NO_FLUSH)
        let state: DecodedPiece.State =
            switch status {
            case Z_STREAM_END: .end
            case Z_OK, Z_BUF_ERROR: .more
            default: .damaged(stream.pointee.msg.map { String(cString: $0) } ?? "no gzip")
            }
        return DecodedPiece(
            consumed: Int(offered - stream.pointee.avail_in),
            written: Int(room - stream.pointee.avail_out),
            state: state
        )
    }
}

extension GzipStream {
    /// What can be decoded of a member that is damaged or cut; nil when that is nothing, or more than the limit.
    static func beginning(of bytes: [UInt8], limit: Int) -> [UInt8]? {
        let decoder = GzipStream()
        var output: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        var consumed = 0
        while consumed < bytes.count {
            let result = bytes.withUnsafeBytes { input in
                piece.withUnsafeMutableBytes {
                    decoder.decode(UnsafeRawBufferPointer(rebasing: input[consumed...]), into: $0)
                }
            }
            consumed += result.consumed
            output += piece[..<result.written]
            if output.count > limit { return nil }
            if result.state != .more || result.written == 0 && result.consumed == 0 { break }
        }
        return output.isEmpty ? nil : output
    }
}

/// One zstd frame (RFC 8878).
final class ZstandardFrame: StreamDecoder {
    /// The largest window that is taken: 128 MiB, what `zstd --ultra` makes.
    private static let largestWindowLog: Int32 = 27

    private let stream: OpaquePointer?

    init() {
        stream = ZSTD_createDStream()
        if let stream { ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.largestWindowLog) }
    }

    deinit { if let stream { ZSTD_freeDStream(stream) } }

    func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodedPiece {
        guard let stream else { return DecodedPiece(consumed: 0, written: 0, state: .damaged("zstd has no memory")) }
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let pending = ZSTD_decompressStream(stream, &target, &source)
        let state: DecodedPiece.State =
            if ZSTD_isError(pending) != 0 {
                .damaged(String(cString: ZSTD_getErrorName(pending)))
            } else {
                pending == 0 ? .end : .more
            }
        return DecodedPiece(consumed: source.pos, written: target.pos, state: state)
    }
}
