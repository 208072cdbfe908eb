public import PotokCore

/// Under which names the fields of a document go out: the key `fields` of a sink.
public struct FieldMapping: Sendable, Hashable {
    /// A field that goes out.
    public struct Column: Sendable, Hashable {
        /// The field.
        public let field: DocumentField
        /// Its name at the target.
        public let name: String
        /// The name as JSON spells it, with quotes and colon.
        let spelled: [UInt8]
    }

    /// The fields that go out, in the order of ``DocumentField``.
    public let columns: [Column]

    /// Every field under its own name.
    public static let identity = FieldMapping(columns: DocumentField.allCases.map { ($0, $0.rawValue) })

    /// Makes a mapping.
    ///
    /// - Parameters:
    ///   - names: other names of fields.
    ///   - omitted: the fields that do not go out. Those that are needed go out all the same.
    /// - Returns: nil when two fields would have one name.
    public init?(names: [DocumentField: String], omitted: Set<DocumentField> = []) {
        let fields = DocumentField.allCases.filter { $0.isNeeded || !omitted.contains($0) }
        let columns = fields.map { ($0, names[$0] ?? $0.rawValue) }
        guard Set(columns.map(\.1)).count == columns.count else { return nil }
        self.init(columns: columns)
    }

    private init(columns: [(DocumentField, String)]) {
        self.columns = columns.map { field, name in
            var json = JSONBytes()
            json.name(name)
            return Column(field: field, name: name, spelled: json.bytes)
        }
    }

    /// The name of a field at the target; nil when it does not go out.
    public func name(of field: DocumentField) -> String? { columns.first { $0.field == field }?.name }

    /// The name of the field with the key.
    public var keyName: String { name(of: .key) ?? DocumentField.key.rawValue }

    /// The name of the field with the version.
    public var versionName: String { name(of: .version) ?? DocumentField.version.rawValue }

    /// Writes the members of a document; what is not known is left out.
    ///
    /// Beginning and ending the object is the caller's, so that a sink can have members of its own.
    public func write(_ document: DocumentV1, into json: inout JSONBytes) {
        for column in columns {
            guard let value = column.field.value(of: document) else { continue }
            json.name(spelled: column.spelled)
            switch value {
            case .text(let text): json.text(text)
            case .texts(let texts):
                json.beginList()
                for text in texts { json.text(text) }
                json.endList()
            case .integer(let value): json.integer(value)
            case .number(let value): json.number(value)
            case .boolean(let value): json.boolean(value)
            }
        }
    }
}
