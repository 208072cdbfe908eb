import Foundation
import PotokConfiguration
import PotokCore
import PotokSources
import PotokStreams
import PotokTesting
import Testing

@Suite final class FileFinderTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "potok-files-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func write(_ path: String, _ text: String = "text") throws {
        let url = folder.appending(path: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    private func find(_ path: String) -> (files: [FileFinder.Found], problems: [PotokError]) {
        FileFinder(folder: folder.path, include: ["*.txt"]).find(folder.path + "/" + path)
    }

    @Test func `a folder gives its files in the order of their paths, without hidden ones`() throws {
        for path in ["b/z.txt", "b/a.txt", "a.txt", ".hidden/x.txt", ".x.txt", "c.bin"] { try write(path) }
        #expect(find(".").files.map(\.identifier) == ["a.txt", "b/a.txt", "b/z.txt"])
    }

    @Test func `a pattern gives the files that match, whatever include says`() throws {
        for path in ["a.log", "b.log", "c.txt"] { try write(path) }
        #expect(find("*.log").files.map(\.identifier) == ["a.log", "b.log"])
    }

    @Test(arguments: [
        ("missing.txt", "source.not-found"), ("*.nothing", "source.not-found"), ("missing/", "source.not-found"),
    ])
    func `what is not there is one problem with a hint`(path: String, code: String) {
        let found = find(path)
        #expect(found.problems.map(\.code.rawValue) == [code])
        #expect(found.problems.first?.hint != nil)
    }

    @Test func `links that lead in a circle end`() throws {
        try write("a/x.txt")
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "a/back"),
            withDestinationURL: folder.appending(path: "a")
        )
        #expect(find("a").files.map(\.identifier) == ["a/x.txt"])
    }

    @Test func `a tag changes with the content`() throws {
        try write("a.txt", "one")
        let before = find("a.txt").files.first?.tag
        try write("a.txt", "four")
        #expect(find("a.txt").files.first?.tag != before)
    }

    private func read(_ name: String, limit: Int = 1_000) async throws -> Step<Page> {
        var options = FetchOptions()
        options.maxBody = ByteCount(limit)
        let path = folder.appending(path: name).path
        let request = Request(
            claim: Request.Claim(rawValue: 1),
            source: "s",
            locator: .file(path: path, identifier: name)
        )
        let lease = ByteBudget(limit: .mebibytes(1)).lease()
        return try await FileReader(now: { Timestamp(secondsSince1970: 7) })
            .read(request, path: path, options: options, holding: lease)
    }

    @Test func `a file becomes a page with the tag of what was read`() async throws {
        try write("a.txt", "zażółć")
        guard case .next(let page) = try await read("a.txt") else {
            Issue.record("it settled")
            return
        }
        #expect(page.body == Array("zażółć".utf8))
        #expect(page.contentType == "text/plain")
        #expect(page.validators.entityTag == find("a.txt").files.first?.tag)
    }

    @Test func `a file beyond the limit is excluded, not read`() async throws {
        try write("a.txt", String(repeating: "x", count: 1_001))
        guard case .settled(.excluded(.size, _)) = try await read("a.txt") else {
            Issue.record("it went on")
            return
        }
    }

    /// Compresses a file that was written, by the program of this name.
    private func compress(_ name: String, with program: String) throws {
        try ChildProcess.output([program, "-q", folder.appending(path: name).path])
    }

    @Test(arguments: [("gzip", "gz"), ("zstd", "zst")])
    func `a compressed file is found and read as what it holds`(program: String, ending: String) async throws {
        try write("in/a.txt", "zażółć")
        try compress("in/a.txt", with: program)
        #expect(find("in").files.map(\.identifier).contains("in/a.txt.\(ending)"))
        guard case .next(let page) = try await read("in/a.txt.\(ending)") else {
            Issue.record("it settled")
            return
        }
        #expect(page.body == Array("zażółć".utf8))
        #expect(page.contentType == "text/plain")
    }

    @Test(arguments: [("gzip", "gz"), ("zstd", "zst")])
    func `a compressed file that would be too large is excluded`(program: String, ending: String) async throws {
        try write("a.txt", String(repeating: "x", count: 1_001))
        try compress("a.txt", with: program)
        guard case .settled(.excluded(.size, _)) = try await read("a.txt.\(ending)") else {
            Issue.record("it went on")
            return
        }
    }

    @Test(arguments: ["gz", "zst"])
    func `a file that is not what its name says is damaged`(ending: String) async throws {
        try write("a.txt.\(ending)", "this is text and no archive at all")
        await #expect {
            try await self.read("a.txt.\(ending)")
        } throws: {
            ($0 as? PotokError)?.code == "source.damaged"
        }
    }

    @Test func `a pipe is refused and does not block`() async throws {
        mkfifo(folder.appending(path: "pipe").path, 0o644)
        await #expect(throws: PotokError.self) { try await self.read("pipe") }
    }

    @Test func `a list of URLs names the lines that are none and takes the others`() async throws {
        let list = folder.appending(path: "urls").path
        try write("urls", "\u{FEFF}# news\nhttp://a.test/\n\n  https://b.test/x \r\nnot a url\nhttp://c.test/")
        let found = await SeedFinder(folder: folder.path).find(
            SourceOptions(name: "s", kind: .urls(urls: [], lists: [list]))
        )
        #expect(found.seeds.map(\.locator.description) == ["http://a.test/", "https://b.test/x", "http://c.test/"])
        #expect(found.problems.map(\.message).allSatisfy { $0.contains("urls:5:") })
        #expect(found.problems.count == 1)
    }
}
