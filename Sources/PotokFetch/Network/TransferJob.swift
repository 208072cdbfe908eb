import PotokConfiguration
import PotokStreams
import Synchronization

/// One exchange that the network thread is asked to make: one request, one response, no redirect followed.
///
/// It and its result are objects so that a task that waits, of which there are as many as open transfers, holds two
/// pointers in its frames and not several copies of all this.
final class TransferJob: Sendable {
    /// The header lines of every request, beside the User-Agent.
    static let commonHeaders = [
        "Accept: text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
        "Accept-Encoding: \(ContentCoding.accepted)",
    ]

    /// The address, as WHATWG serializes it.
    let url: String
    /// The User-Agent header.
    let userAgent: String
    /// Header lines beyond the usual ones, such as conditional ones.
    let headers: [String]
    /// The longest that connecting may take.
    let connectTimeout: Duration
    /// The longest that all may take.
    let timeout: Duration
    /// The largest body as sent.
    let maxBody: Int
    /// Whether a larger body is cut there instead of refused.
    let cutsBody: Bool
    /// Whether HTTP/2 is offered to a server that is reached over TLS.
    let offersHTTP2: Bool
    /// Which addresses may be reached.
    let addressGuard: AddressGuard
    /// Where the memory of the body is taken from.
    let lease: ByteLease
    private let result = Mutex<TransferResult?>(nil)

    init(
        url: String,
        userAgent: String,
        headers: [String],
        connectTimeout: Duration,
        timeout: Duration,
        maxBody: Int,
        cutsBody: Bool,
        offersHTTP2: Bool,
        addressGuard: AddressGuard,
        lease: ByteLease
    ) {
        self.url = url
        self.userAgent = userAgent
        self.headers = headers
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.maxBody = maxBody
        self.cutsBody = cutsBody
        self.offersHTTP2 = offersHTTP2
        self.addressGuard = addressGuard
        self.lease = lease
    }

    /// Leaves what came of the exchange for the task that waits for it and is about to be resumed.
    ///
    /// It goes through a lock and not through the continuation: of a continuation that is resumed before its task waits,
    /// the thread sanitizer does not see the barrier, which is inside the runtime, and reports a race that is none.
    func leave(_ result: TransferResult) { self.result.withLock { $0 = result } }

    /// What came of the exchange, once the continuation has been resumed.
    func takeResult() -> TransferResult {
        result.withLock { result in
            defer { result = nil }
            return result ?? TransferResult(failure: .closed)
        }
    }
}

/// What came of an exchange.
final class TransferResult: Sendable {
    /// Why there is no response; nil when there is one.
    let failure: TransferFailure?
    /// The HTTP status of the last response that began; 0 when none did.
    let status: Int
    /// The status line and header section of that response.
    let headerBytes: [UInt8]
    /// The body as sent, for statuses whose body is kept.
    let body: BodyPieces
    /// What is known of the course of it.
    let timing: TransferTiming

    init(
        failure: TransferFailure?,
        status: Int = 0,
        headerBytes: [UInt8] = [],
        body: BodyPieces = BodyPieces(),
        timing: TransferTiming = TransferTiming()
    ) {
        self.failure = failure
        self.status = status
        self.headerBytes = headerBytes
        self.body = body
        self.timing = timing
    }
}

/// Why an exchange gave no response that may be used.
enum TransferFailure: Error, Sendable, Hashable {
    /// What libcurl says: its code and its words.
    case curl(UInt32, String)
    /// The body is larger than allowed; the size that was stated, if one was.
    case bodyTooLarge(stated: Int?)
    /// There are more header bytes than allowed.
    case headersTooLarge
    /// The message cannot be trusted to be what the server meant (RFC 9112 §6.3).
    case framing(String)
    /// The address may not be reached, and why.
    case addressRefused(IPAddress, reason: String)
    /// The task was cancelled.
    case cancelled
    /// The fetcher has been shut down.
    case closed
}
