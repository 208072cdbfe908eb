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
    /// The Content-Encoding header.
    public var contentEncoding: String?
    /// What went wrong.
    public var failure: String?
}
