/// Offsets of the components of a serialized URL.
///
///     https://user:pass@example.com:1234/foo/bar?baz#quux
///          |      |     |          |    |       |   |
///          |      |     |          |    |       |   fragmentStart
///          |      |     |          |    |       queryStart
///          |      |     |          |    pathStart
///          |      |     |          hostEnd
///          |      |     hostStart
///          |      usernameEnd
///          schemeEnd
struct WebURLParts: Sendable, Hashable {
    /// The offset of the colon behind the scheme.
    var schemeEnd: UInt32 = 0
    /// The end of the user name, at the colon of the password or the `@`; equal to ``hostStart`` without credentials.
    var usernameEnd: UInt32 = 0
    /// The first byte of the host; `schemeEnd + 1` without one.
    var hostStart: UInt32 = 0
    /// The end of the host.
    var hostEnd: UInt32 = 0
    /// The first byte of the path, behind the `/.` that keeps a path of two slashes apart from a host.
    var pathStart: UInt32 = 0
    /// The offset of the `?`, or that of the end of the path.
    var queryStart: UInt32 = 0
    /// The offset of the `#`, or that of the end of the query.
    var fragmentStart: UInt32 = 0
    /// The port, unless it is the scheme's default.
    var port: UInt16 = 0
    /// Whether there is a port.
    var hasPort = false
    /// Whether the scheme is one of the standard's special ones, and which.
    var scheme = WebURLScheme.other
    /// What the host is.
    var hostKind = WebURL.HostKind.none
    /// Whether the path is opaque, as in `mailto:`.
    var hasOpaquePath = false
}

/// The special schemes of the standard (section 4.2), and all others in one.
enum WebURLScheme: UInt8, Sendable {
    case other, http, https, ws, wss, ftp, file

    /// The scheme named by lower-case bytes.
    init(_ bytes: some Collection<UInt8>) {
        self =
            switch bytes.count {
            case 2 where bytes.elementsEqual("ws".utf8): .ws
            case 3 where bytes.elementsEqual("wss".utf8): .wss
            case 3 where bytes.elementsEqual("ftp".utf8): .ftp
            case 4 where bytes.elementsEqual("http".utf8): .http
            case 4 where bytes.elementsEqual("file".utf8): .file
            case 5 where bytes.elementsEqual("https".utf8): .https
            default: .other
            }
    }

    /// Whether the scheme is special.
    var isSpecial: Bool { self != .other }

    /// The port that is never written.
    var defaultPort: UInt16? {
        switch self {
        case .http, .ws: 80
        case .https, .wss: 443
        case .ftp: 21
        case .file, .other: nil
        }
    }
}
