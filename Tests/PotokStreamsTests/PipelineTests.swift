import Foundation
import PotokCore
import PotokTesting
import Testing

@testable import PotokStreams

@Suite(.timeLimit(.minutes(5))) struct PipelineTests {
    struct Failure: Error, Equatable {}

    @Test func `every element reaches the sink once, through all stages`() async throws {
        let source = CountingSource(0..<500)
        let sink = RecordingSink<String>()
        try await Pipeline(source: source)
            .stage(ClosureStage.number, workers: 4)
            .stage(ClosureStage("double") { input, _ in .next(input * 2) }, workers: 3)
            .stage(ClosureStage("text") { (input: Int, _) in .next("\(input)") }, workers: 2)
            .run(into: sink)
        #expect(sink.all == Array(0..<500))
        #expect(sink.payloads.withLock { $0[21] } == "42")
        #expect(sink.outcomes.withLock { $0.isEmpty })
    }

    @Test func `a pipeline without stages joins source and sink`() async throws {
        let sink = RecordingSink<Request>()
        try await Pipeline(source: CountingSource(0..<10)).run(into: sink)
        #expect(sink.all == Array(0..<10))
    }

    @Test func `an element settles where it settles and passes later stages untouched`() async throws {
        let later = Lock<[Int]>([])
        let sink = RecordingSink<Int>()
        try await Pipeline(source: CountingSource(0..<10))
            .stage(
                ClosureStage("sieve") { (request: Request, _) in
                    request.number % 2 == 0 ? .next(request.number) : .settled(.unchanged)
                },
                workers: 2
            )
            .stage(
                ClosureStage("later") { (input: Int, _) in
                    later.withLock { $0.append(input) }
                    return .next(input)
                },
                workers: 2
            )
            .run(into: sink)
        #expect(later.withLock { $0.sorted() } == [0, 2, 4, 6, 8])
        #expect(
            sink.outcomes.withLock { $0 } == [
                1: .unchanged, 3: .unchanged, 5: .unchanged, 7: .unchanged, 9: .unchanged,
            ]
        )
        #expect(sink.all == Array(0..<10))
    }

    @Test func `an error fails its element and no other`() async throws {
        let known = PotokError("fetch.timeout", "no answer")
        let sink = RecordingSink<Int>()
        try await Pipeline(source: CountingSource(0..<4))
            .stage(
                ClosureStage("fetch") { (request: Request, _) in
                    switch request.number {
                    case 0: throw known
                    case 1: throw Failure()
                    case 2: throw CancellationError()
                    default: return .next(request.number)
                    }
                },
                workers: 2
            )
            .run(into: sink)
        let outcomes = sink.outcomes.withLock { $0 }
        #expect(outcomes[0] == .failed(stage: "fetch", error: known, retryAt: nil))
        #expect(outcomes[1]?.code == "fetch.unexpected")
        #expect(outcomes[2]?.code == "deferred.shutdown")
        #expect(sink.payloads.withLock { $0 } == [3: 3])
    }

    @Test func `a failed stage ends the run in order and its own rest is deferred`() async throws {
        let source = CountingSource(0..<100_000)
        let sink = RecordingSink<Int>()
        let after = Lock(0)
        let error = await #expect(throws: StageFailure.self) {
            try await Pipeline(source: source)
                .stage(ClosureStage.number, workers: 2)
                .stage(
                    ClosureStage("store") { (input: Int, _) in
                        if input == 50 { throw StageFailure(Failure()) }
                        return .next(input)
                    },
                    workers: 1
                )
                .stage(
                    ClosureStage("later") { (input: Int, _) in
                        after.withLock { $0 += 1 }
                        return .next(input)
                    },
                    workers: 2
                )
                .run(into: sink)
        }
        #expect(error?.stage == "store")
        #expect(error?.underlying as? Failure == Failure())
        let sent = source.sent.withLock { $0 }
        #expect(sent.count < 100_000)
        #expect(sink.all == sent)
        #expect(source.ended.withLock { $0 } is CancellationError)
        let outcomes = sink.outcomes.withLock { $0 }
        #expect(outcomes[50] == .deferred(.shutdown, reason: "stage store failed: Failure()", until: nil))
        #expect(outcomes.values.allSatisfy { $0.kind == .deferred })
        #expect(after.withLock { $0 } == sink.payloads.withLock { $0.count })
        #expect(sink.payloads.withLock { $0.count } >= 49)
    }

    @Test func `an error of the source ends the run in order`() async throws {
        let sink = RecordingSink<Int>()
        await #expect(throws: Failure()) {
            try await Pipeline(source: CountingSource(0..<20, error: Failure()))
                .stage(ClosureStage.number, workers: 2).run(into: sink)
        }
        #expect(sink.all == Array(0..<20))
        #expect(sink.outcomes.withLock { $0.isEmpty })
    }

    @Test func `a failed sink cancels everything and all bytes come back`() async throws {
        let budget = ByteBudget(limit: .kibibytes(64))
        let source = CountingSource(0..<100_000)
        let waits = Lock(0)
        await #expect(throws: RecordingSink<Int>.Failure()) {
            try await Pipeline(source: source)
                .stage(
                    ClosureStage("fetch") { (request: Request, lease) in
                        try await lease.grow(to: 100)
                        return .next(request.number)
                    },
                    workers: 4
                )
                .stage(
                    ClosureStage("slow") { (input: Int, _) in
                        if input > 100 {
                            waits.withLock { $0 += 1 }
                            try await Signal().wait()
                        }
                        return .next(input)
                    },
                    workers: 4
                )
                .run(into: RecordingSink<Int>(failAfter: 50), options: PipelineOptions(budget: budget))
        }
        #expect(budget.held == 0)
        #expect(source.sent.withLock { $0.count } < 100_000)
    }

    @Test func `a sink that returns early is an error, not an end`() async throws {
        struct Lazy: PipelineSink {
            func consume(_ elements: BoundedStream<Envelope<Int>>) async throws {
                _ = try await elements.next()
            }
        }
        let error = await #expect(throws: PotokError.self) {
            try await Pipeline(source: CountingSource(0..<100)).stage(ClosureStage.number, workers: 2).run(into: Lazy())
        }
        #expect(error?.code == "pipeline.sinkEnded")
    }

    @Test func `the end travels from the source to the sink`() async throws {
        let log = Lock<[String]>([])
        let source = CountingSource(0..<40)
        let sink = RecordingSink<Int>()
        try await Pipeline(source: source)
            .stage(
                ClosureStage("one") { (request: Request, _) in
                    if request.number == 39 {
                        try await source.hasEnded.wait()
                        log.withLock { $0.append("source ended before the first stage was done") }
                    }
                    return .next(request.number)
                },
                workers: 1
            )
            .stage(
                ClosureStage("two") { (input: Int, _) in
                    if input == 39 { log.withLock { $0.append("the last element is in the second stage") } }
                    return .next(input)
                },
                workers: 4
            )
            .run(into: sink)
        log.withLock { $0.append("the run is over") }
        #expect(sink.all == Array(0..<40))
        #expect(
            log.withLock { $0 } == [
                "source ended before the first stage was done", "the last element is in the second stage",
                "the run is over",
            ]
        )
    }

    @Test func `a slow stage holds up the source`() async throws {
        let source = CountingSource(0..<1_000)
        let gate = Signal()
        let sink = RecordingSink<Int>()
        async let run: Void = Pipeline(source: source)
            .stage(ClosureStage.number, workers: 2)
            .stage(
                ClosureStage("gate") { (input: Int, _) in
                    try await gate.wait()
                    return .next(input)
                },
                workers: 3
            )
            .run(into: sink, options: PipelineOptions(capacity: 5))
        // 3 at the gate, 5 before it, 2 in hands that want to send, 5 before them.
        await eventually { source.sent.withLock { $0.count } == 15 }
        for _ in 0..<1_000 { await Task.yield() }
        #expect(source.sent.withLock { $0.count } == 15)
        gate.fire()
        try await run
        #expect(sink.all == Array(0..<1_000))
    }

    @MainActor
    @Test func `workers run in parallel and off the caller's actor`() async throws {
        let inside = Lock(0)
        let onMain = Lock(0)
        let sink = RecordingSink<Int>()
        try await Pipeline(source: CountingSource(0..<2))
            .stage(
                ClosureStage("meet") { (request: Request, _) in
                    if Self.isMainThread() { onMain.withLock { $0 += 1 } }
                    inside.withLock { $0 += 1 }
                    // Both threads are held: only two workers that really run at the same time get past here.
                    while inside.withLock({ $0 }) < 2 { usleep(100) }
                    return .next(request.number)
                },
                workers: 2
            )
            .run(into: sink)
        #expect(onMain.withLock { $0 } == 0)
        #expect(sink.all == [0, 1])
    }

    private nonisolated static func isMainThread() -> Bool { Thread.isMainThread }

    @Test func `an observer sees each process call from both sides, and each settling`() async throws {
        final class Observer: PipelineObserver {
            let log = Lock<[Int: [String]]>([:])
            func began(_ request: Request, stage: String, worker: Int) {
                log.withLock { $0[request.number, default: []].append("began \(stage) \((0..<2).contains(worker))") }
            }
            func ended(_ request: Request, stage: String, worker: Int) {
                log.withLock { $0[request.number, default: []].append("ended \(stage) \((0..<2).contains(worker))") }
            }
            func settled(_ request: Request, as outcome: Outcome, stage: String) {
                log.withLock { $0[request.number, default: []].append("\(outcome.kind) \(stage)") }
            }
        }
        let observer = Observer()
        try await Pipeline(source: CountingSource(0..<2))
            .stage(
                ClosureStage("one") { (request: Request, _) in
                    if request.number == 1 { throw Failure() }
                    return .next(request.number)
                },
                workers: 2
            )
            .stage(ClosureStage.pass("two"), workers: 2)
            .run(into: RecordingSink<Int>(), observer: observer)
        #expect(
            observer.log.withLock { $0 } == [
                0: ["began one true", "ended one true", "began two true", "ended two true"],
                1: ["began one true", "ended one true", "failed one"],
            ]
        )
    }

    @Test func `a settled element gives its bytes back before the sink sees it`() async throws {
        let budget = ByteBudget(limit: .kibibytes(1))
        let sink = RecordingSink<Int>(keepingLeases: true)
        try await Pipeline(source: CountingSource(0..<20))
            .stage(
                ClosureStage<Request, Int>("fetch") { _, lease in
                    try await lease.grow(to: 1_000)
                    return .settled(.unchanged)
                },
                workers: 3
            )
            .run(into: sink, options: PipelineOptions(budget: budget))
        #expect(sink.count == 20)
        #expect(budget.held == 0)
    }

    @Test func `bodies held in part do not stop the pipeline`() async throws {
        let budget = ByteBudget(limit: ByteCount(10_000))
        let sink = RecordingSink<Int>()
        try await Pipeline(source: CountingSource(0..<400))
            .stage(
                ClosureStage("fetch") { (request: Request, lease) in
                    for size in stride(from: 1_000, through: request.number % 7 == 0 ? 14_000 : 4_000, by: 1_000) {
                        try await lease.grow(to: size)
                        await Task.yield()
                    }
                    return .next(request.number)
                },
                workers: 16
            )
            .stage(
                ClosureStage("normalize") { (input: Int, lease) in
                    try await lease.grow(to: lease.held + 500)
                    return .next(input)
                },
                workers: 1
            )
            .run(into: sink, options: PipelineOptions(budget: budget))
        #expect(sink.all == Array(0..<400))
        #expect(budget.held == 0)
        #expect(budget.peak <= 10_000 + 14_000 + 40 * 500)
    }

    /// Its batches end by a flush alone: never by count or age, as its clock stands still.
    struct BatchSink: PipelineSink {
        let clock = ManualClock()
        let batches = Lock<[Int]>([])
        let budget: ByteBudget

        func consume(_ elements: BoundedStream<Envelope<Int>>) async throws {
            budget.onShortage { elements.flush() }
            while let batch = try await elements.nextBatch(count: 1_000, age: .seconds(2), clock: clock) {
                batches.withLock { $0.append(batch.count) }
                for element in batch { element.lease.release() }
            }
        }
    }

    @Test func `a shortage of bytes can end a batch before its time`() async throws {
        let budget = ByteBudget(limit: ByteCount(10_000))
        let sink = BatchSink(budget: budget)
        let fetch = ClosureStage<Request, Int>("fetch") { request, lease in
            try await lease.grow(to: 1_000)
            return .next(request.number)
        }
        // One worker: when it waits for bytes, everything before it is at the sink or on the way there.
        try await Pipeline(source: CountingSource(0..<300))
            .stage(fetch, workers: 1)
            .run(into: sink, options: PipelineOptions(capacity: 20, budget: budget))
        #expect(sink.batches.withLock { $0.reduce(0, +) } == 300)
        #expect(sink.batches.withLock { $0.allSatisfy { $0 <= 10 } })
        #expect(budget.held == 0)
    }
}
