public import PotokCore

/// Files that are packed themselves, beside any coding of their transfer, such as `sitemap.xml.gz`.
public enum PackedFile {
    /// Layers of packing that are undone; some servers pack what is packed already.
    private static let layers = 2

    /// The content of a gzip file; what is none comes back as it is.
    ///
    /// - Parameter limit: the largest content, so that a bomb costs no more than that.
    /// - Throws: `PotokError` when it is cut off, damaged, or larger than the limit.
    public static func unpacked(_ body: [UInt8], limit: ByteCount) throws(PotokError) -> [UInt8] {
        var bytes = body
        for _ in 0..<layers where bytes.starts(with: [0x1F, 0x8B, 8]) {
            do throws(DecodingFailure) {
                bytes = try DeflateDecoder().gzip(bytes, limit: limit.bytes)
            } catch {
                let reason =
                    switch error {
                    case .tooLarge: "it holds more than \(limit.rounded) unpacked"
                    case .truncated: "it is a gzip file that is cut off"
                    default: "it is a gzip file that is damaged"
                    }
                throw PotokError(.fetchDecode, reason)
            }
        }
        return bytes
    }
}
