public import PotokConfiguration
public import PotokCore
public import PotokFetch

extension MeilisearchSink {
    /// Makes the sink that pipeline.json names.
    ///
    /// - Parameters:
    ///   - options: where the index is.
    ///   - sink: what all sinks have.
    ///   - vault: where secrets are kept.
    /// - Throws: `sink.options`, `request.secret-missing` or `request.secret-invalid`; no message holds a secret.
    public init(
        _ options: MeilisearchOptions,
        of sink: SinkOptions,
        vault: SecretVault
    ) throws(PotokError) {
        guard Self.isLegal(index: options.index) else {
            throw PotokError(
                .sinkOptions,
                "'\(options.index)' of the sink '\(sink.name)' is no `uid` of an index",
                hint: "it has letters without accents, digits, '-' and '_'"
            )
        }
        let target = try HTTPTarget(
            options.server,
            of: sink,
            keyHeader: .authorization("Bearer"),
            vault: vault
        )
        self.init(
            client: HTTPClient(target),
            index: options.index,
            mapping: try FieldMapping(sink.fields),
            taskTimeout: options.taskTimeout
        )
    }
}
