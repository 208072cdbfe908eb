public import PotokConfiguration
public import PotokCore
public import PotokFetch
import PotokSources
public import PotokStore

/// Tells the history of addresses and documents, and why a page is not in the corpus.
///
/// It only reads: the database, and the lists of URLs that sources name. Nothing is fetched.
public struct Explainer: Sendable {
    private let configuration: PipelineConfiguration
    private let store: Store?
    private let now: Timestamp

    /// Makes an explainer.
    ///
    /// - Parameters:
    ///   - configuration: the pipeline.
    ///   - store: its database; nil where there is none yet.
    ///   - now: the time that blocks and due times are held against.
    public init(_ configuration: PipelineConfiguration, store: Store?, now: Timestamp = SystemClock.now()) {
        self.configuration = configuration
        self.store = store
        self.now = now
    }

    /// All that can be told of a URL, seen or not.
    public func story(of url: WebURL) async throws -> AddressStory {
        var story = AddressStory(address: url.canonical().description, url: url, now: now)
        if let store {
            story.history = try await store.history(of: url)
            story.leads = try await store.explanation(of: url)
            story.route = try await store.route(from: url)
            story.copies = try await store.copies(of: url)
            if url.fragment != nil {
                // The document of a section, if there is one.
                story.record = try await store.documents(named: url.description).first
            }
            if story.record == nil, let target = story.leads?.target {
                story.record = try await store.documents(named: target.key.rawValue).first
            }
            story.deliveries = try await deliveries(of: story)
            if let number = story.record?.number { story.suspect = try await store.suspects(document: number).first }
            if let host = url.host { story.host = try await store.host(named: host) }
            var query = ForgottenQuery()
            query.add(.url(url), source: "")
            if let source = story.history?.source { query.add(source: source) }
            story.forgotten = try await store.forgotten(query)
        }
        let source = story.history.flatMap { history in
            configuration.sources.first { $0.name == history.source }
        }
        if story.history == nil || story.history?.namedInRun == nil { story.prospect = try await prospect(of: url) }
        if let source, let store {
            story.restsUntil = Schedule(now: now, taken: try await store.takenParts()).rests(source)
        }
        story.robots = try await robots(of: url, (source ?? nextSource(story.prospect))?.fetch ?? configuration.fetch)
        story.isOfKnownSource = source != nil || story.history?.source == SourceTable.added
        return story
    }

    /// All that can be told of a document: the story of the address that it came from.
    public func story(of record: StoredRecord) async throws -> AddressStory {
        if let url = record.document.url.flatMap({ WebURL($0) }) {
            var story = try await story(of: url)
            story.record = record
            story.deliveries = try await deliveries(of: story)
            return story
        }
        var story = AddressStory(address: record.document.identifier ?? record.document.key, url: nil, now: now)
        story.record = record
        story.history = try await store?.history(of: record)
        story.isOfKnownSource = isKnown(story.history?.source)
        story.deliveries = try await deliveries(of: story)
        return story
    }

    /// All that can be told of a file or record by the name that its source has for it; one a source.
    public func stories(ofIdentifier identifier: String) async throws -> [AddressStory] {
        var stories: [AddressStory] = []
        for history in try await store?.histories(ofIdentifier: identifier) ?? [] {
            var story = AddressStory(address: identifier, url: nil, now: now)
            story.history = history
            story.isOfKnownSource = isKnown(history.source)
            story.deliveries = try await deliveries(of: story)
            stories.append(story)
        }
        return stories
    }

    /// What became of a document at each sink; also of one that is gone, which is told as a delete.
    private func deliveries(of story: AddressStory) async throws -> [DeliveryStanding] {
        let key = story.record.flatMap { DocumentKey(rawValue: $0.document.key) } ?? story.history?.document?.key
        guard let store, let key else { return [] }
        return try await store.deliveryStandings(of: key)
    }

    private func isKnown(_ source: String?) -> Bool {
        source == SourceTable.added || configuration.sources.contains { $0.name == source }
    }

    // MARK: What was never seen

    private func prospect(of url: WebURL) async throws -> Prospect {
        var stances: [Prospect.SourceStance] = []
        for source in configuration.sources {
            if let stance = try await stance(of: source, to: url) {
                stances.append(Prospect.SourceStance(name: source.name, stance: stance))
            }
        }
        let allowed = (configuration.sources.map(\.fetch) + [configuration.fetch]).flatMap(\.allowAddresses)
        return Prospect(
            sources: stances,
            addressRefusal: url.host.flatMap { AddressGuard(allowing: allowed).refusal(ofHost: $0) }
        )
    }

    /// What a source has to do with a URL; nil for sources without pages on the web.
    private func stance(of source: SourceOptions, to url: WebURL) async throws -> Prospect.Stance? {
        switch source.kind {
        case .files, .warc, .ndjson: return nil
        case .urls:
            let seeds = await SeedFinder(folder: configuration.folder).find(source).seeds
            let isNamed = seeds.contains { $0.locator.url?.canonical() == url.canonical() }
            return isNamed ? .names : .refuses(.notNamed)
        case .listings(let kind, let options):
            if options.urls.contains(where: { $0.canonical() == url.canonical() }) { return .names }
            if let refusal = refusal(of: url, kind, options) { return .refuses(refusal) }
            if kind == .site, let store, try await store.addressCount(of: source.name) >= options.maxPages {
                return .isFull(limit: options.maxPages)
            }
            return .mayFind(lastReading: try await store?.lastReading(of: source.name))
        }
    }

    private func refusal(of url: WebURL, _ kind: Listing.Kind, _ options: ListingOptions) -> ScopeRefusal? {
        switch kind {
        case .site: return SiteScope(options).refusal(of: url, now: now)
        case .sitemap:
            // A sitemap speaks for its own site.
            let domains = Set(options.urls.compactMap { $0.host.map(HostGrouping.domain.queue) })
            guard let host = url.host, domains.contains(HostGrouping.domain.queue(of: host)) else { return .otherSite }
            return ScopeRules(options).refusal(of: url)
        default: return ScopeRules(options).refusal(of: url)
        }
    }

    /// The source that would bring a URL.
    private func nextSource(_ prospect: Prospect?) -> SourceOptions? {
        let stance = prospect?.sources.first { stance in
            switch stance.stance {
            case .names, .mayFind: true
            case .refuses, .isFull: false
            }
        }
        return configuration.sources.first { $0.name == stance?.name }
    }

    // MARK: robots.txt

    private func robots(of url: WebURL, _ options: FetchOptions) async throws -> RobotsStanding {
        let agent = RobotsFile.productToken(of: options.userAgent)
        var standing = RobotsStanding(origin: url.origin, agent: agent, verdict: .unknown)
        guard options.robots == .obey else {
            standing.verdict = .ignored
            return standing
        }
        guard let stored = try await store?.lastRobots(of: url.origin) else { return standing }
        standing.expiresAt = stored.expiresAt
        switch stored.access {
        case .all: standing.verdict = .absent
        case .none: standing.verdict = .unreachable
        case .rules:
            let rules = RobotsFile.parse(stored.rules).rules(for: agent)
            let rule = rules.decidingRule(path: url.requestTarget)
            if let rule, !rule.isAllowing {
                standing.verdict = .closed(line: rule.line, pattern: rule.text)
            } else {
                standing.verdict = .open(line: rule?.line, pattern: rule?.text)
            }
        }
        return standing
    }
}
