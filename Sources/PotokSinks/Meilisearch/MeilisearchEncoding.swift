import PotokCore

/// Writes what is sent to Meilisearch: pure functions over bytes.
enum MeilisearchEncoding {
    /// The documents of changes, one a line (Add or replace documents, `application/x-ndjson`).
    static func documents(_ changes: [SinkChange], mapping: FieldMapping) -> [UInt8] {
        var json = JSONBytes()
        json.reserveCapacity(changes.reduce(0) { $0 + 512 + ($1.document?.text.utf8.count ?? 0) * 9 / 8 })
        for change in changes {
            guard let document = change.document else { continue }
            json.beginObject()
            mapping.write(document, into: &json)
            json.endObject()
            json.endLine()
        }
        return json.bytes
    }

    /// The keys of changes (Delete documents by batch).
    static func keys(_ changes: [SinkChange]) -> [UInt8] {
        var json = JSONBytes()
        json.beginList()
        for change in changes { json.text(change.change.key.rawValue) }
        json.endList()
        return json.bytes
    }

    /// What a new index is told of its fields (Update settings).
    static func settings(_ mapping: FieldMapping) -> [UInt8] {
        let fields: [(String, [DocumentField])] = [
            ("searchableAttributes", [.title, .text, .authors, .url]),
            (
                "filterableAttributes",
                [
                    .key, .source, .language, .authors, .mediaType, .publishedAt, .publishedPrecision, .duplicateOf,
                    .duplicateRelation, .reservesMining, .version,
                ]
            ),
            ("sortableAttributes", [.key, .publishedAt, .firstSeenAt, .observedAt, .changedAt, .confidence, .version]),
        ]
        var json = JSONBytes()
        json.beginObject()
        for (setting, fields) in fields {
            let names = fields.compactMap { mapping.name(of: $0) }
            // An empty list of searchable fields would mean that nothing is ever found.
            guard !names.isEmpty else { continue }
            json.name(setting)
            json.beginList()
            for name in names { json.text(name) }
            json.endList()
        }
        json.endObject()
        return json.bytes
    }
}
