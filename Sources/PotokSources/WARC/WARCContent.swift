package import PotokFetch

/// What a record holds, taken out of the block: of HTTP, the body with transfer and content codings undone.
public struct WARCContent: Sendable {
    /// The status of an HTTP response.
    public var status: Int?
    /// The fields of the head of HTTP by lower-case name, without the type.
    public var headers: [String: String] = [:]
    /// The media type, of the response or of the record.
    public var contentType: String?
    /// The decoded body.
    public var body: [UInt8] = []
    /// Whether the body is all there; false when its end is damaged.
    public var isWhole = true
    /// What is wrong with the record, one sentence each.
    public var complaints: [String] = []

    /// Takes a block apart.
    ///
    /// - Parameters:
    ///   - limit: the largest body in bytes, each coding undone.
    ///   - checksDigests: whether the digests of the head are compared with what is there.
    /// - Throws: `DecodingFailure` when a content coding cannot be undone.
    package init(
        of record: WARCRecord,
        block: [UInt8],
        limit: Int,
        checksDigests: Bool = true
    ) throws(DecodingFailure) {
        if checksDigests, let digest = record.value(of: "warc-block-digest").flatMap(WARCDigest.init),
            !digest.matches(block[...])
        {
            complaints.append("its block has another digest than it says")
        }
        guard record.isHTTP, let head = HTTPHead(block[...]) else {
            contentType = record.contentType
            check(record, [block[...]], checksDigests)
            body = block
            return
        }
        status = head.status
        let fields = ResponseHeaders(Array(block[..<head.end]))
        headers = fields.dictionary
        contentType = fields.first("content-type")
        let raw = block[head.end...]
        guard record.kind != .revisit else { return }
        var chunks: (body: [UInt8], isWhole: Bool)?
        if fields.joined("transfer-encoding")?.lowercased().contains("chunked") ?? false {
            chunks = ChunkedBody.decode(raw)
            if chunks?.isWhole == false {
                isWhole = false
                complaints.append("its last chunk is missing")
            }
        }
        check(record, [raw] + (chunks.map { [$0.body[...]] } ?? []), checksDigests)
        let plain = chunks?.body ?? Array(raw)
        guard plain.count <= limit else { throw .tooLarge }
        do {
            body = try ContentDecoder.decode(plain, encoding: fields.joined("content-encoding"), limit: limit)
        } catch .foreign {
            // Programs that store bodies decoded leave the head as it was.
            body = plain
        } catch .truncated(.gzip), .damaged(.gzip) {
            guard let part = GzipStream.beginning(of: plain, limit: limit) else { throw .damaged(.gzip) }
            body = part
            isWhole = false
            complaints.append("its body is no sound gzip; what comes before the damage was taken")
        }
    }

    /// The type that the head of an HTTP message names.
    static func contentType(in head: ArraySlice<UInt8>) -> String? {
        WARCHead.value(of: "content-type", in: Array(head))
    }

    /// Compares the digest of the payload: of the bytes as they were sent, or without their chunks, as programs differ.
    private mutating func check(_ record: WARCRecord, _ candidates: [ArraySlice<UInt8>], _ checksDigests: Bool) {
        guard checksDigests, record.kind != .revisit,
            let digest = record.value(of: "warc-payload-digest").flatMap(WARCDigest.init)
        else { return }
        if !candidates.contains(where: digest.matches) {
            complaints.append("its payload has another digest than it says")
        }
    }
}

/// Where the head of an HTTP message ends (RFC 9112 §2.1), and what its first line says.
struct HTTPHead {
    /// The status; nil for a request.
    var status: Int?
    /// The first byte of the body.
    var end: Int

    /// Finds the head; nil when there is none.
    init?(_ bytes: ArraySlice<UInt8>) {
        var line = bytes.startIndex
        var found: Int?
        bytes.withUnsafeBufferPointer { buffer in
            let base = bytes.startIndex
            for index in buffer.indices where buffer[index] == 0x0a {
                let place = index + base
                if place == line || place == line + 1 && buffer[index - 1] == 0x0d {
                    found = place + 1
                    return
                }
                line = place + 1
            }
        }
        let first = bytes.prefix { $0 != 0x0a }
        let isResponse = first.starts(with: Array("HTTP/".utf8))
        guard isResponse || first.contains(where: { $0 == 0x20 }) else { return nil }
        end = found ?? bytes.endIndex
        guard isResponse else { return }
        let words = first.split(separator: 0x20)
        status = words.count > 1 ? Int(String(decoding: words[1].filter { $0 > 0x20 }, as: UTF8.self)) : nil
    }
}
