public import PotokConfiguration
public import PotokCore

extension FieldMapping {
    /// Makes the mapping that pipeline.json names.
    ///
    /// - Throws: `sink.options` when two fields would have one name, which the configuration's reader refuses before.
    public init(_ fields: SinkFields) throws(PotokError) {
        var names: [DocumentField: String] = [:]
        for (field, name) in fields.names {
            if let field = DocumentField(rawValue: field) { names[field] = name }
        }
        let omitted = Set(fields.omitted.compactMap { DocumentField(rawValue: $0) })
        guard let mapping = FieldMapping(names: names, omitted: omitted) else {
            throw PotokError(.sinkOptions, "two fields would have the same name at the target")
        }
        self = mapping
    }
}
