import Foundation
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStore
import PotokStreams
import PotokTesting
import Testing

@testable import Potok

/// Alarms over many runs, by a clock that the test moves.
@Suite final class AlarmRunTests {
    private final class Heard: RunListener {
        private let notices = Lock<[RunNotice]>([])

        func notice(_ notice: RunNotice) { notices.withLock { $0.append(notice) } }

        /// The codes of alarms that were told since the last time this was asked.
        func take() -> [String] {
            notices.withLock { notices in
                defer { notices = [] }
                return notices.compactMap(\.code).filter { $0.hasPrefix("source.") }
            }
        }
    }

    private static let day: Duration = .seconds(86_400)

    private let folder = FileManager.default.temporaryDirectory.appending(path: "potok-alarms-\(UUID().uuidString)")
    private let heard = Heard()
    private let edition = Lock(0)
    private let server: LoopbackServer
    private var time = Timestamp(secondsSince1970: 1_780_000_000)

    init() throws {
        try FileManager.default.createDirectory(
            at: folder.appending(path: "texts"),
            withIntermediateDirectories: true
        )
        server = try LoopbackServer { [edition] request in
            guard request.target == "/page" else { return .response(404) }
            return .page("<h1>Page</h1><p>This is edition \(edition.withLock { $0 }) of what the page says today.")
        }
    }

    deinit {
        server.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    private func texts(silentAfter: Duration = .zero) -> SourceOptions {
        var source = SourceOptions(
            name: "texts",
            kind: .files(paths: [folder.appending(path: "texts").path], include: ["*.txt"])
        )
        source.schedule.silentAfter = silentAfter
        return source
    }

    private func page() throws -> SourceOptions {
        var fetch = FetchOptions()
        fetch.delay = .zero
        fetch.revisit = .seconds(3_600)
        fetch.longestRevisit = .seconds(3_600)
        fetch.allowAddresses = [try #require(AddressRange("127.0.0.0/8"))]
        return SourceOptions(
            name: "page",
            kind: .urls(urls: [try #require(WebURL(server.url("/page")))], lists: []),
            fetch: fetch
        )
    }

    private func run(_ sources: [SourceOptions], after length: Duration = .zero) async throws -> RunReport {
        time = time + length
        var configuration = PipelineConfiguration(
            folder: folder.path,
            database: folder.appending(path: "potok.db").path,
            sources: sources
        )
        configuration.index.batchAge = .milliseconds(20)
        let now = time
        return try await Ingestion(configuration, listener: heard, now: { now }).run()
    }

    private func status() async throws -> CorpusStatus {
        let store = try Store(path: folder.appending(path: "potok.db").path, mode: .read)
        return try await store.status(now: time)
    }

    private func write(_ name: String, words: Int) throws {
        let text = (0..<words).map { "word\($0)of\(name)" }.joined(separator: " ")
        try Data(text.utf8).write(to: folder.appending(path: "texts/\(name).txt"))
    }

    @Test func `a page that changed every day and does no more is told once, and when it changes again`() async throws {
        let source = try page()
        for day in 1...9 {
            edition.withLock { $0 = day }
            #expect(try await run([source], after: Self.day).alarms.isEmpty)
        }
        for _ in 1...3 { _ = try await run([source], after: Self.day) }
        #expect(heard.take() == [])
        let silent = try await run([source], after: Self.day)
        #expect(silent.alarms.map(\.kind) == [.silent] && silent.exitCode == .done)
        #expect(heard.take() == ["source.silent"])
        #expect(try await run([source], after: Self.day).alarms.map(\.since) == [time + .seconds(-86_400)])
        #expect(heard.take() == [])
        #expect(try await status().sources.first?.alarms.map(\.kind) == [.silent])
        edition.withLock { $0 = 100 }
        #expect(try await run([source], after: Self.day).alarms.isEmpty)
        #expect(heard.take() == ["source.recovered"])
        #expect(try await status().sources.first?.alarms == [])
        #expect(try await status().sources.first?.heardAt == time)
    }

    @Test func `what pipeline.json says holds from the first look, and only for runs with the source`() async throws {
        let source = texts(silentAfter: Self.day * 2)
        let other = SourceOptions(name: "other", kind: .files(paths: [], include: []))
        _ = try await run([source])
        _ = try await run([source], after: Self.day)
        #expect(heard.take() == [])
        _ = try await run([source, other], after: Self.day)
        #expect(heard.take() == ["source.silent"])
        // A source that is no more has no alarm.
        #expect(try await run([other], after: Self.day).alarms.isEmpty)
        #expect(try await status().sources.allSatisfy { $0.alarms.isEmpty })
    }

    @Test func `texts that are suddenly short are told once, and when they are long again`() async throws {
        func bring(_ run: Int, words: Int) throws {
            for number in 0..<60 { try write("\(run)-\(number)", words: words) }
        }
        for round in 0..<4 {
            try bring(round, words: 60)
            #expect(try await run([texts()], after: Self.day).alarms.isEmpty)
        }
        try bring(4, words: 20)
        let decayed = try await run([texts()], after: Self.day)
        #expect(decayed.alarms.map(\.kind) == [.decay] && decayed.exitCode == .done)
        #expect(heard.take() == ["source.decay"])
        try bring(5, words: 20)
        #expect(try await run([texts()], after: Self.day).alarms.count == 1)
        #expect(heard.take() == [])
        try bring(6, words: 60)
        #expect(try await run([texts()], after: Self.day).alarms.isEmpty)
        #expect(heard.take() == ["source.recovered"])
    }
}
