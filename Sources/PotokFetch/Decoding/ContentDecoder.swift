/// Undoes content codings, in the worker that asked for the page and never on the network thread.
///
/// Every layer is capped, so that a bomb costs no more than the largest body that is allowed. A truncated stream or a bad
/// checksum is an error: half an article must not be stored as the whole one.
package enum ContentDecoder {
    /// Decodes a body by its Content-Encoding header; `limit` is the largest size of each layer in bytes.
    package static func decode(_ body: [UInt8], encoding: String?, limit: Int) throws(DecodingFailure) -> [UInt8] {
        let layers = try ContentCoding.layers(encoding)
        var bytes = body
        for layer in layers.reversed() {
            // A server that has nothing to say may well say it in no bytes at all.
            if bytes.isEmpty { return bytes }
            bytes =
                switch layer {
                case .gzip: try DeflateDecoder().gzip(bytes, limit: limit)
                case .deflate: try DeflateDecoder().deflate(bytes, limit: limit)
                case .brotli: try BrotliStream.decode(bytes, limit: limit)
                case .zstandard: try ZstandardStream.decode(bytes, limit: limit)
                }
        }
        return bytes
    }

    /// Whether text was packed without saying so: gzip's magic number under a media type that is text.
    static func isUndeclaredGzip(_ body: [UInt8], contentType: String?) -> Bool {
        guard body.count > 18, body[0] == 0x1f, body[1] == 0x8b, body[2] == 8 else { return false }
        let type = (contentType ?? "").lowercased()
        return type.hasPrefix("text/") || type.contains("html") || type.contains("xml") || type.contains("json")
    }
}
