public import PotokConfiguration
public import PotokCore
public import PotokStreams

/// Fetches pages over HTTP and HTTPS: politeness aside, all that it takes to get one from its URL to decoded bytes.
///
/// All transfers share one network thread and its open connections. What costs time beyond that (headers, decoding) is
/// done in the task that calls, so it scales with the workers. It starts as many transfers as it is asked for; how many
/// run at once, and against which host, is decided by who calls.
public final class Fetcher: Sendable {
    private let network: NetworkThread
    private let hasProxy: Bool
    private let http2: NetworkOptions.HTTP2Offer
    private let now: @Sendable () -> Timestamp

    /// Starts the network thread.
    ///
    /// - Throws: `fetch.unavailable` when the system has no thread or memory for it.
    public init(
        options: NetworkOptions = NetworkOptions(),
        now: @escaping @Sendable () -> Timestamp = SystemClock.now
    ) throws(PotokError) {
        guard let network = NetworkThread.start(options) else {
            throw PotokError(.fetchUnavailable, "the network thread cannot be started", isRetryable: true)
        }
        self.network = network
        hasProxy = options.proxy != nil
        http2 = options.http2
        self.now = now
    }

    deinit { network.close() }

    /// How long events have held the network thread since the last look, when `NetworkOptions.measuresHolds` says so.
    public func takeHolds() -> NetworkHolds { network.takeHolds() }

    /// Ends all transfers and the thread, and returns when the thread has ended; later fetches fail.
    public func shutdown() async { await network.shutdown() }

    /// Fetches the page of a request, following its redirects.
    ///
    /// Cancelling the task aborts the transfer at once.
    ///
    /// - Parameters:
    ///   - request: what to fetch; its locator must be a URL.
    ///   - options: limits, time-outs, the user agent and the addresses that may be reached.
    ///   - identity: what the source wants sent along; only to the origin of the URL that was asked for, and only when it
    ///     is one that the identity was made for.
    ///   - cutsBody: whether a body beyond `options.maxBody` is cut there instead of being an error, as robots.txt wants it
    ///     (RFC 9309 §2.5).
    ///   - lease: where the memory of the body is taken from as it arrives; it holds the decoded body in the end. While the
    ///     budget is spent, the transfer pauses.
    ///   - beforeHop: called before each redirect is followed with the URL it leads to; may wait for that host's turn, and
    ///     may throw to refuse.
    ///   - keep: called with each exchange that had an answer, redirects too, for those who keep a copy; the fetch goes on when
    ///     it returns, and fails when it throws.
    ///   - observe: called after each exchange, for those who want to see what happens.
    /// - Throws: a `PotokError` whose code begins with `fetch.`, `CancellationError`, or what `beforeHop` or `keep` throws.
    public func fetch(
        _ request: Request,
        options: FetchOptions,
        identity: RequestIdentity = RequestIdentity(),
        cutsBody: Bool = false,
        holding lease: ByteLease,
        beforeHop: (@Sendable (WebURL) async throws -> Void)? = nil,
        keep: (@Sendable (WireExchange) async throws -> Void)? = nil,
        observe: (@Sendable (TransferLog) -> Void)? = nil
    ) async throws -> FetchResult {
        guard let asked = request.locator.url, asked.isWeb else {
            throw PotokError(.fetchURL, "\(request.locator) is no http or https URL")
        }
        var request = request
        var deadline = ContinuousClock.now + options.timeout
        var url = asked.withoutFragment()
        var route = RedirectRoute(start: url, limit: options.maxRedirects)
        while true {
            // Behind a proxy only the name of a target can be judged.
            if hasProxy, let refusal = AddressRefusal.errorBehindProxy(url, allowed: options.allowAddresses) {
                throw refusal
            }
            let exchange = Exchange(request: request, url: url, options: options, observe: observe)
            let result = await network.perform(
                job(exchange, until: deadline, cutsBody: cutsBody, identity.lines(for: url, askedFor: asked), lease)
            )
            if let keep, let wire = wire(exchange, result, hops: route.hops) { try await keep(wire) }
            let headers = ResponseHeaders(result.headerBytes)
            if let end = try end(exchange, result, headers, hops: route.hops) {
                if case .page(let page) = end {
                    if !lease.tryGrow(to: page.body.count) { try await lease.grow(to: page.body.count) }
                    lease.shrink(to: page.body.count)
                }
                return end
            }
            url = try route.follow(headers.first("location"), status: result.status)
            // A page that has moved for good is new at its new place, whatever its tag: it is to be stored there.
            if route.hops.first?.isPermanent == true { request.validators = Validators() }
            if let beforeHop {
                // Waiting for the turn of a host is politeness, not slowness.
                let start = ContinuousClock.now
                try await beforeHop(url)
                deadline += start.duration(to: .now)
            }
        }
    }

    /// What the functions below are told of one exchange of a fetch.
    private struct Exchange {
        let request: Request
        let url: WebURL
        let options: FetchOptions
        let observe: (@Sendable (TransferLog) -> Void)?
    }

    // These two do not wait and are never inlined: what they need on the way would become part of the frame that each
    // transfer keeps on the heap while it waits for its server.

    /// What the network thread is to do.
    @inline(never)
    private func job(
        _ exchange: Exchange,
        until deadline: ContinuousClock.Instant,
        cutsBody: Bool,
        _ identity: [String],
        _ lease: ByteLease
    ) -> TransferJob {
        let options = exchange.options
        return TransferJob(
            url: exchange.url.description,
            userAgent: options.userAgent,
            headers: Self.conditions(exchange.request) + identity,
            connectTimeout: options.connectTimeout,
            timeout: max(ContinuousClock.now.duration(to: deadline), .milliseconds(1)),
            maxBody: options.maxBody.bytes,
            cutsBody: cutsBody,
            offersHTTP2: http2 == .always || options.parallelPerHost > 1,
            addressGuard: AddressGuard(allowing: options.allowAddresses),
            lease: lease
        )
    }

    /// The header lines that ask for what has changed.
    ///
    /// The validators belong to the page that was asked for, wherever redirects for now lead: they are opaque, and a server that does
    /// not know them answers with the page.
    private static func conditions(_ request: Request) -> [String] {
        var headers: [String] = []
        if let tag = request.validators.entityTag { headers.append("If-None-Match: \(tag)") }
        if let date = request.validators.lastModified { headers.append("If-Modified-Since: \(date)") }
        return headers.filter(HeaderLine.isSafe)
    }

    /// What went over the wire; nil when there is no whole answer.
    @inline(never)
    private func wire(_ exchange: Exchange, _ result: TransferResult, hops: [Page.Hop]) -> WireExchange? {
        guard result.failure == nil else { return nil }
        let request = WireRequest(
            url: exchange.url,
            userAgent: exchange.options.userAgent,
            lines: Self.conditions(exchange.request)
        )
        return WireExchange(request, hops: hops, result, observedAt: now())
    }

    /// Makes a result of a response; nil for a redirect.
    @inline(never)
    private func end(
        _ exchange: Exchange,
        _ result: TransferResult,
        _ headers: ResponseHeaders,
        hops: [Page.Hop]
    ) throws -> FetchResult? {
        let options = exchange.options
        if let failure = result.failure {
            let error = failure.error(url: exchange.url, limit: options.maxBody, allowed: options.allowAddresses)
            exchange.observe?(log(exchange, result, headers, failure: error))
            throw error
        }
        if RedirectRoute.isRedirect(result.status) {
            exchange.observe?(log(exchange, result, headers))
            return nil
        }
        let answer = Answer(
            request: exchange.request,
            url: exchange.url,
            hops: hops,
            status: result.status,
            headers: headers,
            body: result.body.joined()
        )
        do {
            let fetched = try answer.result(options: options, observedAt: now())
            exchange.observe?(log(exchange, result, headers, fetched: fetched))
            return fetched
        } catch {
            exchange.observe?(log(exchange, result, headers, failure: error))
            throw error
        }
    }

    private func log(
        _ exchange: Exchange,
        _ result: TransferResult,
        _ headers: ResponseHeaders,
        fetched: FetchResult? = nil,
        failure: (any Error)? = nil
    ) -> TransferLog {
        var log = TransferLog(
            url: exchange.url,
            status: result.status == 0 ? nil : result.status,
            isConditional: !exchange.request.validators.isEmpty,
            timing: result.timing,
            encodedBytes: result.body.count
        )
        log.failure = failure.map { String(describing: $0) }
        guard log.status != nil else { return log }
        if RedirectRoute.isRedirect(result.status) { log.location = headers.first("location") }
        log.contentType = headers.first("content-type")
        log.contentEncoding = headers.joined("content-encoding")
        log.validators = Validators(
            entityTag: headers.verbatim("etag"),
            lastModified: headers.verbatim("last-modified")
        )
        log.freshness = CacheLifetime.of(headers.dictionary, observedAt: now())
        if case .page(let page) = fetched { log.decodedBytes = page.body.count }
        return log
    }
}
