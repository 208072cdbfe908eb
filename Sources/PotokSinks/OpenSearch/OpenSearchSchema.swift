import PotokConfiguration

/// The mapping that an index of ours has, and what an index of somebody else's must have.
///
/// Dates are of the type `date` with the format `strict_date_optional_time`, which takes a year or a month as it is: nothing
/// is invented, and a range query finds them. Fields that are not in the mapping are stored and not indexed (`dynamic: false`),
/// so that no delivery ever changes the schema.
struct OpenSearchSchema {
    let mapping: FieldMapping

    /// What `key` is in the index: sorted and compared exactly.
    private static let types: [DocumentField: String] = [
        .title: "text", .text: "text", .authors: "text",
        .publishedAt: "date", .firstSeenAt: "date", .observedAt: "date", .changedAt: "date",
        .confidence: "float", .duplicateScore: "float", .reservesMining: "boolean", .version: "long",
        .revision: "integer",
    ]

    /// The types that take what a field holds, beside the one that it is given.
    private static let compatible: [String: Set<String>] = [
        "keyword": ["text", "wildcard", "constant_keyword", "match_only_text"],
        "text": ["keyword", "wildcard", "match_only_text", "search_as_you_type"],
        "date": ["date_nanos", "keyword", "text"],
        "float": ["double", "half_float", "scaled_float", "keyword"],
        "boolean": ["keyword"],
        "integer": ["long", "double", "keyword"],
        "long": [],
    ]

    static func type(of field: DocumentField) -> String { types[field] ?? "keyword" }

    /// The body that makes an index.
    ///
    /// - Parameter alias: the name that it is also known by.
    func creation(alias: String?) -> [UInt8] {
        var json = JSONBytes()
        json.beginObject()
        json.name("mappings")
        json.beginObject()
        json.member("dynamic", false)
        json.name("_meta")
        json.beginObject()
        json.member("schema", "document.v1")
        json.endObject()
        json.name("properties")
        json.beginObject()
        for column in mapping.columns {
            json.name(column.name)
            json.beginObject()
            let type = Self.type(of: column.field)
            json.member("type", type)
            switch type {
            case "date": json.member("format", "strict_date_optional_time")
            // The longest that Lucene takes is 32,766 bytes, and a character has four of them at most.
            case "keyword": json.member("ignore_above", 8_191 as Int64)
            case "text" where column.field != .text:
                json.name("fields")
                json.beginObject()
                json.name("keyword")
                json.beginObject()
                json.member("type", "keyword")
                json.member("ignore_above", 256 as Int64)
                json.endObject()
                json.endObject()
            default: break
            }
            json.endObject()
        }
        json.endObject()
        json.endObject()
        if let alias {
            json.name("aliases")
            json.beginObject()
            json.name(alias)
            json.beginObject()
            json.endObject()
            json.endObject()
        }
        json.endObject()
        return json.bytes
    }

    /// Why an index does not fit; nil when it does.
    ///
    /// - Parameter mappings: the value of `mappings` in the answer to `GET /{index}/_mapping`.
    func misfit(_ mappings: JSONValue?) -> String? {
        let properties = mappings?["properties"]
        let isStrict = mappings?["dynamic"]?.string == "strict"
        for column in mapping.columns {
            let wanted = Self.type(of: column.field)
            guard let property = properties?[column.name] else {
                if column.field.isNeeded {
                    return "the field '\(column.name)' is not there, and must be of type \(wanted)"
                }
                if isStrict { return "the field '\(column.name)' is not there, and the mapping is strict" }
                continue
            }
            let type = property["type"]?.string ?? "object"
            // What is compared and sorted by cannot be of another type.
            let others = column.field.isNeeded ? [] : Self.compatible[wanted] ?? []
            guard type == wanted || others.contains(type) else {
                return "the field '\(column.name)' is of type \(type), and must be of type \(wanted)"
            }
        }
        return nil
    }
}
