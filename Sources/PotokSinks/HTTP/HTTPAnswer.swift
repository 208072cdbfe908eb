public import PotokConfiguration
import PotokCore
import PotokFetch

/// What a target answered to a request.
public struct HTTPAnswer: Sendable, Hashable {
    /// The status, such as 200.
    public var status: Int
    /// The header fields by lower-case name; of repeated ones the last.
    public var headers: [String: String]
    /// The body.
    public var body: [UInt8]

    /// Makes an answer.
    public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Whether it is one of success: 200 to 299.
    public var isSuccess: Bool { (200...299).contains(status) }

    /// How long the target asked to be left alone (Retry-After, RFC 9110 §10.2.3), a day at the most.
    public var retryAfter: Duration? {
        headers["retry-after"].flatMap { RetryAfter.delay($0, now: SystemClock.now()) }.map {
            min($0, .seconds(86_400))
        }
    }

    /// The body as JSON; nil when it is none.
    public var json: JSONValue? {
        let result = JSONParser.parse(body)
        return result.problems.isEmpty ? result.value : nil
    }

    /// What kind of failure the status stands for (RFC 9110 §15); a status of success is one that was not expected.
    public var failureKind: SinkFailure.Kind {
        switch status {
        case 401, 403, 407: .denied
        case 408, 504: .timeout
        case 425, 429, 503, 507: .busy
        // Nothing of the kind is at this URL, or it takes no such requests: nothing of what would be sent can be right.
        case 300...399, 404, 405, 406, 410, 415: .mismatch
        case 400...499: .rejected
        case 502: .unreachable
        case 500...599: .failed
        default: .malformed
        }
    }
}
