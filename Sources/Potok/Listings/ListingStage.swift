import PotokConfiguration
import PotokCore
import PotokFetch
import PotokNormalize
import PotokStore
import PotokStreams

/// The stage `normalize` with what is no document: feeds and sitemaps become listings, which are kept for the commit of their outcome.
struct ListingStage: Stage {
    let normalize: NormalizeStage
    let readers: ListingReaders
    let scopes: [String: ListingScope]
    let sites: [String: SiteScope]
    let observations: Observations
    let standIns: StandIns
    /// The sources whose pages are kept.
    let keepsBodies: Set<String>
    let now: @Sendable () -> Timestamp

    var name: String { normalize.name }

    func process(_ page: Page, holding lease: ByteLease) async throws -> Step<NormalizeStage.Output> {
        var page = page
        if keepsBodies.contains(page.request.source), page.request.locator.url != nil, page.standsInBecause == nil,
            page.request.role == .page || page.request.role == .site
        {
            page.kept = KeptBody(compressing: page.body)
        }
        switch page.request.role {
        case .page: return try await read(page, holding: lease)
        case .site:
            let (step, links) = try await normalize.process(page, holding: lease, findsLinks: true)
            note(links, of: page)
            return step
        case .feed: return .settled(try settle(page, readers.read(page, .feed)))
        case .sitemap where Self.isRobotsFile(page): return .settled(try settle(page, Self.robots(page)))
        case .sitemap: return .settled(try settle(page, readers.read(page, .sitemap)))
        }
    }

    /// A page is a document; where it shows none of what it has, what a listing holds of it may be one.
    private func read(_ page: Page, holding lease: ByteLease) async throws -> Step<NormalizeStage.Output> {
        let step = try await normalize.process(page, holding: lease)
        switch step {
        case .next(var output):
            guard let reason = page.standsInBecause else { return step }
            output.document.notes.append("the page could not be had (\(reason)); this is what its feed holds of it")
            return .next(output)
        case .settled(.excluded(let exclusion, let reason))
        where page.standsInBecause == nil && StandIns.mayHelp(exclusion):
            guard let other = try await standIns.page(for: page.request, because: reason) else { return step }
            guard case .next(let output) = try await read(other, holding: lease) else { return step }
            return .next(output)
        case .settled: return step
        }
    }

    /// A page of a site is a document, and lists what it links to.
    private func note(_ links: [WebURL], of page: Page) {
        guard let site = sites[page.request.source] else { return }
        let findings = Findings(
            discoveries: site.discoveries(links, of: page, now: now()),
            validators: page.validators,
            observedAt: page.observedAt,
            limit: site.maxPages
        )
        observations.note(
            page.request,
            Observations.Reading(findings: findings),
            headers: page.headers,
            at: page.observedAt
        )
    }

    private func settle(_ page: Page, _ listing: Listing) throws -> Outcome {
        let scope = scopes[page.request.source] ?? ListingScope(ListingOptions())
        let (taken, problems) = scope.discoveries(in: listing, of: page, now: now())
        let moved = page.isMoved ? page.locator.url : nil
        let notes = moved.map { ["it has moved for good to \($0), and is asked for there from now on"] } ?? []
        observations.note(
            page.request,
            Observations.Reading(
                findings: Findings(
                    discoveries: taken,
                    validators: page.validators,
                    observedAt: page.observedAt,
                    movedTo: moved ?? page.request.movedTo
                ),
                problems: notes + listing.problems + problems,
                timeToLive: listing.timeToLive,
                gap: ListingRhythm.gap(listing.entries)
            ),
            headers: page.headers,
            at: page.observedAt
        )
        return .listed(new: 0, known: 0)
    }

    private static func isRobotsFile(_ page: Page) -> Bool { page.request.locator.url?.path == "/robots.txt" }

    /// The `Sitemap` lines of a robots.txt; without any, the place where sitemaps usually are.
    private static func robots(_ page: Page) -> Listing {
        let base = page.locator.url
        var listing = Listing(kind: .sitemap)
        let lines = RobotsFile.parse(page.body).sitemaps
        for line in lines {
            if let url = WebURL(line, relativeTo: base), url.isWeb {
                listing.entries.append(Listing.Entry(url: url, isListing: true))
            } else {
                listing.problems.append("a Sitemap line holds no URL: \(line.prefix(200))")
            }
        }
        if listing.entries.isEmpty, let url = WebURL("/sitemap.xml", relativeTo: base) {
            listing.entries = [Listing.Entry(url: url, isListing: true)]
            listing.problems.append("it names no sitemap; /sitemap.xml is tried")
        }
        return listing
    }
}
