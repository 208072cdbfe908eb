import PotokConfiguration
import PotokCore
import PotokFetch

/// The fetchers of a run: one for what goes directly and one for each proxy, because a proxy is the same for all transfers of
/// a fetcher.
struct Fetchers: Sendable {
    private let direct: Fetcher
    private let behind: [Proxy: Fetcher]

    /// Starts a network thread for each way that some options ask for.
    ///
    /// - Throws: `fetch.unavailable` when the system has no room for them.
    init(
        for options: [FetchOptions],
        network: NetworkOptions,
        now: @escaping @Sendable () -> Timestamp
    ) throws(PotokError) {
        direct = try Fetcher(options: network, now: now)
        var behind: [Proxy: Fetcher] = [:]
        for proxy in Set(options.map(\.proxy)) where proxy != .none {
            var network = network
            network.proxy = proxy.address
            behind[proxy] = try Fetcher(options: network, now: now)
        }
        self.behind = behind
    }

    /// The fetcher for some options.
    subscript(_ options: FetchOptions) -> Fetcher { behind[options.proxy] ?? direct }

    /// Ends all transfers.
    func shutdown() async {
        await direct.shutdown()
        for fetcher in behind.values { await fetcher.shutdown() }
    }
}
