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
        try await process(page, holding: lease, findsLinks: false).step
    }

    /// Normalizes one page, and finds the links that may be followed, whatever becomes of the page.
    public func process(
        _ page: Page,
        holding lease: ByteLease,
        findsLinks: Bool
    ) async throws -> (step: Step<Output>, links: [WebURL]) {
        let source = page.request.source
        let rules = rules[source] ?? fallback
        let agent = agents[source] ?? agent
        let (step, links): (Step<Output>, [WebURL]?)
        if Normalizer.blocks(on: page) {
            (step, links) = await BlockingWork.run { [pool] in
                pool.with { Self.normalize(page, $0, rules, agent, findsLinks) }
            }
        } else {
            (step, links) = pool.with { Self.normalize(page, $0, rules, agent, findsLinks) }
        }
        if case .next(let output) = step {
            // The body goes; text and title stay, once here and once folded for the index.
            lease.shrink(to: output.document.byteCount * 2 + (page.kept?.bytes.count ?? 0))
        }
        return (step, links ?? [])
    }

    /// Normalizes one page outside of a run.
    ///
    /// - Parameter agent: the product token of our user agent; nil when `noindex` does not count.
    static func normalize(_ page: Page, options: NormalizeOptions, agent: String? = "potok") -> Step<Output> {
        normalize(page, Normalizer(), NormalizeRules(options), agent, false).step
    }

    private static func normalize(
        _ page: Page,
        _ normalizer: Normalizer,
        _ rules: NormalizeRules,
        _ agent: String?,
        _ findsLinks: Bool
    ) -> (step: Step<Output>, links: [WebURL]?) {
        var links: [WebURL]? = findsLinks ? [] : nil
        switch normalizer.normalize(page, rules: rules, agent: agent, links: &links) {
        case .settled(let outcome): return (.settled(outcome), links)
        case .next(let output):
            var bare = page
            bare.body = []
            return (.next((output.document, bare)), links)
        }
    }
}
