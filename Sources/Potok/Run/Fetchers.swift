import PotokConfiguration
import PotokCore
import PotokFetch

/// The fetchers of a run: one for each proxy and each file of authorities, because these are the same for all transfers of a
/// fetcher.
struct Fetchers: Sendable {
    /// What is the same for all transfers of a fetcher.
    private struct Way: Hashable {
        var proxy: String?
        var certificates: String?

        init(_ options: FetchOptions) {
            proxy = options.proxy.address
            certificates = options.certificates == FetchOptions.systemCertificates ? nil : options.certificates
        }
    }

    private let usual: Fetcher
    private let others: [Way: Fetcher]

    /// Starts a network thread for each way that some options ask for.
    ///
    /// - Throws: `fetch.unavailable` when the system has no room for them.
    init(
        for options: [FetchOptions],
        network: NetworkOptions,
        now: @escaping @Sendable () -> Timestamp
    ) throws(PotokError) {
        usual = try Fetcher(options: network, now: now)
        var others: [Way: Fetcher] = [:]
        for options in options where others[Way(options)] == nil && Way(options) != Way(FetchOptions()) {
            others[Way(options)] = try Fetcher(options: network.applying(options), now: now)
        }
        self.others = others
    }

    /// The fetcher for some options.
    subscript(_ options: FetchOptions) -> Fetcher { others[Way(options)] ?? usual }

    /// Ends all transfers.
    func shutdown() async {
        await usual.shutdown()
        for fetcher in others.values { await fetcher.shutdown() }
    }
}

extension NetworkOptions {
    /// The same with the proxy and the authorities that fetch options name.
    func applying(_ options: FetchOptions) -> NetworkOptions {
        var network = self
        if let proxy = options.proxy.address { network.proxy = proxy }
        if options.certificates != FetchOptions.systemCertificates { network.caFile = options.certificates }
        return network
    }
}
