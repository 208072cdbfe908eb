import Foundation
import PotokCore
import Testing

@testable import PotokStore

@Suite struct OutboxTests {
    /// A corpus with sinks, and the keys of three documents in the order of their versions.
    private func corpus(
        _ sinks: [SinkRegistration] = [SinkRegistration(name: "a", target: "x")],
        texts: [String: String] = ["1.txt": "one", "2.txt": "two", "3.txt": "three"]
    ) async throws -> Corpus {
        let corpus = try Corpus()
        try await corpus.store.register(sinks: sinks, now: corpus.now)
        try await ingest(texts, into: corpus)
        return corpus
    }

    private func ingest(_ texts: [String: String], into corpus: Corpus, tag: String = "1") async throws {
        let run = try await corpus.begin()
        _ = try await corpus.seed(texts.keys.sorted(), tag: tag, run: run)
        try await corpus.ingest(run: run, tag: tag) { texts[String($0.split(separator: "/").last ?? "")] ?? $0 }
    }

    private func waiting(_ corpus: Corpus, _ sink: String = "a", limit: Int = 100) async throws -> [WaitingChange] {
        try await corpus.store.waiting(for: sink, limit: limit, bytes: .max, now: corpus.now).changes
    }

    private func deliver(_ changes: [WaitingChange], _ corpus: Corpus, _ sink: String = "a") async throws {
        try await corpus.store.settle(
            changes.map { DeliveryResult(key: $0.change.key, version: $0.change.version, ending: .delivered) },
            sink: sink,
            now: corpus.now
        )
    }

    private func key(_ name: String) -> DocumentKey { DocumentKey(source: "first", identifier: name) }

    @Test func `each document waits once for each sink, the oldest change first`() async throws {
        let corpus = try await corpus([
            SinkRegistration(name: "a", target: "x"), SinkRegistration(name: "b", target: "y"),
        ])
        for sink in ["a", "b"] {
            let found = try await waiting(corpus, sink)
            #expect(found.map(\.document?.text) == ["one", "two", "three"])
            #expect(found.map(\.change.version) == found.map(\.change.version).sorted())
            #expect(found.allSatisfy { $0.change.version == $0.document?.version })
        }
        try await ingest(["1.txt": "one more"], into: corpus, tag: "2")
        #expect(try await waiting(corpus).map(\.document?.text) == ["two", "three", "one more"])
    }

    @Test func `an acknowledged change waits no more, for that sink alone`() async throws {
        let corpus = try await corpus([
            SinkRegistration(name: "a", target: "x"), SinkRegistration(name: "b", target: "y"),
        ])
        try await deliver(try await waiting(corpus), corpus)
        #expect(try await waiting(corpus).isEmpty)
        #expect(try await waiting(corpus, "b").count == 3)
        #expect(try await corpus.store.sink("a")?.deliveredAt == corpus.now)
    }

    @Test func `an older acknowledgement does not remove a newer change`() async throws {
        let corpus = try await corpus()
        let old = try await waiting(corpus)
        try await ingest(["2.txt": "two more"], into: corpus, tag: "2")
        try await deliver(old, corpus)
        #expect(try await waiting(corpus).map(\.document?.text) == ["two more"])
    }

    @Test func `a document that went is a delete`() async throws {
        let corpus = try Corpus()
        try await corpus.store.register(sinks: [SinkRegistration(name: "a", target: "x")], now: corpus.now)
        try await corpus.fetch("http://a.test/", run: try await corpus.begin(), text: "words")
        let upsert = try #require(try await waiting(corpus).first)
        try await corpus.look(
            "http://a.test/",
            run: try await corpus.begin(),
            outcome: .gone(reason: "HTTP 410", isCertain: true)
        )
        let delete = try #require(try await waiting(corpus).first)
        #expect(delete.change.kind == .delete)
        #expect(delete.document == nil)
        #expect(delete.change.key == upsert.change.key)
        #expect(delete.change.version > upsert.change.version)
    }

    @Test func `a new sink is told everything there is, and one that is no longer named is forgotten`() async throws {
        let corpus = try await corpus()
        try await deliver(try await waiting(corpus), corpus)
        let both = [SinkRegistration(name: "a", target: "x"), SinkRegistration(name: "b", target: "y")]
        #expect(try await corpus.store.register(sinks: both, now: corpus.now) == [])
        #expect(try await waiting(corpus).isEmpty)
        #expect(try await waiting(corpus, "b").count == 3)
        #expect(try await corpus.store.register(sinks: Array(both.prefix(1)), now: corpus.now) == ["b"])
        #expect(try await corpus.store.sink("b") == nil)
        #expect(try await waiting(corpus, "b").isEmpty)
    }

    @Test func `a sink whose target is another one is told everything again`() async throws {
        let corpus = try await corpus()
        try await deliver(try await waiting(corpus), corpus)
        try await corpus.store.register(sinks: [SinkRegistration(name: "a", target: "x")], now: corpus.now)
        #expect(try await waiting(corpus).isEmpty)
        try await corpus.store.register(sinks: [SinkRegistration(name: "a", target: "z")], now: corpus.now)
        #expect(try await waiting(corpus).count == 3)
    }

    @Test func `changes under way and changes whose time has not come are left out`() async throws {
        let corpus = try await corpus()
        let found = try await waiting(corpus)
        try await corpus.store.settle(
            [
                DeliveryResult(
                    key: found[0].change.key,
                    version: found[0].change.version,
                    ending: .retry(at: corpus.now + .seconds(60), code: "503", message: "busy", isSuspect: true)
                )
            ],
            sink: "a",
            now: corpus.now
        )
        let rest = try await corpus.store.waiting(
            for: "a",
            limit: 9,
            bytes: .max,
            excluding: [found[1].change.key],
            now: corpus.now
        )
        #expect(rest.changes.map(\.document?.text) == ["three"])
        #expect(rest.nextRetry == corpus.now + .seconds(60))
        corpus.now = corpus.now + .seconds(60)
        #expect(try await waiting(corpus).map(\.attempts) == [1, 0, 0])
        corpus.now = Timestamp(secondsSince1970: corpus.now.secondsSince1970 - 60)
        #expect(try await waiting(corpus).count == 2)
        #expect(try await corpus.store.retryNow(sink: "a") == 3)
        #expect(try await waiting(corpus).count == 3)
    }

    @Test func `a batch ends by count and by bytes`() async throws {
        let corpus = try await corpus()
        let two = try await corpus.store.waiting(for: "a", limit: 2, bytes: .max, now: corpus.now)
        #expect(two.changes.count == 2)
        #expect(two.hasMore)
        let one = try await corpus.store.waiting(for: "a", limit: 9, bytes: 1, now: corpus.now)
        #expect(one.changes.count == 1)
        #expect(one.hasMore)
        #expect(try await corpus.store.waiting(for: "a", limit: 3, bytes: .max, now: corpus.now).hasMore == false)
    }

    @Test func `a dead letter blocks nobody, is put back on demand, and gives way to a newer change`() async throws {
        let corpus = try await corpus()
        let found = try await waiting(corpus)
        let dead = found.prefix(2).map {
            DeliveryResult(
                key: $0.change.key,
                version: $0.change.version,
                ending: .dead(code: "400", message: "no such field")
            )
        }
        try await corpus.store.settle(dead, sink: "a", now: corpus.now)
        #expect(try await waiting(corpus).map(\.document?.text) == ["three"])
        let letters = try await corpus.store.deadLetters(of: "a", limit: 9)
        #expect(Set(letters.map(\.change.key)) == Set(dead.map(\.key)))
        #expect(letters.map(\.message) == ["no such field", "no such field"])
        #expect(letters.map(\.attempts) == [1, 1])
        #expect(Set(letters.compactMap(\.address)) == ["1.txt", "2.txt"])
        #expect(try await corpus.store.deliveries(of: key("1.txt")).map(\.isDead) == [true])
        #expect(try await corpus.store.redrive(sink: "a", keys: [key("1.txt")]) == 1)
        #expect(try await waiting(corpus).map(\.document?.text) == ["one", "three"])
        try await ingest(["2.txt": "two anew"], into: corpus, tag: "2")
        #expect(try await waiting(corpus).map(\.document?.text) == ["one", "three", "two anew"])
        #expect(try await corpus.store.deadLetters(of: "a", limit: 9).isEmpty)
    }

    @Test func `a sink of representatives is told of a new one and of the old one's delete together`() async throws {
        let corpus = try Corpus()
        let sink = SinkRegistration(name: "a", target: "x", representativesOnly: true)
        try await corpus.store.register(sinks: [sink], now: corpus.now)
        _ = try await corpus.begin()
        try await ingest(["m.txt": "the same words", "z.txt": "other words", "y.txt": "more"], into: corpus)
        try await deliver(try await waiting(corpus), corpus)
        // The source that comes first represents.
        let run = try await corpus.begin(["second", "first"])
        _ = try await corpus.seed(["a.txt"], source: "second", run: run)
        try await corpus.ingest(run: run) { _ in "the same words" }
        let found = try await waiting(corpus, limit: 1)
        #expect(found.map(\.change.kind) == [.upsert, .delete])
        #expect(found.map(\.change.key) == [DocumentKey(source: "second", identifier: "a.txt"), key("m.txt")])
        #expect(try await corpus.store.expectedCount(of: "a") == 3)
    }

    @Test func `a sink that fails is left alone by the next process too, until it takes something`() async throws {
        let corpus = try await corpus()
        try await corpus.store.pause(
            sink: "a",
            failures: 3,
            until: corpus.now + .seconds(9),
            code: "503",
            message: "full",
            now: corpus.now
        )
        var record = try #require(try await corpus.store.sink("a"))
        #expect(record.failures == 3)
        #expect(record.retryAt == corpus.now + .seconds(9))
        #expect(record.failureMessage == "full")
        #expect(record.waiting == 3)
        try await deliver(Array(try await waiting(corpus).prefix(1)), corpus)
        record = try #require(try await corpus.store.sink("a"))
        #expect(record.failures == 0)
        #expect(record.retryAt == nil)
        #expect(record.failureMessage == nil)
    }

    @Test func `what a sink should hold is in the order of keys, with what waits marked`() async throws {
        let corpus = try await corpus()
        let found = try await waiting(corpus)
        try await deliver(Array(found.prefix(2)), corpus)
        let first = try await corpus.store.expectedHoldings(of: "a", after: nil, limit: 2)
        let rest = try await corpus.store.expectedHoldings(of: "a", after: first.last?.key, limit: 9)
        #expect((first + rest).map(\.key.rawValue) == found.map(\.change.key.rawValue).sorted())
        #expect((first + rest).filter(\.isWaiting).map(\.key) == [found[2].change.key])
        #expect(
            try await corpus.store.waitingVersions(for: "a", among: found.map(\.change.key))
                == [found[2].change.key: found[2].change.version]
        )
    }

    @Test func `a repair sends what is missing, lifts what is newer there above it, and removes what is too much`()
        async throws
    {
        let corpus = try await corpus()
        let found = try await waiting(corpus)
        try await deliver(found, corpus)
        let far = found[2].change.version + (1 << 40)
        var repair = HoldingRepair()
        repair.stale = [found[0].change.key]
        repair.missing = [found[2].change.key]
        repair.newer = [found[1].change.key: far]
        repair.extra = [key("elsewhere"): far + 5]
        try await corpus.store.enter(repair, sink: "a", now: corpus.now)
        let now = try await waiting(corpus)
        #expect(now.map(\.change.kind) == [.upsert, .upsert, .upsert, .delete])
        #expect(now[0].change == found[0].change)
        #expect(Set(now[1...2].map(\.change.key)) == Set(found[1...2].map(\.change.key)))
        #expect(now[1...2].allSatisfy { $0.change.version > far && $0.change.version == $0.document?.version })
        #expect(now[3].change.key == key("elsewhere"))
        #expect(now[3].change.version > far + 5)
        // What comes later is newer still.
        try await ingest(["3.txt": "three anew"], into: corpus, tag: "2")
        #expect(try #require(try await corpus.document("3.txt")?.version) > now[3].change.version)
    }

    @Test func `a rebuilding has a queue of its own, which takes the place of the sink's in the end`() async throws {
        let corpus = try await corpus()
        try await deliver(try await waiting(corpus), corpus)
        let rebuild = try await corpus.store.beginRebuild(of: "a", now: corpus.now)
        #expect(!rebuild.isResumed)
        #expect(try await waiting(corpus, rebuild.queue).count == 3)
        try await deliver(Array(try await waiting(corpus, rebuild.queue).prefix(2)), corpus, rebuild.queue)
        let again = try await corpus.store.beginRebuild(of: "a", now: corpus.now + .seconds(9))
        #expect(again.isResumed)
        #expect(again.identifier == rebuild.identifier)
        try await ingest(["1.txt": "one more"], into: corpus, tag: "2")
        #expect(try await waiting(corpus).map(\.document?.text) == ["one more"])
        #expect(try await waiting(corpus, rebuild.queue).map(\.document?.text) == ["three", "one more"])
        // A run that names the same sinks leaves it alone.
        try await corpus.store.register(sinks: [SinkRegistration(name: "a", target: "x")], now: corpus.now)
        #expect(try await corpus.store.sinks().map(\.name) == ["a"])
        #expect(try await corpus.store.sink("a")?.rebuildWaiting == 2)
        try await corpus.store.completeRebuild(rebuild, of: "a")
        #expect(try await waiting(corpus).map(\.document?.text) == ["three", "one more"])
        #expect(try await corpus.store.sink("a")?.rebuildWaiting == nil)
        // With another target what was begun is worth nothing.
        let other = try await corpus.store.beginRebuild(of: "a", now: corpus.now)
        try await corpus.store.register(sinks: [SinkRegistration(name: "a", target: "z")], now: corpus.now)
        #expect(try await waiting(corpus, other.queue).isEmpty)
        #expect(try await corpus.store.sink("a")?.rebuildWaiting == nil)
    }

    @Test func `what is written after a backup was restored is newer than what was written before`() async throws {
        let corpus = try await corpus()
        let backup = corpus.folder.appending(path: "backup.db").path
        try await corpus.store.backUp(to: backup)
        try await ingest(["1.txt": "lost"], into: corpus, tag: "2")
        let lost = try #require(try await corpus.document("1.txt")?.version)
        let target = corpus.folder.appending(path: "restored.db").path
        try await Corpus.restore(backup, to: target, replaces: false)
        let restored = try Store(path: target, mode: .write)
        let next = try await restored.write { try Versions.next($0, now: Timestamp(secondsSince1970: 0)) }
        #expect(next > Versions.first(at: Timestamp(secondsSince1970: Int(Date.now.timeIntervalSince1970) - 5)))
        #expect(Versions.first(at: corpus.now + .seconds(1)) > lost)
    }
}
