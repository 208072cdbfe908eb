import PotokConfiguration
public import PotokCore
import PotokHTML
import PotokText

/// Turns pages into documents: decodes their bytes, takes the main text and what is known about it, and cleans it up.
///
/// A run, `potok fetch` and `potok extract` all go this way. A normalizer keeps the memory of its parser from page to page and
/// serves one task at a time.
public final class Normalizer {
    /// The version of the rules; it is stored with each document, so that older ones can be found and redone.
    public static let version = 5

    private let parser = HTMLParser()
    private var cleanUp = BlockCleanUp()

    /// Makes a normalizer.
    public init() {}

    /// A document with its content as blocks.
    public struct Output: Sendable {
        /// The document.
        public var document: Document
        /// Its content, from which text, Markdown and HTML are written.
        public var blocks: BlockList
        /// What the page says about itself, each value with the place that it was taken from.
        public var metadata: PageMetadata
        /// What of the page is not in the text, and why, in the order of the page.
        public var removals: [Removal]
    }

    /// What is wanted beside the document.
    public struct Form: Sendable, Hashable {
        /// Emphasis, links and languages of code within the blocks.
        public var keepsMarks: Bool
        /// Pictures among the blocks.
        public var keepsImages: Bool
        /// Whether what is left out is told.
        public var tellsRemovals: Bool

        /// Makes a form; without arguments it is what a run needs.
        public init(keepsMarks: Bool = false, keepsImages: Bool = false, tellsRemovals: Bool = false) {
            self.keepsMarks = keepsMarks
            self.keepsImages = keepsImages
            self.tellsRemovals = tellsRemovals
        }
    }

    /// Whether normalizing a page waits for another program, so that it belongs on `BlockingWork`.
    public static func blocks(on page: Page) -> Bool {
        if case .pdf = ContentKind.of(page) { return true }
        return false
    }

    /// Normalizes one page.
    ///
    /// - Parameters:
    ///   - rules: what the source says, prepared once for all its pages.
    ///   - agent: the product token of our user agent; nil when `noindex` does not count.
    public func normalize(
        _ page: Page,
        rules: NormalizeRules,
        agent: String?,
        form: Form = Form()
    ) -> Step<Output> {
        var links: [WebURL]?
        return normalize(page, rules: rules, agent: agent, form: form, links: &links)
    }

    /// Normalizes one page and finds its links.
    ///
    /// - Parameter links: nil where they are not wanted; otherwise those that may be followed, whatever becomes of the page.
    public func normalize(
        _ page: Page,
        rules: NormalizeRules,
        agent: String?,
        form: Form = Form(),
        links: inout [WebURL]?
    ) -> Step<Output> {
        #if DEBUG
        CrashHook.check(page.body)
        #endif
        let options = BlockBuilder.Options(
            keepsMarks: form.keepsMarks,
            keepsAnchors: rules.splits,
            keepsImages: form.keepsImages
        )
        var content: ExtractedContent
        let mediaType: String
        switch ContentKind.of(page) {
        case .unsupported(let reason):
            return .settled(.excluded(.type, reason: reason))
        case .empty:
            return .settled(.excluded(.empty, reason: "it is empty"))
        case .plainText(let type, let label):
            content = PlainText.extract(Charset.decode(page.body, label: label))
            mediaType = type
        case .markdown(let label):
            content = MarkdownFile.extract(
                Charset.decode(page.body, label: label),
                url: page.locator.url,
                parser: parser,
                options: options
            )
            mediaType = "text/markdown"
        case .pdf:
            do {
                content = try PDFFile.extract(page.body, parser: parser)
            } catch {
                return .settled(.excluded(error.exclusion, reason: error.reason))
            }
            mediaType = "application/pdf"
        case .html(let label):
            content = HTMLPage.read(
                page.body,
                label: label,
                url: page.locator.url,
                headers: page.headers,
                parser: parser,
                rules: rules,
                options: options,
                tellsRemovals: form.tellsRemovals,
                findsLinks: links != nil
            )
            mediaType = "text/html"
            if links != nil { links = Self.forbidsFollowing(page, content, agent) ? [] : content.links }
        }
        if let refusal = Self.refusal(page, content, agent) { return .settled(refusal) }
        if let outcome = content.verdict.outcome(rules.keep) { return .settled(outcome) }
        let removals = cleanUp.clean(&content, rules: rules, tellsRemovals: form.tellsRemovals)
        let text = content.blocks.plainText
        guard !text.isEmpty else { return .settled(.excluded(.empty, reason: "there is no text in it")) }
        guard text.utf8.count <= rules.maxText.bytes else {
            return .settled(
                .excluded(
                    .size,
                    reason: "its text of \(ByteCount(text.utf8.count).rounded) is more than normalize.maxText"
                        + " (\(rules.maxText.rounded))"
                )
            )
        }
        let identity = page.identity
        let document = Document(
            key: identity.key(source: page.request.source),
            locator: identity,
            source: page.request.source,
            title: NormalizationForm.nfc(
                page.known.title ?? content.metadata.title?.value ?? TitleGuess.from(content.blocks)
            ),
            text: text,
            language: page.known.language ?? Self.language(of: text, content, page),
            published: page.known.published ?? content.metadata.published?.value.date,
            authors: (page.known.authors.isEmpty ? content.metadata.authors.map(\.value) : page.known.authors)
                .map { NormalizationForm.nfc($0) },
            mediaType: mediaType,
            observedAt: page.observedAt,
            bodyHash: Hash.of(page.body),
            normalizerVersion: Self.version,
            rules: rules.fingerprint,
            reservesMining: content.reservesMining || page.headers["tdm-reservation"] == "1",
            confidence: content.confidence,
            isIndexPage: content.verdict.isIndexPage,
            notes: content.notes,
            canonicalURL: CanonicalLink.agreed(
                content.canonicalURL,
                CanonicalLink.find(header: page.headers["link"], base: page.locator.url)
            )
        )
        return .next(
            Output(
                document: rules.splits ? document.split(content.blocks) : document,
                blocks: content.blocks,
                metadata: content.metadata,
                removals: removals
            )
        )
    }

    /// The language of a text: what the text itself tells, or what the page and the response declare.
    private static func language(of text: String, _ content: ExtractedContent, _ page: Page) -> String? {
        let header = page.headers["content-language"].flatMap { $0.contains(",") ? nil : CleanText.line($0) }
        let declared = [content.metadata.language?.value, header].compactMap { $0 }
        let end = page.locator.url?.host?.split(separator: ".").last.map { String($0) }
        return LanguageDetector.language(of: text, declared: declared, topLevelDomain: end)?.language
    }

    /// Whether a page does not want its links to be followed.
    private static func forbidsFollowing(_ page: Page, _ content: ExtractedContent, _ agent: String?) -> Bool {
        guard let agent else { return false }
        let directives = RobotsDirectives(agent: agent)
        return directives.forbidsFollowing(header: page.headers["x-robots-tag"])
            || content.robotsMeta.contains(where: directives.forbidsFollowing)
    }

    /// Why a page may not be kept, by its own word.
    private static func refusal(_ page: Page, _ content: ExtractedContent, _ agent: String?) -> Outcome? {
        guard let agent, page.locator.url != nil else { return nil }
        let directives = RobotsDirectives(agent: agent)
        if directives.forbidsIndexing(header: page.headers["x-robots-tag"]) {
            return .excluded(.robots, reason: "its X-Robots-Tag header says noindex")
        }
        if content.robotsMeta.contains(where: directives.forbidsIndexing) {
            return .excluded(.robots, reason: "a <meta> of it says noindex")
        }
        return nil
    }
}
