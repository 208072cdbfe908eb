import PotokCore
import PotokFetch
import PotokStore
import PotokStreams

/// What this run owes to the hosts it asks: their turn, and to be left alone when they say so.
struct Politeness: Sendable {
    /// Nil for a request that is tried alone and waits for nobody.
    let queues: HostQueues?
    let store: Store
    let now: @Sendable () -> Timestamp

    /// Blocks without a time of their own last this long; longer ones than a day are taken for mistakes.
    private static let usual: Duration = .seconds(60)
    private static let longest: Duration = .seconds(86_400)

    /// Gives a host's place back after a request.
    func finished(_ request: Request) { queues?.finished(request) }

    /// Leaves a host alone for a time; on disk before this returns, so that it holds for runs to come.
    func block(_ host: String, for time: Duration?, because reason: String) async throws -> Timestamp {
        let until = now() + min(max(time ?? Self.usual, .seconds(1)), Self.longest)
        // What is claimed of this host and not begun goes back to the frontier with the end of the run.
        _ = queues?.block(host, until: until)
        do {
            try await store.block(host: host, until: until, reason: reason)
        } catch {
            throw StageFailure(error)
        }
        return until
    }
}
