import PotokCore
import PotokFetch
import PotokStreams
import PotokTesting
import Testing

@Suite struct HostQueuesTests {
    private static let zero = Timestamp(secondsSince1970: 0)

    private func queues(
        _ supply: TableSupply,
        _ clock: ManualClock,
        delay: Duration = .seconds(1),
        parallel: Int = 1,
        jitter: Double = 0
    ) -> HostQueues {
        HostQueues(
            supply: supply,
            clock: clock,
            now: { Timestamp(secondsSince1970: Int(clock.now.offset.seconds)) },
            patience: .seconds(30),
            jitter: { jitter },
            pace: { _ in HostPace(delay: delay, parallel: parallel) }
        )
    }

    /// Takes requests and ends them at once until nothing is due, moving the clock on whenever all would wait; gives the
    /// time of each start.
    private func drain(
        _ queues: HostQueues,
        _ clock: ManualClock,
        step: Duration = .milliseconds(100)
    ) async throws
        -> [(host: String, time: Duration)]
    {
        let starts = Lock<[(host: String, time: Duration)]>([])
        let hasEnded = Lock(false)
        let worker = Task {
            defer { hasEnded.withLock { $0 = true } }
            while let request = try await queues.next() {
                starts.withLock { $0.append((HostQueues.host(of: request) ?? "", clock.now.offset)) }
                queues.finished(request)
            }
        }
        while !hasEnded.withLock({ $0 }) {
            await Task.yield()
            if clock.sleepers > 0 { clock.advance(by: step) }
        }
        try await worker.value
        return starts.withLock { $0 }
    }

    @Test func `requests that piled up on the way keep their delay`() async throws {
        let clock = ManualClock()
        let queues = queues(TableSupply(["a": 3]), clock, parallel: 3)
        let first = try #require(try await queues.next())
        clock.advance(by: .seconds(1))
        let second = try #require(try await queues.next())
        clock.advance(by: .milliseconds(900))
        try await queues.begin(first)
        let waiting = Task { try await queues.begin(second) }
        await clock.waitForSleepers(1)
        clock.advance(by: .milliseconds(999))
        #expect(await isWaiting(waiting))
        clock.advance(by: .milliseconds(1))
        try await waiting.value
        // The third is handed out a second after the second has begun.
        let third = Task { try await queues.next() }
        await clock.waitForSleepers(1)
        clock.advance(by: .milliseconds(999))
        #expect(await isWaiting(third))
        clock.advance(by: .milliseconds(1))
        let request = try await third.value
        #expect(request?.locator.description == "http://a/2")
    }

    @Test func `a request that begins at once waits for nothing`() async throws {
        let clock = ManualClock()
        let queues = queues(TableSupply(["a": 2]), clock, jitter: 1)
        let first = try #require(try await queues.next())
        try await queues.begin(first)
        queues.finished(first)
        clock.advance(by: .milliseconds(1_200))
        let second = try #require(try await queues.next())
        try await queues.begin(second)
    }

    @Test func `nothing due is the end`() async throws {
        let queues = queues(TableSupply(), ManualClock())
        let request = try await queues.next()
        #expect(request == nil)
    }

    @Test func `what a held request made due comes before the end`() async throws {
        let supply = TableSupply(["a": 1])
        let queues = queues(supply, ManualClock(), delay: .zero)
        let first = try #require(try await queues.next())
        queues.hold()
        queues.finished(first)
        let next = Task { try await queues.next() }
        #expect(await isWaiting(next))
        supply.add("b")
        queues.letGo(1)
        let second = try #require(try await next.value)
        #expect(HostQueues.host(of: second) == "b")
        queues.finished(second)
        #expect(try await queues.next() == nil)
    }

    @Test func `all that is due comes, each once`() async throws {
        let supply = TableSupply(["a": 100, "b": 3, "c": 40])
        let clock = ManualClock()
        let starts = try await drain(queues(supply, clock, delay: .zero), clock)
        #expect(Dictionary(grouping: starts, by: \.host).mapValues(\.count) == ["a": 100, "b": 3, "c": 40])
    }

    @Test func `the delay is kept on each host, and hosts go side by side`() async throws {
        let clock = ManualClock()
        let starts = try await drain(queues(TableSupply(["a": 4, "b": 4]), clock), clock)
        let byHost = Dictionary(grouping: starts, by: \.host).mapValues { $0.map(\.time.seconds) }
        #expect(byHost == ["a": [0, 1, 2, 3], "b": [0, 1, 2, 3]])
    }

    @Test func `jitter makes the delay longer, never shorter`() async throws {
        let clock = ManualClock()
        let starts = try await drain(queues(TableSupply(["a": 3]), clock, jitter: 1), clock)
        #expect(starts.map(\.time) == [.zero, .milliseconds(1_200), .milliseconds(2_400)])
    }

    @Test func `no more requests of a host run at once than allowed`() async throws {
        let queues = queues(TableSupply(["a": 3]), ManualClock(), delay: .zero, parallel: 2)
        let first = try #require(try await queues.next())
        _ = try #require(try await queues.next())
        let third = Task { try await queues.next() }
        #expect(await isWaiting(third))
        queues.finished(first)
        let request = try await third.value
        #expect(request?.locator.description == "http://a/2")
    }

    @Test func `a host that is busy holds up no other`() async throws {
        let queues = queues(TableSupply(["a": 10, "b": 2]), ManualClock(), delay: .zero)
        var hosts: [String?] = []
        let slow = try #require(try await queues.next())
        hosts.append(HostQueues.host(of: slow))
        for _ in 0..<2 {
            let request = try #require(try await queues.next())
            hosts.append(HostQueues.host(of: request))
            queues.finished(request)
        }
        #expect(hosts == ["a", "b", "b"])
    }

    @Test func `everybody who waits gets something when its time comes`() async throws {
        let clock = ManualClock()
        let queues = queues(TableSupply(["a": 1, "b": 1, "c": 1, "d": 1]), clock)
        for host in ["a", "b", "c", "d"] { queues.setCrawlDelay(.seconds(10), of: host) }
        let tasks = (0..<4).map { _ in Task { try await queues.next() } }
        await clock.waitForSleepers(1)
        clock.advance(by: .seconds(4))
        clock.advance(by: .seconds(4))
        // The survey of every five seconds is no turn of a host.
        while clock.sleepers == 0 { await Task.yield() }
        clock.advance(by: .seconds(4))
        var hosts: Set<String> = []
        for task in tasks {
            if let request = try await task.value { hosts.insert(HostQueues.host(of: request) ?? "") }
        }
        #expect(hosts == ["a", "b", "c", "d"])
    }

    @Test func `a crawl delay holds where it is longer than ours`() async throws {
        let clock = ManualClock()
        let queues = queues(TableSupply(["a": 3]), clock)
        let first = try #require(try await queues.next())
        queues.setCrawlDelay(.seconds(3), of: "a")
        queues.finished(first)
        let starts = try await drain(queues, clock)
        #expect(starts.map(\.time.seconds) == [3, 6])
    }

    @Test func `where an answer was long in coming, the delay counts from its first byte`() async throws {
        let clock = ManualClock()
        let queues = queues(TableSupply(["a": 3]), clock)
        let first = try #require(try await queues.next())
        clock.advance(by: .milliseconds(700))
        // It began 300 ms ago, 400 ms after the request was made.
        queues.answered(first, since: .milliseconds(300))
        queues.finished(first)
        let starts = try await drain(queues, clock)
        #expect(starts.map(\.time.seconds) == [1.4, 2.4])
    }

    @Test func `a short block is waited for`() async throws {
        let clock = ManualClock()
        let queues = queues(TableSupply(["a": 2, "b": 1]), clock)
        let first = try #require(try await queues.next())
        let released = queues.block("a", until: Timestamp(secondsSince1970: 20))
        queues.finished(first)
        #expect(released.isEmpty)
        let starts = try await drain(queues, clock)
        #expect(starts.map(\.host) == ["b", "a"])
        #expect(starts.last?.time == .seconds(20))
    }

    @Test func `a long block gives the host's requests back and does not hold up the end`() async throws {
        let clock = ManualClock()
        let supply = TableSupply(["a": 3, "b": 1])
        let queues = queues(supply, clock)
        let first = try #require(try await queues.next())
        supply.block("a", until: Timestamp(secondsSince1970: 3_600))
        let released = queues.block("a", until: Timestamp(secondsSince1970: 3_600))
        queues.finished(first)
        #expect(released.map(\.locator.description) == ["http://a/1", "http://a/2"])
        let starts = try await drain(queues, clock)
        #expect(starts.map(\.host) == ["b"])
    }

    @Test func `a request that was handed out before a long block is not begun`() async throws {
        let queues = queues(TableSupply(["a": 2]), ManualClock(), delay: .zero, parallel: 2)
        let first = try #require(try await queues.next())
        let second = try #require(try await queues.next())
        try await queues.begin(first)
        _ = queues.block("a", until: Timestamp(secondsSince1970: 3_600))
        await #expect(throws: HostIsBlocked(until: Timestamp(secondsSince1970: 3_600))) {
            try await queues.begin(second)
        }
    }

    @Test func `a request that was handed out before a short block waits for its end`() async throws {
        let clock = ManualClock()
        let queues = queues(TableSupply(["a": 2]), clock, delay: .zero, parallel: 2)
        let first = try #require(try await queues.next())
        let second = try #require(try await queues.next())
        try await queues.begin(first)
        _ = queues.block("a", until: Timestamp(secondsSince1970: 10))
        let begin = Task { try await queues.begin(second) }
        await clock.waitForSleepers(1)
        clock.advance(by: .milliseconds(9_999))
        #expect(await isWaiting(begin))
        clock.advance(by: .milliseconds(1))
        try await begin.value
    }

    @Test func `a hop to a host that is blocked for long is not made, though nothing of the host is due`() async throws
    {
        let queues = queues(TableSupply(["a": 2]), ManualClock(), delay: .zero)
        _ = queues.block("b", until: Timestamp(secondsSince1970: 3_600))
        let request = try #require(try await queues.next())
        let url = try #require(WebURL("http://b/x"))
        await #expect(throws: HostIsBlocked(until: Timestamp(secondsSince1970: 3_600))) {
            try await queues.move(request, to: url)
        }
        // Its own host is free again, and the run ends without waiting for the other.
        queues.finished(request)
        let next = try #require(try await queues.next())
        #expect(next.locator.description == "http://a/1")
        queues.finished(next)
        let end = try await queues.next()
        #expect(end == nil)
    }

    @Test func `a hop that waits while its host is blocked for long gives up`() async throws {
        let queues = queues(TableSupply(["a": 1, "b": 1]), ManualClock(), delay: .zero)
        let onA = try #require(try await queues.next())
        let onB = try #require(try await queues.next())
        let target = try #require(WebURL("http://b/x"))
        let move = Task { try await queues.move(onA, to: target) }
        #expect(await isWaiting(move))
        _ = queues.block("b", until: Timestamp(secondsSince1970: 3_600))
        queues.finished(onB)
        await #expect(throws: HostIsBlocked(until: Timestamp(secondsSince1970: 3_600))) { try await move.value }
        queues.finished(onA)
        let end = try await queues.next()
        #expect(end == nil)
    }

    @Test func `a short block of a host of which nothing is due holds up nobody`() async throws {
        let clock = ManualClock()
        let queues = queues(TableSupply(["a": 2]), clock)
        _ = queues.block("b", until: Timestamp(secondsSince1970: 20))
        let starts = try await drain(queues, clock)
        #expect(starts.map(\.time.seconds) == [0, 1])
        #expect(clock.now.offset < .seconds(20))
    }

    @Test func `a host that is blocked for long from the start is left alone`() async throws {
        let clock = ManualClock()
        let supply = TableSupply(["a": 3, "b": 1])
        supply.block("a", until: Timestamp(secondsSince1970: 3_600))
        let starts = try await drain(queues(supply, clock), clock)
        #expect(starts.map(\.host) == ["b"])
    }

    @Test func `what turns up while the last requests run is found`() async throws {
        let supply = TableSupply(["a": 1])
        let queues = queues(supply, ManualClock(), delay: .zero)
        let first = try #require(try await queues.next())
        let second = Task { try await queues.next() }
        #expect(await isWaiting(second))
        supply.add("new")
        queues.finished(first)
        let request = try await second.value
        #expect(request?.locator.description == "http://new/0")
    }

    @Test func `few requests are claimed of each host, and of many hosts at once`() async throws {
        let supply = TableSupply(Dictionary(uniqueKeysWithValues: (0..<100).map { ("h\($0)", 200) }))
        let clock = ManualClock()
        let queues = queues(supply, clock)
        for _ in 0..<100 { _ = try #require(try await queues.next()) }
        #expect(supply.claims.count == 2)
        #expect(supply.claims.flatMap(\.values).allSatisfy { $0 <= 40 })
    }

    @Test func `after a stop nothing more is handed out, and claims come back`() async throws {
        let queues = queues(TableSupply(["a": 3]), ManualClock())
        _ = try #require(try await queues.next())
        let waiting = Task { try await queues.next() }
        #expect(await isWaiting(waiting))
        #expect(queues.stop().count == 2)
        let request = try await waiting.value
        #expect(request == nil)
    }

    @Test func `an error of the frontier reaches who asked, and the next may try again`() async throws {
        let supply = TableSupply(["a": 1])
        let queues = queues(supply, ManualClock())
        let error = PotokError("database.locked", "busy")
        supply.fail(error)
        await #expect(throws: error) { _ = try await queues.next() }
        supply.fail(nil)
        let request = try await queues.next()
        #expect(request != nil)
    }

    @Test func `a cancelled wait ends and leaves its turn to another`() async throws {
        let queues = queues(TableSupply(["a": 2]), ManualClock(), delay: .zero)
        let first = try #require(try await queues.next())
        let cancelled = Task { try await queues.next() }
        #expect(await isWaiting(cancelled))
        let other = Task { try await queues.next() }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { _ = try await cancelled.value }
        queues.finished(first)
        let request = try await other.value
        #expect(request != nil)
    }

    @Test func `a hop to another host waits for its turn there and frees its own`() async throws {
        let clock = ManualClock()
        let queues = queues(TableSupply(["a": 2, "b": 1]), clock, delay: .zero)
        let onA = try #require(try await queues.next())
        let onB = try #require(try await queues.next())
        let target = try #require(WebURL("http://b/elsewhere"))
        let move = Task { try await queues.move(onA, to: target) }
        // Its own host is free as soon as it has left.
        let next = try #require(try await queues.next())
        #expect(next.locator.description == "http://a/1")
        #expect(await isWaiting(move))
        queues.finished(onB)
        try await move.value
        queues.finished(onA)
        queues.finished(next)
        let end = try await queues.next()
        #expect(end == nil)
    }

    @Test func `two fetches that are redirected to each other's hosts both go on`() async throws {
        let queues = queues(TableSupply(["a": 1, "b": 1]), ManualClock(), delay: .zero)
        let onA = try #require(try await queues.next())
        let onB = try #require(try await queues.next())
        let toA = try #require(WebURL("http://a/x"))
        let toB = try #require(WebURL("http://b/x"))
        let first = Task { try await queues.move(onA, to: toB) }
        let second = Task { try await queues.move(onB, to: toA) }
        try await first.value
        try await second.value
    }

    @Test func `a hop on its own host keeps the delay`() async throws {
        let clock = ManualClock()
        let queues = queues(TableSupply(["a": 1]), clock)
        let request = try #require(try await queues.next())
        let url = try #require(WebURL("http://a/x"))
        let move = Task { try await queues.move(request, to: url) }
        await clock.waitForSleepers(1)
        clock.advance(by: .milliseconds(999))
        #expect(await isWaiting(move))
        clock.advance(by: .milliseconds(1))
        try await move.value
    }

    /// Whether a task has not ended though others had their chance to run.
    private func isWaiting<Success: Sendable>(_ task: Task<Success, any Error>) async -> Bool {
        let ended = Lock(false)
        let watch = Task {
            _ = await task.result
            ended.withLock { $0 = true }
        }
        for _ in 0..<200 { await Task.yield() }
        defer { watch.cancel() }
        return !ended.withLock { $0 }
    }
}
