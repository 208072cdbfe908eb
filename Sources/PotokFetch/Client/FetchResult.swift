public import PotokCore

/// What came of fetching a URL, when the server gave an answer that HTTP knows; anything else is an error.
public enum FetchResult: Sendable {
    /// A page, decoded.
    case page(Page)
    /// The copy we have is still good (304).
    case notModified(NotModified)
    /// The server answered, but with no page: a status that is neither 2xx nor 304.
    case status(StatusAnswer)

    /// A 304: the page has not changed.
    public struct NotModified: Sendable {
        /// The redirects on the way, in order.
        public var hops: [Page.Hop]
        /// Where the answer came from in the end.
        public var url: WebURL
        /// The validators that the answer gave, which replace those that were sent; those sent, where it gave none.
        public var validators: Validators
        /// The headers by lower-case name, such as `cache-control`, as for a page.
        public var headers: [String: String]
        /// When the answer came.
        public var observedAt: Timestamp
    }

    /// A status without a page.
    public struct StatusAnswer: Sendable {
        /// The HTTP status.
        public var status: Int
        /// The redirects on the way, in order.
        public var hops: [Page.Hop]
        /// Where the answer came from in the end.
        public var url: WebURL
        /// The Retry-After header, as sent.
        public var retryAfter: String?
        /// The headers by lower-case name, as for a page.
        public var headers: [String: String]
        /// When the answer came.
        public var observedAt: Timestamp

        /// One line for a report: `HTTP 404`.
        public var reason: String { "HTTP \(status)" }
    }

    /// The redirects on the way, in order.
    public var hops: [Page.Hop] {
        switch self {
        case .page(let page): page.hops
        case .notModified(let answer): answer.hops
        case .status(let answer): answer.hops
        }
    }

    /// How long to wait by what the server said, if it said something readable: seconds or a date (RFC 9110 §10.2.3).
    public var retryAfter: Duration? {
        guard case .status(let answer) = self, let header = answer.retryAfter else { return nil }
        return RetryAfter.delay(header, now: answer.observedAt)
    }
}
