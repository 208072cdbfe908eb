import PotokTesting
import Testing

@testable import PotokStreams

@Suite(.timeLimit(.minutes(5))) struct BatchTests {
    struct Failure: Error {}

    static func stream(
        _ elements: [Int],
        capacity: Int = 100,
        isFinished: Bool = false
    ) async throws -> BoundedStream<Int> {
        let stream = BoundedStream<Int>(capacity: capacity)
        for element in elements { try await stream.send(element) }
        if isFinished { stream.finish() }
        return stream
    }

    static func batches(_ stream: BoundedStream<Int>, count: Int, maxWeight: Int = .max) async throws -> [[Int]] {
        var batches: [[Int]] = []
        while let batch = try await stream.nextBatch(
            count: count,
            weight: { $0 },
            maxWeight: maxWeight,
            age: .seconds(1),
            clock: ManualClock()
        ) {
            batches.append(batch)
        }
        return batches
    }

    @Test(
        arguments: [
            ([], 2, 10, []),
            ([1, 2, 3], 2, 100, [[1, 2], [3]]),
            ([1, 2, 3, 4], 2, 100, [[1, 2], [3, 4]]),
            ([4, 4, 4], 10, 10, [[4, 4], [4]]),
            ([5, 5, 5], 10, 10, [[5, 5], [5]]),
            ([3, 50, 3], 10, 10, [[3], [50], [3]]),
            ([0, -7, 10, 1], 10, 10, [[0, -7, 10], [1]]),
            ([.max, .max], 10, .max, [[.max], [.max]]),
            ([1, 2], 0, 100, [[1], [2]]),
        ] as [([Int], Int, Int, [[Int]])]
    )
    func `a batch ends by count or weight`(elements: [Int], count: Int, maxWeight: Int, expected: [[Int]]) async throws
    {
        let stream = try await Self.stream(elements, isFinished: true)
        #expect(try await Self.batches(stream, count: count, maxWeight: maxWeight) == expected)
    }

    @Test func `a batch ends when its first element is old enough`() async throws {
        let stream = try await Self.stream([1])
        let clock = ManualClock()
        let batch = Task { try await stream.nextBatch(count: 10, age: .seconds(2), clock: clock) }
        await clock.waitForSleepers(1)
        clock.advance(by: .seconds(1))
        try await stream.send(2)
        await eventually { stream.count == 0 }
        #expect(clock.sleepers == 1)
        clock.advance(by: .seconds(1))
        #expect(try await batch.value == [1, 2])
        #expect(clock.sleepers == 0)
    }

    @Test func `the age counts from the first element, not from the call`() async throws {
        let stream = try await Self.stream([])
        let clock = ManualClock()
        let batch = Task { try await stream.nextBatch(count: 10, age: .seconds(2), clock: clock) }
        clock.advance(by: .seconds(100))
        try await stream.send(1)
        await clock.waitForSleepers(1)
        try await stream.send(2)
        await eventually { stream.count == 0 }
        clock.advance(by: .seconds(2))
        #expect(try await batch.value == [1, 2])
    }

    @Test func `a flush ends the batch with everything sent before it`() async throws {
        let stream = try await Self.stream([1])
        let clock = ManualClock()
        let batch = Task { try await stream.nextBatch(count: 10, age: .seconds(2), clock: clock) }
        await clock.waitForSleepers(1)
        try await stream.send(2)
        stream.flush()
        #expect(try await batch.value == [1, 2])
        #expect(clock.sleepers == 0)
    }

    @Test func `a flush between two batches ends the next one`() async throws {
        let stream = try await Self.stream([1, 2])
        stream.flush()
        #expect(try await stream.nextBatch(count: 10, age: .seconds(2), clock: ManualClock()) == [1, 2])
    }

    @Test func `the end of the stream ends the batch`() async throws {
        let stream = try await Self.stream([1])
        let clock = ManualClock()
        let batch = Task { try await stream.nextBatch(count: 10, age: .seconds(2), clock: clock) }
        await clock.waitForSleepers(1)
        stream.finish()
        #expect(try await batch.value == [1])
        #expect(try await stream.nextBatch(count: 10, age: .seconds(2), clock: clock) == nil)
    }

    @Test func `a batch begun before an error is given out before the error`() async throws {
        let stream = try await Self.stream([1])
        let clock = ManualClock()
        let batch = Task { try await stream.nextBatch(count: 10, age: .seconds(2), clock: clock) }
        await clock.waitForSleepers(1)
        stream.fail(Failure())
        #expect(try await batch.value == [1])
        await #expect(throws: Failure.self) { try await stream.nextBatch(count: 10, age: .seconds(2), clock: clock) }
    }

    @Test func `a batch begun before a cancellation is not lost`() async throws {
        let stream = try await Self.stream([1])
        let clock = ManualClock()
        let batch = Task { try await stream.nextBatch(count: 10, age: .seconds(2), clock: clock) }
        await clock.waitForSleepers(1)
        batch.cancel()
        #expect(try await batch.value == [1])
    }

    @Test func `a collector cancelled before the first element throws`() async throws {
        let stream = try await Self.stream([])
        let batch = Task { try await stream.nextBatch(count: 10, age: .seconds(2), clock: ManualClock()) }
        await Task.yield()
        batch.cancel()
        await #expect(throws: CancellationError.self) { try await batch.value }
        try await stream.send(1)
        stream.finish()
        #expect(try await stream.nextBatch(count: 10, age: .seconds(2), clock: ManualClock()) == [1])
    }

    @Test func `waiting producers fill the batch beyond the capacity`() async throws {
        let stream = BoundedStream<Int>(capacity: 2)
        async let sending: Void = {
            for element in 1...20 { try await stream.send(element) }
            stream.finish()
        }()
        #expect(try await Self.batches(stream, count: 7).map(\.count) == [7, 7, 6])
        try await sending
    }

    /// A clock whose sleepers come back when a flag is set, a moment after it and never later.
    struct FlagClock: Clock {
        let base = ManualClock()
        let isAsleep = Lock(false)
        let isOver = Lock(false)

        var now: ManualClock.Instant { base.now }
        var minimumResolution: Duration { .zero }

        func sleep(until deadline: ManualClock.Instant, tolerance: Duration?) async throws {
            isAsleep.withLock { $0 = true }
            while !isOver.withLock({ $0 }) { await Task.yield() }
        }
    }

    /// The age ends while the collector weighs its second element and is about to wait again; nothing else ends the batch,
    /// so an age that is missed leaves it waiting for ever.
    @Test func `an age is never missed, however close to the suspension it ends`() async throws {
        let stream = BoundedStream<Int>(capacity: 1)
        for round in 0..<Stress.steps(5_000) {
            let clock = FlagClock()
            let collecting = Task { @concurrent in
                try await stream.nextBatch(
                    count: 3,
                    weight: { element in
                        guard element == 2 else { return 0 }
                        clock.isOver.withLock { $0 = true }
                        for _ in 0..<(round % 100) { clock.isOver.withLock { _ in } }
                        return 0
                    },
                    age: .seconds(1),
                    clock: clock
                )
            }
            try await stream.send(1)
            while !clock.isAsleep.withLock({ $0 }) { await Task.yield() }
            try await stream.send(2)
            #expect(try await collecting.value == [1, 2])
        }
    }

    @Test func `batches lose nothing while producers, flushes and ages race`() async throws {
        let stream = BoundedStream<Int>(capacity: 8)
        let count = Stress.steps(5_000)
        let clock = ManualClock()
        let isOver = Lock(false)
        let seen = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await withTaskGroup(of: Void.self) { producers in
                    for producer in 0..<4 {
                        producers.addTask {
                            for step in 0..<count {
                                try? await stream.send(producer * count + step)
                                if step % 13 == 0 { stream.flush() }
                            }
                        }
                    }
                }
                stream.finish()
            }
            group.addTask {
                while !isOver.withLock({ $0 }) {
                    clock.advance(by: .milliseconds(1))
                    await Task.yield()
                }
            }
            defer { isOver.withLock { $0 = true } }
            var seen: [Int] = []
            while let batch = try await stream.nextBatch(
                count: 17,
                weight: { $0 % 5 },
                maxWeight: 30,
                age: .milliseconds(2),
                clock: clock
            ) {
                #expect(!batch.isEmpty && batch.count <= 17)
                #expect(batch.reduce(0) { $0 + $1 % 5 } <= 30)
                seen += batch
            }
            return seen
        }
        #expect(seen.count == count * 4)
        #expect(Set(seen).count == count * 4)
    }
}
