/// One thing to fetch or read: an entry of the frontier, claimed by this run.
public struct Request: Sendable {
    /// The frontier's own name for the claim; it means nothing outside the store that gave it.
    public struct Claim: Sendable, Hashable {
        /// The store's number.
        public let rawValue: Int64
        /// Wraps a number of the store's.
        public init(rawValue: Int64) { self.rawValue = rawValue }
    }

    /// What is expected at an address, and what is done with what comes.
    public enum Role: String, Sendable, Hashable, CaseIterable {
        /// A page, which becomes a document.
        case page
        /// A feed, whose entries are pages.
        case feed
        /// A sitemap or an index of sitemaps.
        case sitemap
        /// A page of a site: a document, and a list of links.
        case site
    }

    /// What to give back to the store with the outcome.
    public var claim: Claim
    /// The name of the source in pipeline.json.
    public var source: String
    /// Where to find it.
    public var locator: Locator
    /// What the server said of the copy we have, to be sent back byte for byte.
    public var validators: Validators
    /// How often this entry has failed in a row until now.
    public var failures: Int
    /// How often in a row it was not there until now.
    public var misses: Int
    /// The time from the last look to this one, as it was planned; nil for the first look.
    public var interval: Duration?
    /// What is expected there.
    public var role: Role
    /// How many listings, one after the other, have led to it; none to what a source names itself.
    public var depth: Int
    /// When it was changed last, by the word of a listing.
    public var modified: Timestamp?
    /// Where a listing has moved to for good, as an earlier look has found: it is asked for there.
    public var movedTo: WebURL?

    /// Makes a request.
    public init(
        claim: Claim,
        source: String,
        locator: Locator,
        validators: Validators = Validators(),
        failures: Int = 0,
        misses: Int = 0,
        interval: Duration? = nil,
        role: Role = .page,
        depth: Int = 0,
        modified: Timestamp? = nil,
        movedTo: WebURL? = nil
    ) {
        self.claim = claim
        self.source = source
        self.locator = locator
        self.validators = validators
        self.failures = failures
        self.misses = misses
        self.interval = interval
        self.role = role
        self.depth = depth
        self.modified = modified
        self.movedTo = movedTo
    }
}

/// What a server gives to recognise a copy by (RFC 9110 §8.8).
public struct Validators: Sendable, Hashable {
    /// The entity tag, with its quotes and its weakness mark.
    public var entityTag: String?
    /// The Last-Modified header, as it was sent.
    public var lastModified: String?

    /// Makes validators; none by default.
    public init(entityTag: String? = nil, lastModified: String? = nil) {
        self.entityTag = entityTag
        self.lastModified = lastModified
    }

    /// Whether there is nothing to send back.
    public var isEmpty: Bool { entityTag == nil && lastModified == nil }
}
