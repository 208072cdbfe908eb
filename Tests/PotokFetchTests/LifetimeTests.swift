import PotokCore
import PotokStreams
import PotokTesting
import Testing

@testable import PotokFetch

/// What must be gone when nobody uses it any more: a process may make many of them.
@Suite struct LifetimeTests {
    @Test func `a network thread that was shut down leaves nothing behind`() async throws {
        weak var left: NetworkThread?
        do {
            let network = try #require(NetworkThread.start(NetworkOptions()))
            left = network
            await network.shutdown()
        }
        // The thread lets go of it a moment after it has told its end.
        for _ in 0..<1_000 where left != nil { try await Task.sleep(for: .milliseconds(5)) }
        #expect(left == nil)
    }

    @Test func `a fetcher that nobody shuts down ends its thread when it goes`() async throws {
        weak var left: Fetcher?
        try await withHarness { _ in
            .page("words")
        } _: { harness in
            let fetcher = try Fetcher()
            left = fetcher
            let request = try harness.request("/")
            _ = try await fetcher.fetch(request, options: harness.options, holding: harness.budget.lease())
        }
        #expect(left == nil)
    }

    @Test func `host queues go with their alarm still set`() async throws {
        weak var left: HostQueues?
        do {
            let clock = ManualClock()
            let queues = HostQueues(supply: TableSupply(["a": 2]), clock: clock) { _ in HostPace(delay: .seconds(1)) }
            left = queues
            _ = try #require(try await queues.next())
            let waiting = Task { try await queues.next() }
            await clock.waitForSleepers(1)
            waiting.cancel()
            _ = await waiting.result
        }
        for _ in 0..<1_000 where left != nil { try await Task.sleep(for: .milliseconds(5)) }
        #expect(left == nil)
    }
}
