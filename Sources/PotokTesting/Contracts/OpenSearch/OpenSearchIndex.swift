import Foundation
import PotokCore

/// An index of the contract server.
struct OpenSearchIndex {
    /// A document, or the memory of its delete.
    struct Entry {
        var version: Int64
        /// Nil for a deleted one, whose version is remembered for `index.gc_deletes` (Delete API, "Versioning"; 60 seconds).
        var source: [String: Any]?
    }

    /// An error of an item, with its status.
    struct Refusal: Error {
        var status: Int
        var type: String
        var reason: String
        var cause: String?

        var json: [String: Any] {
            var error: [String: Any] = ["type": type, "reason": reason]
            if let cause { error["caused_by"] = ["type": "illegal_argument_exception", "reason": cause] }
            return error
        }
    }

    var mappings: [String: Any]
    var entries: [String: Entry] = [:]
    /// What searches see: the documents as of the last refresh (Near real-time search).
    var visible: [String: Entry] = [:]

    /// The documents without the memories of deletes.
    var live: [String: Entry] { entries.filter { $0.value.source != nil } }

    /// Index API, "Version types": with `external_gte` a document is stored when the given version is equal to or higher than the
    /// stored one, with `external` when it is higher, and when there is no document; otherwise the answer is 409.
    private func checkVersion(_ id: String, _ version: Int64, isStrict: Bool) throws(Refusal) {
        guard let held = entries[id], held.version > version || isStrict && held.version == version else { return }
        throw Refusal(
            status: 409,
            type: "version_conflict_engine_exception",
            reason:
                "[\(id)]: version conflict, current version [\(held.version)] is higher than the one provided [\(version)]"
        )
    }

    mutating func store(_ id: String, _ version: Int64, isStrict: Bool, _ source: [String: Any]) throws(Refusal) -> Bool
    {
        // Bulk API: since OpenSearch 2.9 an `_id` has 512 bytes at most (Elasticsearch: Index API, `_id`).
        guard id.utf8.count <= 512 else {
            throw Refusal(status: 400, type: "illegal_argument_exception", reason: "id [\(id)] is too long")
        }
        try checkFields(source, id: id)
        try checkVersion(id, version, isStrict: isStrict)
        let isNew = entries[id]?.source == nil
        entries[id] = Entry(version: version, source: source)
        return isNew
    }

    /// Bulk API: a delete of what is not there has the result `not_found` and the status 404; its version is remembered all the same.
    mutating func remove(_ id: String, _ version: Int64, isStrict: Bool) throws(Refusal) -> Bool {
        try checkVersion(id, version, isStrict: isStrict)
        let wasThere = entries[id]?.source != nil
        entries[id] = Entry(version: version, source: nil)
        return wasThere
    }

    /// Mapping, "Field data types": a value that its field's type cannot hold refuses the document with 400.
    private func checkFields(_ source: [String: Any], id: String) throws(Refusal) {
        let properties = mappings["properties"] as? [String: [String: Any]] ?? [:]
        for (name, value) in source {
            guard let property = properties[name] else {
                // `dynamic` (Mapping parameters): with `strict` an unknown field refuses the document.
                guard mappings["dynamic"] as? String != "strict" else {
                    throw Refusal(
                        status: 400,
                        type: "strict_dynamic_mapping_exception",
                        reason: "mapping set to strict, dynamic introduction of [\(name)] within [_doc] is not allowed"
                    )
                }
                continue
            }
            let type = property["type"] as? String ?? "object"
            let values = value as? [Any] ?? [value]
            for value in values {
                let fits =
                    switch type {
                    // `format` strict_date_optional_time (Mapping parameters, "format"): a year, optionally more.
                    case "date": (value as? String).map { PublishedDate($0) != nil } ?? false
                    case "long", "integer", "float", "double": value is NSNumber
                    case "boolean": value is Bool || ["true", "false"].contains(value as? String)
                    default: !(value is [String: Any])
                    }
                guard fits else {
                    throw Refusal(
                        status: 400,
                        type: "mapper_parsing_exception",
                        reason: "failed to parse field [\(name)] of type [\(type)] in document with id '\(id)'",
                        cause: "the value does not fit"
                    )
                }
                // keyword, "ignore_above": a longer one is not indexed; without it Lucene's limit of 32,766 bytes refuses it.
                if type == "keyword", property["ignore_above"] == nil, let text = value as? String,
                    text.utf8.count > 32_766
                {
                    throw Refusal(
                        status: 400,
                        type: "illegal_argument_exception",
                        reason: "Document contains at least one immense term in field=\"\(name)\""
                    )
                }
            }
        }
    }
}
