import Foundation
import PotokCore
import PotokSources
import PotokTesting
import Testing

@Suite final class WARCReaderTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "potok-warc-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func write(_ data: Data) throws -> String {
        let path = folder.appending(path: UUID().uuidString).path
        try data.write(to: URL(filePath: path))
        return path
    }

    private func record(
        _ text: String,
        type: String = "resource",
        length: Int? = nil,
        version: String = "1.1"
    ) -> String {
        """
        WARC/\(version)\r
        WARC-Type: \(type)\r
        WARC-Target-URI: http://example.test/\(text.count)\r
        WARC-Date: 2026-01-02T03:04:05.678Z\r
        content-length: \(length ?? text.utf8.count)\r
        \r
        \(text)\r
        \r

        """
    }

    /// What a file holds: the blocks of its records, nil where one is not whole, and what is wrong.
    private func read(_ path: String) throws -> (blocks: [String?], complaints: [PotokError], reader: WARCReader) {
        let reader = try WARCReader(path: path, name: "test")
        var blocks: [String?] = []
        while try reader.next() != nil { blocks.append(try reader.block().map { String(decoding: $0, as: UTF8.self) }) }
        return (blocks, reader.complaints, reader)
    }

    /// Compresses each text as a member of its own.
    private func compress(_ texts: [String], with program: String = "gzip") throws -> Data {
        var result = Data()
        for text in texts {
            let input = folder.appending(path: "input")
            try Data(text.utf8).write(to: input)
            result += try ChildProcess.output([program, "-q", "-c", input.path])
        }
        return result
    }

    @Test(arguments: ["0.17", "0.18", "1.0", "1.1"])
    func `every version is read`(version: String) throws {
        let path = try write(Data((record("one", version: version) + record("three", version: version)).utf8))
        let found = try read(path)
        #expect(found.blocks == ["one", "three"])
        #expect(found.complaints.isEmpty)
    }

    @Test(arguments: ["gzip", "zstd"])
    func `a record is read again at the place that it told`(program: String) throws {
        let records = (1...50).map { record(String(repeating: "x", count: $0)) }
        for data in [try compress(records, with: program), try compress([records.joined()], with: program)] {
            let path = try write(data)
            let reader = try WARCReader(path: path, name: "test")
            var places: [ArchivePosition] = []
            while let record = try reader.next() { places.append(record.position) }
            #expect(places.count == 50)
            #expect(reader.complaints.isEmpty)
            for (index, place) in places.enumerated().reversed() {
                let again = try WARCReader(path: path, name: "test", at: place)
                #expect(try again.next()?.position == place)
                #expect(try again.block()?.count == index + 1)
            }
        }
    }

    @Test func `a body that is larger than every buffer is read whole`() throws {
        var text = ""
        for number in 0..<300_000 { text += "line \(number &* 2_654_435_761)\n" }
        text += String(repeating: "a", count: 20_000_000)
        let path = try write(try compress([record("small"), record(text), record("last")]))
        let found = try read(path)
        #expect(found.complaints.isEmpty)
        #expect(found.blocks == ["small", text, "last"])
    }

    @Test func `a head tells date, address and fields whatever their case`() throws {
        let path = try write(Data(record("one").utf8))
        let record = try #require(try WARCReader(path: path, name: "test").next())
        #expect(record.date?.text == "2026-01-02T03:04:05Z")
        #expect(record.targetURI == "http://example.test/3")
        #expect(record.kind == .resource)
    }

    @Test func `a file that ends inside of a record gives what is before, and says where`() throws {
        let path = try write(Data((record("one") + record("half", length: 100)).utf8))
        let found = try read(path)
        #expect(found.blocks == ["one", nil])
        #expect(found.complaints.map(\.code) == ["warc.truncated"])
        #expect(found.complaints.first?.message.contains("test at \(record("one").utf8.count):") == true)
    }

    @Test func `a record that says to be longer than its member does not swallow the next one`() throws {
        let path = try write(try compress([record("one"), record("half", length: 100), record("three")]))
        let found = try read(path)
        #expect(found.blocks == ["one", nil, "three"])
        #expect(found.complaints.map(\.code) == ["warc.truncated"])
    }

    @Test func `what is no record is passed over once, with one complaint`() throws {
        let path = try write(Data((record("one", length: 1) + "junk\n\njunk\n" + record("three")).utf8))
        let found = try read(path)
        #expect(found.blocks == ["o", "three"])
        #expect(found.complaints.map(\.code) == ["warc.damaged"])
    }

    @Test func `a damaged member costs its record and no other`() throws {
        let texts = (0..<20).map { number in record((0..<200).map { "\($0 * number * 7_919)" }.joined(separator: " ")) }
        let members = try texts.map { try compress([$0]) }
        let whole = try read(try write(members.reduce(Data(), +)))
        var damaged = Data()
        for (number, member) in members.enumerated() {
            var member = member
            if number == 7 { for index in 60..<90 { member[index] ^= 0x55 } }
            damaged += member
        }
        let found = try read(try write(damaged))
        #expect(found.complaints.map(\.code) == ["warc.damaged"])
        #expect(
            found.complaints.first?.message.contains("test at \(members[..<7].reduce(0) { $0 + $1.count }):") == true
        )
        #expect(
            found.blocks.compactMap { $0 } == whole.blocks.enumerated().filter { $0.offset != 7 }.compactMap(\.element)
        )
    }

    @Test func `no damage stops the program, and no cut gives what was not there`() throws {
        let data = try SharedMaterial.data("suites/warc/data/example.warc.gz")
        let whole = try read(try write(data)).blocks
        for length in stride(from: 0, to: data.count, by: 13) {
            let path = try write(data.prefix(length))
            guard let found = try? read(path) else { continue }
            #expect(
                found.blocks.compactMap { $0 }
                    == Array(whole.compactMap { $0 }.prefix(found.blocks.compactMap { $0 }.count))
            )
        }
        for index in stride(from: 0, to: data.count, by: 7) {
            var broken = data
            broken[index] ^= 0xff
            _ = try? read(try write(broken))
        }
    }

    @Test func `an empty file has no records`() throws {
        #expect(try read(try write(Data())).blocks.isEmpty)
    }

    @Test func `what is no WARC file is refused`() throws {
        let path = try write(Data("<!doctype html><title>x</title>".utf8))
        #expect { try self.read(path) } throws: { ($0 as? PotokError)?.code == "warc.foreign" }
    }

    @Test func `zeros at the end are no damage`() throws {
        let found = try read(try write(try compress([record("one")]) + Data(count: 5_000)))
        #expect(found.blocks == ["one"])
        #expect(found.complaints.isEmpty)
    }
}
