public import PotokConfiguration
public import PotokCore
public import PotokFetch

extension TypesenseSink {
    /// Makes the sink that pipeline.json names.
    ///
    /// - Parameters:
    ///   - options: where the collection is.
    ///   - sink: what all sinks have.
    ///   - vault: where secrets are kept.
    /// - Throws: `sink.options`, `request.secret-missing` or `request.secret-invalid`; no message holds a secret.
    public init(_ options: TypesenseOptions, of sink: SinkOptions, vault: SecretVault) throws(PotokError) {
        let mapping = try FieldMapping(sink.fields)
        let own = [TypesenseImport.keyNumberField, TypesenseImport.secondsField(mapping)].compactMap { $0 }
        for column in mapping.columns {
            let isIdentity = column.name == TypesenseImport.identityField && column.field != .key
            guard own.contains(column.name) || isIdentity else { continue }
            throw PotokError(
                .sinkOptions,
                "'\(column.name)' of the sink '\(sink.name)' is the name of a field that potok makes",
                hint: "give the field another name in 'fields'"
            )
        }
        let target = try HTTPTarget(options.server, of: sink, keyHeader: Self.keyHeader, vault: vault)
        self.init(HTTPClient(target), name: options.collection, mapping: mapping)
    }
}
