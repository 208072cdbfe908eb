import Foundation

/// A contract server: what Meilisearch answers to the requests of the sink, by its reference and its pages on tasks.
///
/// Every rule names the page it comes from. Tasks are done in the order in which they came; one that is asked for is first
/// `enqueued`, then `processing`, and done with the third question, together with all before it.
public final class MeilisearchServer: @unchecked Sendable {
    // Unchecked is right: everything that changes is reached with `lock` held only.

    struct Index {
        var primaryKey: String?
        var documents: [String: [String: Any]] = [:]
        var createdAt: String
    }

    struct Task {
        var uid: Int
        var type: String
        var index: String?
        var status = "enqueued"
        var error: [String: Any]?
        var details: [String: Any] = [:]
        var enqueuedAt: String
        var finishedAt: String?
        var questions = 0
        var work: (MeilisearchServer) throws(Refusal) -> Void

        var json: [String: Any] {
            [
                "uid": uid, "indexUid": index ?? NSNull(), "status": status, "type": type, "details": details,
                "error": error ?? NSNull(), "enqueuedAt": enqueuedAt, "finishedAt": finishedAt ?? NSNull(),
            ]
        }
    }

    /// An error object (Errors): message, code, type, link.
    struct Refusal: Error {
        var status = 400
        var code: String
        var message: String
        var type = "invalid_request"

        var json: [String: Any] {
            ["message": message, "code": code, "type": type, "link": "https://docs.meilisearch.com/errors#\(code)"]
        }
    }

    private let lock = NSLock()
    private var indexes: [String: Index] = [:]
    private var tasks: [Task] = []
    private var ticks = 0
    private var failures: [(code: String, type: String)] = []
    private let key: String?
    private let maximumPayload: Int
    private let version: String
    private let isReader: Bool

    /// Makes a server without indexes.
    ///
    /// - Parameters:
    ///   - key: the API key that must come with every request but `/health`.
    ///   - maximumPayload: the longest body (Configure Meilisearch at launch, "HTTP payload size limit").
    ///   - version: what it says its version is.
    ///   - isReader: whether the key may not change documents.
    public init(
        key: String? = nil,
        maximumPayload: Int = 100_000_000,
        version: String = "1.11.0",
        isReader: Bool = false
    ) {
        self.isReader = isReader
        self.key = key
        self.maximumPayload = maximumPayload
        self.version = version
    }

    // MARK: For tests

    /// The documents of an index, after all tasks.
    public func documents(_ name: String) -> [String: [String: Any]] {
        lock.withLock {
            process(through: tasks.count - 1)
            return indexes[name]?.documents ?? [:]
        }
    }

    /// The names of the indexes, after all tasks.
    public var indexNames: [String] {
        lock.withLock {
            process(through: tasks.count - 1)
            return indexes.keys.sorted()
        }
    }

    /// Makes an index as somebody else would have.
    public func make(_ name: String, primaryKey: String?) {
        lock.withLock { indexes[name] = Index(primaryKey: primaryKey, createdAt: now()) }
    }

    /// Removes an index past the API.
    public func lose(_ name: String) { lock.withLock { indexes[name] = nil } }

    /// Lets the next task fail, such as with `no_space_left_on_device` and `system`.
    public func failNext(code: String, type: String) { lock.withLock { failures.append((code, type)) } }

    /// Cancels all tasks that wait (Cancel tasks).
    public func cancelAll() {
        lock.withLock {
            for place in tasks.indices where tasks[place].status == "enqueued" {
                tasks[place].status = "canceled"
                tasks[place].finishedAt = now()
            }
        }
    }

    /// Forgets all tasks that are known (Delete tasks).
    public func forgetTasks() {
        lock.withLock {
            for place in tasks.indices { tasks[place].status = "forgotten" }
        }
    }

    // MARK: Requests

    /// Whether a request delivers changes.
    public static func isDelivery(_ request: LoopbackServer.Received) -> Bool {
        let (path, _) = ContractJSON.parts(request.target)
        return request.method == "POST" && path.count >= 3 && path[2] == "documents" && path.last != "fetch"
    }

    /// The answer to a request.
    public func answer(_ request: LoopbackServer.Received) -> LoopbackServer.Answer {
        lock.withLock {
            do throws(Refusal) {
                return try route(request)
            } catch {
                return ContractJSON.answer(error.status, error.json)
            }
        }
    }

    private func route(_ request: LoopbackServer.Received) throws(Refusal) -> LoopbackServer.Answer {
        let (path, query) = ContractJSON.parts(request.target)
        // Health: no key is needed.
        if path == ["health"] { return ContractJSON.answer(200, ["status": "available"]) }
        try authorize(request)
        guard request.body.count <= maximumPayload else {
            // Error codes: `payload_too_large`.
            throw Refusal(
                status: 413,
                code: "payload_too_large",
                message: "The provided payload reached the size limit."
            )
        }
        switch (request.method, path.count, path.first ?? "", path.last ?? "") {
        case ("GET", 1, "version", _):
            return ContractJSON.answer(200, ["commitSha": "0", "commitDate": "0", "pkgVersion": version])
        case ("GET", 1, "tasks", _): return list(query)
        case ("GET", 2, "tasks", let uid): return try task(uid)
        case ("POST", 1, "swap-indexes", _): return try swap(request.body)
        case ("GET", 2, "indexes", let name): return ContractJSON.answer(200, try index(name))
        case ("DELETE", 2, "indexes", let name): return deleteIndex(name)
        case ("PATCH", 3, "indexes", "settings"): return try settings(path[1], request.body)
        case ("GET", 3, "indexes", "stats"):
            _ = try index(path[1])
            let count = indexes[path[1]]?.documents.count ?? 0
            return ContractJSON.answer(200, ["numberOfDocuments": count, "isIndexing": false])
        case ("POST", 3, "indexes", "documents"): return try add(path[1], query, request)
        case ("POST", 4, "indexes", "delete-batch"): return try remove(path[1], request.body)
        case ("POST", 4, "indexes", "fetch"): return try fetch(path[1], request.body)
        default: throw Refusal(status: 404, code: "not_found", message: "The requested path does not exist.")
        }
    }

    /// Security, "Communicating with a protected instance"; Error codes: `missing_authorization_header` is 401, `invalid_api_key` 403.
    private func authorize(_ request: LoopbackServer.Received) throws(Refusal) {
        guard let key else { return }
        guard let header = request.headers["authorization"] else {
            let message = "The Authorization header is missing. It must use the bearer authorization method."
            throw Refusal(status: 401, code: "missing_authorization_header", message: message, type: "auth")
        }
        guard header == "Bearer \(key)" else {
            throw Refusal(
                status: 403,
                code: "invalid_api_key",
                message: "The provided API key is invalid.",
                type: "auth"
            )
        }
    }

    /// Indexes, "Get one index": 404 with `index_not_found`.
    private func index(_ name: String) throws(Refusal) -> [String: Any] {
        guard let index = indexes[name] else {
            throw Refusal(status: 404, code: "index_not_found", message: "Index `\(name)` not found.")
        }
        return [
            "uid": name, "primaryKey": index.primaryKey ?? NSNull(), "createdAt": index.createdAt,
            "updatedAt": index.createdAt,
        ]
    }

    // MARK: Documents

    /// Documents, "Add or replace documents": 202 with a summarized task; other types of content are `invalid_content_type` (415), an empty
    /// body is `missing_payload`, one that cannot be read `malformed_payload`.
    private func add(
        _ name: String,
        _ query: [String: String],
        _ request: LoopbackServer.Received
    ) throws(Refusal) -> LoopbackServer.Answer {
        try checkName(name)
        guard request.headers["content-type"] == "application/x-ndjson" else {
            throw Refusal(status: 415, code: "invalid_content_type", message: "The Content-Type is not accepted.")
        }
        guard !request.body.isEmpty else { throw Refusal(code: "missing_payload", message: "A payload is missing.") }
        var documents: [[String: Any]] = []
        for line in request.body.split(separator: 0x0A) {
            guard let document = ContractJSON.object(line) else {
                throw Refusal(code: "malformed_payload", message: "The `ndjson` payload provided is malformed.")
            }
            documents.append(document)
        }
        let primaryKey = query["primaryKey"]
        let details: [String: Any] = ["receivedDocuments": documents.count, "indexedDocuments": NSNull()]
        return enqueue("documentAdditionOrUpdate", name, details) { server throws(Refusal) in
            try server.store(documents, in: name, primaryKey: primaryKey)
        }
    }

    /// What the task does: wholly or not at all.
    ///
    /// An index that is missing is made; a primary key that is there cannot be changed (`index_primary_key_already_exists`); an identifier is
    /// an integer or has letters, digits, `-` and `_` only, and 511 bytes at most (Primary key, "Formatting the document id";
    /// `invalid_document_id`, `missing_document_id`); `_geo` is an object (`invalid_document_geo_field`).
    private func store(_ documents: [[String: Any]], in name: String, primaryKey: String?) throws(Refusal) {
        var index = indexes[name] ?? Index(primaryKey: nil, createdAt: now())
        if let held = index.primaryKey, let primaryKey, held != primaryKey {
            let message = "Index `\(name)`: The primary key cannot be changed."
            throw Refusal(code: "index_primary_key_already_exists", message: message)
        }
        index.primaryKey = index.primaryKey ?? primaryKey
        guard let key = index.primaryKey else {
            throw Refusal(code: "index_primary_key_no_candidate_found", message: "The primary key inference failed.")
        }
        for document in documents {
            guard let id = document[key] else {
                throw Refusal(code: "missing_document_id", message: "Document doesn't have a `\(key)` attribute.")
            }
            guard let text = id as? String, (1...511).contains(text.utf8.count),
                text.utf8.allSatisfy({ byte in
                    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
                })
            else {
                throw Refusal(code: "invalid_document_id", message: "Document identifier `\(id)` is invalid.")
            }
            if let geo = document["_geo"], !(geo is [String: Any]) {
                let message = "The `_geo` field in the document with the id: `\(text)` is not an object."
                throw Refusal(code: "invalid_document_geo_field", message: message)
            }
            index.documents[text] = document
        }
        indexes[name] = index
    }

    /// Documents, "Delete documents by batch": a list of identifiers; those that are not there do no harm.
    private func remove(_ name: String, _ body: [UInt8]) throws(Refusal) -> LoopbackServer.Answer {
        // What the key may do is looked at before the body (Error codes, `invalid_api_key` and `missing_payload`).
        if isReader {
            throw Refusal(
                status: 403,
                code: "invalid_api_key",
                message: "The provided API key is invalid.",
                type: "auth"
            )
        }
        guard !body.isEmpty else { throw Refusal(code: "missing_payload", message: "A json payload is missing.") }
        guard let ids = ContractJSON.list(body) as? [String] else {
            throw Refusal(code: "malformed_payload", message: "The `json` payload provided is malformed.")
        }
        return enqueue("documentDeletion", name, ["providedIds": ids.count]) { server throws(Refusal) in
            _ = try server.index(name)
            for id in ids { server.indexes[name]?.documents[id] = nil }
        }
    }

    /// Documents, "Get documents with POST": offset, limit (20 unless asked) and fields, in an order of its own.
    private func fetch(_ name: String, _ body: [UInt8]) throws(Refusal) -> LoopbackServer.Answer {
        _ = try index(name)
        let request = ContractJSON.object(body) ?? [:]
        let offset = (request["offset"] as? NSNumber)?.intValue ?? 0
        let limit = (request["limit"] as? NSNumber)?.intValue ?? 20
        let fields = request["fields"] as? [String]
        let documents = (indexes[name]?.documents ?? [:])
            // Any order but that of the keys.
            .sorted { String($0.key.reversed()) < String($1.key.reversed()) }
        let page = documents.dropFirst(offset).prefix(limit).map { entry in
            entry.value.filter { fields?.contains($0.key) ?? true }
        }
        return ContractJSON.answer(
            200,
            ["results": Array(page), "offset": offset, "limit": limit, "total": documents.count]
        )
    }

    // MARK: Indexes

    /// Indexes, "Index uid": letters, digits, `-` and `_` (`invalid_index_uid`).
    private func checkName(_ name: String) throws(Refusal) {
        let isLegal = name.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
        }
        guard isLegal, !name.isEmpty else {
            throw Refusal(code: "invalid_index_uid", message: "`\(name)` is not a valid index uid.")
        }
    }

    /// Settings, "Update settings": an index that is missing is made.
    private func settings(_ name: String, _ body: [UInt8]) throws(Refusal) -> LoopbackServer.Answer {
        try checkName(name)
        guard let settings = ContractJSON.object(body) else {
            throw Refusal(code: "malformed_payload", message: "The `json` payload provided is malformed.")
        }
        return enqueue("settingsUpdate", name, settings) { server throws(Refusal) in
            if server.indexes[name] == nil { server.indexes[name] = Index(createdAt: server.now()) }
        }
    }

    private func deleteIndex(_ name: String) -> LoopbackServer.Answer {
        enqueue("indexDeletion", name, [:]) { server throws(Refusal) in
            _ = try server.index(name)
            server.indexes[name] = nil
        }
    }

    /// Swap indexes: pairs, all in one step; both must be there when the task is done (`index_not_found`), and one index cannot be in two
    /// pairs (`invalid_swap_duplicate_index_found`).
    private func swap(_ body: [UInt8]) throws(Refusal) -> LoopbackServer.Answer {
        guard let swaps = ContractJSON.list(body) as? [[String: [String]]] else {
            throw Refusal(code: "malformed_payload", message: "The `json` payload provided is malformed.")
        }
        let pairs = swaps.map { $0["indexes"] ?? [] }
        guard pairs.allSatisfy({ $0.count == 2 }) else {
            throw Refusal(code: "invalid_swap_indexes", message: "Two indexes must be given for each swap.")
        }
        guard Set(pairs.joined()).count == pairs.count * 2 else {
            throw Refusal(code: "invalid_swap_duplicate_index_found", message: "Indexes must be declared only once.")
        }
        return enqueue("indexSwap", nil, ["swaps": swaps]) { server throws(Refusal) in
            for pair in pairs {
                for name in pair { _ = try server.index(name) }
            }
            for pair in pairs {
                let first = server.indexes[pair[0]]
                server.indexes[pair[0]] = server.indexes[pair[1]]
                server.indexes[pair[1]] = first
            }
        }
    }

    // MARK: Tasks

    /// Tasks and asynchronous operations: the answer is 202 with a summarized task.
    private func enqueue(
        _ type: String,
        _ index: String?,
        _ details: [String: Any],
        work: @escaping (MeilisearchServer) throws(Refusal) -> Void
    ) -> LoopbackServer.Answer {
        let task = Task(uid: tasks.count, type: type, index: index, details: details, enqueuedAt: now(), work: work)
        tasks.append(task)
        return ContractJSON.answer(
            202,
            [
                "taskUid": task.uid, "indexUid": index.map { $0 as Any } ?? NSNull(), "status": "enqueued",
                "type": type,
                "enqueuedAt": task.enqueuedAt,
            ]
        )
    }

    /// Tasks, "Get one task"; `task_not_found` is 404.
    private func task(_ text: String) throws(Refusal) -> LoopbackServer.Answer {
        guard let uid = Int(text), tasks.indices.contains(uid), tasks[uid].status != "forgotten" else {
            throw Refusal(status: 404, code: "task_not_found", message: "Task `\(text)` not found.")
        }
        tasks[uid].questions += 1
        if tasks[uid].status == "enqueued", tasks[uid].questions == 2 { tasks[uid].status = "processing" }
        if tasks[uid].questions > 2 { process(through: uid) }
        return ContractJSON.answer(200, tasks[uid].json)
    }

    /// Tasks, "Get tasks": the newest first, 20 unless asked, of the types that were asked for.
    private func list(_ query: [String: String]) -> LoopbackServer.Answer {
        let limit = query["limit"].flatMap { Int($0) } ?? 20
        let types = query["types"].map { $0.split(separator: ",").map(String.init) }
        let found = tasks.reversed()
            .filter { $0.status != "forgotten" && types?.contains($0.type) ?? true }
        return ContractJSON.answer(200, ["results": found.prefix(limit).map(\.json), "total": found.count])
    }

    /// Tasks are done in the order in which they came ("Task queue").
    private func process(through last: Int) {
        for place in tasks.indices where place <= last && ["enqueued", "processing"].contains(tasks[place].status) {
            do throws(Refusal) {
                if let failure = failures.first {
                    failures.removeFirst()
                    throw Refusal(code: failure.code, message: "refused by the test", type: failure.type)
                }
                try tasks[place].work(self)
                tasks[place].status = "succeeded"
                if let count = tasks[place].details["receivedDocuments"] {
                    tasks[place].details["indexedDocuments"] = count
                }
            } catch {
                tasks[place].status = "failed"
                tasks[place].error = error.json
            }
            tasks[place].finishedAt = now()
        }
    }

    /// An instant, later each time (RFC 3339).
    private func now() -> String {
        ticks += 1
        let digits = String(ticks)
        let fraction = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        return "2026-01-01T00:00:00.\(fraction)Z"
    }
}
