import CCrypto
import Foundation
import PotokCore
import PotokSources
import PotokTesting
import Testing

/// The files of `suites/warc`, read whole and compared with what another reader found in them.
@Suite struct WARCConformanceTests {
    struct Expected: Decodable, CustomTestStringConvertible {
        struct Record: Decodable, Equatable {
            var type: String
            var uri: String?
            var status: String?
            var payloadBytes: Int
            var payloadSha1: String
        }
        var file: String
        var records: [Record]
        var error: String?
        var testDescription: String { file }
    }

    static let files: [Expected] = {
        let lines = try? SharedMaterial.data("suites/warc/records.jsonl").split(separator: UInt8(ascii: "\n"))
        return (lines ?? []).compactMap { try? JSONDecoder().decode(Expected.self, from: $0) }
    }()

    /// What is wrong with files, as place and word; all others are without fault.
    static let complaints: [String: [String]] = [
        "example-bad-non-chunked.warc.gz": ["0+3370: its block has another digest"],
        "example-digest.warc": [
            "0: its payload has another digest", "922: its payload has another digest",
            "1840: its payload has another digest", "2758: its block has another digest",
            "2758: its payload has another digest",
        ],
        "example-trunc.warc": [
            "1197: its block has another digest", "1197: its payload has another digest",
            "1197: its body is no sound gzip", "2560: no record begins where one should",
        ],
        "example-wrong-chunks.warc.gz": ["0: its block has another digest"],
    ]

    /// What the other reader does not reach, because it stops where a tolerant one goes on, or where we give it up.
    static let more = [
        "example-bad-non-chunked.warc.gz": 6, "example-bad.warc.gz.bad": 6, "example-wrong-chunks.warc.gz": 2,
    ]

    private func sha1(_ bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 20)
        EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha1(), nil)
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func `there are sixteen files`() { #expect(Self.files.count == 16) }

    @Test(arguments: files.filter { !$0.file.contains(".arc") })
    func `every record is read with its payload, and what is wrong is told with its place`(_ file: Expected) throws {
        let reader = try WARCReader(path: SharedMaterial.url("suites/warc/data/\(file.file)").path, name: file.file)
        var found: [Expected.Record] = []
        var complaints: [String] = []
        while let record = try reader.next() {
            let block = try #require(try reader.block())
            let content = try WARCContent(of: record, block: block, limit: 1 << 20)
            complaints += content.complaints.map { "\(record.position): \($0)" }
            found.append(
                Expected.Record(
                    type: record.kind.rawValue,
                    uri: record.targetURI?.replacing(" ", with: "%20"),
                    status: record.kind == .response ? content.status.map(String.init) : nil,
                    payloadBytes: content.body.count,
                    payloadSha1: sha1(content.body)
                )
            )
        }
        complaints += reader.complaints.map { String($0.message.dropFirst("\(file.file) at ".count)) }
        let expected = Self.complaints[file.file] ?? []
        #expect(complaints.count == expected.count && zip(complaints, expected).allSatisfy { $0.hasPrefix($1) })
        #expect(found.count == Self.more[file.file] ?? file.records.count)
        // Where the other reader stopped, it saw nothing of the last body.
        let comparable = file.file.contains("wrong-chunks") ? 0 : file.records.count
        #expect(Array(found.prefix(comparable)) == Array(file.records.prefix(comparable)))
    }

    @Test(arguments: files.filter { $0.file.contains(".arc") })
    func `ARC is refused by its name`(_ file: Expected) throws {
        let reader = try WARCReader(path: SharedMaterial.url("suites/warc/data/\(file.file)").path, name: file.file)
        #expect { try reader.next() } throws: { ($0 as? PotokError)?.code == "warc.arc" }
    }
}
