public import PotokConfiguration
public import PotokCore
public import PotokStreams

/// Turns pages into documents: the ``Normalizer`` as a stage of a run.
public struct NormalizeStage: Stage {
    /// A page with its body.
    public typealias Input = Page
    /// The document, and the page without its body.
    public typealias Output = (document: Document, page: Page)

    /// The version of the rules; it is stored with each document, so that older ones can be found and redone.
    public static var version: Int { Normalizer.version }

    private let rules: [String: NormalizeRules]
    private let fallback: NormalizeRules
    private let agents: [String: String?]
    private let agent: String?
    private let pool = NormalizerPool()

    /// Makes the stage.
    ///
    /// - Parameters:
    ///   - options: the options of each source by its name.
    ///   - fallback: what holds for a source that is not named.
    ///   - agents: the product token by which each source's pages may call us, nil where `noindex` does not count.
    ///   - agent: the same for a source that is not named.
    public init(
        options: [String: NormalizeOptions],
        fallback: NormalizeOptions,
        agents: [String: String?],
        agent: String?
    ) {
        self.rules = options.mapValues { NormalizeRules($0) }
        self.fallback = NormalizeRules(fallback)
        self.agents = agents
        self.agent = agent
    }

    /// `normalize`, as in the configuration.
    public var name: String { "normalize" }

    /// Normalizes one page.
    public func process(_ page: Page, holding lease: ByteLease) async throws -> Step<Output> {
        let source = page.request.source
        let rules = rules[source] ?? fallback
        let agent = agents[source] ?? agent
        switch pool.with({ $0.normalize(page, rules: rules, agent: agent) }) {
        case .settled(let outcome): return .settled(outcome)
        case .next(let output):
            // The body goes; text and title stay, once here and once folded for the index.
            let document = output.document
            lease.shrink(to: (document.text.utf8.count + document.title.utf8.count) * 2)
            var bare = page
            bare.body = []
            return .next((document, bare))
        }
    }
}
