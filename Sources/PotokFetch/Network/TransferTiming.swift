/// How an exchange went: lengths of time since its start, bytes, and who answered.
public struct TransferTiming: Sendable, Hashable {
    /// When the name was resolved.
    public var resolved: Duration = .zero
    /// When the connection stood.
    public var connected: Duration = .zero
    /// When TLS stood; zero without TLS.
    public var secured: Duration = .zero
    /// When the first byte of the response came.
    public var firstByte: Duration = .zero
    /// When it was over.
    public var total: Duration = .zero
    /// Bytes of headers and body that came.
    public var bytes = 0
    /// The address that answered; empty when none did.
    public var address = ""
    /// `1.0`, `1.1` or `2`; empty when nothing came.
    public var httpVersion = ""
    /// Whether a connection that was open already served it.
    public var isReused = false
}
