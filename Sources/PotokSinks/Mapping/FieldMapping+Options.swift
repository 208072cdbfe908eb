public import PotokConfiguration

extension FieldMapping {
    /// Makes the mapping that pipeline.json names; its reader has made sure that no two fields share a name.
    public init(_ fields: SinkFields) {
        var names: [DocumentField: String] = [:]
        for (field, name) in fields.names {
            if let field = DocumentField(rawValue: field) { names[field] = name }
        }
        self =
            FieldMapping(names: names, omitted: Set(fields.omitted.compactMap { DocumentField(rawValue: $0) }))
            ?? .identity
    }
}
