import PotokCore
import PotokTesting
import Testing

@testable import PotokSinks

@Suite struct DeliveryTests {
    private func options(_ batch: Int = 500, parallel: Int = 4, patience: Duration = .seconds(60)) -> Delivery.Options {
        var options = Delivery.Options()
        options.batchDocuments = batch
        options.parallel = parallel
        options.patience = patience
        return options
    }

    private let busy = SinkFailure(.busy, code: "429", message: "too many")
    private let unreachable = SinkFailure(.unreachable, code: "7", message: "no connection")
    private let broken = SinkFailure(.failed, code: "500", message: "oops")

    @Test func `everything is delivered once, the oldest first, and the sink is finished`() async {
        let queue = MemoryQueue((1...1_000).shuffled().map { upsert($0) })
        let sink = ScriptedSink()
        let report = await Delivery(sink, queue, options(64)).drained()
        #expect(report.end == .done)
        #expect(report.upserts == 1_000)
        #expect(report.waiting == 0)
        #expect(report.isComplete)
        #expect(await sink.held.count == 1_000)
        #expect(await sink.problems == [])
        #expect(await sink.batches.first?.map(\.change.version) == (1...64).map { Int64($0) })
        #expect(await sink.isFinished)
    }

    @Test func `nothing to deliver asks the target for nothing`() async {
        let sink = ScriptedSink(prepares: [unreachable])
        let report = await Delivery(sink, MemoryQueue()).drained()
        #expect(report.end == .done)
        #expect(report.isComplete)
        #expect(await sink.isFinished == false)
    }

    @Test func `deletes are counted apart`() async {
        let changes = [upsert(1), SinkChange(delete: SinkDocuments.key(2), version: 9)]
        let report = await Delivery(ScriptedSink(), MemoryQueue(changes)).drained()
        #expect(report.upserts == 1)
        #expect(report.deletes == 1)
    }

    @Test func `more batches are under way the longer it goes well, and never more than allowed`() async {
        let sink = ScriptedSink { _, changes in
            for _ in 0..<50 { await Task.yield() }
            return .all(changes)
        }
        // By a clock that stands no answer is slow.
        let queue = MemoryQueue((1...600).map { upsert($0) })
        _ = await Delivery(sink, queue, options(10, parallel: 3), clock: ManualClock()).drained()
        #expect(await sink.most == 3)
        #expect(await sink.problems == [])
        #expect(await sink.held.count == 600)
    }

    @Test func `the poisonous changes of a refused batch are found, and all others are delivered`() async {
        let poison: Set<DocumentKey> = [SinkDocuments.key(17), SinkDocuments.key(400)]
        let refusal = SinkFailure(.rejected, code: "400", message: "no such field")
        let sink = ScriptedSink { _, changes in
            changes.contains { poison.contains($0.change.key) } ? .refused(refusal) : .all(changes)
        }
        let queue = MemoryQueue((1...500).map { upsert($0) })
        let report = await Delivery(sink, queue).drained()
        #expect(report.end == .done)
        #expect(report.newDead == 2)
        #expect(report.dead == 2)
        #expect(report.waiting == 0)
        #expect(!report.isComplete)
        #expect(await Set(queue.dead.keys) == poison)
        #expect(await queue.dead.values.allSatisfy { $0 == refusal })
        #expect(await sink.held.count == 498)
    }

    @Test func `a change that the target rejects alone is a dead letter with its words`() async {
        let rejection = SinkFailure(.rejected, code: "mapper", message: "bad date")
        let sink = ScriptedSink { _, changes in
            .answered(changes.map { $0.change.version == 2 ? .rejected(rejection) : .delivered })
        }
        let queue = MemoryQueue((1...3).map { upsert($0) })
        let report = await Delivery(sink, queue).drained()
        #expect(await queue.dead == [SinkDocuments.key(2): rejection])
        #expect(report.upserts == 2)
    }

    @Test func `what is told to come again is sent again after a pause, and nothing is a dead letter`() async {
        let clock = ManualClock()
        let (busy, unreachable) = (busy, unreachable)
        let sink = ScriptedSink { call, changes in
            switch call {
            case 1...3: .retry(busy)
            case 4...6: .retry(unreachable)
            default: .all(changes)
            }
        }
        let queue = MemoryQueue((1...20).map { upsert($0) }, clock: clock)
        let report = await Delivery(sink, queue, clock: clock).drained(clock)
        #expect(report.end == .done)
        #expect(report.upserts == 20)
        #expect(report.newDead == 0)
        #expect(report.failure == nil)
        // Each pause is twice the one before, half of it by chance, of which there is none here.
        #expect(await queue.pauses.map(\.length) == [250, 500, 1_000, 2_000, 4_000, 8_000].map { .milliseconds($0) })
        #expect(await queue.pauses.map(\.failures) == [1, 2, 3, 4, 5, 6])
    }

    @Test func `a target that asks for a time is left alone that long`() async {
        let clock = ManualClock()
        let sink = ScriptedSink { call, changes in
            call == 1
                ? .retry(SinkFailure(.busy, code: "429", message: "", retryAfter: .seconds(7))) : .all(changes)
        }
        _ = await Delivery(sink, MemoryQueue([upsert(1)], clock: clock), clock: clock).drained(clock)
        #expect(clock.now.offset >= .seconds(7))
        #expect(clock.now.offset < .seconds(9))
    }

    @Test func `a change alone that is told to come again waits, and the others go on`() async {
        let clock = ManualClock()
        let (busy, broken) = (busy, broken)
        let sink = ScriptedSink { call, changes in
            .answered(
                changes.map {
                    if call <= 2, $0.change.version == 3 { return .retry(busy) }
                    if call <= 4, $0.change.version == 5 { return .retry(broken) }
                    return .delivered
                }
            )
        }
        let queue = MemoryQueue((1...10).map { upsert($0) }, clock: clock)
        let report = await Delivery(sink, queue, clock: clock).drained(clock)
        #expect(report.upserts == 10)
        #expect(report.newDead == 0)
        #expect(await sink.problems == [])
    }

    @Test(arguments: [1, 3, 64, 500])
    func `a change that makes the target fail is found and given up, and no other`(batch: Int) async {
        let clock = ManualClock()
        let broken = broken
        let sink = ScriptedSink { _, changes in
            changes.contains { $0.change.version == 37 } ? .retry(broken) : .all(changes)
        }
        let queue = MemoryQueue((1...120).map { upsert($0) }, clock: clock)
        let report = await Delivery(sink, queue, options(batch, patience: .seconds(600)), clock: clock).drained(clock)
        #expect(report.end == .done)
        #expect(await queue.dead == [SinkDocuments.key(37): broken])
        #expect(await sink.held.count == 119)
    }

    @Test func `a target that fails for everybody gives nobody up`() async {
        let clock = ManualClock()
        let broken = broken
        let sink = ScriptedSink { _, _ in .retry(broken) }
        let queue = MemoryQueue((1...50).map { upsert($0) }, clock: clock)
        let report = await Delivery(sink, queue, options(patience: .seconds(900)), clock: clock)
            .drained(clock, step: .seconds(1))
        #expect(report.end == .noProgress)
        #expect(report.newDead == 0)
        #expect(report.waiting == 50)
        #expect(report.failure == broken)
        #expect(!report.isComplete)
    }

    @Test(arguments: [SinkFailure.Kind.denied, .mismatch])
    func `a target that does not let us in is asked no more in this run`(kind: SinkFailure.Kind) async {
        let failure = SinkFailure(kind, code: "401", message: "who are you?")
        let sink = ScriptedSink { _, _ in .retry(failure) }
        let report = await Delivery(sink, MemoryQueue((1...50).map { upsert($0) })).drained()
        #expect(report.end == .refused)
        #expect(report.failure == failure)
        #expect(report.waiting == 50)
        #expect(await sink.batches.count == 1)
    }

    @Test func `a target that refuses everything is asked no more in this run`() async {
        let sink = ScriptedSink { _, changes in
            .answered(changes.map { _ in .rejected(SinkFailure(.rejected, code: "x", message: "no")) })
        }
        let report = await Delivery(sink, MemoryQueue((1...9_000).map { upsert($0) })).drained()
        #expect(report.end == .refused)
        #expect(report.newDead < 5_000)
        #expect(report.waiting > 4_000)
    }

    @Test func `a target that is not ready is made ready later`() async {
        let clock = ManualClock()
        let sink = ScriptedSink(prepares: [unreachable, busy])
        let report = await Delivery(sink, MemoryQueue([upsert(1)], clock: clock), clock: clock).drained(clock)
        #expect(report.end == .done)
        #expect(report.upserts == 1)
    }

    @Test func `without progress it ends in time and tells what is left`() async {
        let clock = ManualClock()
        let unreachable = unreachable
        let sink = ScriptedSink { call, changes in call == 1 ? .all(changes) : .retry(unreachable) }
        let queue = MemoryQueue((1...20).map { upsert($0) }, clock: clock)
        let report = await Delivery(sink, queue, options(10, patience: .seconds(5)), clock: clock).drained(clock)
        #expect(report.end == .noProgress)
        #expect(report.upserts == 10)
        #expect(report.waiting == 10)
        #expect(clock.now.offset < .seconds(8))
    }

    @Test func `with progress it goes on as long as it may, and ends after what is under way when its time is up`()
        async
    {
        let clock = ManualClock()
        let sink = ScriptedSink { _, changes in
            try? await clock.sleep(until: clock.now.advanced(by: .seconds(1)))
            return .all(changes)
        }
        var bounded = options(10, parallel: 1, patience: .seconds(3))
        let queue = MemoryQueue((1...200).map { upsert($0) }, clock: clock)
        bounded.bound = .seconds(6)
        // Otherwise time would pass while the sink, which is awake, gets no turn.
        let report = await Delivery(sink, queue, bounded, clock: clock).drained(clock, sleepers: 2)
        #expect(report.end == .timeUp)
        #expect((50...80).contains(report.upserts))
        #expect(report.waiting == 200 - report.upserts)
        #expect(!report.isComplete)
        bounded.bound = nil
        let rest = await Delivery(sink, queue, bounded, clock: clock).drained(clock, sleepers: 2)
        #expect(rest.end == .done)
        #expect(rest.waiting == 0)
        // What is done in time is done.
        bounded.bound = .seconds(6)
        await queue.add(upsert(1_000))
        #expect(await Delivery(sink, queue, bounded, clock: clock).drained(clock, sleepers: 2).end == .done)
    }

    @Test func `a target that hangs does not hold it up beyond its patience`() async {
        let clock = ManualClock()
        let unreachable = unreachable
        let sink = ScriptedSink { _, _ in
            // Until it is cancelled.
            try? await Task.sleep(for: .seconds(3_600))
            return .retry(unreachable)
        }
        let delivery = Delivery(
            sink,
            MemoryQueue([upsert(1)], clock: clock),
            options(patience: .seconds(5)),
            clock: clock
        )
        let report = await delivery.drained(clock)
        #expect(report.end == .noProgress)
        #expect(report.waiting == 1)
    }

    @Test func `a pause from an earlier process is kept, and longer than its patience it waits for the next`() async {
        let clock = ManualClock()
        let pause = SinkPause(failures: 6, length: .seconds(30), failure: unreachable)
        let sink = ScriptedSink()
        let short = await Delivery(
            sink,
            MemoryQueue([upsert(1)], clock: clock, pause: pause),
            options(patience: .seconds(5)),
            clock: clock
        ).drained(clock)
        #expect(short.end == .noProgress)
        #expect(short.failure == unreachable)
        #expect(await sink.batches.isEmpty)
        let start = clock.now.offset
        let long = await Delivery(sink, MemoryQueue([upsert(1)], clock: clock, pause: pause), clock: clock).drained(
            clock
        )
        #expect(long.end == .done)
        #expect(clock.now.offset - start >= .seconds(30))
    }

    @Test func `while more may come, a batch waits to fill, but not longer than it may`() async {
        let clock = ManualClock()
        let queue = MemoryQueue([upsert(1)], clock: clock)
        let sink = ScriptedSink()
        let delivery = Delivery(sink, queue, options(3), clock: clock)
        let report = Task { await delivery.run() }
        await clock.waitForSleepers(1)
        #expect(await sink.batches.isEmpty)
        await queue.add(upsert(2))
        await queue.add(upsert(3))
        delivery.wake()
        // Full: it goes at once.
        while await sink.held.count < 3 { await Task.yield() }
        #expect(await sink.batches.map(\.count) == [3])
        await queue.add(upsert(4))
        delivery.wake()
        await clock.waitForSleepers(1)
        #expect(await sink.batches.count == 1)
        clock.advance(by: .seconds(1))
        while await sink.held.count < 4 { await Task.yield() }
        delivery.drain()
        #expect(await report.value.upserts == 4)
    }

    @Test func `a newer change of a document waits until the older one is answered`() async {
        let queue = MemoryQueue([upsert(1, 1)])
        let gate = Gate()
        let sink = ScriptedSink { call, changes in
            if call == 1 { await gate.wait() }
            return .all(changes)
        }
        let delivery = Delivery(sink, queue, options(1, parallel: 4))
        let report = Task { await delivery.run() }
        while await sink.batches.isEmpty { await Task.yield() }
        await queue.add(upsert(1, 2))
        await queue.add(upsert(2, 3))
        delivery.wake()
        for _ in 0..<200 { await Task.yield() }
        await gate.open()
        delivery.drain()
        #expect(await report.value.upserts == 3)
        #expect(await sink.problems == [])
        #expect(await sink.held[SinkDocuments.key(1)] == 2)
    }

    @Test func `a stop ends it after what is under way`() async {
        let gate = Gate()
        let sink = ScriptedSink { _, changes in
            await gate.wait()
            return .all(changes)
        }
        let queue = MemoryQueue((1...100).map { upsert($0) })
        let delivery = Delivery(sink, queue, options(10))
        let report = Task { await delivery.run() }
        while await sink.batches.isEmpty { await Task.yield() }
        delivery.stop()
        for _ in 0..<100 { await Task.yield() }
        await gate.open()
        let end = await report.value
        #expect(end.end == .stopped)
        #expect(end.upserts == 10)
        #expect(end.waiting == 90)
        #expect(await sink.isFinished)
    }

    @Test func `a stop at once waits for nobody`() async {
        let unreachable = unreachable
        let sink = ScriptedSink { _, _ in
            try? await Task.sleep(for: .seconds(3_600))
            return .retry(unreachable)
        }
        let delivery = Delivery(sink, MemoryQueue([upsert(1)]), options(1))
        let report = Task { await delivery.run() }
        while await sink.batches.isEmpty { await Task.yield() }
        delivery.stopNow()
        #expect(await report.value.end == .stopped)
    }

    @Test func `a transform changes, drops and rejects, and one that fails is tried again`() async {
        let clock = ManualClock()
        let transform = ScriptedTransform()
        let queue = MemoryQueue((1...5).map { upsert($0) }, clock: clock)
        let sink = ScriptedSink()
        let report = await Delivery(sink, queue, transform: transform, clock: clock).drained(clock)
        #expect(report.upserts == 3)
        #expect(report.deletes == 1)
        #expect(await queue.dead.keys.map { $0 } == [SinkDocuments.key(4)])
        let told = await sink.batches.flatMap { $0 }
        #expect(told.first { $0.change.version == 1 }?.document?.title == "changed")
        #expect(told.first { $0.change.version == 2 }?.change.kind == .delete)
    }

    @Test func `a queue that fails ends the delivery and is told`() async {
        let report = await Delivery(ScriptedSink(), BrokenQueue()).drained()
        #expect(report.end == .failed)
        #expect(report.failure?.message.contains("the disk is full") == true)
        #expect(!report.isComplete)
    }
}

/// Lets nobody through until it is opened.
private actor Gate {
    private var isOpen = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    func wait() async {
        if isOpen { return }
        await withCheckedContinuation { waiters.append($0) }
    }

    func open() {
        isOpen = true
        for waiter in waiters { waiter.resume() }
        waiters = []
    }
}

/// Fails once, then changes the first, drops the second and rejects the fourth.
private actor ScriptedTransform: ChangeTransform {
    private var calls = 0

    func apply(_ changes: [SinkChange]) async throws(SinkFailure) -> [TransformedChange] {
        calls += 1
        if calls == 1 { throw SinkFailure(.failed, code: "exit 1", message: "it crashed") }
        return changes.map { change in
            switch change.change.version {
            case 1:
                var change = change
                change.document?.title = "changed"
                return .change(change)
            case 2: return .change(SinkChange(delete: change.change.key, version: change.change.version))
            case 4: return .rejected(SinkFailure(.rejected, code: "transform", message: "never"))
            default: return .change(change)
            }
        }
    }
}

/// Fails always.
private struct BrokenQueue: ChangeQueue {
    func next(limit: Int, bytes: Int, excluding keys: Set<DocumentKey>) throws -> QueuedChanges {
        throw PotokError("database.full", "the disk is full")
    }
    func settle(_ endings: [ChangeEnding]) {}
    func pause() -> SinkPause? { nil }
    func note(_ pause: SinkPause) {}
    func left() -> (waiting: Int, dead: Int) { (1, 0) }
}
