import Foundation
import PotokConfiguration
import PotokCore
import PotokTesting
import Testing

@testable import PotokSinks

/// The NDJSON sink before a folder.
final class NDJSONSubject: SinkSubject {
    let folder: String
    let fileBytes: Int

    init(fileBytes: Int = 1_024) {
        folder = FileManager.default.temporaryDirectory.appending(path: "potok-ndjson-\(UUID().uuidString)/a/b").path
        self.fileBytes = fileBytes
    }

    deinit {
        let parent = URL(filePath: folder).deletingLastPathComponent().deletingLastPathComponent()
        try? FileManager.default.removeItem(at: parent)
    }

    var faults: Set<TargetFault> { [] }
    func inject(_ fault: TargetFault, times: Int) {}
    func poisoned(_ document: DocumentV1) -> DocumentV1? { nil }

    func sink(timeout: Duration) throws -> any Sink { ndjson() }

    func ndjson() -> NDJSONSink {
        var options = NDJSONSinkOptions()
        options.folder = folder
        options.fileBytes = ByteCount(fileBytes)
        return NDJSONSink(options)
    }

    /// The names of the files in the folder.
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? [] }

    /// Every line of every file, read as JSON.
    func lines() throws -> [[String: Any]] {
        let sorted = names.sorted { $0.drop { $0 == "." } < $1.drop { $0 == "." } }
        return try sorted.flatMap { name in
            try Data(contentsOf: URL(filePath: folder + "/" + name)).split(separator: 0x0A).map {
                try #require(try JSONSerialization.jsonObject(with: $0) as? [String: Any])
            }
        }
    }

    func held() async throws -> [DocumentKey: HeldDocument] {
        var held: [DocumentKey: (version: Int64, document: HeldDocument?)] = [:]
        for line in try lines() {
            let key = try #require((line["key"] as? String).flatMap { DocumentKey(rawValue: $0) })
            let version = try #require((line["version"] as? NSNumber)?.int64Value)
            if let known = held[key], known.version > version { continue }
            let document = (line["document"] as? [String: Any]).map {
                HeldDocument(
                    version: ($0["version"] as? NSNumber)?.int64Value ?? 0,
                    title: $0["title"] as? String ?? "",
                    text: $0["text"] as? String ?? "",
                    publishedAt: $0["publishedAt"] as? String
                )
            }
            held[key] = (version, document)
        }
        return held.compactMapValues(\.document)
    }
}

@Suite struct NDJSONSinkTests {
    @Test(arguments: SinkConformance.cases)
    func `it conforms`(_ item: SinkConformance.Case) async throws {
        #expect(try await item.problems(NDJSONSubject()) == [])
        #expect(try await item.problems(NDJSONSubject(fileBytes: 1 << 20)) == [])
    }

    private func upsert(_ number: Int, _ version: Int64) -> SinkChange {
        SinkChange(upsert: SinkDocuments.document(number, version: version), key: SinkDocuments.key(number))
    }

    @Test func `readers see whole files only, which never change again`() async throws {
        let subject = NDJSONSubject(fileBytes: 1 << 20)
        let sink = subject.ndjson()
        try await sink.prepare()
        _ = await sink.deliver([upsert(1, 1)])
        #expect(subject.names == [".changes-0000000001.ndjson"])
        try await sink.finish()
        #expect(subject.names == ["changes-0000000001.ndjson"])
        try await sink.finish()
        _ = await sink.deliver([upsert(2, 1)])
        #expect(subject.names == [".changes-0000000002.ndjson", "changes-0000000001.ndjson"])
    }

    @Test func `a file that is full is followed by the next`() async throws {
        let subject = NDJSONSubject(fileBytes: 2_000)
        let sink = subject.ndjson()
        try await sink.prepare()
        for number in 0..<20 { _ = await sink.deliver([upsert(number, 1)]) }
        try await sink.finish()
        #expect(subject.names.count > 3)
        #expect(subject.names.allSatisfy { $0.hasPrefix("changes-") })
        #expect(try subject.lines().count == 20)
    }

    @Test(arguments: [1, 20, 200])
    func `after a crash a torn line is cut off, and what comes again is not written twice`(torn: Int) async throws {
        let subject = NDJSONSubject(fileBytes: 1 << 20)
        do {
            let sink = subject.ndjson()
            try await sink.prepare()
            _ = await sink.deliver([upsert(1, 1), upsert(2, 2)])
        }
        let path = subject.folder + "/.changes-0000000001.ndjson"
        var bytes = try Data(contentsOf: URL(filePath: path))
        let line = ChangeLine.encode(upsert(3, 3), .identity)
        bytes.append(contentsOf: line.prefix(torn))
        try bytes.write(to: URL(filePath: path))
        let sink = subject.ndjson()
        try await sink.prepare()
        #expect(await sink.deliver([upsert(2, 2), upsert(3, 3)]) == .answered([.delivered, .delivered]))
        #expect(try subject.lines().count == 3)
        #expect(try await sink.count() == 3)
    }

    @Test func `what comes again after the file was full is not written twice`() async throws {
        let subject = NDJSONSubject(fileBytes: 1)
        do {
            let sink = subject.ndjson()
            try await sink.prepare()
            _ = await sink.deliver([upsert(1, 1), upsert(2, 2)])
        }
        let sink = subject.ndjson()
        try await sink.prepare()
        _ = await sink.deliver([upsert(1, 1), upsert(2, 2), upsert(1, 3)])
        #expect(try subject.lines().count == 3)
    }

    @Test func `a folder that may not be written is told and stops the delivery`() async throws {
        let subject = NDJSONSubject()
        try FileManager.default.createDirectory(
            at: URL(filePath: subject.folder).deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        // A file stands where the folder should be.
        try Data().write(to: URL(filePath: subject.folder))
        guard case .retry(let failure) = await subject.ndjson().deliver([upsert(1, 1)]) else {
            Issue.record("delivered")
            return
        }
        #expect(failure.message.contains(subject.folder))
        await #expect(throws: SinkFailure.self) { try await subject.ndjson().check() }
    }

    @Test func `a line says what happened to which document`() throws {
        let change = SinkChange(delete: SinkDocuments.key(7), version: 9_007_199_254_740_991)
        let line = ChangeLine.encode(change, .identity)
        #expect(
            String(decoding: line, as: UTF8.self)
                == #"{"schema":"change.v1","kind":"delete","key":"\#(SinkDocuments.key(7))","version":9007199254740991}"#
                + "\n"
        )
        #expect(ChangeLine.decode(line[...]) == change.change)
        #expect(ChangeLine.decode(ChangeLine.encode(upsert(1, 5), .identity)[...]) == upsert(1, 5).change)
        for text in ["", "{}", #"{"schema":"change.v1","kind":"upsert","key":"x"#] {
            #expect(ChangeLine.decode(Array(text.utf8)[...]) == nil)
        }
    }
}

@Suite struct StandardOutputSinkTests {
    @Test func `changes go out one a line, and a closed pipe ends the delivery`() async throws {
        let document = SinkDocuments.document(1, version: 4)
        let changes = [
            SinkChange(upsert: document, key: SinkDocuments.key(1)),
            SinkChange(delete: SinkDocuments.key(2), version: 5),
        ]
        let written = WrittenBytes()
        let sink = StandardOutputSink(mapping: .identity) { written.append($0) }
        #expect(await sink.deliver(changes) == .answered([.delivered, .delivered]))
        #expect(written.bytes == changes.flatMap { ChangeLine.encode($0, .identity) })
        let closed = StandardOutputSink(mapping: .identity) { _ in EPIPE }
        guard case .retry(let failure) = await closed.deliver(changes) else {
            Issue.record("delivered")
            return
        }
        #expect(failure.kind == .denied)
    }
}

/// Bytes that were written.
private final class WrittenBytes: @unchecked Sendable {
    // Unchecked is right: `all` is touched under the lock.
    private let lock = NSLock()
    private var all: [UInt8] = []

    var bytes: [UInt8] { lock.withLock { all } }

    func append(_ bytes: [UInt8]) -> Int32 {
        lock.withLock { all += bytes }
        return 0
    }
}
