/// What is the same for all transfers of a fetcher.
public struct NetworkOptions: Sendable, Hashable {
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

    /// The defaults.
    public init() {}
}
