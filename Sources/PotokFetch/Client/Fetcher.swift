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
        self.now = now
    }

    deinit { network.close() }

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
    ///   - observe: called after each exchange, for those who want to see what happens.
    /// - Throws: a `PotokError` whose code begins with `fetch.`, `CancellationError`, or what `beforeHop` throws.
    public func fetch(
        _ request: Request,
        options: FetchOptions,
        identity: RequestIdentity = RequestIdentity(),
        cutsBody: Bool = false,
        holding lease: ByteLease,
        beforeHop: (@Sendable (WebURL) async throws -> Void)? = nil,
        observe: (@Sendable (TransferLog) -> Void)? = nil
    ) async throws -> FetchResult {
        guard let asked = request.locator.url, asked.isWeb else {
            throw PotokError(.fetchURL, "\(request.locator) is no http or https URL")
        }
        var deadline = ContinuousClock.now + options.timeout
        var url = asked.withoutFragment()
        var route = RedirectRoute(start: url, limit: options.maxRedirects)
        while true {
            // Behind a proxy only the name of a target can be judged.
            if hasProxy, let refusal = AddressRefusal.errorBehindProxy(url, allowed: options.allowAddresses) {
                throw refusal
            }
            var job = job(url, request: request, options: options, until: deadline, lease: lease)
            job.cutsBody = cutsBody
            job.headers += identity.lines(for: url, askedFor: asked)
            let result = await network.perform(job)
            let headers = ResponseHeaders(result.headerBytes)
            if let failure = result.failure {
                let error = failure.error(url: url, limit: options.maxBody, allowed: options.allowAddresses)
                observe?(log(url, result, headers, request, failure: error))
                throw error
            }
            let answer = Answer(request: request, url: url, hops: route.hops, headers: headers, result: result)
            guard RedirectRoute.isRedirect(result.status) else {
                do {
                    let fetched = try await answer.result(options: options, lease: lease, observedAt: now())
                    observe?(log(url, result, headers, request, fetched: fetched))
                    return fetched
                } catch {
                    observe?(log(url, result, headers, request, failure: error))
                    throw error
                }
            }
            observe?(log(url, result, headers, request))
            url = try route.follow(headers.first("location"), status: result.status)
            if let beforeHop {
                // Waiting for the turn of a host is politeness, not slowness.
                let start = ContinuousClock.now
                try await beforeHop(url)
                deadline += start.duration(to: .now)
            }
        }
    }

    private func job(
        _ url: WebURL,
        request: Request,
        options: FetchOptions,
        until deadline: ContinuousClock.Instant,
        lease: ByteLease
    ) -> TransferJob {
        // The validators belong to the page that was asked for, wherever its redirects lead: they are opaque, and a
        // server that does not know them answers with the page.
        var headers: [String] = []
        if let tag = request.validators.entityTag { headers.append("If-None-Match: \(tag)") }
        if let date = request.validators.lastModified { headers.append("If-Modified-Since: \(date)") }
        return TransferJob(
            url: url.description,
            userAgent: options.userAgent,
            headers: headers.filter(HeaderLine.isSafe),
            connectTimeout: options.connectTimeout,
            timeout: max(ContinuousClock.now.duration(to: deadline), .milliseconds(1)),
            maxBody: options.maxBody.bytes,
            addressGuard: AddressGuard(allowing: options.allowAddresses),
            lease: lease
        )
    }

    private func log(
        _ url: WebURL,
        _ result: TransferResult,
        _ headers: ResponseHeaders,
        _ request: Request,
        fetched: FetchResult? = nil,
        failure: (any Error)? = nil
    ) -> TransferLog {
        var log = TransferLog(
            url: url,
            status: result.status == 0 ? nil : result.status,
            isConditional: !request.validators.isEmpty,
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
