import Foundation
import PotokCore
import PotokTesting
import Testing

@testable import PotokSources

@Suite final class WARCFolderTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "potok-kept-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }

    private func member(_ number: Int) throws -> [UInt8] {
        let text = "text number \(number)"
        let record =
            "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.test/\(number)\r\n"
            + "Content-Length: \(text.utf8.count)\r\n\r\n\(text)\r\n\r\n"
        return try #require(WARCText.member(Array(record.utf8)))
    }

    private func blocks(_ name: String) throws -> (blocks: [String], complaints: Int) {
        let reader = try WARCReader(path: folder.appending(path: name).path, name: name)
        var blocks: [String] = []
        while try reader.next() != nil {
            if let block = try reader.block() { blocks.append(String(decoding: block, as: UTF8.self)) }
        }
        return (blocks, reader.complaints.count)
    }

    @Test(arguments: 0..<12)
    func `a file that a killed run has left is cut behind its last whole record and gets its name`(step: Int) throws {
        let whole = try member(1) + member(2)
        let next = try member(3)
        // Nothing of the next record, each of its parts, or all of it.
        let torn = next.count * step / 11
        try Data(whole + next.prefix(torn)).write(to: folder.appending(path: "potok-1.warc.gz.open"))
        try WARCFolder.finish(folder.path)
        #expect(try names == ["potok-1.warc.gz"])
        let read = try blocks("potok-1.warc.gz")
        #expect(read.blocks == ["text number 1", "text number 2"] + (step == 11 ? ["text number 3"] : []))
        #expect(read.complaints == 0)
    }

    @Test func `a file without a whole record goes, and what is not ours stays`() throws {
        try Data(try member(1).prefix(20)).write(to: folder.appending(path: "potok-1.warc.gz.open"))
        try Data().write(to: folder.appending(path: "potok-2.warc.gz.open"))
        try Data("x".utf8).write(to: folder.appending(path: "other.warc.gz.open"))
        try WARCFolder.finish(folder.path)
        #expect(try names == ["other.warc.gz.open"])
    }

    @Test func `a file that somebody is writing to is left alone`() async throws {
        let path = folder.appending(path: "potok-1.warc.gz.open").path
        try Data(try member(1)).write(to: URL(filePath: path))
        let descriptor = open(path, O_RDWR)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX) == 0)
        try WARCFolder.finish(folder.path)
        #expect(try names == ["potok-1.warc.gz.open"])
    }

    @Test func `a folder that cannot be written to is one clear error`() throws {
        try Data().write(to: folder.appending(path: "file"))
        let error = #expect(throws: PotokError.self) {
            _ = try WARCWriter(
                folder: folder.appending(path: "file").path,
                run: "1",
                software: "test",
                largestFile: .mebibytes(1),
                now: { Timestamp(secondsSince1970: 0) }
            )
        }
        #expect(error?.code == "warc.cannot-write")
    }
}
