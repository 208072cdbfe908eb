import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStore
import PotokStreams

/// Asks each origin for its robots.txt before anything else, and keeps the answer for a day (RFC 9309).
///
/// The answer is kept in the store, so that runs every few minutes do not ask every few minutes. Who asks for an origin that is
/// being asked waits for that answer.
actor RobotsGate {
    /// What an origin allows.
    enum Access: Sendable {
        case all
        case rules(RobotsRules)
        /// Its robots.txt cannot be had, so nothing may be fetched (RFC 9309 §2.3.1.4).
        case none
        /// The server cannot be reached at all, with what stands in the way.
        case unreachable(PotokError)
    }

    /// How long an answer is relied on at the most (RFC 9309 §2.4), and how long a failure.
    private static let lifetime: Duration = .seconds(86_400)
    private static let failureLifetime: Duration = .seconds(600)
    /// Redirects that are followed to it; one with more counts as not there (RFC 9309 §2.3.1.2).
    private static let maxRedirects = 5

    private let fetchers: Fetchers
    private let store: Store
    private let now: @Sendable () -> Timestamp
    private var known: [String: (access: Access, expiresAt: Timestamp)] = [:]
    private var asking: [String: [CheckedContinuation<Void, Never>]] = [:]

    init(fetchers: Fetchers, store: Store, now: @escaping @Sendable () -> Timestamp) {
        self.fetchers = fetchers
        self.store = store
        self.now = now
    }

    /// What an origin allows the agent of some options, and whether the host has just been asked for it.
    ///
    /// - Parameter observe: called after each exchange that it takes.
    func access(
        to url: WebURL,
        options: FetchOptions,
        holding lease: ByteLease,
        observe: (@Sendable (TransferLog) -> Void)? = nil
    ) async throws -> (access: Access, isFresh: Bool) {
        let token = RobotsFile.productToken(of: options.userAgent)
        let entry = "\(token) \(url.origin)"
        while asking[url.origin] != nil {
            await withCheckedContinuation { asking[url.origin]?.append($0) }
        }
        if let found = known[entry], found.expiresAt > now() { return (found.access, false) }
        asking[url.origin] = []
        defer {
            for waiter in asking.removeValue(forKey: url.origin) ?? [] { waiter.resume() }
        }
        if let stored = try await store.robots(of: url.origin, now: now()) {
            let access = Self.access(stored, token)
            known[entry] = (access, stored.expiresAt)
            return (access, false)
        }
        let fetched: StoredRobots
        do {
            fetched = try await ask(url, options, lease, observe)
        } catch let error as PotokError {
            // Kept for this run only: the next one may find the server up again.
            known[entry] = (.unreachable(error), now() + Self.failureLifetime)
            return (.unreachable(error), false)
        }
        do { try await store.keep(fetched, of: url.origin) } catch { throw StageFailure(error) }
        let access = Self.access(fetched, token)
        known[entry] = (access, fetched.expiresAt)
        return (access, true)
    }

    private static func access(_ stored: StoredRobots, _ token: String) -> Access {
        switch stored.access {
        case .all: .all
        case .none: .none
        case .rules: .rules(RobotsFile.parse(stored.rules).rules(for: token))
        }
    }

    private func ask(
        _ url: WebURL,
        _ options: FetchOptions,
        _ lease: ByteLease,
        _ observe: (@Sendable (TransferLog) -> Void)?
    ) async throws -> StoredRobots {
        guard let address = WebURL("/robots.txt", relativeTo: url.withoutCredentials()) else {
            return StoredRobots(access: .all, expiresAt: now() + Self.lifetime)
        }
        var options = options
        options.maxRedirects = Self.maxRedirects
        options.maxBody = ByteCount(RobotsFile.defaultLimit)
        let request = Request(claim: Request.Claim(rawValue: 0), source: "", locator: .url(address))
        do {
            switch try await fetchers[options].fetch(
                request,
                options: options,
                cutsBody: true,
                holding: lease,
                observe: observe
            ) {
            case .page(let page):
                return StoredRobots(access: .rules, rules: page.body, expiresAt: now() + Self.lifetime)
            case .notModified:
                return StoredRobots(access: .all, expiresAt: now() + Self.lifetime)
            case .status(let answer):
                if answer.meaning == .hostIsBusy { throw BusyHost(answer: answer) }
                // Any 4xx means that there is none; everything else, that the server is in trouble.
                let isAbsent = (400..<500).contains(answer.status)
                return StoredRobots(
                    access: isAbsent ? .all : .none,
                    expiresAt: now() + (isAbsent ? Self.lifetime : Self.failureLifetime)
                )
            }
        } catch let error as PotokError
            where error.code == "fetch.redirect-loop" || error.code == "fetch.redirect-limit"
        {
            return StoredRobots(access: .all, expiresAt: now() + Self.lifetime)
        }
    }
}

/// Thrown when a host that is asked for its robots.txt wants to be left alone (429, 503).
struct BusyHost: Error {
    let answer: FetchResult.StatusAnswer
}
