/// A content coding of HTTP (RFC 9110 §8.4.1) that this client asks for and can undo.
package enum ContentCoding: Sendable, Hashable {
    case gzip, deflate, brotli, zstandard

    /// What is said in Accept-Encoding.
    static let accepted = "gzip, deflate, br, zstd"

    /// How many codings may lie on top of each other; honest servers use one.
    static let maximumLayers = 3

    /// Reads a Content-Encoding header into the codings in the order in which they were applied.
    static func layers(_ header: String?) throws(DecodingFailure) -> [ContentCoding] {
        // Nearly all answers, without taking the text apart.
        switch header {
        case nil: return []
        case "gzip": return [.gzip]
        case "br": return [.brotli]
        default: break
        }
        var layers: [ContentCoding] = []
        for name in (header ?? "").split(separator: ",") {
            switch name.filter({ $0 != " " && $0 != "\t" }).lowercased() {
            case "", "identity": continue
            case "gzip", "x-gzip": layers.append(.gzip)
            case "deflate": layers.append(.deflate)
            case "br": layers.append(.brotli)
            case "zstd": layers.append(.zstandard)
            case let other: throw .unknownCoding(String(other.prefix(40)))
            }
            guard layers.count <= maximumLayers else { throw .tooManyLayers }
        }
        return layers
    }
}

/// Why a body could not be decoded.
package enum DecodingFailure: Error, Sendable, Hashable {
    case unknownCoding(String)
    case tooManyLayers
    case tooLarge
    case truncated(ContentCoding)
    case damaged(ContentCoding)
    /// There is no sign that the body was ever in this coding.
    case foreign(ContentCoding)
}
