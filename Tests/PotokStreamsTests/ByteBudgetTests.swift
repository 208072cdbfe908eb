import PotokCore
import Testing

@testable import PotokStreams

@Suite(.timeLimit(.minutes(5))) struct ByteBudgetTests {
    @Test func `a freed lease gives its bytes back`() async throws {
        let budget = ByteBudget(limit: ByteCount(100))
        do {
            let lease = budget.lease()
            try await lease.grow(to: 70)
            #expect(budget.held == 70)
            #expect(lease.held == 70)
        }
        #expect(budget.held == 0)
        #expect(budget.peak == 70)
    }

    @Test func `releasing twice gives back once, and a released lease may grow again`() async throws {
        let budget = ByteBudget(limit: ByteCount(100))
        let (one, other) = (budget.lease(), budget.lease())
        try await one.grow(to: 50)
        try await other.grow(to: 50)
        one.release()
        one.release()
        #expect(budget.held == 50)
        #expect(one.tryGrow(to: 20))
        #expect(budget.held == 70)
    }

    @Test func `a waiting lease is granted when bytes come back`() async throws {
        let budget = ByteBudget(limit: ByteCount(100))
        let (one, other) = (budget.lease(), budget.lease())
        try await one.grow(to: 80)
        let growing = Task { try await other.grow(to: 40) }
        await eventually { budget.hasWaiters }
        one.shrink(to: 60)
        try await growing.value
        #expect(budget.held == 100)
        #expect(!budget.hasWaiters)
    }

    @Test func `a cancelled wait leaves the lease as it was`() async throws {
        let budget = ByteBudget(limit: ByteCount(100))
        let (one, other) = (budget.lease(), budget.lease())
        try await one.grow(to: 80)
        let growing = Task { try await other.grow(to: 40) }
        await eventually { budget.hasWaiters }
        growing.cancel()
        await #expect(throws: CancellationError.self) { try await growing.value }
        #expect(other.held == 0)
        #expect(!budget.hasWaiters)
    }

    @Test func `a lease released while it waits throws`() async throws {
        let budget = ByteBudget(limit: ByteCount(100))
        let (one, other) = (budget.lease(), budget.lease())
        try await one.grow(to: 80)
        let growing = Task { try await other.grow(to: 40) }
        await eventually { budget.hasWaiters }
        other.release()
        await #expect(throws: CancellationError.self) { try await growing.value }
    }

    @Test func `a thread that must not wait is called when it holds the bytes`() async throws {
        let budget = ByteBudget(limit: ByteCount(100))
        let (one, other, third) = (budget.lease(), budget.lease(), budget.lease())
        let calls = Lock<[Int]>([])
        let record: @Sendable () -> Void = { calls.withLock { $0.append(budget.held) } }
        #expect(one.grow(to: 80, onAvailable: record) == true)
        #expect(other.grow(to: 40, onAvailable: record) == false)
        #expect(third.grow(to: 1, onAvailable: { Issue.record("a released lease calls nobody") }) == false)
        third.release()
        #expect(calls.withLock { $0 }.isEmpty)
        one.release()
        #expect(calls.withLock { $0 } == [40])
    }

    @Test func `whoever keeps bytes hears of a shortage`() async throws {
        let budget = ByteBudget(limit: ByteCount(100))
        let shortages = Lock(0)
        budget.onShortage { shortages.withLock { $0 += 1 } }
        let (one, other) = (budget.lease(), budget.lease())
        #expect(one.grow(to: 80, onAvailable: {}) == true)
        #expect(shortages.withLock { $0 } == 0)
        #expect(other.grow(to: 80, onAvailable: {}) == false)
        #expect(shortages.withLock { $0 } == 1)
    }

    @Test func `many tasks that hold bodies in part all come to an end`() async throws {
        let budget = ByteBudget(limit: ByteCount(1_000))
        let rounds = Stress.steps(60)
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<16 {
                group.addTask { @concurrent in
                    var random = SeededGenerator(seed: UInt64(worker))
                    for _ in 0..<rounds {
                        let lease = budget.lease()
                        for size in [100, 200, 300, 1_500].prefix(Int.random(in: 1...4, using: &random)) {
                            let task = Task { try await lease.grow(to: size) }
                            if Int.random(in: 0..<8, using: &random) == 0 { task.cancel() }
                            _ = await task.result
                            if Bool.random(using: &random) { await Task.yield() }
                        }
                        if Bool.random(using: &random) { lease.release() }
                    }
                }
            }
        }
        #expect(budget.held == 0)
        #expect(!budget.hasWaiters)
        #expect(budget.peak <= 1_000 + 1_500)
    }
}
