import CDeflate
import PotokCore
import PotokFetch

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes records of WARC 1.1 (ISO 28500) as bytes, each a gzip member of its own (Annex D).
enum WARCText {
    /// The name of the field that says which redirects led to the address of a record: status and address by turns.
    static let redirects: StaticString = "potok-redirects"
    /// The name of the field that says what the record was fetched as.
    static let role: StaticString = "potok-role"

    /// The record about the file itself (§6.2).
    static func information(of file: String, software: String, at time: Timestamp) -> [UInt8] {
        let fields = [
            "software: \(software)", "format: WARC File Format 1.1", "robots: robots.txt is no part of this file",
        ]
        return record(
            "warcinfo",
            [("WARC-Filename", file), ("Content-Type", "application/warc-fields")],
            Array(fields.map { $0 + "\r\n" }.joined().utf8),
            at: time
        )
    }

    /// The records of an exchange: the answer (or that it was the same as before) and the request, in this order.
    static func records(of exchange: WireExchange, role: Request.Role) -> [[UInt8]] {
        let identifier = makeIdentifier()
        let target = exchange.url.withoutCredentials().description
        var fields = [("WARC-Record-ID", identifier), ("WARC-Target-URI", target)]
        if !exchange.address.isEmpty { fields.append(("WARC-IP-Address", exchange.address)) }
        if exchange.isHTTP2 { fields.append(("WARC-Protocol", "h2")) }
        var answer = fields + [("Content-Type", "application/http;msgtype=response"), ("Potok-Role", role.rawValue)]
        if !exchange.hops.isEmpty {
            let steps = exchange.hops.map { "\($0.status) \($0.url.withoutCredentials())" }
            answer.append(("Potok-Redirects", steps.joined(separator: " ")))
        }
        if exchange.hasBody {
            if let digest = WARCDigest.sha1(exchange.body) { answer.append(("WARC-Payload-Digest", digest)) }
        } else if exchange.status == 304 {
            answer.append(("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/server-not-modified"))
        } else {
            answer.append(("WARC-Truncated", "unspecified"))
        }
        let request = [
            ("WARC-Record-ID", makeIdentifier()), ("WARC-Target-URI", target), ("WARC-Concurrent-To", identifier),
            ("Content-Type", "application/http;msgtype=request"),
        ]
        let kind = exchange.status == 304 ? "revisit" : "response"
        return [
            record(kind, answer, exchange.responseHead + exchange.body, at: exchange.observedAt),
            record("request", request, exchange.requestHead, at: exchange.observedAt),
        ]
    }

    private static func makeIdentifier() -> String { "<urn:uuid:\(UUID().uuidString.lowercased())>" }

    private static func record(
        _ kind: String,
        _ fields: [(String, String)],
        _ block: [UInt8],
        at time: Timestamp
    ) -> [UInt8] {
        var head = "WARC/1.1\r\nWARC-Type: \(kind)\r\nWARC-Date: \(time)\r\n"
        if !fields.contains(where: { $0.0 == "WARC-Record-ID" }) { head += "WARC-Record-ID: \(makeIdentifier())\r\n" }
        for (name, value) in fields { head += "\(name): \(value)\r\n" }
        // A record may do without a digest (§5.8).
        if let digest = WARCDigest.sha1(block) { head += "WARC-Block-Digest: \(digest)\r\n" }
        head += "Content-Length: \(block.count)\r\n\r\n"
        return Array(head.utf8) + block + [0x0d, 0x0a, 0x0d, 0x0a]
    }

    /// A gzip member of bytes (RFC 1952); nil when there is no memory for it.
    static func member(_ bytes: [UInt8]) -> [UInt8]? {
        guard let compressor = libdeflate_alloc_compressor(6) else { return nil }
        defer { libdeflate_free_compressor(compressor) }
        let bound = libdeflate_gzip_compress_bound(compressor, bytes.count)
        let member = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            count = libdeflate_gzip_compress(compressor, bytes, bytes.count, output.baseAddress, output.count)
        }
        return member.isEmpty ? nil : member
    }
}
