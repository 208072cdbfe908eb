import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStreams
import PotokTesting
import Testing

@Suite struct HostGroupingTests {
    @Test(arguments: [
        ("example.org", "example.org"), ("www.example.org", "example.org"), ("a.b.example.org", "example.org"),
        ("www.example.co.uk", "example.co.uk"), ("www.gmina.waw.pl", "gmina.waw.pl"),
        ("www.example.org.", "example.org"),
        ("www.xn--bcher-kva.de", "xn--bcher-kva.de"), ("foo.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
        // What nobody can register keeps its own queue.
        ("co.uk", "co.uk"), ("org", "org"), ("localhost", "localhost"), ("", ""), (".", "."),
        // Addresses have no domain.
        ("127.0.0.1", "127.0.0.1"), ("10.1.2.3", "10.1.2.3"), ("[::1]", "[::1]"), ("[2001:db8::1]", "[2001:db8::1]"),
    ])
    func `the queue of a host is its registrable domain`(host: String, queue: String) {
        #expect(HostGrouping.domain.queue(of: host) == queue)
        #expect(HostGrouping.host.queue(of: host) == host)
    }

    private func queues(
        _ supply: TableSupply,
        _ clock: ManualClock,
        _ grouping: FetchOptions.HostGrouping
    ) -> HostQueues {
        var options = FetchOptions()
        options.hostGrouping = grouping
        return HostQueues(
            supply: supply,
            clock: clock,
            now: { Timestamp(secondsSince1970: Int(clock.now.offset.components.seconds)) },
            jitter: { 0 },
            grouping: HostGrouping(options),
            pace: { _ in HostPace(delay: .seconds(1)) }
        )
    }

    /// The host and time of each start, when every request ends at once.
    private func drain(_ queues: HostQueues, _ clock: ManualClock) async throws -> [(host: String, time: Duration)] {
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
            if clock.sleepers > 0 { clock.advance(by: .milliseconds(100)) }
        }
        try await worker.value
        return starts.withLock { $0 }
    }

    @Test func `the hosts of a domain share a delay, and other domains do not wait for them`() async throws {
        let supply = TableSupply(["a.example.org": 2, "b.example.org": 3, "example.org": 1, "other.net": 2])
        let clock = ManualClock()
        let starts = try await drain(queues(supply, clock, .domain), clock)
        let domain = starts.filter { $0.host.hasSuffix("example.org") }
        #expect(starts.count == 8)
        #expect(
            Dictionary(grouping: domain, by: \.host).mapValues(\.count) == [
                "a.example.org": 2, "b.example.org": 3, "example.org": 1,
            ]
        )
        #expect(zip(domain, domain.dropFirst()).allSatisfy { $1.time - $0.time >= .seconds(1) })
        #expect(starts.filter { $0.host == "other.net" }.allSatisfy { $0.time < .seconds(3) })
    }

    @Test func `by host, the hosts of a domain do not wait for each other`() async throws {
        let supply = TableSupply(["a.example.org": 1, "b.example.org": 1, "example.org": 1])
        let clock = ManualClock()
        let starts = try await drain(queues(supply, clock, .host), clock)
        #expect(starts.map(\.time) == [.zero, .zero, .zero])
    }

    @Test func `no more is claimed of a domain than was asked for of a queue`() async throws {
        let supply = TableSupply(["a.example.org": 40, "b.example.org": 40])
        let clock = ManualClock()
        let starts = try await drain(queues(supply, clock, .domain), clock)
        #expect(starts.count == 80)
        #expect(supply.claims.allSatisfy { $0.values.reduce(0, +) <= 32 })
        #expect(zip(starts, starts.dropFirst()).allSatisfy { $1.time - $0.time >= .seconds(1) })
    }

    @Test func `a block of one host holds for its domain`() async throws {
        let supply = TableSupply(["a.example.org": 2, "b.example.org": 2, "other.net": 1])
        supply.block("b.example.org", until: Timestamp(secondsSince1970: 20))
        let clock = ManualClock()
        let starts = try await drain(queues(supply, clock, .domain), clock)
        #expect(starts.filter { $0.host.hasSuffix("example.org") }.map(\.time).min() ?? .zero >= .seconds(20))
        #expect(starts.filter { $0.host == "other.net" }.map(\.time) == [.zero])
        #expect(starts.count == 5)
    }
}
