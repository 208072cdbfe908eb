import PotokConfiguration
import PotokCore
import PotokFetch

/// When addresses are due again: pages by how often they change and what they say of themselves, files when they change.
struct DueTimes: Sendable {
    let now: Timestamp

    /// The fetch options of a source, with what holds for a page of its own: start pages of sites are looked at as often as feeds, since
    /// new pages are linked from them first.
    private func options(for request: Request, _ source: SourceOptions) -> FetchOptions {
        var options = source.fetch
        if request.role == .site, request.depth == 0, let listing = source.listing {
            options.revisit = listing.poll
            options.longestRevisit = max(listing.poll, listing.longestPoll)
        }
        return options
    }

    /// After a page: if it is what it was, and if it has changed.
    func after(_ page: Page, _ source: SourceOptions) -> (unchanged: Timestamp?, changed: Timestamp?) {
        after(page, options(for: page.request, source))
    }

    /// After a page: if it is what it was, and if it has changed.
    func after(
        _ page: Page,
        _ options: FetchOptions
    ) -> (unchanged: Timestamp?, changed: Timestamp?) {
        guard page.request.locator.url != nil else { return (nil, nil) }
        let policy = RevisitPolicy(options)
        // The page itself is still wanted.
        if page.standsInBecause != nil { return (now + options.revisit, now + options.revisit) }
        // What has a date in a listing comes up by that when it changes.
        if page.request.modified != nil {
            let time = now + options.longestRevisit
            return (time, time)
        }
        func time(_ changed: Bool) -> Timestamp {
            now
                + policy.interval(
                    after: page.request.interval,
                    changed: changed,
                    headers: page.headers,
                    observedAt: page.observedAt
                )
        }
        return (time(false), time(true))
    }

    /// After a look at an address that is gone, or has moved for good: when it is so again, the next look is twice as far away, up to
    /// four times what is the longest for pages.
    func afterMove(_ request: Request, _ source: SourceOptions) -> Timestamp {
        afterMove(request, options(for: request, source))
    }

    private func afterMove(_ request: Request, _ options: FetchOptions) -> Timestamp {
        now + min(max(options.longestRevisit, (request.interval ?? .zero) * 2), options.longestRevisit * 4)
    }

    /// After an outcome that came without a document: if nothing has changed, and if something has.
    func after(
        _ outcome: Outcome,
        _ request: Request,
        _ source: SourceOptions,
        _ observation: Observations.Observation?
    ) -> (usual: Timestamp?, changed: Timestamp?) {
        guard let listing = source.listing, request.role == .feed || request.role == .sitemap else {
            return (after(outcome, request, options(for: request, source), observation), nil)
        }
        let rhythm = ListingRhythm(listing)
        func time(_ isNew: Bool) -> Timestamp {
            let interval = rhythm.interval(
                after: request.interval,
                isNew: isNew,
                read: observation?.reading,
                headers: observation?.headers ?? [:],
                observedAt: observation?.observedAt ?? now
            )
            // A source that takes part again before its time, because something of it was left over, asks for its listings no sooner.
            return now + max(interval, source.schedule.every * 0.9)
        }
        switch outcome {
        case .listed: return (time(false), time(true))
        case .excluded(.forgotten, _): return (nil, nil)
        case .gone(_, isCertain: false), .excluded: return (now + rhythm.longest, nil)
        case .failed, .gone, .quarantined: return (after(outcome, request, source.fetch, observation), nil)
        default: return (time(false), nil)
        }
    }

    /// After an outcome that came without a document.
    func after(
        _ outcome: Outcome,
        _ request: Request,
        _ options: FetchOptions,
        _ observation: Observations.Observation?
    ) -> Timestamp? {
        let isFile = request.locator.url == nil
        switch outcome {
        case .failed(_, let error, let retryAt):
            // A file that failed is tried by the next run: nobody is bothered by it.
            if isFile { return now }
            return retryAt
                ?? RetryPolicy(options)
                .retryAt(now, failures: request.failures + 1, isRetryable: error.isRetryable)
        // Only a person can lift it.
        case .quarantined, .excluded(.forgotten, _): return nil
        case _ where isFile: return nil
        case .gone(_, isCertain: false) where request.misses == 0: return now + options.revisit
        case .gone: return afterMove(request, options)
        case _ where request.modified != nil: return now + options.longestRevisit
        default:
            let policy = RevisitPolicy(options)
            return now
                + policy.interval(
                    after: request.interval,
                    changed: false,
                    headers: observation?.headers ?? [:],
                    observedAt: observation?.observedAt ?? now
                )
        }
    }
}
