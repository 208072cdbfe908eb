import PotokConfiguration
import PotokCore

/// Writes the messages to a webhook and reads its answers: pure functions over bytes.
enum WebhookMessage {
    /// The body for changes: `{"type": "corpus.changed", "data": {"changes": […]}}`.
    static func body(_ changes: [SinkChange], mapping: FieldMapping) -> [UInt8] {
        var json = JSONBytes()
        json.reserveCapacity(changes.reduce(100) { $0 + 640 + ($1.document?.text.utf8.count ?? 0) * 9 / 8 })
        json.beginObject()
        json.member("type", "corpus.changed")
        json.name("data")
        json.beginObject()
        json.name("changes")
        json.beginList()
        for change in changes {
            json.beginObject()
            json.member("kind", change.change.kind.rawValue)
            json.member("key", change.change.key.rawValue)
            json.member("version", change.change.version)
            if let document = change.document {
                json.name("document")
                json.beginObject()
                mapping.write(document, into: &json)
                json.endObject()
            }
            json.endObject()
        }
        json.endList()
        json.endObject()
        json.endObject()
        return json.bytes
    }

    /// The identifier of a message: the same for the same changes, however often they are sent.
    static func id(_ changes: [SinkChange]) -> String {
        var hash = SHA256()
        for change in changes {
            hash.update("\(change.change.kind.rawValue) \(change.change.key) \(change.change.version)\n".utf8)
        }
        return "msg_" + Hash(Array(hash.finish().prefix(16))).hexadecimal
    }

    /// What an answer of success says of each change; nil when it is none that the contract knows.
    ///
    /// Without a body all are delivered. With one it is `{"results": […]}`, one for each change in their order.
    static func answers(_ body: [UInt8], to changes: [SinkChange], words: (String) -> String) -> [ChangeAnswer]? {
        if body.isEmpty { return changes.map { _ in .delivered } }
        let parsed = JSONParser.parse(body)
        guard parsed.problems.isEmpty, let results = parsed.value?["results"]?.elements, results.count == changes.count
        else { return nil }
        var answers: [ChangeAnswer] = []
        for (result, change) in zip(results, changes) {
            guard result["key"]?.string == change.change.key.rawValue,
                let answer = answer(result, words: words)
            else { return nil }
            answers.append(answer)
        }
        return answers
    }

    private static func answer(_ result: JSONValue, words: (String) -> String) -> ChangeAnswer? {
        let code = words(result["code"]?.string ?? result["status"]?.string ?? "")
        let message = words(result["message"]?.string ?? "the receiver does not say why")
        switch result["status"]?.string {
        case "delivered": return .delivered
        case "retry":
            let seconds = result["retryAfter"]?.double.map { min(max($0, 0), 86_400) }
            let wait = seconds.map { Duration.seconds($0) }
            return .retry(SinkFailure(.busy, code: code, message: message, retryAfter: wait))
        case "rejected": return .rejected(SinkFailure(.rejected, code: code, message: message))
        default: return nil
        }
    }
}
