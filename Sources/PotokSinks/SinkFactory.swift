public import PotokConfiguration
public import PotokCore
public import PotokFetch

/// Makes sinks of what pipeline.json says of them; nothing is connected yet.
public enum SinkFactory {
    /// Makes a sink.
    ///
    /// - Throws: `PotokError` that names the sink, when a secret is not there or an option does not fit.
    public static func make(_ options: SinkOptions, vault: SecretVault) throws(PotokError) -> any Sink {
        do throws(PotokError) {
            let mapping = try FieldMapping(options.fields)
            switch options.kind {
            case .openSearch(let target): return try OpenSearchSink(target, of: options, vault: vault)
            case .meilisearch(let target): return try MeilisearchSink(target, of: options, vault: vault)
            case .typesense(let collection): return try TypesenseSink(collection, of: options, vault: vault)
            case .postgreSQL(let table): return try PostgreSQLSink(table, of: options, vault: vault)
            case .webhook(let target): return try WebhookSink(target, of: options, vault: vault)
            case .ndjson(let files): return NDJSONSink(files, mapping: mapping)
            case .standardOutput: return StandardOutputSink(mapping: mapping)
            }
        } catch {
            var error = error
            error.message = "sink '\(options.name)': \(error.message)"
            throw error
        }
    }
}
