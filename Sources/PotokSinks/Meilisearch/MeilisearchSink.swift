import PotokConfiguration
public import PotokCore
import PotokStreams

/// Delivers to an index of Meilisearch, and calls a change delivered when its task has succeeded: a 202 only says that it waits.
///
/// Meilisearch has no versions that a writer could set, and its deletes carry none. Order is kept by three things: the delivery never
/// gives two changes of a document at the same time; Meilisearch does tasks in the order in which it took them (Tasks and asynchronous
/// operations); and a batch that may be waiting there still, because its answer was lost, was taken before whatever is sent after
/// it. So the last that was sent is what remains. What another program writes to the same index is outside of this.
public struct MeilisearchSink: Sink {
    let client: HTTPClient
    let index: String
    let mapping: FieldMapping
    /// How long a task may wait and work before the batch is sent again.
    let taskTimeout: Duration
    /// What the index held when the first page of holdings was asked for.
    private let snapshot = Lock<HoldingList?>(nil)

    /// Makes a sink.
    ///
    /// - Parameters:
    ///   - client: sends its requests.
    ///   - index: a legal `uid` (``isLegal(index:)``).
    ///   - mapping: what the fields are called.
    ///   - taskTimeout: how long a task may wait and work before the batch is sent again.
    public init(client: HTTPClient, index: String, mapping: FieldMapping, taskTimeout: Duration = .seconds(300)) {
        self.client = client
        self.index = index
        self.mapping = mapping
        self.taskTimeout = taskTimeout
    }

    /// What it can do: all but versions.
    public var capabilities: SinkCapabilities { [.delete, .holdings, .swap] }

    /// Whether an index may have this name (Indexes, "Index uid"), with room for what is put behind it.
    public static func isLegal(index: String) -> Bool {
        let bytes = index.utf8
        return (1...300).contains(bytes.count)
            && bytes.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
            }
    }

    // MARK: Checking and preparing

    /// Asks whether it is well, its version, and whether the index is there and fits.
    public func check() async throws(SinkFailure) -> SinkHealth {
        let well = try await client.send(HTTPRequest("GET", "/health"))
        guard well.isSuccess else { throw failure(well) }
        guard well.json?["status"]?.string == "available" else {
            throw client.failure(well, code: "health", kind: .mismatch)
        }
        var health = SinkHealth(server: "Meilisearch")
        let version = try await client.send(HTTPRequest("GET", "/version"))
        if let number = version.json?["pkgVersion"]?.string, version.isSuccess {
            health.server += " " + client.words(number)
            let parts = number.split(separator: ".").prefix(2).compactMap { Int($0) }
            // `documents/fetch`, by which it is asked what it holds, came with 1.2.
            guard parts.count == 2, (parts[0], parts[1]) >= (1, 2) else {
                let message = "version \(client.words(number)) is too old: 1.2 is needed"
                throw SinkFailure(.mismatch, code: "version", message: message)
            }
        } else if version.status == 403 {
            // A key may be for documents only. A wrong one is found out below.
            health.notes.append("the key may not ask for the version")
        } else {
            throw failure(version)
        }
        if try await existing() == nil { health.notes.append("the index is made by the first delivery") }
        try await checkRights()
        return health
    }

    /// Asks whether the key may change documents, by a request for deletes without a body: the rights are looked at before it is refused for
    /// that (`missing_payload`), and nothing of it can make a task.
    private func checkRights() async throws(SinkFailure) {
        let answer = try await client.send(.json("POST", "/indexes/\(index)/documents/delete-batch", [UInt8]()))
        let failure = failure(answer)
        if failure.kind == .denied { throw failure }
    }

    /// Makes the index unless it is there.
    ///
    /// Settings of an index that is missing make it (Update settings), so there is never one without them; the primary
    /// key comes with the first documents.
    public func prepare() async throws(SinkFailure) {
        if try await existing() != nil { return }
        let body = MeilisearchEncoding.settings(mapping)
        let answer = try await client.send(.json("PATCH", "/indexes/\(index)/settings", body))
        if let failure = try await finished(answer) { throw failure }
        guard try await existing() != nil else {
            throw SinkFailure(.failed, code: "index_not_found", message: "the index \(index) was made and is not there")
        }
    }

    /// When the index was made; nil when there is none.
    ///
    /// - Throws: `mismatch` when it has another primary key.
    func existing() async throws(SinkFailure) -> String? {
        let answer = try await client.send(HTTPRequest("GET", "/indexes/\(index)"))
        if answer.status == 404, answer.json?["code"]?.string == "index_not_found" { return nil }
        guard answer.isSuccess else { throw failure(answer) }
        guard let json = answer.json, json["uid"]?.string == index, let created = json["createdAt"]?.string else {
            throw client.failure(answer, code: "index-answer", kind: .malformed)
        }
        if let key = json["primaryKey"]?.string, key != mapping.keyName {
            let message =
                "the index \(index) has the primary key '\(client.words(key))', and must have '\(mapping.keyName)'"
            throw SinkFailure(.mismatch, code: "primary-key", message: message)
        }
        return created
    }

    // MARK: Delivering

    /// Enqueues the documents as one task and the deletes as another, and waits for both.
    public func deliver(_ changes: [SinkChange]) async -> BatchAnswer {
        let upserts = changes.filter { $0.document != nil }
        let deletes = changes.filter { $0.document == nil }
        do throws(SinkFailure) {
            var tasks: [Int?] = [nil, nil]
            var failures: [SinkFailure?] = [nil, nil]
            if !upserts.isEmpty {
                let request = HTTPRequest(
                    "POST",
                    "/indexes/\(index)/documents?primaryKey=\(PathText.escaped(mapping.keyName))",
                    headers: ["Content-Type: application/x-ndjson"],
                    body: MeilisearchEncoding.documents(upserts, mapping: mapping)
                )
                (tasks[0], failures[0]) = try await enqueue(request)
            }
            if !deletes.isEmpty {
                let path = "/indexes/\(index)/documents/delete-batch"
                (tasks[1], failures[1]) = try await enqueue(.json("POST", path, MeilisearchEncoding.keys(deletes)))
            }
            for place in tasks.indices {
                if let task = tasks[place] { failures[place] = try await finish(task).failure(words: client.words) }
            }
            return answer(changes, upserts: failures[0], upsertCount: upserts.count, deletes: failures[1])
        } catch {
            return BatchAnswer(error)
        }
    }

    /// Puts what became of the two tasks together.
    ///
    /// A task is done wholly or not at all, so a document that is refused takes the others with it: halves are tried.
    private func answer(
        _ changes: [SinkChange],
        upserts: SinkFailure?,
        upsertCount: Int,
        deletes: SinkFailure?
    ) -> BatchAnswer {
        for failure in [upserts, deletes] {
            if let failure, failure.kind == .denied || failure.kind == .mismatch { return .retry(failure) }
        }
        if let deletes, deletes.kind == .rejected { return .refused(deletes) }
        if let upserts, upserts.kind == .rejected, upsertCount > 1 { return .refused(upserts) }
        return .answered(
            changes.map { change in
                guard let failure = change.document == nil ? deletes : upserts else { return .delivered }
                return failure.kind == .rejected ? .rejected(failure) : .retry(failure)
            }
        )
    }

    /// Sends a request that makes a task.
    ///
    /// - Returns: the task, or why the request was refused; anything else is thrown.
    private func enqueue(_ request: HTTPRequest) async throws(SinkFailure) -> (Int?, SinkFailure?) {
        let answer = try await client.send(request)
        guard answer.isSuccess else {
            let failure = failure(answer)
            if failure.kind == .rejected { return (nil, failure) }
            throw failure
        }
        guard let task = answer.json?["taskUid"]?.integer else {
            throw client.failure(answer, code: "no-task", kind: .malformed)
        }
        return (task, nil)
    }

    /// Waits for the task that an answer names.
    ///
    /// - Returns: why it has failed; nil when it has not.
    func finished(_ answer: HTTPAnswer) async throws(SinkFailure) -> SinkFailure? {
        guard answer.isSuccess else { throw failure(answer) }
        guard let task = answer.json?["taskUid"]?.integer else {
            throw client.failure(answer, code: "no-task", kind: .malformed)
        }
        return try await finish(task).failure(words: client.words)
    }

    /// Waits until a task is done, asking ever less often.
    ///
    /// - Throws: `timeout` when it is not done in time, and what was wrong when it could not be asked three times.
    func finish(_ task: Int) async throws(SinkFailure) -> MeilisearchTask {
        let deadline = ContinuousClock.now + taskTimeout
        var pause = Duration.milliseconds(5)
        var faults = 0
        while true {
            do throws(SinkFailure) {
                let answer = try await client.send(HTTPRequest("GET", "/tasks/\(task)"))
                guard answer.isSuccess else { throw failure(answer) }
                guard let json = answer.json, json["uid"]?.integer == task, let found = MeilisearchTask(json) else {
                    throw client.failure(answer, code: "task-answer", kind: .malformed)
                }
                faults = 0
                if found.state != .enqueued, found.state != .processing { return found }
            } catch {
                faults += 1
                // A task that is not known has been deleted, or with all the others by a reset.
                if error.code == "task_not_found" {
                    throw SinkFailure(.failed, code: error.code, message: error.message)
                }
                if faults >= 3 || error.kind == .denied || error.code == "cancelled" { throw error }
            }
            guard ContinuousClock.now + pause < deadline else {
                throw SinkFailure(.timeout, code: "task", message: "task \(task) was not done within \(taskTimeout)")
            }
            do {
                try await Task.sleep(for: pause)
            } catch {
                throw SinkFailure(.unreachable, code: "cancelled", message: "broken off, because we are stopping")
            }
            pause = min(pause * 3 / 2, .milliseconds(500))
        }
    }

    // MARK: What it holds

    /// How many documents it holds (Get index stats).
    public func count() async throws(SinkFailure) -> Int {
        let answer = try await client.send(HTTPRequest("GET", "/indexes/\(index)/stats"))
        guard answer.isSuccess else { throw failure(answer) }
        guard let count = answer.json?["numberOfDocuments"]?.integer else {
            throw client.failure(answer, code: "stats-answer", kind: .malformed)
        }
        return count
    }

    /// A page of what it holds, in the order of keys.
    ///
    /// Meilisearch gives documents in an order of its own, so the first page reads all keys and versions, 24 bytes each, and the
    /// others are taken from there.
    public func holdings(after key: DocumentKey?, limit: Int) async throws(SinkFailure) -> [Holding] {
        var kept = key == nil ? nil : snapshot.withLock { $0 }
        if kept == nil { kept = try await everything() }
        let page = kept?.page(after: key, limit: limit) ?? []
        // Nobody asks for more behind the last page.
        let rest = page.count < limit ? nil : kept
        snapshot.withLock { $0 = rest }
        return page
    }

    /// All that it holds.
    private func everything() async throws(SinkFailure) -> HoldingList {
        let size = 10_000
        var holdings = HoldingList()
        var offset = 0
        while true {
            var json = JSONBytes()
            json.beginObject()
            json.member("offset", Int64(offset))
            json.member("limit", Int64(size))
            json.name("fields")
            json.beginList()
            json.text(mapping.keyName)
            json.text(mapping.versionName)
            json.endList()
            json.endObject()
            let answer = try await client.send(.json("POST", "/indexes/\(index)/documents/fetch", json.bytes))
            guard answer.isSuccess else { throw failure(answer) }
            guard let page = answer.json?["results"]?.elements else {
                throw client.failure(answer, code: "fetch-answer", kind: .malformed)
            }
            for document in page {
                // What has neither was written by somebody else.
                guard let key = document[mapping.keyName]?.string.flatMap({ DocumentKey(rawValue: $0) }),
                    let version = document[mapping.versionName]?.integer
                else { continue }
                holdings.append(key, version: Int64(version))
            }
            guard page.count == size else { break }
            offset += size
        }
        holdings.sort()
        return holdings
    }

    // MARK: Rebuilding

    /// A sink that fills another index, to be swapped with this one.
    public func rebuilding(_ name: String) -> (any RebuildingSink)? {
        let beside = "\(index)-\(PathText.slug(name))"
        return MeilisearchRebuild(
            live: self,
            filling: MeilisearchSink(client: client, index: beside, mapping: mapping, taskTimeout: taskTimeout)
        )
    }

    /// The failure that an answer stands for, in the target's words.
    func failure(_ answer: HTTPAnswer) -> SinkFailure {
        let json = answer.json
        let code = json?["code"]?.string
        let kind = MeilisearchError.kind(code: code ?? "", type: json?["type"]?.string)
        // What the status says is clearer than that it is the request's fault.
        let isClear = kind == .rejected && [401, 403, 408, 429].contains(answer.status)
        return client.failure(answer, code: code, message: json?["message"]?.string, kind: isClear ? nil : kind)
    }
}
