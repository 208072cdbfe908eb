import PotokCore
import PotokStore
import PotokStreams

/// What a response said beside its outcome, kept until the outcome is committed: an outcome alone has neither headers nor hops.
final class Observations: Sendable {
    struct Observation: Sendable {
        var headers: [String: String] = [:]
        /// The steps of its redirects.
        var redirects: [Redirect] = []
        /// What an answer without a page gave to ask by next time, where that is something new.
        var validators: Validators?
        var observedAt: Timestamp
    }

    private let pending = Lock<[Request.Claim: Observation]>([:])

    func note(_ request: Request, _ observation: Observation) {
        pending.withLock { $0[request.claim] = observation }
    }

    func take(_ request: Request) -> Observation? { pending.withLock { $0.removeValue(forKey: request.claim) } }
}
