import PotokCore
import PotokStreams

/// What a response said beside its outcome, kept until the outcome is committed: an outcome alone has no headers.
final class Observations: Sendable {
    struct Observation: Sendable {
        var headers: [String: String]
        var observedAt: Timestamp
    }

    private let pending = Lock<[Request.Claim: Observation]>([:])

    func note(_ request: Request, _ headers: [String: String], at time: Timestamp) {
        pending.withLock { $0[request.claim] = Observation(headers: headers, observedAt: time) }
    }

    func take(_ request: Request) -> Observation? { pending.withLock { $0.removeValue(forKey: request.claim) } }
}
