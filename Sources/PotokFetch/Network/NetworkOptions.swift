/// What is the same for all transfers of a fetcher.
public struct NetworkOptions: Sendable, Hashable {
    /// When HTTP/2 is offered to a server.
    public enum HTTP2Offer: Sendable, Hashable {
        /// Where its host may be asked several things at once.
        ///
        /// What HTTP/2 has over HTTP/1.1 is that they share a connection. To a host that is asked one thing after the
        /// other it gives nothing, and its state and buffers cost 65 kB of memory for each connection kept open.
        case whenParallel
        /// To every server.
        case always
    }

    /// When HTTP/2 is offered to a server (over TLS, RFC 9113 §3.2).
    public var http2 = HTTP2Offer.whenParallel
    /// A file of certificates to trust instead of the system's bundle; for tests and for private authorities.
    public var caFile: String?
    /// The proxy that all requests go through, such as `http://proxy.example:3128`; those of the environment are not used.
    ///
    /// Its own address may be private. What lies behind it is resolved by it, so that targets can be judged by their names
    /// alone: a name that it resolves to a private address gets through.
    public var proxy: String?
    /// How many connections are kept open for the next request.
    public var maxIdleConnections = 256
    /// A transfer that brings fewer bytes a second than this for `lowSpeedTime` has timed out.
    public var lowSpeedBytes = 16
    /// How long a transfer may be that slow, even when its total time is not over.
    public var lowSpeedTime: Duration = .seconds(25)
    /// Whether it is measured how long events hold the network thread, which costs two system calls for each.
    public var measuresHolds = false

    /// The defaults.
    public init() {}
}
