public import PotokCore

/// How pages are fetched: the key `fetch` of pipeline.json, overridable per source.
public struct FetchOptions: Sendable, Hashable {
    /// What robots.txt and `noindex` count for.
    public enum Robots: String, Sendable, Hashable, CaseIterable {
        /// They are obeyed (RFC 9309).
        case obey
        /// They are neither asked for nor obeyed; every report says so.
        case ignore
    }

    /// Which hosts share one queue, and with it delay, parallel limit and blocks.
    public enum HostGrouping: String, Sendable, Hashable, CaseIterable {
        /// Each host has its own.
        case host
        /// The hosts of one registrable domain share one (Public Suffix List).
        case domain
        /// The hosts of one address share one.
        case address
    }

    /// The User-Agent header; names the program and whom to write to.
    public var userAgent = "potok/0.1 (+mailto:operator@localhost)"
    /// Transfers open at once, over all hosts.
    public var parallel = 64
    /// Transfers open at once to one host.
    public var parallelPerHost = 1
    /// Which hosts share one queue, and with it delay, parallel limit and blocks.
    public var hostGrouping = HostGrouping.host
    /// Time between the start of two requests to one host.
    public var delay: Duration = .seconds(1)
    /// The longest delay between two requests that a robots.txt may ask for with Crawl-delay; more is cut to this.
    public var longestCrawlDelay: Duration = .seconds(60)
    /// Whether robots.txt and `noindex` are obeyed.
    public var robots = Robots.obey
    /// The longest that a connection may take to open.
    public var connectTimeout: Duration = .seconds(10)
    /// The longest that one request may take in all.
    public var timeout: Duration = .seconds(30)
    /// The largest body, as sent and decoded.
    public var maxBody: ByteCount = .mebibytes(16)
    /// How many redirects are followed.
    public var maxRedirects = 10
    /// How long a page counts as fresh after it was fetched; it is due again afterwards.
    public var revisit: Duration = .seconds(3_600)
    /// The longest that the time between two looks at a page grows to while it does not change.
    public var longestRevisit: Duration = .seconds(7 * 86_400)
    /// How long after the first failure the next attempt comes; doubled with each failure, up to a day.
    public var retry: Duration = .seconds(60)
    /// The file of the certificate authorities that are trusted; ``systemCertificates`` for those of the system.
    public var certificates = Self.systemCertificates
    /// The proxy that requests go through; its own address is not judged, and its targets by their names alone.
    public var proxy = Proxy.none
    /// Addresses that may be reached although they are private, loopback, link-local or otherwise not of the public web.
    public var allowAddresses: [AddressRange] = []

    /// The folder of the WARC files that keep what is fetched; ``noWARC`` for none.
    public var warc = Self.noWARC
    /// How large such a file grows before the next is begun.
    public var warcFile: ByteCount = .mebibytes(1_024)
    /// How long the bytes of pages are kept in the database after they were seen last; zero keeps none.
    public var keepBodies: Duration = .seconds(30 * 86_400)

    /// The word for no WARC files.
    public static let noWARC = "none"
    /// The word for the certificate authorities of the system.
    public static let systemCertificates = "system"

    /// The defaults.
    public init() {}
}
