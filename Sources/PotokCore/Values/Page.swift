/// What a fetch or a read brought back: bytes, and what is known about them.
public struct Page: Sendable {
    /// One step of a redirect.
    public struct Hop: Sendable, Hashable {
        /// The URL that redirected.
        public var url: WebURL
        /// Its HTTP status, 301 to 308.
        public var status: Int
        /// Makes a step.
        public init(url: WebURL, status: Int) {
            self.url = url
            self.status = status
        }
        /// Whether the server said that the move is for good (301, 308).
        public var isPermanent: Bool { status == 301 || status == 308 }
    }

    /// The request that led here.
    public var request: Request
    /// Where the bytes came from in the end: the last URL of the hops, or the file.
    public var locator: Locator
    /// The redirects on the way, in order.
    public var hops: [Hop]
    /// The decoded body (no content coding left).
    public var body: [UInt8]
    /// The Content-Type header, or nil when there was none.
    public var contentType: String?
    /// Other response headers by lower-case name, as sent; repeated ones joined by `, `.
    public var headers: [String: String]
    /// What to send back next time.
    public var validators: Validators
    /// When the bytes arrived.
    public var observedAt: Timestamp
    /// What is known of the page beside its bytes; it goes before what the bytes say.
    public var known = Known()
    /// Its bytes as they are to be kept; nil where they are not.
    public var kept: KeptBody?
    /// Why the page itself could not be had, where its bytes are what a listing holds of it.
    public var standsInBecause: String?

    /// What whoever gave the page has said of it.
    public struct Known: Sendable, Hashable {
        /// The title.
        public var title: String?
        /// The authors, in their order.
        public var authors: [String] = []
        /// When it was published.
        public var published: PublishedDate?
        /// The language as a BCP 47 tag.
        public var language: String?
        /// Makes an empty record.
        public init() {}
    }

    /// Makes a page.
    public init(
        request: Request,
        locator: Locator,
        hops: [Hop] = [],
        body: [UInt8],
        contentType: String? = nil,
        headers: [String: String] = [:],
        validators: Validators = Validators(),
        observedAt: Timestamp
    ) {
        self.request = request
        self.locator = locator
        self.hops = hops
        self.body = body
        self.contentType = contentType
        self.headers = headers
        self.validators = validators
        self.observedAt = observedAt
    }

    /// Whether every redirect on the way says that it is for good.
    public var isMoved: Bool { !hops.isEmpty && hops.allSatisfy(\.isPermanent) }

    /// The locator that identifies the document: permanent redirects move it, the first temporary one keeps it.
    public var identity: Locator {
        // A record tells itself what it is a copy of, and what was asked for.
        let asked = if case .url(let url) = request.locator { url } else { hops.first?.url }
        guard var current = asked else { return locator }
        for (index, hop) in hops.enumerated() {
            guard hop.isPermanent else { return .url(current) }
            if index + 1 < hops.count { current = hops[index + 1].url } else { return locator }
        }
        return hops.isEmpty ? .url(current) : locator
    }
}
