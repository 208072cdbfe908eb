public import PotokConfiguration

/// Which hosts share one queue, and with it delay, parallel limit and blocks.
public struct HostGrouping: Sendable {
    private let name: @Sendable (String) -> String

    /// Each host has a queue of its own.
    public static let host = HostGrouping { $0 }
    /// The hosts of one registrable domain share a queue; what has no such domain has one of its own.
    public static let domain = HostGrouping { RegistrableDomain.of($0) ?? $0 }

    /// Makes a grouping of a function that names a host's queue.
    init(_ name: @escaping @Sendable (String) -> String) { self.name = name }

    /// The grouping that options ask for.
    public init(_ options: FetchOptions) {
        switch options.hostGrouping {
        case .host: self = .host
        case .domain: self = .domain
        }
    }

    /// The name of a host's queue.
    public func queue(of host: String) -> String { name(host) }
}
