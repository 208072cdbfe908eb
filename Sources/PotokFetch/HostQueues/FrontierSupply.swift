public import PotokCore

/// Where host queues get their requests from: the frontier, seen host by host.
public protocol FrontierSupply: Sendable {
    /// The hosts that have due requests which nobody has claimed.
    func dueHosts() async throws -> [DueHost]

    /// Claims up to so many due requests of each of these hosts; fewer for a host means that it has no more.
    func claim(_ counts: [String: Int]) async throws -> [Request]

    /// Nothing is under way and nothing can be before held requests are let go: whoever has their results should hurry.
    func onlyHeldAreLeft()
}

extension FrontierSupply {
    /// Does nothing.
    public func onlyHeldAreLeft() {}
}

/// A host with due requests.
public struct DueHost: Sendable, Hashable {
    /// The host, as `HostQueues.host(of:)` names it.
    public var host: String
    /// Until when it must be left alone, if it asked for that (429, 503).
    public var blockedUntil: Timestamp?

    /// Makes a due host.
    public init(host: String, blockedUntil: Timestamp? = nil) {
        self.host = host
        self.blockedUntil = blockedUntil
    }
}
