import PotokConfiguration
import PotokCore

/// Writes the bodies of `_bulk` and reads its answers: pure functions over bytes.
enum OpenSearchBulk {
    /// What became of one item.
    enum ItemAnswer: Hashable {
        /// What became of its change.
        case settled(ChangeAnswer)
        /// The target holds another version, or remembers a delete with one.
        case conflict(SinkFailure)
    }

    /// The lines for changes, each with its version of ours.
    ///
    /// With `external_gte` the target takes a version that is not below the one that it holds (Index API, "Version types"),
    /// so that the same change may come twice and an older one never replaces a newer one.
    static func body(_ changes: [SinkChange], mapping: FieldMapping) -> [UInt8] {
        var json = JSONBytes()
        json.reserveCapacity(changes.reduce(0) { $0 + 512 + ($1.document?.text.utf8.count ?? 0) * 9 / 8 })
        for change in changes {
            json.beginObject()
            json.name(change.document == nil ? "delete" : "index")
            json.beginObject()
            json.member("_id", change.change.key.rawValue)
            json.member("version", change.change.version)
            json.member("version_type", "external_gte")
            json.endObject()
            json.endObject()
            json.endLine()
            guard let document = change.document else { continue }
            json.beginObject()
            mapping.write(document, into: &json)
            json.endObject()
            json.endLine()
        }
        return json.bytes
    }

    /// What the items of an answer say of changes; nil when they are not the answer to these.
    ///
    /// Items stand in the order of the request (Bulk API, "Response body"); each must name the document that it is about.
    static func answers(
        _ answer: JSONValue,
        to changes: [SinkChange],
        words: (String) -> String
    ) -> [ItemAnswer]? {
        guard let items = answer["items"]?.elements, items.count == changes.count else { return nil }
        var answers: [ItemAnswer] = []
        answers.reserveCapacity(items.count)
        for (item, change) in zip(items, changes) {
            let action = change.document == nil ? "delete" : "index"
            guard let result = item[action], result["_id"]?.string == change.change.key.rawValue,
                let status = result["status"]?.integer
            else { return nil }
            answers.append(self.answer(status, result["error"], isDelete: change.document == nil, words: words))
        }
        return answers
    }

    private static func answer(
        _ status: Int,
        _ error: JSONValue?,
        isDelete: Bool,
        words: (String) -> String
    ) -> ItemAnswer {
        let type = error?["type"]?.string ?? ""
        // A delete of what is not there has the status 404 and no error.
        if error == nil, (200...299).contains(status) || isDelete && status == 404 { return .settled(.delivered) }
        var message = error?["reason"]?.string ?? error?.string ?? "status \(status)"
        if let cause = error?["caused_by"]?["reason"]?.string { message += ": " + cause }
        func failure(_ kind: SinkFailure.Kind) -> SinkFailure {
            SinkFailure(kind, code: type.isEmpty ? String(status) : type, message: words(message))
        }
        switch (status, type) {
        case (409, _): return .conflict(failure(.rejected))
        // A disk that is nearly full, or an index that is being moved: it passes (versions before 7.? say 403).
        case (_, "cluster_block_exception"), (429, _), (503, _): return .settled(.retry(failure(.busy)))
        case (_, "index_not_found_exception"), (_, "index_closed_exception"):
            return .settled(.retry(failure(.mismatch)))
        case (401, _), (403, _): return .settled(.retry(failure(.denied)))
        case (500..., _): return .settled(.retry(failure(.failed)))
        case (400..., _): return .settled(.rejected(failure(.rejected)))
        default: return .settled(.retry(failure(.malformed)))
        }
    }
}
