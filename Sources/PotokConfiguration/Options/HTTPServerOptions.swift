public import PotokCore

/// What every sink has that sends requests to a server: where it is, who we are, whose certificate is believed.
public struct HTTPServerOptions: Sendable, Hashable {
    /// The URL.
    public var url: WebURL?
    /// Who we are.
    public var auth = SinkAuthentication.none
    /// The file of certificate authorities to trust instead of the system's; empty for the system's.
    public var certificateAuthority = ""

    /// Makes options without a server.
    public init() {}

    /// The same, with paths resolved.
    func resolving(_ resolve: (String) -> String) -> HTTPServerOptions {
        var options = self
        options.auth = auth.resolving(resolve)
        if !certificateAuthority.isEmpty { options.certificateAuthority = resolve(certificateAuthority) }
        return options
    }
}
