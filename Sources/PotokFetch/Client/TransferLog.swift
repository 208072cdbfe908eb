public import PotokCore

/// What happened in one exchange of a fetch: for `potok fetch -v`.
public struct TransferLog: Sendable, Hashable {
    /// The address that was asked.
    public var url: WebURL
    /// The HTTP status; nil when no answer came.
    public var status: Int?
    /// Whether validators were sent along.
    public var isConditional: Bool
    /// How it went.
    public var timing: TransferTiming
    /// The body's size as sent.
    public var encodedBytes: Int
    /// The body's size decoded; nil for what is no page.
    public var decodedBytes: Int?
    /// Where a redirect leads, as the Location header says it.
    public var location: String?
    /// The Content-Type header.
    public var contentType: String?
    /// The Content-Encoding header.
    public var contentEncoding: String?
    /// What the server gives to ask by next time; empty when it gives nothing.
    public var validators = Validators()
    /// How long the server says that its answer stays fresh; nil when it says nothing.
    public var freshness: Duration?
    /// What went wrong.
    public var failure: String?
}
