import PotokCore
import PotokSources
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
        /// What was read in it, if it is a listing.
        var reading: Reading?
        /// Where copies of it are kept.
        var copies: [WARCCopy] = []
    }

    /// What was read in a listing.
    struct Reading: Sendable {
        var findings: Findings
        /// What a person should know of it.
        var problems: [String] = []
        /// How long the publisher wants it left alone.
        var timeToLive: Duration?
        /// Half of the usual time between two of its entries.
        var gap: Duration?
    }

    private let pending = Lock<[Request.Claim: Observation]>([:])

    func note(_ request: Request, _ observation: Observation) {
        pending.withLock { pending in
            let copies = pending[request.claim]?.copies ?? []
            pending[request.claim] = observation
            pending[request.claim]?.copies = copies + observation.copies
        }
    }

    /// Adds where a copy of an answer is kept.
    func note(_ request: Request, _ copy: WARCCopy, at time: Timestamp) {
        pending.withLock { $0[request.claim, default: Observation(observedAt: time)].copies.append(copy) }
    }

    /// Adds what was read in a listing to what its response said.
    func note(_ request: Request, _ reading: Reading, headers: [String: String], at time: Timestamp) {
        pending.withLock { pending in
            var observation = pending[request.claim] ?? Observation(observedAt: time)
            observation.headers = headers
            observation.reading = reading
            pending[request.claim] = observation
        }
    }

    func take(_ request: Request) -> Observation? { pending.withLock { $0.removeValue(forKey: request.claim) } }
}
