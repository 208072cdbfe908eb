import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStreams
import PotokTesting
import Testing

/// A fetcher, a loopback server and a budget, put together for one test.
struct FetchHarness: Sendable {
    let server: LoopbackServer
    let fetcher: Fetcher
    let budget: ByteBudget
    let options: FetchOptions

    init(
        budget: ByteCount,
        options: FetchOptions,
        network: NetworkOptions,
        answer: @escaping @Sendable (LoopbackServer.Received) -> LoopbackServer.Answer
    ) throws {
        server = try LoopbackServer(answer: answer)
        fetcher = try Fetcher(options: network, now: { Timestamp(secondsSince1970: 1_700_000_000) })
        self.budget = ByteBudget(limit: budget)
        var options = options
        if let loopback = AddressRange("127.0.0.0/8") { options.allowAddresses.append(loopback) }
        self.options = options
    }

    /// Fetches a path of the server.
    func fetch(_ path: String, validators: Validators = Validators()) async throws -> FetchResult {
        try await fetch(path, validators: validators, holding: budget.lease())
    }

    func fetch(
        _ path: String,
        validators: Validators = Validators(),
        holding lease: ByteLease
    ) async throws
        -> FetchResult
    {
        try await fetcher.fetch(request(path, validators), options: options, holding: lease)
    }

    func request(_ path: String, _ validators: Validators = Validators()) throws -> Request {
        let url = try #require(WebURL(path.hasPrefix("http") ? path : server.url(path)))
        return Request(claim: .init(rawValue: 1), source: "test", locator: .url(url), validators: validators)
    }

    /// Fetches what has to be a page.
    func page(_ path: String) async throws -> Page {
        guard case .page(let page) = try await fetch(path) else {
            Issue.record("no page")
            throw PotokError("test", "no page")
        }
        return page
    }

    /// The code of the error that fetching a path ends in.
    func errorCode(_ path: String) async -> String? {
        do {
            _ = try await fetch(path)
            return nil
        } catch let error as PotokError {
            return error.code.rawValue
        } catch {
            return String(describing: error)
        }
    }

    func end() async {
        await fetcher.shutdown()
        server.stop()
    }
}

/// Runs a test with a harness and takes it down in the end.
func withHarness(
    budget: ByteCount = .mebibytes(64),
    network: NetworkOptions = NetworkOptions(),
    options change: (inout FetchOptions) -> Void = { _ in },
    answer: @escaping @Sendable (LoopbackServer.Received) -> LoopbackServer.Answer,
    _ body: (FetchHarness) async throws -> Void
) async throws {
    var options = FetchOptions()
    change(&options)
    let harness = try FetchHarness(budget: budget, options: options, network: network, answer: answer)
    do {
        try await body(harness)
    } catch {
        await harness.end()
        throw error
    }
    await harness.end()
}
