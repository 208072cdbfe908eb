import PotokCore
import Testing

@testable import PotokStore

/// What is taken in of runs for the health of sources.
@Suite struct AlarmTests {
    private func health(_ corpus: Corpus, _ run: Run.Identifier) async throws -> [SourceHealth] {
        try await corpus.store.endRun(run, end: .finished, now: corpus.now)
        return try await corpus.store.health(after: run, now: corpus.now) { .seconds($0.count) }
    }

    @Test func `what a run brings is taken in once, at most fifty pages of it, and not what is no page's fault`()
        async throws
    {
        let corpus = try Corpus()
        let run = try await corpus.begin()
        try await corpus.store.takePart("first", run: run)
        _ = try await corpus.seed((0..<70).map { "\($0).txt" }, run: run)
        try await corpus.ingest(run: run, published: "2026-01-02") { "Text of \($0)" }
        let first = try #require(try await health(corpus, run).first)
        #expect(first.samples?.count == 50)
        #expect(first.samples?.allSatisfy { $0.isDated && $0.isGood && ($0.length ?? 0) > 8 } == true)
        #expect(first.heardAt == corpus.now && first.silentAfter == .seconds(1) && first.isComplete)
        #expect(try await health(corpus, run).first?.samples == nil)

        corpus.now = corpus.now + .seconds(7_200)
        let second = try await corpus.begin()
        try await corpus.store.takePart("first", run: second)
        try await corpus.look("https://a.example/1", run: second, outcome: .excluded(.loginWall, reason: "a wall"))
        try await corpus.look("https://a.example/2", run: second, outcome: .excluded(.robots, reason: "closed"))
        let walled = try #require(try await health(corpus, second).first)
        #expect(walled.samples?.count == 51)
        #expect(walled.samples?.last == SourceSample(length: nil, isDated: false, isGood: false))
        // A wall is nothing new.
        #expect(walled.heardAt == first.heardAt)
    }

    @Test func `a run that ended without a word is taken in by the next one`() async throws {
        let corpus = try Corpus()
        _ = try await health(corpus, try await corpus.begin())
        let killed = try await corpus.begin()
        _ = try await corpus.seed(["a.txt"], run: killed)
        try await corpus.ingest(run: killed) { "Text of \($0)" }
        let next = try await corpus.begin()
        try await corpus.store.takePart("first", run: next)
        #expect(try await health(corpus, next).first?.samples?.count == 1)
    }

    @Test func `alarms stay until they end or their source does, with what was before`() async throws {
        let corpus = try Corpus()
        _ = try await corpus.begin()
        let figures = SampleFigures(medianLength: 1_234.5, datedShare: 0.25, goodShare: 1)
        let decay = SourceAlarm(source: "first", kind: .decay, since: corpus.now, message: "m", baseline: figures)
        let silent = SourceAlarm(source: "second", kind: .silent, since: corpus.now, message: "n")
        let sources = ["first", "second"]
        try await corpus.store.change(alarms: [silent, decay], ended: [], sources: sources, forgetting: [])
        #expect(try await corpus.store.alarms() == [decay, silent])
        #expect(try await corpus.store.status(now: corpus.now).sources.map(\.alarms) == [[decay], [silent]])
        try await corpus.store.change(alarms: [], ended: [decay], sources: sources, forgetting: [("first", 0)])
        #expect(try await corpus.store.alarms() == [silent])
        try await corpus.store.change(alarms: [], ended: [], sources: ["first"], forgetting: [])
        #expect(try await corpus.store.alarms() == [])
    }
}
