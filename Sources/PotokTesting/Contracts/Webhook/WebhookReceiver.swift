import Foundation
public import PotokSinks

/// A receiver as `WebhookSink` describes it: verifies, keeps versions, answers each change.
public final class WebhookReceiver: @unchecked Sendable {
    // Unchecked is right: everything that changes is reached with `lock` held only.

    private let lock = NSLock()
    private let secret: WebhookSecret
    private let answersEach: Bool
    private var entries: [String: (version: Int64, document: [String: Any]?)] = [:]
    private var answered: [String: LoopbackServer.Answer] = [:]
    private var repeats = 0

    /// Makes a receiver.
    ///
    /// - Parameters:
    ///   - secret: what messages must be signed with.
    ///   - answersEach: whether it answers each change, or 204 for all and 400 when one is not right.
    public init(secret: WebhookSecret, answersEach: Bool) {
        self.secret = secret
        self.answersEach = answersEach
    }

    /// The documents, with their versions.
    public var documents: [String: (version: Int64, document: [String: Any])] {
        lock.withLock { entries.compactMapValues { entry in entry.document.map { (entry.version, $0) } } }
    }

    /// How many messages came again with an identifier that was answered before.
    public var repeatedMessages: Int { lock.withLock { repeats } }

    /// Whether a request delivers changes.
    public static func isDelivery(_ request: LoopbackServer.Received) -> Bool { request.method == "POST" }

    /// The answer to a request.
    public func answer(_ request: LoopbackServer.Received) -> LoopbackServer.Answer {
        lock.withLock {
            guard request.method == "POST" else { return .response(405, headers: []) }
            guard let id = request.headers["webhook-id"],
                let timestamp = request.headers["webhook-timestamp"].flatMap({ Int($0) }),
                abs(Date().timeIntervalSince1970 - Double(timestamp)) < 300,
                request.headers["webhook-signature"]
                    == secret.signature(id: id, timestamp: timestamp, body: request.body)
            else { return .response(401, headers: [], body: Array("the signature does not hold".utf8)) }
            if let answer = answered[id] {
                repeats += 1
                return answer
            }
            let answer = take(request.body)
            answered[id] = answer
            return answer
        }
    }

    private func take(_ body: [UInt8]) -> LoopbackServer.Answer {
        guard let data = ContractJSON.object(body)?["data"] as? [String: Any],
            let changes = data["changes"] as? [[String: Any]]
        else { return .response(400, headers: [], body: Array("this is no message of ours".utf8)) }
        // A rule of its own, so that there is something it refuses.
        func isRefused(_ change: [String: Any]) -> Bool {
            (change["document"] as? [String: Any])?["duplicateRelation"] != nil
        }
        if !answersEach, changes.contains(where: isRefused) {
            return .response(400, headers: [], body: Array("near duplicates are not wanted".utf8))
        }
        var results: [[String: Any]] = []
        for change in changes {
            let key = change["key"] as? String ?? ""
            let version = (change["version"] as? NSNumber)?.int64Value ?? 0
            if isRefused(change) {
                results.append([
                    "key": key, "status": "rejected", "code": "not-wanted", "message": "near duplicates are not wanted",
                ])
                continue
            }
            if version >= entries[key]?.version ?? 0 { entries[key] = (version, change["document"] as? [String: Any]) }
            results.append(["key": key, "status": "delivered"])
        }
        return answersEach ? ContractJSON.answer(200, ["results": results]) : .response(204, headers: [])
    }
}
