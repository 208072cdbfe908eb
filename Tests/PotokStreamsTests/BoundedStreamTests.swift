import PotokTesting
import Testing

@testable import PotokStreams

@Suite(.timeLimit(.minutes(5))) struct BoundedStreamTests {
    struct Failure: Error, Equatable {
        var number = 1
    }

    @Test func `elements come out in order and then the end`() async throws {
        let stream = BoundedStream<Int>(capacity: 3)
        for element in 1...3 { try await stream.send(element) }
        stream.finish()
        var seen: [Int] = []
        for try await element in stream { seen.append(element) }
        #expect(seen == [1, 2, 3])
        #expect(stream.isDrained)
    }

    @Test func `a full stream suspends its producer until there is room`() async throws {
        let stream = BoundedStream<Int>(capacity: 2)
        let sent = Lock(0)
        async let producing: Void = {
            for element in 1...10 {
                try await stream.send(element)
                sent.withLock { $0 = element }
            }
            stream.finish()
        }()
        await eventually { stream.count == 2 }
        var seen: [Int] = []
        while let element = try await stream.next() {
            seen.append(element)
            #expect(stream.count <= 2)
            #expect(sent.withLock { $0 } <= seen.count + 2)
        }
        try await producing
        #expect(seen == Array(1...10))
    }

    @Test func `what waiting producers hold is served before the end`() async throws {
        let stream = BoundedStream<Int>(capacity: 1)
        try await stream.send(1)
        async let second: Void = stream.send(2)
        await eventually { stream.storage.inspect(\.suspendedProducers) == 1 }
        stream.finish()
        await #expect(throws: StreamClosed.self) { try await stream.send(3) }
        #expect(try await stream.next() == 1)
        #expect(try await stream.next() == 2)
        #expect(try await stream.next() == nil)
        try await second
    }

    @Test func `every consumer meets the error after the elements are gone`() async throws {
        let stream = BoundedStream<Int>(capacity: 2)
        try await stream.send(1)
        stream.fail(Failure())
        #expect(try await stream.next() == 1)
        for _ in 1...3 {
            await #expect(throws: Failure()) { try await stream.next() }
        }
        await #expect(throws: StreamClosed.self) { try await stream.send(2) }
    }

    @Test func `consumers that wait meet the error or the end`() async throws {
        for ending in 0..<3 {
            let stream = BoundedStream<Int>(capacity: 2)
            let results = await withTaskGroup(of: String.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        do {
                            return try await stream.next() == nil ? "end" : "element"
                        } catch {
                            return "\(type(of: error))"
                        }
                    }
                }
                await eventually { stream.storage.inspect(\.suspendedConsumers) == 3 }
                switch ending {
                case 0: stream.finish()
                case 1: stream.fail(Failure())
                default: stream.cancel()
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results == Array(repeating: ["end", "Failure", "StreamClosed"][ending], count: 3))
        }
    }

    @Test func `cancelling gives back what nobody took and throws to those who wait`() async throws {
        let stream = BoundedStream<Int>(capacity: 2)
        for element in 1...2 { try await stream.send(element) }
        let producer = Task { try await stream.send(3) }
        await eventually { stream.storage.inspect(\.suspendedProducers) == 1 }
        #expect(stream.cancel() == [1, 2])
        await #expect(throws: StreamClosed.self) { try await producer.value }
        await #expect(throws: StreamClosed.self) { try await stream.next() }
        #expect(stream.cancel() == [])
    }

    @Test func `a cancelled task neither sends nor takes`() async throws {
        let stream = BoundedStream<Int>(capacity: 2)
        try await stream.send(1)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            await #expect(throws: CancellationError.self) { try await stream.send(2) }
            await #expect(throws: CancellationError.self) { try await stream.next() }
            await #expect(throws: CancellationError.self) {
                try await stream.nextBatch(count: 1, age: .seconds(1))
            }
        }
        await task.value
        #expect(stream.cancel() == [1])
    }

    @Test func `a producer cancelled while it waits keeps its element`() async throws {
        let stream = BoundedStream<Int>(capacity: 1)
        try await stream.send(1)
        let producer = Task { try await stream.send(2) }
        await eventually { stream.storage.inspect(\.suspendedProducers) == 1 }
        producer.cancel()
        await #expect(throws: CancellationError.self) { try await producer.value }
        stream.finish()
        #expect(try await stream.next() == 1)
        #expect(try await stream.next() == nil)
    }

    @Test func `a consumer cancelled while it waits gets an error, not an end`() async throws {
        let stream = BoundedStream<Int>(capacity: 1)
        let consumer = Task { try await stream.next() }
        await eventually { stream.storage.inspect(\.suspendedConsumers) == 1 }
        consumer.cancel()
        await #expect(throws: CancellationError.self) { try await consumer.value }
        try await stream.send(1)
        #expect(try await stream.next() == 1)
    }

    /// Producers and consumers are cancelled at random; the books of both sides must agree in the end.
    @Test(arguments: [(1, 1, 1), (1, 4, 4), (3, 8, 2), (16, 2, 8), (64, 8, 8)])
    func `nothing is lost or doubled when tasks are cancelled at random`(
        capacity: Int,
        producers: Int,
        consumers: Int
    ) async throws {
        let stream = BoundedStream<Int>(capacity: capacity)
        let sent = Lock<Set<Int>>([])
        let seen = Lock<[Int]>([])
        let steps = Stress.steps(4_000)
        await withTaskGroup(of: Void.self) { all in
            all.addTask {
                await withTaskGroup(of: Void.self) { group in
                    for producer in 0..<producers {
                        group.addTask { await Self.produce(producer, steps: steps / producers, into: stream, sent) }
                    }
                }
                stream.finish()
            }
            for consumer in 0..<consumers {
                all.addTask { await Self.consume(consumer, from: stream, seen) }
            }
        }
        let taken = seen.withLock { $0 }
        #expect(Set(taken).count == taken.count)
        #expect(Set(taken) == sent.withLock { $0 })
        #expect(taken.count > steps / 4)
        #expect(stream.isDrained)
    }

    @concurrent
    private static func produce(
        _ producer: Int,
        steps: Int,
        into stream: BoundedStream<Int>,
        _ sent: Lock<Set<Int>>
    ) async {
        var random = SeededGenerator(seed: UInt64(producer))
        for step in 0..<steps {
            let element = producer * 10_000_000 + step
            let task = Task { try await stream.send(element) }
            if Int.random(in: 0..<4, using: &random) == 0 {
                if Bool.random(using: &random) { await Task.yield() }
                task.cancel()
            }
            switch await task.result {
            case .success: sent.withLock { _ = $0.insert(element) }
            case .failure(let error): #expect(error is CancellationError)
            }
        }
    }

    @concurrent
    private static func consume(_ consumer: Int, from stream: BoundedStream<Int>, _ seen: Lock<[Int]>) async {
        var random = SeededGenerator(seed: UInt64(1_000 + consumer))
        while true {
            let task = Task { try await stream.next() }
            if Int.random(in: 0..<4, using: &random) == 0 {
                if Bool.random(using: &random) { await Task.yield() }
                task.cancel()
            }
            switch await task.result {
            case .success(let element?): seen.withLock { $0.append(element) }
            case .success(nil): return
            case .failure(let error): #expect(error is CancellationError)
            }
        }
    }

    /// Nothing ever makes room or brings an element here, so a cancellation that is missed leaves its task waiting for ever.
    @Test(arguments: [true, false])
    func `a cancellation is never missed, however close to the suspension it comes`(isSending: Bool) async throws {
        let stream = BoundedStream<Int>(capacity: 1)
        if isSending { try await stream.send(0) }
        for round in 0..<Stress.steps(20_000) {
            let hasBegun = Lock(false)
            let task = Task { @concurrent in
                hasBegun.withLock { $0 = true }
                if isSending { try await stream.send(1) } else { _ = try await stream.next() }
            }
            while !hasBegun.withLock({ $0 }) { await Task.yield() }
            var spins = round % 400
            while spins > 0, !task.isCancelled { spins -= 1 }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(stream.cancel() == (isSending ? [0] : []))
    }

    @Test func `a cancelled stream accounts for every element`() async throws {
        for round in 0..<Stress.steps(50) {
            let stream = BoundedStream<Int>(capacity: 1 + round % 7)
            let sent = Lock<Set<Int>>([])
            let seen = Lock<Set<Int>>([])
            await withTaskGroup(of: Void.self) { group in
                for producer in 0..<4 {
                    group.addTask {
                        for step in 0..<50 {
                            guard (try? await stream.send(producer * 100 + step)) != nil else { return }
                            sent.withLock { _ = $0.insert(producer * 100 + step) }
                        }
                    }
                }
                for _ in 0..<3 {
                    group.addTask {
                        while let element = try? await stream.next() { seen.withLock { _ = $0.insert(element) } }
                    }
                }
                group.addTask {
                    for _ in 0..<(round % 40) { await Task.yield() }
                    let left = stream.cancel()
                    seen.withLock { $0.formUnion(left) }
                }
            }
            #expect(seen.withLock { $0 } == sent.withLock { $0 })
        }
    }
}
