public import PotokCore

/// What the requests of a source say beside what every request says, bound to the origins that may hear it.
///
/// An origin is scheme, host and port. Headers go to the origin of the URL that was asked for, when it is one of the bound
/// ones; a redirect that leaves it takes nothing along. Values appear in no text that this type makes of itself.
public struct RequestIdentity: Sendable, Hashable {
    /// The headers; nil when there is nothing to say.
    let headers: RequestHeaders?
    /// The origins, each as ``WebURL/origin`` spells it.
    public let origins: Set<String>
    /// Whether a secret is among the headers.
    public let holdsSecret: Bool

    /// Says nothing to anybody.
    public init() {
        headers = nil
        origins = []
        holdsSecret = false
    }

    /// Binds headers to the origins that may hear them.
    public init(_ headers: RequestHeaders, origins: Set<String>, holdsSecret: Bool = false) {
        self.headers = headers
        self.origins = origins
        self.holdsSecret = holdsSecret
    }

    /// Whether a request for a URL carries a secret where everybody on the way can read it.
    public func exposesSecret(to url: WebURL) -> Bool {
        holdsSecret && url.scheme == "http" && origins.contains(url.origin)
    }

    /// The header lines for one hop of a request.
    func lines(for url: WebURL, askedFor first: WebURL) -> [String] {
        guard let headers, url.origin == first.origin, origins.contains(url.origin) else { return [] }
        return headers.lines
    }
}

extension RequestIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The names of the headers and the origins.
    public var description: String {
        guard let headers else { return "nothing" }
        return "\(headers) for \(origins.sorted().joined(separator: ", "))"
    }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// The same as ``description``: a dump must not show values either.
    public var customMirror: Mirror { Mirror(self, children: ["identity": description]) }
}
