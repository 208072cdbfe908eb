import PotokConfiguration
import PotokCore
import PotokFetch
import PotokSources

/// Which source of a pipeline a page would come from, by its URL alone.
struct FixtureSources: Sendable {
    private struct Entry {
        var source: SourceOptions
        var named: Set<WebURL>
        /// What a page's place must be for the source to have it, as `place` spells it.
        var places: Set<String>
        var place: @Sendable (String) -> String
        var rules: ScopeRules?
    }

    private let entries: [Entry]

    /// Reads what the sources name, lists of URLs included; nothing is fetched.
    init(_ configuration: PipelineConfiguration) async {
        let finder = SeedFinder(folder: configuration.folder)
        var entries: [Entry] = []
        for source in configuration.sources {
            var (urls, rules): ([WebURL], ScopeRules?) = ([], nil)
            // A feed and a sitemap may be on another host of the site that they are about.
            var place = HostGrouping.domain.queue
            switch source.kind {
            case .files, .warc, .ndjson: continue
            case .urls:
                urls = await finder.find(source).seeds.compactMap(\.locator.url)
                place = { $0 }
            case .listings(let kind, let options):
                urls = options.urls
                rules = ScopeRules(options)
                if kind == .site { place = SiteScope.bare }
            }
            let places = Set(urls.compactMap { $0.host.map(place) })
            entries.append(
                Entry(
                    source: source,
                    named: Set(urls.map { $0.canonical() }),
                    places: places,
                    place: place,
                    rules: rules
                )
            )
        }
        self.entries = entries
    }

    /// The first source that names a URL, or else the first one about its site whose rules do not leave it out.
    func source(of url: WebURL) -> SourceOptions? {
        let canonical = url.canonical()
        if let entry = entries.first(where: { $0.named.contains(canonical) }) { return entry.source }
        guard let host = url.host else { return nil }
        return entries.first { $0.places.contains($0.place(host)) && $0.rules?.refusal(of: url) == nil }?.source
    }
}
