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

extension FieldMapping {
    /// The mapping that a sink's `fields` stand for.
    ///
    /// - Throws: `sink.fields` when two fields would have one name, which the configuration refuses before.
    public init(_ fields: SinkFields) throws(PotokError) {
        var names: [DocumentField: String] = [:]
        for (field, name) in fields.names {
            if let field = DocumentField(rawValue: field) { names[field] = name }
        }
        let omitted = Set(fields.omitted.compactMap { DocumentField(rawValue: $0) })
        guard let mapping = FieldMapping(names: names, omitted: omitted) else {
            throw PotokError("sink.fields", "two fields would have the same name at the target")
        }
        self = mapping
    }
}
