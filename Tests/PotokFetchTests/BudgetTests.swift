import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStreams
import PotokTesting
import Testing

@Suite struct BudgetTests {
    @Test func `a lease holds the decoded body in the end`() async throws {
        try await withHarness { _ in
            .page("twelve bytes")
        } _: { harness in
            let lease = harness.budget.lease()
            _ = try await harness.fetch("/", holding: lease)
            #expect(lease.held == 12)
        }
    }

    @Test func `a transfer pauses while the budget is spent and goes on when bytes come back`() async throws {
        let body = [UInt8](repeating: 65, count: 300_000)
        try await withHarness(budget: ByteCount(100_000)) { _ in
            .response(body: body)
        } _: { harness in
            let holder = harness.budget.lease()
            let other = harness.budget.lease()
            #expect(holder.tryGrow(to: 90_000))
            // Somebody else holds bytes and has the overdraft, so the transfer has to wait.
            #expect(other.tryGrow(to: 10_000))
            #expect(other.tryGrow(to: 10_001))
            let task = Task { try await harness.page("/").body }
            while !harness.budget.hasWaiters { await Task.yield() }
            holder.release()
            other.release()
            let value = try await task.value
            #expect(value == body)
        }
    }

    @Test func `many bodies larger than the budget together all arrive`() async throws {
        let body = [UInt8](repeating: 65, count: 200_000)
        try await withHarness(budget: ByteCount(250_000)) { _ in
            .response(body: body)
        } _: { harness in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<16 { group.addTask { try await harness.page("/\(number)").body.count } }
                for try await count in group { #expect(count == body.count) }
            }
            #expect(harness.budget.held == 0)
        }
    }

    @Test func `a paused transfer can be cancelled`() async throws {
        try await withHarness(budget: ByteCount(10)) { _ in
            .page("twelve bytes")
        } _: { harness in
            let holder = harness.budget.lease()
            #expect(holder.tryGrow(to: 10))
            let task = Task { try await harness.page("/") }
            while !harness.budget.hasWaiters { await Task.yield() }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a body that proves too large as a paused transfer goes on ends, though its timer is long over`() async throws
    {
        let part = "3a98\r\n" + String(repeating: "A", count: 15_000) + "\r\n"
        try await withHarness(
            budget: ByteCount(100_000),
            options: {
                $0.maxBody = ByteCount(20_000)
                $0.timeout = .milliseconds(200)
            }
        ) { _ in
            LoopbackServer.Answer([
                .send(Array("HTTP/1.1 200 Words\r\nTransfer-Encoding: chunked\r\n\r\n\(part)\(part)".utf8)), .silence,
            ])
        } _: { harness in
            let holder = harness.budget.lease()
            #expect(holder.tryGrow(to: 100_000))
            let task = Task { await harness.errorCode("/") }
            while !harness.budget.hasWaiters { await Task.yield() }
            try await Task.sleep(for: .milliseconds(1_500))
            holder.release()
            let code = await task.value
            #expect(code == "fetch.too-large")
        }
    }
}
