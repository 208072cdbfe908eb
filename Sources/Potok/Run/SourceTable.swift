import PotokConfiguration

/// The options of each source by its name; what a source does not say is the pipeline's.
struct SourceTable: Sendable {
    private let sources: [String: SourceOptions]
    private let fallback: SourceOptions

    /// The name under which `potok add` keeps what it is given.
    static let added = "added"

    init(_ configuration: PipelineConfiguration) {
        self.sources = Dictionary(configuration.sources.map { ($0.name, $0) }) { first, _ in first }
        self.fallback = SourceOptions(
            name: Self.added,
            kind: .urls(urls: [], lists: []),
            fetch: configuration.fetch,
            normalize: configuration.normalize,
            deduplicate: configuration.deduplicate
        )
    }

    subscript(_ name: String) -> SourceOptions { sources[name] ?? fallback }
}
