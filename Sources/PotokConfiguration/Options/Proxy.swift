public import PotokCore

/// The proxy that requests go through: the value of `fetch.proxy`.
public enum Proxy: Sendable, Hashable {
    /// None: hosts are connected to themselves.
    case none
    /// A proxy, by its URL without path, such as `http://proxy.example:3128`.
    case url(WebURL)

    /// The schemes of proxies: HTTP, HTTP over TLS, and SOCKS5 that resolves names itself.
    static let schemes = ["http", "https", "socks5h"]

    /// The value as pipeline.json spells it.
    public var text: String {
        switch self {
        case .none: "none"
        case .url(let url): url.description
        }
    }

    /// The proxy's URL with its port, for libcurl, which has a port of its own where none stands; nil for none.
    public var address: String? {
        guard case .url(let url) = self, let host = url.host else { return nil }
        let usual = ["http": 80, "https": 443][url.scheme] ?? 1_080
        return "\(url.scheme)://\(host):\(url.port ?? usual)"
    }

    /// Why text is no proxy.
    enum Refusal: Error {
        case unreadable(String)
        /// A user or a password is part of it.
        case secret
        case scheme(String)
        case path

        var isSecret: Bool { if case .secret = self { true } else { false } }

        /// What is wrong, after the name of the option.
        func message(expectation: String) -> String {
            switch self {
            case .unreadable(let text): "must be \(expectation), not \"\(DisplayText.quote(text))\""
            case .secret: "has a user or a password in its URL, and a secret never stands in a configuration"
            case .scheme(let scheme):
                "must be \(expectation); \"\(DisplayText.quote(scheme))\" is no kind of proxy that is known"
            case .path: "must be \(expectation), with nothing behind the host and the port"
            }
        }

        /// What to do about it.
        var hint: String? {
            switch self {
            case .unreadable(let text): text.contains("://") ? nil : "write \"http://\(DisplayText.quote(text))\""
            case .secret: "let the proxy know this machine by its address, or run one beside it that signs in"
            case .scheme: "the kinds are \(Proxy.schemes.map { "\($0)://" }.joined(separator: ", "))"
            case .path: nil
            }
        }
    }

    /// Reads text of pipeline.json.
    static func read(_ text: String) -> Result<Proxy, Refusal> {
        if text == "none" { return .success(.none) }
        // Whatever else is wrong with it: what may be a secret is not repeated.
        if text.utf8.contains(UInt8(ascii: "@")) { return .failure(.secret) }
        guard let url = WebURL(text), let host = url.host, !host.isEmpty else {
            // `proxy.example:3128` reads as a scheme and a path.
            return .failure(.unreadable(text))
        }
        guard schemes.contains(url.scheme) else { return .failure(.scheme(url.scheme)) }
        guard ["", "/"].contains(url.requestTarget), !text.contains("?"), !text.contains("#") else {
            return .failure(.path)
        }
        return .success(.url(url))
    }
}
