import PotokCore
import PotokStreams

/// A frontier whose hosts are seen queue by queue.
struct GroupedSupply: FrontierSupply {
    private let supply: any FrontierSupply
    private let grouping: HostGrouping
    /// The hosts of each queue that had something due when they were asked for last, in the order of their names.
    private let members = Members()

    private final class Members: Sendable {
        let hosts = Lock<[String: [String]]>([:])
    }

    init(_ supply: some FrontierSupply, _ grouping: HostGrouping) {
        self.supply = supply
        self.grouping = grouping
    }

    /// The queues; one is left alone for as long as any of its hosts wants to be.
    func dueHosts() async throws -> [DueHost] {
        let due = try await supply.dueHosts()
        await grouping.prepare(due.map(\.host))
        let queues = Dictionary(grouping: due) { grouping.queue(of: $0.host) }
        members.hosts.withLock { $0 = queues.mapValues { $0.map(\.host).sorted() } }
        // In the order of their names, so that the same frontier is always taken up in the same order.
        return queues.sorted { $0.key < $1.key }.map { name, hosts in
            DueHost(host: name, blockedUntil: hosts.compactMap(\.blockedUntil).max())
        }
    }

    func onlyHeldAreLeft() { supply.onlyHeldAreLeft() }

    /// Takes one host of a queue after the other, until there are enough.
    func claim(_ counts: [String: Int]) async throws -> [Request] {
        var missing = counts
        var hosts = members.hosts.withLock { members in counts.keys.sorted().map { ($0, (members[$0] ?? [$0])[...]) } }
        var requests: [Request] = []
        while true {
            var round: [String: Int] = [:]
            for index in hosts.indices {
                let (queue, rest) = hosts[index]
                guard let host = rest.first, let count = missing[queue], count > 0 else { continue }
                hosts[index].1 = rest.dropFirst()
                round[host] = count
            }
            if round.isEmpty { return requests }
            do {
                for request in try await supply.claim(round) {
                    requests.append(request)
                    if let host = HostQueues.host(of: request) { missing[grouping.queue(of: host), default: 0] -= 1 }
                }
            } catch {
                // What was claimed in the rounds before is not to be lost; the failure comes back with the next claim.
                if requests.isEmpty { throw error }
                return requests
            }
        }
    }
}
