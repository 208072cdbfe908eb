public import PotokConfiguration
public import PotokCore
public import PotokStreams
import PotokText

/// Turns pages into documents: decodes their bytes, takes the text and what is known about it, and cleans it up.
public struct NormalizeStage: Stage {
    /// A page with its body.
    public typealias Input = Page
    /// The document, and the page without its body.
    public typealias Output = (document: Document, page: Page)

    /// The version of the rules; it is stored with each document, so that older ones can be found and redone.
    public static let version = 1

    private let options: [String: NormalizeOptions]
    private let fallback: NormalizeOptions
    private let agents: [String: String?]
    private let agent: String?

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
        self.options = options
        self.fallback = fallback
        self.agents = agents
        self.agent = agent
    }

    /// `normalize`, as in the configuration.
    public var name: String { "normalize" }

    /// Normalizes one page.
    public func process(_ page: Page, holding lease: ByteLease) async throws -> Step<Output> {
        let step = Self.normalize(
            page,
            options: options[page.request.source] ?? fallback,
            agent: agents[page.request.source] ?? agent
        )
        if case .next(let output) = step {
            // The body goes; text and title stay, once here and once folded for the index.
            lease.shrink(to: (output.document.text.utf8.count + output.document.title.utf8.count) * 2)
        }
        return step
    }

    /// Normalizes one page.
    ///
    /// - Parameter agent: the product token of our user agent; nil when `noindex` does not count.
    public static func normalize(_ page: Page, options: NormalizeOptions, agent: String? = "potok") -> Step<Output> {
        #if DEBUG
        CrashHook.check(page.body)
        #endif
        let content: ExtractedContent
        let mediaType: String
        switch ContentKind.of(page) {
        case .unsupported(let reason):
            return .settled(.excluded(.type, reason: reason))
        case .empty:
            return .settled(.excluded(.empty, reason: "it is empty"))
        case .plainText(let type, let label):
            let decoded = Charset.decode(page.body, label: label)
            content = PlainText.extract(decoded)
            mediaType = type
        case .html(let label):
            content = HTMLPage.extract(page.body, label: label, base: page.locator.url)
            mediaType = "text/html"
        }
        if let agent, page.locator.url != nil {
            let directives = RobotsDirectives(agent: agent)
            if directives.forbidsIndexing(header: page.headers["x-robots-tag"]) {
                return .settled(.excluded(.robots, reason: "its X-Robots-Tag header says noindex"))
            }
            if content.robotsMeta.contains(where: directives.forbidsIndexing) {
                return .settled(.excluded(.robots, reason: "a <meta> of it says noindex"))
            }
        }
        let boilerplate = BoilerplateLines(extra: options.dropLines)
        let paragraphs = content.paragraphs.filter { !boilerplate.contains($0) }
        let text = paragraphs.joined(separator: "\n\n")
        guard !text.isEmpty else {
            return .settled(.excluded(.empty, reason: "there is no text in it"))
        }
        guard text.utf8.count <= options.maxText.bytes else {
            return .settled(
                .excluded(
                    .size,
                    reason: "its text of \(ByteCount(text.utf8.count).rounded) is more than normalize.maxText"
                        + " (\(options.maxText.rounded))"
                )
            )
        }
        let identity = page.identity
        let document = Document(
            key: identity.key(source: page.request.source),
            locator: identity,
            source: page.request.source,
            title: content.title ?? TitleGuess.from(paragraphs),
            text: text,
            language: content.language,
            published: content.published,
            authors: content.authors,
            mediaType: mediaType,
            observedAt: page.observedAt,
            bodyHash: Hash.of(page.body),
            normalizerVersion: version,
            reservesMining: content.reservesMining || page.headers["tdm-reservation"] == "1",
            notes: content.notes,
            canonicalURL: CanonicalLink.agreed(
                content.canonicalURL,
                CanonicalLink.find(header: page.headers["link"], base: page.locator.url)
            )
        )
        var bare = page
        bare.body = []
        return .next((document, bare))
    }
}
