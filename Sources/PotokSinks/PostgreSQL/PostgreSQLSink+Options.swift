public import PotokConfiguration
public import PotokCore
public import PotokFetch

extension PostgreSQLSink {
    /// Makes the sink that pipeline.json names.
    ///
    /// - Parameters:
    ///   - options: where the table is.
    ///   - sink: what all sinks have.
    ///   - vault: where secrets are kept.
    /// - Throws: `sink.options`, `request.secret-missing` or `request.secret-invalid`; no message holds a secret.
    public init(_ options: PostgreSQLOptions, of sink: SinkOptions, vault: SecretVault) throws(PotokError) {
        let mapping = try FieldMapping(sink.fields)
        let columns = PostgreSQLLayout(mapping, textSearch: options.textSearch).columns.map(\.name)
        // The server would cut a longer name, and two of them could become one.
        if let long = columns.first(where: { $0.utf8.count > PostgreSQLName.longest }) {
            throw PotokError(
                .sinkOptions,
                "'\(long)' of the sink '\(sink.name)' is too long for a column",
                hint: "a name of PostgreSQL has \(PostgreSQLName.longest) bytes at the most"
            )
        }
        let taken = columns + (options.textSearch == .none ? [] : [PostgreSQLLayout.searchColumn])
        if let twice = taken.first(where: { name in taken.count { $0 == name } > 1 }) {
            throw PotokError(
                .sinkOptions,
                "'\(twice)' of the sink '\(sink.name)' is the name of a column that potok makes",
                hint: "give the field another name in 'fields'"
            )
        }
        var password: String?
        if let secret = options.password {
            password = try vault.value(.secret(secret), place: "the password of the sink '\(sink.name)'")
        }
        self.init(options, password: password, mapping: mapping, timeout: sink.timeout)
    }
}
