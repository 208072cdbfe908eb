import PotokConfiguration
import PotokCore
import PotokFetch
import PotokSources
import PotokStore
import PotokStreams

/// Brings the bytes of a request: from the web or from a file.
struct AcquireStage: Stage {
    let fetchers: Fetchers
    let archives: Archives
    let local: LocalPages
    let politeness: Politeness
    let sources: SourceTable
    /// What the requests of sources say, by the name of the source.
    let identities: [String: RequestIdentity]
    let observations: Observations
    let exposure: SecretExposure
    let standIns: StandIns
    let keptPages: KeptPages
    let forgotten: ForgottenGate
    let outdated: OutdatedPages

    /// The most that a sitemap may hold, uncompressed (sitemaps.org).
    private static let largestSitemap = ByteCount.mebibytes(50)

    var name: String { "fetch" }

    func process(_ request: Request, holding lease: ByteLease) async throws -> Step<Page> {
        do {
            return try await bring(request, holding: lease)
        } catch let refusal as ForgottenRefusal {
            return .settled(refusal.forgotten.outcome)
        }
    }

    private func bring(_ request: Request, holding lease: ByteLease) async throws -> Step<Page> {
        var options = sources[request.source].fetch
        // A sitemap may be as large as its protocol allows.
        if request.role == .sitemap { options.maxBody = max(options.maxBody, Self.largestSitemap) }
        guard case .url(let url) = request.locator else {
            try await forgotten.admit(request.locator, source: request.source)
            return try await local.page(for: request, options: options, holding: lease)
                ?? .settled(.excluded(.type, reason: "it is neither a file nor on the web"))
        }
        defer { politeness.finished(request) }
        try await forgotten.admit(request.locator, source: request.source)
        if let page = try await keptPages.page(for: request) {
            if let end = page.locator.url { observe(request, page.hops, to: end, at: page.observedAt) }
            try await lease.grow(to: page.body.count)
            return .next(page)
        }
        let step = try await fetch(url, request, options, lease)
        if case .next(let page) = step, page.standsInBecause == nil { try await keptPages.keep(page) }
        return step
    }

    private func fetch(
        _ url: WebURL,
        _ request: Request,
        _ options: FetchOptions,
        _ lease: ByteLease
    ) async throws -> Step<Page> {
        do {
            try await politeness.admit(url, request, options, lease, isHop: false)
            var direct = request
            if let moved = request.movedTo {
                try await forgotten.admit(.url(moved), source: request.source)
                try await politeness.admit(moved, request, options, lease, isHop: true)
                direct.locator = .url(moved)
            }
            let identity = identities[request.source] ?? RequestIdentity()
            if identity.exposesSecret(to: url) { exposure.tell(request.source, url) }
            let result = try await fetchers[options].fetch(
                direct,
                options: options,
                identity: identity,
                holding: lease,
                beforeHop: { hop in
                    try await forgotten.admit(.url(hop), source: request.source)
                    try await politeness.admit(hop, request, options, lease, isHop: true)
                },
                keep: keeper(of: request, options),
                observe: { politeness.observed(request, $0) }
            )
            return try await step(result, request, lease)
        } catch let busy as BusyHost {
            return try await step(.status(busy.answer), request, lease)
        } catch let blocked as HostIsBlocked {
            let reason = "a host on the way to \(url) asked to be left alone until \(blocked.until)"
            return .settled(.deferred(.tooManyRequests, reason: reason, until: blocked.until))
        } catch let refusal as RobotsRefusal {
            return .settled(.excluded(.robots, reason: refusal.reason))
        } catch let failure as PotokError where request.role == .page && failure.code.rawValue.hasPrefix("fetch.") {
            guard let page = try await standIns.page(for: request, because: failure.message) else { throw failure }
            return .next(page)
        }
    }

    /// Keeps copies of answers, where options want it; nothing is fetched of which no copy can be kept.
    private func keeper(
        of request: Request,
        _ options: FetchOptions
    ) -> (@Sendable (WireExchange) async throws -> Void)? {
        guard let writer = archives[options] else { return nil }
        return { [observations] exchange in
            do {
                let copy = try await writer.add(exchange, role: request.role)
                observations.note(request, copy, at: exchange.observedAt)
            } catch {
                throw StageFailure(error)
            }
        }
    }

    private func step(_ result: FetchResult, _ request: Request, _ lease: ByteLease) async throws -> Step<Page> {
        switch result {
        case .page(let page):
            try await politeness.answered(page.locator.url?.host ?? "")
            if let url = page.locator.url { observe(request, page.hops, to: url, at: page.observedAt) }
            return .next(page)
        case .notModified(let answer):
            try await politeness.answered(answer.url.host ?? "")
            observe(
                request,
                answer.hops,
                to: answer.url,
                headers: answer.headers,
                validators: answer.validators,
                at: answer.observedAt
            )
            // What has not changed may have been read by an older normalizer.
            if var page = try await outdated.page(for: request, holding: lease) {
                page.observedAt = answer.observedAt
                page.validators = answer.validators
                if !lease.tryGrow(to: page.body.count) { try await lease.grow(to: page.body.count) }
                return .next(page)
            }
            return .settled(.unchanged)
        case .status(let answer):
            let host = answer.url.host ?? ""
            observe(request, answer.hops, to: answer.url, at: answer.observedAt)
            switch answer.meaning {
            case .hostIsBusy:
                let until = try await politeness.block(host, by: answer)
                return .settled(.deferred(.tooManyRequests, reason: "\(host) answered \(answer.reason)", until: until))
            case .gone(let isCertain):
                try await politeness.answered(host)
                return .settled(.gone(reason: answer.reason, isCertain: isCertain))
            case .temporary, .refused:
                throw PotokError(
                    PotokError.Code("fetch.http-\(answer.status)"),
                    "the server answered \(answer.reason)",
                    isRetryable: answer.meaning == .temporary
                )
            }
        }
    }

    /// Keeps what an answer said for the moment when its outcome is committed.
    private func observe(
        _ request: Request,
        _ hops: [Page.Hop],
        to url: WebURL,
        headers: [String: String] = [:],
        validators: Validators? = nil,
        at time: Timestamp
    ) {
        let isNew = validators != nil && validators != request.validators
        guard !hops.isEmpty || !headers.isEmpty || isNew else { return }
        observations.note(
            request,
            Observations.Observation(
                headers: headers,
                redirects: Redirect.steps(hops, to: url, at: time),
                validators: isNew ? validators : nil,
                observedAt: time
            )
        )
    }
}
