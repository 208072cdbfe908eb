import PotokCore
import PotokTesting
import Testing

@testable import PotokStreams

@Suite(.timeLimit(.minutes(5))) struct PipelineStopTests {
    /// A run whose second stage holds everything until a gate opens or its worker is cancelled.
    final class HeldRun: Sendable {
        let source = CountingSource(0..<10_000)
        let sink = RecordingSink<Int>()
        let gate = Signal()
        let clock = ManualClock()
        let shutdown = Shutdown()
        let atGate = Lock(0)

        func run() async throws {
            try await Pipeline(source: source)
                .stage(ClosureStage.number, workers: 2)
                .stage(
                    ClosureStage("gate") { [self] (input: Int, _) in
                        if input >= 20 {
                            atGate.withLock { $0 += 1 }
                            try await gate.wait()
                        }
                        return .next(input)
                    },
                    workers: 4
                )
                .stage(ClosureStage.pass("after"), workers: 2)
                .run(
                    into: sink,
                    options: PipelineOptions(grace: .seconds(10), capacity: 3, clock: clock),
                    shutdown: shutdown
                )
        }

        func waitUntilHeld() async {
            await eventually { atGate.withLock { $0 } == 4 && sink.count == 20 }
        }

        /// Everything that was taken from the source has arrived, once.
        func expectNothingLost() {
            #expect(sink.all == source.sent.withLock { $0 })
            #expect(source.sent.withLock { $0.count } < 10_000)
            #expect(source.ended.withLock { $0 } is CancellationError)
        }
    }

    @Test func `a stop drains what is in flight when the grace is enough`() async throws {
        let held = HeldRun()
        async let run: Void = held.run()
        await held.waitUntilHeld()
        held.shutdown.requestStop("SIGINT")
        await held.clock.waitForSleepers(1)
        held.clock.advance(by: .seconds(9))
        held.gate.fire()
        try await run
        held.expectNothingLost()
        #expect(held.sink.outcomes.withLock { $0.isEmpty })
        #expect(held.clock.sleepers == 0)
    }

    @Test func `what is in flight when the grace is over goes back`() async throws {
        let held = HeldRun()
        async let run: Void = held.run()
        await held.waitUntilHeld()
        held.shutdown.requestStop("SIGINT")
        await held.clock.waitForSleepers(1)
        held.clock.advance(by: .seconds(10))
        try await run
        held.expectNothingLost()
        #expect(held.sink.payloads.withLock { $0.keys.sorted() } == Array(0..<20))
        #expect(
            held.sink.outcomes.withLock { $0.values }.allSatisfy {
                $0 == .deferred(.shutdown, reason: "SIGINT", until: nil)
            }
        )
    }

    @Test func `a second stop ends the grace`() async throws {
        let held = HeldRun()
        async let run: Void = held.run()
        await held.waitUntilHeld()
        held.shutdown.requestStop("SIGINT")
        await held.clock.waitForSleepers(1)
        held.shutdown.stopNow("SIGINT again")
        try await run
        held.expectNothingLost()
        #expect(held.sink.outcomes.withLock { $0.count } >= 4)
        #expect(held.clock.sleepers == 0)
    }

    @Test func `cancelling the caller stops at once and the sink still gets everything`() async throws {
        let held = HeldRun()
        let run = Task { try await held.run() }
        await held.waitUntilHeld()
        run.cancel()
        try await run.value
        held.expectNothingLost()
        #expect(held.shutdown.isImmediate && held.shutdown.reason == "cancelled")
        #expect(held.sink.payloads.withLock { $0.count } == 20)
    }

    @Test func `a run that is stopped before it begins takes nothing`() async throws {
        let held = HeldRun()
        held.shutdown.stopNow("too late")
        try await held.run()
        #expect(held.source.sent.withLock { $0.isEmpty })
        #expect(held.sink.count == 0)
    }

    @Test func `a run whose task is cancelled before it begins takes nothing`() async throws {
        let held = HeldRun()
        let run = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await held.run()
        }
        try await run.value
        #expect(held.source.sent.withLock { $0.isEmpty })
        #expect(held.shutdown.reason == "cancelled")
    }

    @Test func `an outcome that a cancelled worker still finds is kept`() async throws {
        let shutdown = Shutdown()
        let sink = RecordingSink<Int>()
        try await Pipeline(source: CountingSource(0..<1))
            .stage(
                ClosureStage<Request, Int>("stubborn") { _, _ in
                    shutdown.stopNow("now")
                    await eventually { Task.isCancelled }
                    return .settled(.unchanged)
                },
                workers: 1
            )
            .run(into: sink, shutdown: shutdown)
        #expect(sink.outcomes.withLock { $0 } == [0: .unchanged])
    }

    @Test func `an error after the grace is over defers the element`() async throws {
        let shutdown = Shutdown()
        let sink = RecordingSink<Int>()
        try await Pipeline(source: CountingSource(0..<1))
            .stage(
                ClosureStage<Request, Int>("stubborn") { _, _ in
                    shutdown.stopNow("now")
                    await eventually { Task.isCancelled }
                    throw PotokError("fetch.aborted", "torn off")
                },
                workers: 1
            )
            .run(into: sink, shutdown: shutdown)
        #expect(sink.outcomes.withLock { $0 } == [0: .deferred(.shutdown, reason: "now", until: nil)])
    }

    /// Stops, failures and ends at random moments: whatever the source handed over arrives once.
    @Test func `every element arrives exactly once, whatever happens when`() async throws {
        for round in 0..<Stress.steps(60) {
            var random = SeededGenerator(seed: UInt64(round))
            let source = CountingSource(0..<Int.random(in: 1...200, using: &random))
            let sink = RecordingSink<Int>()
            let shutdown = Shutdown()
            let budget = ByteBudget(limit: ByteCount(5_000))
            let trigger = Int.random(in: 0..<200, using: &random)
            let action = round % 4
            let run = Lock<Task<Void, any Error>?>(nil)
            let task = Task {
                try await Pipeline(source: source)
                    .stage(
                        ClosureStage("fetch") { (request: Request, lease) in
                            try await lease.grow(to: 500 + request.number * 20)
                            return request.number % 9 == 0 ? .settled(.unchanged) : .next(request.number)
                        },
                        workers: 4
                    )
                    .stage(
                        ClosureStage("work") { (input: Int, _) in
                            if input == trigger {
                                switch action {
                                case 0: shutdown.requestStop("stop")
                                case 1: shutdown.stopNow()
                                case 2: throw StageFailure(PotokError("test", "test"))
                                default: run.withLock { $0 }?.cancel()
                                }
                            }
                            await Task.yield()
                            return .next(input)
                        },
                        workers: 3
                    )
                    .stage(ClosureStage.pass("pass"), workers: 2)
                    .run(
                        into: sink,
                        options: PipelineOptions(capacity: 1 + round % 5, budget: budget),
                        shutdown: shutdown
                    )
            }
            run.withLock { $0 = task }
            let result = await task.result
            if case .failure(let error) = result { #expect(action == 2 && error is StageFailure) }
            #expect(sink.all == source.sent.withLock { $0 })
            #expect(sink.payloads.withLock { $0.count } + sink.outcomes.withLock { $0.count } == sink.count)
            #expect(budget.held == 0)
        }
    }
}
