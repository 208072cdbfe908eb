import PotokConfiguration
import PotokCore
import PotokStreams
import PotokTesting
import Testing

@testable import PotokFetch

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

    private static let names: [String: [String]] = [
        "a.test": ["192.0.2.7", "192.0.2.9"], "b.test": ["192.0.2.9", "2001:db8::1", "192.0.2.7"],
        "c.test": ["192.0.2.9"],
        "d.test": ["2001:db8::1"], "e.test": ["::ffff:192.0.2.9"],
    ]

    @Test(arguments: [
        ("a.test", "192.0.2.7"), ("b.test", "192.0.2.7"), ("c.test", "192.0.2.9"), ("d.test", "2001:db8::1"),
        ("e.test", "192.0.2.9"), ("nowhere.test", "nowhere.test"), ("192.0.2.7", "192.0.2.7"),
        ("[2001:db8::1]", "2001:db8::1"),
    ])
    func `the queue of a host is the lowest of its addresses, and its name where it has none`(
        host: String,
        queue: String
    ) async {
        let book = AddressBook { (Self.names[$0] ?? []).compactMap { IPAddress($0) } }
        let grouping = HostGrouping(book)
        await grouping.prepare([host])
        #expect(grouping.queue(of: host) == queue)
    }

    @Test func `a host is looked up once, and keeps its queue whatever is said later`() async {
        let lookUps = Lock<[String]>([])
        let book = AddressBook { host in
            let count = lookUps.withLock { lookUps in
                lookUps.append(host)
                return lookUps.count
            }
            return [IPAddress(v4: UInt32(count))]
        }
        await book.prepare((0..<100).map { "h\($0 % 50)" })
        await book.prepare(["h1", "h2"])
        #expect(lookUps.withLock { $0.sorted() } == (0..<50).map { "h\($0)" }.sorted())
        // Somebody asked before anybody had looked.
        #expect(book.queue(of: "late") == "late")
        await book.prepare(["late"])
        #expect(book.queue(of: "late") == "late")
    }

    @Test func `look-ups that never end leave hosts alone instead of holding up the run`() async {
        let gate = LoopbackServer.Gate()
        let book = AddressBook(patience: .milliseconds(20)) { host in
            if host == "slow" { gate.pass() }
            return [IPAddress(v4: 1)]
        }
        await book.prepare(["fast", "slow"])
        #expect(book.queue(of: "slow") == "slow")
        gate.open()
        await book.prepare(["slow"])
        #expect(book.queue(of: "slow") == "slow")
    }

    @Test func `the system knows the addresses of this machine, and of no host that cannot be`() {
        #expect(AddressBook.systemAddresses(of: "localhost").contains(IPAddress(v4: 0x7f00_0001)))
        #expect(AddressBook.systemAddresses(of: "127.0.0.9") == [IPAddress(v4: 0x7f00_0009)])
        #expect(AddressBook.systemAddresses(of: "[]").isEmpty)
    }

    @Test func `by address, names of one machine share a delay, and a hop to another of them waits too`() async throws {
        let book = AddressBook { ["a.test", "b.test"].contains($0) ? [IPAddress(v4: 7)] : [] }
        let supply = TableSupply(["a.test": 2, "b.test": 2, "other.test": 2])
        let clock = ManualClock()
        let queues = HostQueues(
            supply: supply,
            clock: clock,
            jitter: { 0 },
            grouping: HostGrouping(book),
            pace: { _ in HostPace(delay: .seconds(1)) }
        )
        let starts = try await drain(queues, clock)
        let shared = starts.filter { $0.host != "other.test" }
        #expect(shared.map(\.time) == [.zero, .seconds(1), .seconds(2), .seconds(3)])
        #expect(starts.filter { $0.host == "other.test" }.map(\.time) == [.zero, .seconds(1)])
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
