public import PotokCore

/// Where the requests of a sink go, and what bounds them.
public struct HTTPTarget: Sendable, Hashable {
    /// The URL that paths are put behind.
    public internal(set) var base: String
    /// What says who we are.
    public var credentials: HTTPCredentials
    /// A file of certificates to trust instead of the system's bundle.
    public var certificateAuthority: String?
    /// How long a request may take, from the connection to the last byte of the answer.
    public var timeout: Duration = .seconds(30)
    /// The longest answer that is read.
    public var maximumAnswer: ByteCount = .mebibytes(64)

    /// Makes a target; nil for a URL that is not of the web, or that has a query, a fragment or a password in it.
    public init?(_ url: WebURL, credentials: HTTPCredentials = .none) {
        guard url.isWeb, url.query == nil, url.fragment == nil, !url.hasCredentials else { return nil }
        var base = url.description
        while base.hasSuffix("/") { base.removeLast() }
        self.base = base
        self.credentials = credentials
    }

    /// Makes a target of one URL, as it is: requests have no path of their own; nil for one that is not of the web, or that has a fragment
    /// or a password in it.
    public init?(exactly url: WebURL, credentials: HTTPCredentials = .none) {
        guard url.isWeb, url.fragment == nil, !url.hasCredentials else { return nil }
        self.base = url.description
        self.credentials = credentials
    }
}
