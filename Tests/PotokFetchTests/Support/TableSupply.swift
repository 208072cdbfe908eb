import PotokCore
import PotokFetch
import PotokStreams

/// A frontier in memory for tests of the host queues.
final class TableSupply: FrontierSupply {
    private struct State {
        var due: [String: [Request]] = [:]
        var blocks: [String: Timestamp] = [:]
        var claims: [[String: Int]] = []
        var lastClaim: Int64 = 0
        var error: PotokError?
    }
    private let state = Lock(State())

    init(_ counts: [String: Int] = [:]) {
        for (host, count) in counts.sorted(by: { $0.key < $1.key }) { add(host, count) }
    }

    func add(_ host: String, _ count: Int = 1) {
        state.withLock { state in
            for number in 0..<count {
                guard let url = WebURL("http://\(host)/\(number)") else { continue }
                state.lastClaim += 1
                let claim = Request.Claim(rawValue: state.lastClaim)
                state.due[host, default: []].append(Request(claim: claim, source: "s", locator: .url(url)))
            }
        }
    }

    func block(_ host: String, until: Timestamp) { state.withLock { $0.blocks[host] = until } }
    func fail(_ error: PotokError?) { state.withLock { $0.error = error } }
    var claims: [[String: Int]] { state.withLock { $0.claims } }

    func dueHosts() async throws -> [DueHost] {
        try state.withLock { state in
            if let error = state.error { throw error }
            return state.due.filter { !$0.value.isEmpty }.keys.sorted()
                .map { DueHost(host: $0, blockedUntil: state.blocks[$0]) }
        }
    }

    func claim(_ counts: [String: Int]) async throws -> [Request] {
        state.withLock { state in
            state.claims.append(counts)
            return counts.sorted { $0.key < $1.key }.flatMap { host, count in
                let claimed = state.due[host]?.prefix(count) ?? []
                state.due[host]?.removeFirst(claimed.count)
                return claimed
            }
        }
    }
}
