public import PotokCore

/// One exchange of a fetch as it went over the wire, for whoever keeps a copy of it.
///
/// An object, because the task of a fetch that waits for it to be kept should hold no more than a pointer.
public final class WireExchange: Sendable {
    /// The address that was asked.
    public let url: WebURL
    /// The redirects that led there, in order.
    public let hops: [Page.Hop]
    /// What was asked, without the headers that a source wants sent along: they may be secrets.
    public let requestHead: [UInt8]
    /// The status line and the headers of the answer, as HTTP/1.1 writes them.
    public let responseHead: [UInt8]
    /// The HTTP status.
    public let status: Int
    /// The body with its content coding and without chunks; empty where it was not taken.
    public let body: [UInt8]
    /// Whether the body was taken: that of a page is, that of any other answer is not.
    public let hasBody: Bool
    /// The address that answered; empty when it is not known.
    public let address: String
    /// Whether HTTP/2 carried it.
    public let isHTTP2: Bool
    /// When the answer was there.
    public let observedAt: Timestamp

    init(_ request: WireRequest, hops: [Page.Hop], _ result: TransferResult, observedAt: Timestamp) {
        self.url = request.url
        self.hops = hops
        self.requestHead = request.head
        self.isHTTP2 = result.headerBytes.starts(with: Array("HTTP/2".utf8))
        self.responseHead = Self.head(result.headerBytes)
        self.status = result.status
        self.hasBody = (200...299).contains(result.status)
        self.body = hasBody ? result.body.joined() : []
        self.address = result.timing.address
        self.observedAt = observedAt
    }

    /// The head with a status line of HTTP/1.1, and with a name of its own for the transfer coding, which is undone.
    private static func head(_ bytes: [UInt8]) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(bytes.count + 32)
        for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: true) {
            let line = line.last == 0x0d ? line.dropLast() : line
            if line.isEmpty { continue }
            if head.isEmpty, line.starts(with: Array("HTTP/2".utf8)) {
                head += Array("HTTP/1.1".utf8) + line.drop { $0 != 0x20 }
            } else {
                if line.withUnsafeBufferPointer({ HeaderLine.value(of: "transfer-encoding", in: $0) }) != nil {
                    head += Array("X-Crawler-".utf8)
                }
                head += line
            }
            head += [0x0d, 0x0a]
        }
        return head + [0x0d, 0x0a]
    }
}

/// What a fetch asks for, as a head of HTTP/1.1.
struct WireRequest {
    let url: WebURL
    /// The User-Agent header.
    let userAgent: String
    /// The header lines beside the usual ones that are no secret.
    let lines: [String]

    /// The request line and the headers.
    var head: [UInt8] {
        let port = url.port.map { ":\($0)" } ?? ""
        let usual = ["Host: \(url.host ?? "")\(port)", "User-Agent: \(userAgent)"] + TransferJob.commonHeaders
        let all = ["GET \(url.requestTarget) HTTP/1.1"] + (usual + lines).filter(HeaderLine.isSafe)
        return Array((all.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }
}
