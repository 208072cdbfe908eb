import Testing

@testable import PotokFetch

@Suite struct ContentDecoderTests {
    private typealias Samples = EncodedSamples

    private func failure(_ body: [UInt8], _ encoding: String, limit: Int = 1 << 20) -> DecodingFailure? {
        do {
            _ = try ContentDecoder.decode(body, encoding: encoding, limit: limit)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("gzip", Samples.gzip), ("X-GZIP", Samples.gzip), ("deflate", Samples.zlib), ("deflate", Samples.rawDeflate),
        ("br", Samples.brotli), ("zstd", Samples.zstandard), ("zstd", Samples.zstandardWithChecksum),
        ("identity", Samples.text), ("", Samples.text), (" identity , gzip ", Samples.gzip),
        ("gzip", Samples.gzip + [0, 1, 2, 3]), ("br", Samples.brotli + [9]),
    ])
    func `every coding gives its text back`(encoding: String, body: [UInt8]) throws {
        #expect(try ContentDecoder.decode(body, encoding: encoding, limit: 1 << 20) == Samples.text)
    }

    @Test func `members and frames one after the other are one body`() throws {
        let twice = Samples.text + Samples.text
        #expect(try ContentDecoder.decode(Samples.gzip + Samples.gzip, encoding: "gzip", limit: 1 << 20) == twice)
        #expect(
            try ContentDecoder.decode(Samples.zstandard + Samples.zstandard, encoding: "zstd", limit: 1 << 20) == twice
        )
    }

    @Test func `codings on top of each other are undone from the last to the first`() throws {
        // gzip stores what it cannot compress, so a zlib stream inside is easily made by hand.
        let inner = Samples.zlib
        let stored = storedGzip(inner)
        #expect(try ContentDecoder.decode(stored, encoding: "deflate, gzip", limit: 1 << 20) == Samples.text)
        #expect(failure(stored, "gzip, deflate") == .damaged(.deflate))
        #expect(failure(stored, "gzip, gzip, gzip, gzip") == .tooManyLayers)
    }

    @Test(arguments: ["gzip", "deflate", "br", "zstd"])
    func `nothing decodes to nothing`(encoding: String) throws {
        #expect(try ContentDecoder.decode([], encoding: encoding, limit: 10).isEmpty)
    }

    @Test(arguments: [
        ("gzip", Samples.gzip), ("deflate", Samples.zlib), ("br", Samples.brotli), ("zstd", Samples.zstandard),
        ("deflate", Samples.rawDeflate), ("zstd", Samples.zstandardWithChecksum),
    ])
    func `a stream that ends early is an error wherever it is cut`(encoding: String, body: [UInt8]) {
        for length in 1..<body.count { #expect(failure(Array(body.prefix(length)), encoding) != nil, "at \(length)") }
    }

    @Test func `a bad checksum is an error`() {
        var gzip = Samples.gzip
        gzip[gzip.count - 6] ^= 1
        #expect(failure(gzip, "gzip") == .damaged(.gzip))
        var zlib = Samples.zlib
        zlib[zlib.count - 1] ^= 1
        #expect(failure(zlib, "deflate") == .damaged(.deflate))
        var zstandard = Samples.zstandardWithChecksum
        zstandard[zstandard.count - 1] ^= 1
        #expect(failure(zstandard, "zstd") == .damaged(.zstandard))
    }

    @Test(arguments: [
        ("gzip", Samples.gzipOfZeros), ("deflate", Samples.rawDeflateOfZeros), ("br", Samples.brotliOfZeros),
        ("zstd", Samples.zstandardOfZeros), ("zstd", Samples.zstandardOfZerosWithoutSize),
    ])
    func `a body of the limit is decoded, one byte more is too large`(encoding: String, body: [UInt8]) throws {
        let decoded = try ContentDecoder.decode(body, encoding: encoding, limit: Samples.zeros)
        #expect(decoded.count == Samples.zeros)
        #expect(decoded.allSatisfy { $0 == 0 })
        #expect(failure(body, encoding, limit: Samples.zeros - 1) == .tooLarge)
        #expect(failure(body, encoding, limit: 0) == .tooLarge)
    }

    @Test func `members share one limit`() {
        #expect(failure(Samples.gzipOfZeros + Samples.gzipOfZeros, "gzip", limit: Samples.zeros + 10) == .tooLarge)
    }

    @Test func `a trailer that lies about the length changes nothing`() throws {
        // Behind the member, where the last four bytes are taken for its length.
        for lie in [[0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0]] as [[UInt8]] {
            #expect(try ContentDecoder.decode(Samples.gzip + lie, encoding: "gzip", limit: 1 << 20) == Samples.text)
        }
    }

    @Test func `an unknown coding is an error`() {
        #expect(failure(Samples.text, "x-rot13") == .unknownCoding("x-rot13"))
        #expect(failure(Samples.text, "gzip") == .foreign(.gzip))
    }

    @Test func `damage of any single byte never crashes`() {
        for body in [Samples.gzip, Samples.zlib, Samples.brotli, Samples.zstandard] {
            for index in body.indices {
                for bit in 0..<8 {
                    var damaged = body
                    damaged[index] ^= 1 << UInt8(bit)
                    for encoding in ["gzip", "deflate", "br", "zstd"] { _ = failure(damaged, encoding, limit: 100_000) }
                }
            }
        }
    }

    @Test func `gzip under a text type shows itself`() {
        #expect(ContentDecoder.isUndeclaredGzip(Samples.gzip, contentType: "text/html; charset=utf-8"))
        #expect(!ContentDecoder.isUndeclaredGzip(Samples.gzip, contentType: "application/gzip"))
        #expect(!ContentDecoder.isUndeclaredGzip(Samples.text, contentType: "text/html"))
    }

    /// A gzip member with one stored block (RFC 1951 §3.2.4).
    private func storedGzip(_ body: [UInt8]) -> [UInt8] {
        let length = [UInt8(body.count & 0xff), UInt8(body.count >> 8)]
        var crc: UInt32 = 0xffff_ffff
        for byte in body {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xedb8_8320 : 0) }
        }
        crc = ~crc
        let trailer = [crc, UInt32(body.count)].flatMap { value in
            (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1] + length + length.map { ~$0 } + body + trailer
    }
}
