/// What a status without a page means for the next attempt.
public enum StatusMeaning: Sendable, Hashable {
    /// The host asks to be left alone (429, 503): nothing of it is fetched for a time.
    case hostIsBusy
    /// The page is there no more; 410 says so for certain, 404 may be a slip and wants confirmation.
    case gone(isCertain: Bool)
    /// This page may work later.
    case temporary
    /// The server does not give this page to us, and asking again soon will not change that.
    case refused

    /// Reads a status (RFC 9110 §15, and the codes that proxies add).
    public init(status: Int) {
        switch status {
        case 429, 503: self = .hostIsBusy
        case 404: self = .gone(isCertain: false)
        case 410: self = .gone(isCertain: true)
        // Too slow, too early, misdirected; the server or what stands before it stumbled; 52x and 530 are Cloudflare's.
        case 408, 421, 425, 500, 502, 504, 507, 511, 520...530: self = .temporary
        // Above 599 there is no meaning: it counts as a failure of the server (RFC 9110 §15). 999 is a crawler's refusal.
        case 600...: self = .temporary
        default: self = .refused
        }
    }
}

extension FetchResult.StatusAnswer {
    /// What the status means for the next attempt.
    public var meaning: StatusMeaning { StatusMeaning(status: status) }
}
