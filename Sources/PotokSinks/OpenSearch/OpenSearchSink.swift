import PotokConfiguration
public import PotokCore
import PotokStreams

/// Delivers to an index of OpenSearch or Elasticsearch, by `_bulk` with versions of ours.
///
/// The index is known by an alias, unless there is an index of that name already. The sources of what is done here are the reference
/// pages of both products, named by their titles; the contract server of the tests behaves as they say.
public struct OpenSearchSink: Sink {
    let client: HTTPClient
    /// The name that searches and deliveries use: an alias or an index.
    let index: String
    let mapping: FieldMapping
    /// Whether the name is that of an alias, as far as it is known; a delivery must not make an index of that name.
    private let isAlias = Lock(false)

    /// Makes a sink.
    ///
    /// - Parameters:
    ///   - client: sends its requests.
    ///   - index: a legal name of an index (``isLegal(index:)``).
    ///   - mapping: what the fields are called.
    public init(client: HTTPClient, index: String, mapping: FieldMapping) {
        self.client = client
        self.index = index
        self.mapping = mapping
    }

    /// What it can do: everything.
    public var capabilities: SinkCapabilities { [.delete, .versions, .holdings, .swap] }

    /// Whether an index may have this name (Create index API, "Path parameters"), with room for what is put behind it.
    public static func isLegal(index: String) -> Bool {
        let bytes = index.utf8
        guard (1...200).contains(bytes.count), let first = bytes.first, !"-_+.".utf8.contains(first) else {
            return false
        }
        return bytes.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "-_.".utf8.contains(byte)
        }
    }

    // MARK: Checking and preparing

    /// Asks who answers, and whether the index is there and fits.
    public func check() async throws(SinkFailure) -> SinkHealth {
        let answer = try await client.send(HTTPRequest("GET", "/"))
        guard answer.isSuccess else { throw failure(answer) }
        guard let version = answer.json?["version"], let number = version["number"]?.string else {
            throw client.failure(answer, code: "no-version", message: "it does not say its version", kind: .mismatch)
        }
        let isOpenSearch = version["distribution"]?.string == "opensearch"
        let major = number.split(separator: ".").first.flatMap { Int($0) } ?? 0
        guard isOpenSearch ? major >= 1 : major >= 7 else {
            let message = "version \(client.words(number)) is too old: Elasticsearch 7 or OpenSearch 1 is needed"
            throw SinkFailure(.mismatch, code: "version", message: message)
        }
        var health = SinkHealth(server: (isOpenSearch ? "OpenSearch " : "Elasticsearch ") + client.words(number))
        if try await existing() == nil { health.notes.append("the index is made by the first delivery") }
        if isOpenSearch {
            health.notes.append("whether we may write shows with the first delivery")
        } else if let note = try await missingRights() {
            health.notes.append(note)
        }
        return health
    }

    /// Asks whether we may do what is to be done (Has privileges API, which only Elasticsearch has).
    ///
    /// - Returns: a note when that cannot be known, because the server keeps no rights or does not tell.
    /// - Throws: `denied` when something is not allowed that every delivery needs.
    private func missingRights() async throws(SinkFailure) -> String? {
        var json = JSONBytes()
        json.beginObject()
        json.name("index")
        json.beginList()
        json.beginObject()
        json.name("names")
        json.beginList()
        json.text(index)
        json.endList()
        json.name("privileges")
        json.beginList()
        for privilege in ["read", "write", "maintenance", "create_index", "manage"] { json.text(privilege) }
        json.endList()
        json.endObject()
        json.endList()
        json.endObject()
        let answer = try await client.send(.json("POST", "/_security/user/_has_privileges", json.bytes))
        guard answer.isSuccess, let rights = answer.json?["index"]?[index] else {
            return "whether we may write shows with the first delivery"
        }
        let missing = (rights.members ?? []).filter { $0.value.boolean == false }.map(\.key)
        guard !missing.contains("read"), !missing.contains("write") else {
            let names = client.words(missing.joined(separator: ", "))
            throw SinkFailure(.denied, code: "privileges", message: "we may not \(names) the index \(index)")
        }
        return missing.isEmpty ? nil : "we have no right to \(client.words(missing.joined(separator: ", "))) the index"
    }

    /// Makes the index with an alias of the name, unless there is an index or alias of that name.
    public func prepare() async throws(SinkFailure) { try await prepare(creating: "\(index)-000001", alias: index) }

    /// Makes an index if nothing of our name is there.
    func prepare(creating name: String, alias: String?) async throws(SinkFailure) {
        if try await existing() != nil { return }
        let body = OpenSearchSchema(mapping: mapping).creation(alias: alias)
        let answer = try await client.send(.json("PUT", "/\(name)", body))
        let isThere = answer.json?["error"]?["type"]?.string == "resource_already_exists_exception"
        guard answer.isSuccess || isThere else { throw failure(answer) }
        guard try await existing() != nil else {
            let message = "the index \(name) is there, and nothing is called \(index)"
            throw SinkFailure(.mismatch, code: "resource_already_exists_exception", message: message)
        }
    }

    /// The index that our name leads to; nil when there is none.
    ///
    /// - Throws: `mismatch` when it does not fit, or when there are several.
    func existing() async throws(SinkFailure) -> String? {
        let answer = try await client.send(HTTPRequest("GET", "/\(index)/_mapping"))
        if answer.status == 404 { return nil }
        guard answer.isSuccess else { throw failure(answer) }
        guard let found = answer.json?.members else {
            throw client.failure(answer, kind: .malformed)
        }
        guard found.count == 1, let concrete = found.first else {
            let names = client.words(found.map(\.key).joined(separator: ", "))
            throw SinkFailure(
                .mismatch,
                code: "alias",
                message: "the alias \(index) leads to several indexes: \(names)"
            )
        }
        if let misfit = OpenSearchSchema(mapping: mapping).misfit(concrete.value["mappings"]) {
            let message = client.words("the index \(concrete.key) does not fit: \(misfit)")
            throw SinkFailure(.mismatch, code: "mapping", message: message)
        }
        isAlias.withLock { $0 = concrete.key != index }
        return concrete.key
    }

    // MARK: Delivering

    /// Sends changes in one `_bulk` request, and asks for the versions of those that met a conflict.
    public func deliver(_ changes: [SinkChange]) async -> BatchAnswer {
        guard !changes.isEmpty else { return .answered([]) }
        do throws(SinkFailure) {
            let alias = isAlias.withLock { $0 } ? "require_alias=true&" : ""
            let request = HTTPRequest(
                "POST",
                "/\(index)/_bulk?\(alias)filter_path=errors,items.*._id,items.*.status,items.*.error",
                headers: ["Content-Type: application/x-ndjson"],
                body: OpenSearchBulk.body(changes, mapping: mapping)
            )
            let answer = try await client.send(request)
            guard answer.isSuccess else { return refusal(answer) }
            guard let json = answer.json,
                let items = OpenSearchBulk.answers(json, to: changes, words: client.words)
            else { return .retry(client.failure(answer, code: "bulk-answer", kind: .malformed)) }
            return .answered(try await settle(items, changes))
        } catch {
            return BatchAnswer(error)
        }
    }

    /// What a refusal of the whole request means.
    ///
    /// What is wrong about a document is said of its item; only the length may be its fault. Anything else is wrong about every batch, and
    /// halving them would make dead letters of the whole corpus.
    private func refusal(_ answer: HTTPAnswer) -> BatchAnswer {
        var failure = failure(answer)
        if failure.kind == .rejected, answer.status != 413 { failure.kind = .mismatch }
        return BatchAnswer(failure)
    }

    /// Decides the conflicts by what the target holds.
    private func settle(
        _ items: [OpenSearchBulk.ItemAnswer],
        _ changes: [SinkChange]
    ) async throws(SinkFailure) -> [ChangeAnswer] {
        let keys = zip(items, changes).compactMap { item, change in
            if case .conflict = item { change.change.key } else { nil as DocumentKey? }
        }
        let versions = keys.isEmpty ? [:] : try await self.versions(of: keys)
        return zip(items, changes).map { item, change in
            switch item {
            case .settled(let answer): return answer
            case .conflict(var failure):
                switch versions[change.change.key] {
                case .some(.some(let version)) where version >= change.change.version: return .delivered
                case .some(.some(let version)):
                    // It was replaced between the two requests, or somebody else wrote it.
                    failure.kind = .failed
                    failure.message += " (it now holds version \(version), ours is \(change.change.version))"
                    return .retry(failure)
                case .some(.none) where change.document == nil: return .delivered
                // A newer delete is remembered for a minute (Delete API, `index.gc_deletes`); then ours is taken.
                case .some(.none):
                    failure.kind = .busy
                    return .retry(failure)
                case .none:
                    failure.message += "; the document there was not written by us"
                    return .rejected(failure)
                }
            }
        }
    }

    /// The versions that the target holds, as of now and not as of the last refresh (Multi-get API); a nil version stands for no document, a key that
    /// is missing for a document that is not of ours.
    private func versions(of keys: [DocumentKey]) async throws(SinkFailure) -> [DocumentKey: Int64?] {
        var json = JSONBytes()
        json.beginObject()
        json.name("ids")
        json.beginList()
        for key in keys { json.text(key.rawValue) }
        json.endList()
        json.endObject()
        let name = mapping.versionName
        let path = "/\(index)/_mget?_source_includes=\(PathText.escaped(name))"
        let answer = try await client.send(.json("POST", path, json.bytes))
        guard answer.isSuccess else { throw failure(answer) }
        guard let documents = answer.json?["docs"]?.elements, documents.count == keys.count else {
            throw client.failure(answer, code: "mget-answer", kind: .malformed)
        }
        var versions: [DocumentKey: Int64?] = [:]
        for (document, key) in zip(documents, keys) {
            guard document["_id"]?.string == key.rawValue, document["error"] == nil,
                let isFound = document["found"]?.boolean
            else { throw client.failure(answer, code: "mget-answer", kind: .malformed) }
            if !isFound {
                versions[key] = .some(nil)
            } else if let version = document["_version"]?.integer, document["_source"]?[name]?.integer == version {
                versions[key] = Int64(version)
            }
        }
        return versions
    }

    // MARK: What it holds

    /// How many documents of ours it holds.
    public func count() async throws(SinkFailure) -> Int {
        try await refresh()
        let answer = try await client.send(.json("POST", "/\(index)/_count", "{\"query\":\(ours)}"))
        guard answer.isSuccess else { throw failure(answer) }
        guard let count = answer.json?["count"]?.integer, answer.json?["_shards"]?["failed"]?.integer == 0 else {
            throw client.failure(answer, code: "count-answer", kind: .malformed)
        }
        return count
    }

    /// A page of what it holds, in the order of keys (Paginate search results, "Search after").
    ///
    /// No point in time is kept: keys are unique and never change, so a document that nobody touches is on exactly one page.
    public func holdings(after key: DocumentKey?, limit: Int) async throws(SinkFailure) -> [Holding] {
        if key == nil { try await refresh() }
        var holdings: [Holding] = []
        while holdings.count < limit {
            // `index.max_result_window`, which is 10,000 unless somebody changed it.
            let size = min(limit - holdings.count, 10_000)
            let page = try await page(after: holdings.last?.key ?? key, size: size)
            holdings += page
            if page.count < size { break }
        }
        return holdings
    }

    private func page(after key: DocumentKey?, size: Int) async throws(SinkFailure) -> [Holding] {
        var json = JSONBytes()
        json.beginObject()
        json.member("size", Int64(size))
        json.name("query")
        json.raw(Array(ours.utf8))
        json.member("_source", false)
        json.member("version", true)
        json.member("track_total_hits", false)
        json.name("sort")
        json.beginList()
        json.beginObject()
        json.member(mapping.keyName, "asc")
        json.endObject()
        json.endList()
        if let key {
            json.name("search_after")
            json.beginList()
            json.text(key.rawValue)
            json.endList()
        }
        json.endObject()
        let path = "/\(index)/_search?filter_path=_shards.failed,hits.hits._id,hits.hits._version,timed_out"
        let answer = try await client.send(.json("POST", path, json.bytes))
        guard answer.isSuccess else { throw failure(answer) }
        // A page without some shards would look like documents that are missing.
        guard let found = answer.json, found["timed_out"]?.boolean != true, found["_shards"]?["failed"]?.integer == 0
        else {
            throw client.failure(answer, code: "search-answer", kind: .malformed)
        }
        return try (found["hits"]?["hits"]?.elements ?? []).map { hit throws(SinkFailure) in
            guard let key = hit["_id"]?.string.flatMap({ DocumentKey(rawValue: $0) }),
                let version = hit["_version"]?.integer
            else { throw client.failure(answer, code: "search-answer", kind: .malformed) }
            return Holding(key: key, version: Int64(version))
        }
    }

    /// The query for documents of ours.
    private var ours: String { "{\"exists\":{\"field\":\(JSONWriter.quoted(mapping.keyName))}}" }

    /// Makes what was written visible to searches (Refresh API).
    private func refresh() async throws(SinkFailure) {
        let answer = try await client.send(HTTPRequest("POST", "/\(index)/_refresh"))
        guard answer.isSuccess else { throw failure(answer) }
    }

    // MARK: Rebuilding

    /// A sink that fills another index, to be put behind the alias.
    public func rebuilding(_ name: String) -> (any RebuildingSink)? {
        let beside = "\(index)-\(PathText.slug(name))"
        return OpenSearchRebuild(
            live: self,
            filling: OpenSearchSink(client: client, index: beside, mapping: mapping)
        )
    }

    /// The failure that an answer stands for, in the target's words.
    func failure(_ answer: HTTPAnswer) -> SinkFailure {
        let error = answer.json?["error"]
        let type = error?["type"]?.string
        let reason = error?["reason"]?.string ?? error?.string
        let passes = type == "cluster_block_exception" || type == "circuit_breaking_exception"
        return client.failure(answer, code: type, message: reason, kind: passes ? .busy : nil)
    }
}
