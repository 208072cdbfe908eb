public import PotokConfiguration
public import PotokCore
public import PotokFetch

extension PotokError.Code {
    /// What pipeline.json says of a sink cannot be used.
    public static let sinkOptions = PotokError.Code("sink.options")
}

extension HTTPTarget {
    /// Makes the target of a sink, with its secrets looked up.
    ///
    /// - Parameters:
    ///   - options: where it is and who we are.
    ///   - sink: what all sinks have.
    ///   - keyHeader: where an API key goes.
    ///   - vault: where secrets are kept.
    /// - Throws: `sink.options`, `request.secret-missing` or `request.secret-invalid`; no message holds a secret.
    public init(
        _ options: HTTPServerOptions,
        of sink: SinkOptions,
        keyHeader: HTTPCredentials.KeyHeader,
        vault: SecretVault
    ) throws(PotokError) {
        let credentials = try HTTPCredentials(options.auth, keyHeader: keyHeader, vault: vault)
        guard let url = options.url, let target = HTTPTarget(url, credentials: credentials) else {
            throw PotokError(.sinkOptions, "the sink '\(sink.name)' has no URL that requests can be sent to")
        }
        self = target
        timeout = sink.timeout
        if !options.certificateAuthority.isEmpty { certificateAuthority = options.certificateAuthority }
    }
}
