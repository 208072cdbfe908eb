public import PotokConfiguration
public import PotokCore
public import PotokFetch

extension WebhookSink {
    /// Makes the sink that pipeline.json names.
    ///
    /// - Parameters:
    ///   - options: where the service is.
    ///   - sink: what all sinks have.
    ///   - vault: where secrets are kept.
    /// - Throws: `sink.options`, `request.secret-missing` or `request.secret-invalid`; no message holds a secret.
    public init(
        _ options: WebhookOptions,
        of sink: SinkOptions,
        vault: SecretVault
    ) throws(PotokError) {
        guard let url = options.server.url, let secret = options.secret else {
            throw PotokError(.sinkOptions, "the sink '\(sink.name)' has no URL or no secret")
        }
        var target = try HTTPTarget(options.server, of: sink, keyHeader: .header("X-API-Key"), vault: vault)
        // A slash at the end of the URL belongs to it.
        target.base = url.description
        self.init(
            client: HTTPClient(target),
            secret: try WebhookSecret(secret, vault: vault),
            mapping: try FieldMapping(sink.fields)
        )
    }
}
