import Foundation
import PotokConfiguration
import PotokCore
import Testing

@testable import PotokSinks

@Suite struct EraseTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "potok-erase-\(UUID().uuidString)")

    private func line(_ kind: String, _ key: DocumentKey, _ version: Int, _ text: String) -> String {
        let document = kind == "upsert" ? ",\"document\":{\"text\":\"\(text)\"}" : ""
        return #"{"schema":"change.v1","kind":"\#(kind)","key":"\#(key)","version":\#(version)\#(document)}"# + "\n"
    }

    private func read(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    @Test func `upserts of the documents go from every file, deletes and others' lines stay`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let out = folder.appending(path: "out")
        let filling = folder.appending(path: "out.rebuild-7")
        for folder in [out, filling] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        let gone = DocumentKey(source: "s", identifier: "gone")
        let other = DocumentKey(source: "s", identifier: "other")
        let first = line("upsert", gone, 1, "secret one") + line("upsert", other, 2, "plain") + "not ours\n"
        try Data(first.utf8).write(to: out.appending(path: "changes-0000000001.ndjson"))
        let torn = line("upsert", gone, 3, "secret two") + line("delete", gone, 4, "") + #"{"torn":"secret three"#
        try Data(torn.utf8).write(to: out.appending(path: ".changes-0000000002.ndjson"))
        try Data(line("upsert", gone, 1, "secret four").utf8)
            .write(to: filling.appending(path: ".changes-0000000003.ndjson"))
        let sink = NDJSONSink(folder: out.path, fileBytes: 1 << 20, mapping: .identity, first: { 1 })
        try await sink.prepare()
        for _ in 0..<2 { try await sink.erase([gone]) }
        #expect(try read("out/changes-0000000001.ndjson") == line("upsert", other, 2, "plain") + "not ours\n")
        #expect(try read("out/.changes-0000000002.ndjson") == line("delete", gone, 4, ""))
        #expect(try read("out.rebuild-7/.changes-0000000003.ndjson") == "")
        // It goes on where it was.
        try await sink.prepare()
        #expect(await sink.deliver([SinkChange(delete: other, version: 9)]) == .answered([.delivered]))
        #expect(try read("out/.changes-0000000002.ndjson").hasSuffix(line("delete", other, 9, "")))
        #expect(try await sink.count() == 0)
    }
}
