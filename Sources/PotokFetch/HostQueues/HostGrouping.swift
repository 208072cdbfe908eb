public import PotokConfiguration

/// Which hosts share one queue, and with it delay, parallel limit and blocks.
public struct HostGrouping: Sendable {
    private let name: @Sendable (String) -> String
    private let look: (@Sendable ([String]) async -> Void)?

    /// Each host has a queue of its own.
    public static let host = HostGrouping { $0 }
    /// The hosts of one registrable domain share a queue; what has no such domain has one of its own.
    public static let domain = HostGrouping { RegistrableDomain.of($0) ?? $0 }
    /// The hosts of one address share a queue; what has no address has one of its own.
    ///
    /// Each host is looked up once: two values made by this may differ.
    public static var address: HostGrouping { HostGrouping(AddressBook()) }

    /// Makes a grouping of a function that names a host's queue.
    init(_ name: @escaping @Sendable (String) -> String) {
        self.name = name
        look = nil
    }

    /// Makes a grouping of the addresses in a book.
    init(_ book: AddressBook) {
        name = { book.queue(of: $0) }
        look = { await book.prepare($0) }
    }

    /// The grouping that options ask for.
    public init(_ options: FetchOptions) {
        switch options.hostGrouping {
        case .host: self = .host
        case .domain: self = .domain
        case .address: self = .address
        }
    }

    /// Finds out what ``queue(of:)`` needs to know of some hosts; without it, a host whose address is not known stays alone.
    public func prepare(_ hosts: [String]) async { await look?(hosts) }

    /// The name of a host's queue.
    public func queue(of host: String) -> String { name(host) }
}
