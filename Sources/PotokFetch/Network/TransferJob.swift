import PotokConfiguration
import PotokStreams

/// One exchange that the network thread is asked to make: one request, one response, no redirect followed.
struct TransferJob: Sendable {
    /// The address, as WHATWG serializes it.
    var url: String
    /// The User-Agent header.
    var userAgent: String
    /// Header lines beyond the usual ones, such as conditional ones.
    var headers: [String] = []
    /// The longest that connecting may take.
    var connectTimeout: Duration
    /// The longest that all may take.
    var timeout: Duration
    /// The largest body as sent.
    var maxBody: Int
    /// Whether a larger body is cut there instead of refused.
    var cutsBody = false
    /// Which addresses may be reached.
    var addressGuard: AddressGuard
    /// Where the memory of the body is taken from.
    var lease: ByteLease
}

/// What came of an exchange.
struct TransferResult: Sendable {
    /// Why there is no response; nil when there is one.
    var failure: TransferFailure?
    /// The HTTP status of the last response that began; 0 when none did.
    var status = 0
    /// The status line and header section of that response.
    var headerBytes: [UInt8] = []
    /// The body as sent, for statuses whose body is kept.
    var body: [UInt8] = []
    /// What is known of the course of it.
    var timing = TransferTiming()
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
