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

    /// Makes the stage.
    ///
    /// - Parameters:
    ///   - options: the options of each source by its name.
    ///   - fallback: what holds for a source that is not named.
    public init(options: [String: NormalizeOptions], fallback: NormalizeOptions) {
        self.options = options
        self.fallback = fallback
    }

    /// `normalize`, as in the configuration.
    public var name: String { "normalize" }

    /// Normalizes one page.
    public func process(_ page: Page, holding lease: ByteLease) async throws -> Step<Output> {
        let step = Self.normalize(page, options: options[page.request.source] ?? fallback)
        if case .next(let output) = step {
            // The body goes; text and title stay, once here and once folded for the index.
            lease.shrink(to: (output.document.text.utf8.count + output.document.title.utf8.count) * 2)
        }
        return step
    }

    /// Normalizes one page.
    public static func normalize(_ page: Page, options: NormalizeOptions) -> Step<Output> {
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
            content = HTMLPage.extract(page.body, label: label)
            mediaType = "text/html"
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
            notes: content.notes
        )
        var bare = page
        bare.body = []
        return .next((document, bare))
    }
}
