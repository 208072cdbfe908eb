import PotokConfiguration
import PotokCore

/// The fields of a collection that Typesense indexes; whatever else a document has is stored and given back.
struct TypesenseSchema: Sendable {
    /// A field of the index.
    struct Field: Sendable, Hashable {
        /// Its name.
        var name: String
        /// Its type.
        var type: String
        /// Whether its values are counted.
        var isFacet = false
        /// Whether a document may lack it.
        var isOptional = true
    }

    /// The fields.
    let fields: [Field]

    /// Makes the fields of what goes out.
    init(_ mapping: FieldMapping) {
        var fields = [Field(name: TypesenseImport.keyNumberField, type: "int64", isOptional: false)]
        for column in mapping.columns where column.name != TypesenseImport.identityField {
            switch column.field {
            case .version: fields.append(Field(name: column.name, type: "int64", isOptional: false))
            case .title, .text, .url, .identifier, .publishedAt, .duplicateOf:
                fields.append(Field(name: column.name, type: "string"))
            case .source, .language, .mediaType, .duplicateRelation:
                fields.append(Field(name: column.name, type: "string", isFacet: true))
            case .authors: fields.append(Field(name: column.name, type: "string[]", isFacet: true))
            case .reservesMining: fields.append(Field(name: column.name, type: "bool", isFacet: true))
            case .revision: fields.append(Field(name: column.name, type: "int32"))
            case .confidence, .duplicateScore: fields.append(Field(name: column.name, type: "float"))
            default: break
            }
        }
        if let name = TypesenseImport.secondsField(mapping) { fields.append(Field(name: name, type: "int64")) }
        self.fields = fields
    }

    /// What makes a collection.
    func creation(named name: String) -> [UInt8] {
        var json = JSONBytes()
        json.beginObject()
        json.member("name", name)
        json.name("fields")
        json.beginList()
        for field in fields {
            json.beginObject()
            json.member("name", field.name)
            json.member("type", field.type)
            json.member("facet", field.isFacet)
            json.member("optional", field.isOptional)
            json.endObject()
        }
        json.endList()
        json.endObject()
        return json.bytes
    }

    /// What of a collection that is there does not fit what will be sent.
    func problems(of collection: JSONValue) -> [String] {
        var there: [String: JSONValue] = [:]
        for field in collection["fields"]?.elements ?? [] {
            if let name = field["name"]?.string { there[name] = field }
        }
        var problems: [String] = []
        for field in fields {
            guard let found = there.removeValue(forKey: field.name) else {
                // Without the others documents are stored all the same, and whoever made the collection may not look for them.
                if !field.isOptional { problems.append("the field `\(field.name)` of type \(field.type) is missing") }
                continue
            }
            let type = found["type"]?.string ?? ""
            // A string may be split in parts by the server's own types `string*` and `auto`.
            let fits = type == field.type || type == "auto" || (field.type.hasPrefix("string") && type == "string*")
            if !fits { problems.append("the field `\(field.name)` is of type \(type) and not \(field.type)") }
            if !field.isOptional, found["index"]?.boolean == false {
                problems.append("the field `\(field.name)` is not indexed")
            }
        }
        for (name, field) in there.sorted(by: { $0.key < $1.key }) {
            guard field["optional"]?.boolean == false, !name.contains("*"), name != TypesenseImport.identityField else {
                continue
            }
            problems.append("the field `\(name)` is asked for, but not sent")
        }
        return problems
    }
}
