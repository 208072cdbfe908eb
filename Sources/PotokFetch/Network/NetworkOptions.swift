/// What is the same for all transfers of a fetcher.
public struct NetworkOptions: Sendable, Hashable {
    /// A file of certificates to trust instead of the system's bundle; for tests and for private authorities.
    public var caFile: String?
    /// How many connections are kept open for the next request.
    public var maxIdleConnections = 256
    /// A transfer that brings fewer bytes a second than this for `lowSpeedTime` has timed out.
    public var lowSpeedBytes = 16
    /// How long a transfer may be that slow, even when its total time is not over.
    public var lowSpeedTime: Duration = .seconds(25)

    /// The defaults.
    public init() {}
}
