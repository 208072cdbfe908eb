public import PotokConfiguration
public import PotokCore
import PotokDeduplicate
public import PotokFetch
public import PotokNormalize
import PotokStreams

/// Fetches single pages and normalizes them, with the client and the guards of a run but without a database.
public final class OneOffFetch: Sendable {
    private let fetcher: Fetcher
    private let fetch: FetchOptions
    private let normalize: NormalizeOptions
    private let budget: ByteBudget
    private let source: String
    private let identity: RequestIdentity

    /// Starts the client for pages of no source.
    public convenience init(
        fetch: FetchOptions,
        normalize: NormalizeOptions,
        network: NetworkOptions = NetworkOptions()
    ) throws {
        try self.init(fetch, normalize, network, source: "fetch", identity: RequestIdentity())
    }

    /// Starts the client for pages as a source would fetch them: with its options, headers and secrets, which go to its own
    /// hosts only.
    ///
    /// - Parameter fetch: its options, or what is wanted in their place.
    /// - Throws: `PotokError` when a secret is not there.
    public convenience init(
        fetch: FetchOptions,
        source: SourceOptions,
        of configuration: PipelineConfiguration,
        network: NetworkOptions = NetworkOptions()
    ) async throws {
        var only = configuration
        only.sources = [source]
        let identity = try await Identities.resolve(only)[source.name] ?? RequestIdentity()
        try self.init(fetch, source.normalize, network, source: source.name, identity: identity)
    }

    private init(
        _ fetch: FetchOptions,
        _ normalize: NormalizeOptions,
        _ network: NetworkOptions,
        source: String,
        identity: RequestIdentity
    ) throws {
        self.source = source
        self.identity = identity
        self.fetch = fetch
        self.normalize = normalize
        var network = network.applying(fetch)
        // A run offers HTTP/2 where it pays; by hand, one wants to see what the server can do.
        network.http2 = .always
        self.fetcher = try Fetcher(options: network)
        self.budget = ByteBudget(limit: ByteCount(fetch.maxBody.bytes * 2))
    }

    /// A page that was fetched and normalized.
    public struct Found: Sendable {
        /// The document; its version is 0, because no corpus holds it.
        public var document: DocumentV1
        /// Its sections, where normalize.split asks for them.
        public var sections: [DocumentV1]
        /// Its content in the form that was asked for.
        public var content: String
        /// What of the page is not in the text, and why; only when it was asked for.
        public var removals: [Removal]
        /// What had to be repaired in the page, in words.
        public var notes: [String]
    }

    /// Fetches one page.
    ///
    /// - Throws: `PotokError` when there is no page, or no text in it.
    public func document(
        at url: WebURL,
        as form: TextForm = .text,
        tellsRemovals: Bool = false,
        observe: (@Sendable (TransferLog) -> Void)? = nil
    ) async throws -> Found {
        var needs = form.needs
        needs.tellsRemovals = tellsRemovals
        let page = try await page(at: url, observe: observe)
        let rules = NormalizeRules(normalize)
        let step =
            Normalizer.blocks(on: page)
            ? await BlockingWork.run { [needs] in
                Normalizer().normalize(page, rules: rules, agent: "potok", form: needs)
            } : Normalizer().normalize(page, rules: rules, agent: "potok", form: needs)
        switch step {
        case .settled(let outcome):
            throw PotokError(
                PotokError.Code(outcome.code ?? "normalize.no-document"),
                "\(url) gives no document: \(outcome.reason ?? outcome.kind.rawValue)"
            )
        case .next(let output):
            let fingerprinted = FingerprintStage.fingerprint(output.document)
            return Found(
                document: DocumentV1(fingerprinted),
                sections: fingerprinted.sections.map { DocumentV1($0) },
                content: output.content(as: form),
                removals: output.removals,
                notes: output.document.notes
            )
        }
    }

    /// Fetches one page as it is.
    ///
    /// - Throws: `PotokError` when there is none.
    func page(at url: WebURL, observe: (@Sendable (TransferLog) -> Void)?) async throws -> Page {
        let request = Request(claim: Request.Claim(rawValue: 0), source: source, locator: .url(url))
        let lease = budget.lease()
        defer { lease.release() }
        switch try await fetcher.fetch(
            request,
            options: fetch,
            identity: identity,
            holding: lease,
            observe: observe
        ) {
        case .notModified:
            throw PotokError("fetch.protocol", "\(url) answered 304 to a request without validators")
        case .status(let answer):
            throw PotokError(
                PotokError.Code("fetch.http-\(answer.status)"),
                "\(answer.url) answered \(answer.reason)",
                isRetryable: answer.status >= 500 || answer.status == 429
            )
        case .page(let page): return page
        }
    }

    /// Ends the client.
    public func shutdown() async { await fetcher.shutdown() }
}

extension DocumentV1 {
    /// The outside form of a document that is in no corpus.
    init(_ fingerprinted: Fingerprinted) {
        let document = fingerprinted.document
        let time = document.observedAt.text
        self.init(
            key: document.key.rawValue,
            url: document.locator.url == nil ? nil : document.publicText,
            identifier: document.locator.url == nil ? document.publicText : nil,
            source: document.source,
            title: document.title,
            text: document.text,
            language: document.language,
            publishedAt: document.published?.text,
            publishedPrecision: document.published?.precision,
            authors: document.authors,
            mediaType: document.mediaType,
            confidence: document.roundedConfidence,
            firstSeenAt: time,
            observedAt: time,
            changedAt: time,
            bodyHash: document.bodyHash.hexadecimal,
            contentHash: fingerprinted.contentHash.hexadecimal,
            textHash: fingerprinted.textHash.hexadecimal,
            duplicateOf: nil,
            reservesMining: document.reservesMining,
            version: 0,
            revision: 1
        )
    }
}
