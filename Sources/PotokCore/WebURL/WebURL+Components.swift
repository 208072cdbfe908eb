extension WebURL {
    /// What the host of a URL is.
    public enum HostKind: UInt8, Sendable {
        /// There is no host, as in `mailto:` or `foo:/path`.
        case none
        /// The host is the empty string, as in `file:///path`.
        case empty
        /// A domain name, in ASCII.
        case domain
        /// An IPv4 address, in dotted decimal.
        case ipv4
        /// An IPv6 address, in brackets.
        case ipv6
        /// The host of a scheme that is not special, percent-encoded.
        case opaque
    }

    /// The scheme in lower case, without the colon.
    public var scheme: String { string(0, parts.schemeEnd) }

    /// Whether the scheme is http or https.
    public var isWeb: Bool { parts.scheme == .http || parts.scheme == .https }

    /// Whether the scheme is one of http, https, ws, wss, ftp and file.
    public var isSpecial: Bool { parts.scheme.isSpecial }

    /// The percent-encoded user name, empty without one.
    public var username: String {
        hasCredentials ? string(parts.schemeEnd + 3, parts.usernameEnd) : ""
    }

    /// The percent-encoded password, empty without one.
    public var password: String {
        hasCredentials && parts.usernameEnd + 1 < parts.hostStart
            ? string(parts.usernameEnd + 1, parts.hostStart - 1) : ""
    }

    /// Whether there is a user name or a password.
    public var hasCredentials: Bool {
        parts.hostKind != .none && parts.hostStart > parts.schemeEnd + 3
    }

    /// The serialized host, an IPv6 address in brackets; nil without one, empty for `file:///`.
    public var host: String? {
        parts.hostKind == .none ? nil : string(parts.hostStart, parts.hostEnd)
    }

    /// What the host is.
    public var hostKind: HostKind { parts.hostKind }

    /// The port; nil when it is the scheme's default one.
    public var port: Int? { parts.hasPort ? Int(parts.port) : nil }

    /// The port to connect to: the one given, or the scheme's default one.
    public var effectivePort: Int? { port ?? parts.scheme.defaultPort.map(Int.init) }

    /// The percent-encoded path, with its leading slash unless it is opaque or empty.
    public var path: String { string(parts.pathStart, parts.queryStart) }

    /// Whether the path is opaque, as in `mailto:` or `data:`.
    public var hasOpaquePath: Bool { parts.hasOpaquePath }

    /// The percent-encoded query without the question mark; nil without one, empty where only the mark is there.
    public var query: String? {
        parts.queryStart < parts.fragmentStart ? string(parts.queryStart + 1, parts.fragmentStart) : nil
    }

    /// The percent-encoded fragment without the number sign; nil without one.
    public var fragment: String? {
        hasFragment ? string(parts.fragmentStart + 1, UInt32(href.utf8.count)) : nil
    }

    /// Path and query as they stand in the request line of HTTP (RFC 9112, section 3.2.1).
    public var requestTarget: String {
        let target = string(parts.pathStart, parts.fragmentStart)
        return target.utf8.first == UInt8(ascii: "/") ? target : "/" + target
    }

    /// The serialized origin (section 4.7): scheme, host and port, or `null` where there is none.
    public var origin: String {
        switch parts.scheme {
        case .http, .https, .ws, .wss, .ftp:
            return scheme + "://" + string(parts.hostStart, parts.hostEnd) + (parts.hasPort ? ":\(parts.port)" : "")
        case .other where parts.hasOpaquePath && scheme == "blob":
            guard let inner = WebURL(path), inner.isWeb else { return "null" }
            return inner.origin
        case .file, .other:
            return "null"
        }
    }

    var hasFragment: Bool { Int(parts.fragmentStart) < href.utf8.count }

    /// The bytes of ``href`` between two offsets as a string.
    func string(_ start: UInt32, _ end: UInt32) -> String {
        let bytes = href.utf8
        let from = bytes.index(bytes.startIndex, offsetBy: Int(start))
        let upTo = bytes.index(bytes.startIndex, offsetBy: Int(end))
        return String(href[from..<upTo])
    }

    /// Calls a closure with the bytes of ``href``.
    func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        var copy = href
        return copy.withUTF8 { body($0.span) }
    }
}
