import Foundation

/// A contract server: what OpenSearch and Elasticsearch answer to the requests of the sink, by their reference pages.
///
/// Every rule names the page it comes from; both products share these pages' titles and rules unless one is named.
public final class OpenSearchServer: @unchecked Sendable {
    // Unchecked is right: everything that changes is reached with `lock` held only.

    private let lock = NSLock()
    private var indices: [String: OpenSearchIndex] = [:]
    private var aliases: [String: Set<String>] = [:]
    private var refusals: [String: [(status: Int, type: String)]] = [:]
    /// The header that must come with every request; nil for none.
    private let authorization: String?
    /// `http.max_content_length` (Networking): a longer body is refused with 413.
    private let maximumContent: Int
    private let version: String
    private let isOpenSearch: Bool
    /// What the user may not do; nil when no rights are kept.
    private let missingPrivileges: Set<String>?

    /// Makes a server without indexes.
    public init(
        authorization: String? = nil,
        maximumContent: Int = 100 * 1_024 * 1_024,
        version: String = "2.11.0",
        isOpenSearch: Bool = true,
        missingPrivileges: Set<String>? = nil
    ) {
        self.missingPrivileges = missingPrivileges
        self.authorization = authorization
        self.maximumContent = maximumContent
        self.version = version
        self.isOpenSearch = isOpenSearch
    }

    // MARK: For tests

    /// The documents behind a name, with their versions.
    public func documents(_ name: String) -> [String: (version: Int64, source: [String: Any])] {
        lock.withLock {
            guard let index = concrete(name).first.flatMap({ indices[$0] }) else { return [:] }
            return index.entries.compactMapValues { entry in entry.source.map { (entry.version, $0) } }
        }
    }

    /// The names of the indexes.
    public var indexNames: [String] { lock.withLock { indices.keys.sorted() } }

    /// Makes an index as somebody else would have.
    public func make(_ name: String, mappings: [String: Any], alias: String? = nil) {
        lock.withLock {
            indices[name] = OpenSearchIndex(mappings: mappings)
            if let alias { aliases[alias, default: []].insert(name) }
        }
    }

    /// Removes an index or alias past the API, and all that it holds.
    public func lose(_ name: String) {
        lock.withLock {
            for index in concrete(name) { indices[index] = nil }
            aliases[name] = nil
        }
    }

    /// Forgets the deletes, as `index.gc_deletes` does after a while.
    public func forgetDeletes() {
        lock.withLock {
            for (name, index) in indices { indices[name]?.entries = index.live }
        }
    }

    /// Writes a document as somebody else would.
    public func write(_ id: String, version: Int64, _ source: [String: Any], in name: String) {
        lock.withLock {
            for index in concrete(name) { indices[index]?.entries[id] = .init(version: version, source: source) }
        }
    }

    /// Refuses an item once, such as with 429 and `es_rejected_execution_exception`.
    public func refuse(_ id: String, status: Int, type: String) {
        lock.withLock { refusals[id, default: []].append((status, type)) }
    }

    // MARK: Requests

    /// Whether a request delivers changes.
    public static func isDelivery(_ request: LoopbackServer.Received) -> Bool { request.target.contains("/_bulk") }

    /// The answer to a request.
    public func answer(_ request: LoopbackServer.Received) -> LoopbackServer.Answer {
        lock.withLock { route(request) }
    }

    private func route(_ request: LoopbackServer.Received) -> LoopbackServer.Answer {
        if let authorization, request.headers["authorization"] != authorization {
            return failure(401, "security_exception", "missing authentication credentials for REST request")
        }
        guard request.body.count <= maximumContent else {
            // The HTTP layer refuses it, without JSON.
            return .response(413, headers: [])
        }
        let (path, query) = ContractJSON.parts(request.target)
        switch (request.method, path.count, path.last ?? "") {
        case ("GET", 0, _): return information()
        case ("POST", 3, "_has_privileges"): return privileges(request.body)
        case ("PUT", 1, let name) where !name.hasPrefix("_"): return create(name, request.body)
        case ("DELETE", 1, let name): return delete(name)
        case ("POST", 1, "_aliases"): return changeAliases(request.body)
        case ("GET", 2, "_mapping"): return mapping(path[0])
        case ("POST", 2, "_bulk"): return bulk(path[0], query, request)
        case ("POST", 2, "_mget"): return multiGet(path[0], query, request.body)
        case ("POST", 2, "_refresh"): return refresh(path[0])
        case ("POST", 2, "_count"): return count(path[0], request.body)
        case ("POST", 2, "_search"): return search(path[0], request.body)
        default: return failure(400, "illegal_argument_exception", "no handler found for uri [\(request.target)]")
        }
    }

    private func failure(_ status: Int, _ type: String, _ reason: String) -> LoopbackServer.Answer {
        ContractJSON.answer(status, ["error": ["type": type, "reason": reason], "status": status])
    }

    private func missing(_ name: String) -> LoopbackServer.Answer {
        failure(404, "index_not_found_exception", "no such index [\(name)]")
    }

    /// The indexes that a name leads to: itself, or those behind an alias.
    private func concrete(_ name: String) -> [String] {
        indices[name] != nil ? [name] : (aliases[name] ?? []).sorted()
    }

    private func information() -> LoopbackServer.Answer {
        var number: [String: Any] = ["number": version]
        if isOpenSearch { number["distribution"] = "opensearch" }
        return ContractJSON.answer(200, ["name": "contract", "version": number])
    }

    /// Has privileges API (Elasticsearch): whether the user has each of the privileges, by index; without security there is no such path.
    private func privileges(_ body: [UInt8]) -> LoopbackServer.Answer {
        guard !isOpenSearch, let missingPrivileges,
            let asked = (ContractJSON.object(body)?["index"] as? [[String: [String]]])?.first
        else { return failure(400, "illegal_argument_exception", "no handler found for uri") }
        var rights: [String: [String: Bool]] = [:]
        for name in asked["names"] ?? [] {
            for privilege in asked["privileges"] ?? [] {
                rights[name, default: [:]][privilege] = !missingPrivileges.contains(privilege)
            }
        }
        return ContractJSON.answer(200, ["has_all_requested": missingPrivileges.isEmpty, "index": rights])
    }

    /// Create index API.
    ///
    /// 400 when the name is in use, by an index or an alias; lower case only, no `\ / * ? " < > | , #` or space, not
    /// beginning with `-`, `_` or `+`. Aliases are added with the index in one step.
    private func create(_ name: String, _ body: [UInt8]) -> LoopbackServer.Answer {
        let isIllegal =
            name != name.lowercased() || name.contains { "\\/*?\"<>| ,#:".contains($0) }
            || ["-", "_", "+"].contains(name.first) || name.utf8.count > 255
        if isIllegal { return failure(400, "invalid_index_name_exception", "Invalid index name [\(name)]") }
        if indices[name] != nil {
            return failure(400, "resource_already_exists_exception", "index [\(name)] already exists")
        }
        if aliases[name] != nil {
            return failure(400, "invalid_index_name_exception", "Invalid index name [\(name)], already exists as alias")
        }
        guard let settings = ContractJSON.object(body) else {
            return failure(400, "parse_exception", "request body is required")
        }
        for alias in (settings["aliases"] as? [String: Any] ?? [:]).keys {
            if indices[alias] != nil {
                return failure(400, "invalid_alias_name_exception", "an index exists with the same name as the alias")
            }
            aliases[alias, default: []].insert(name)
        }
        indices[name] = OpenSearchIndex(mappings: settings["mappings"] as? [String: Any] ?? [:])
        return ContractJSON.answer(200, ["acknowledged": true, "shards_acknowledged": true, "index": name])
    }

    /// Delete index API: an alias cannot be named.
    private func delete(_ name: String) -> LoopbackServer.Answer {
        if aliases[name] != nil {
            return failure(400, "illegal_argument_exception", "The provided expression [\(name)] matches an alias")
        }
        guard indices[name] != nil else { return missing(name) }
        remove(name)
        return ContractJSON.answer(200, ["acknowledged": true])
    }

    private func remove(_ name: String) {
        indices[name] = nil
        for alias in aliases.keys {
            aliases[alias]?.remove(name)
            if aliases[alias]?.isEmpty == true { aliases[alias] = nil }
        }
    }

    /// Aliases API: actions are carried out together or not at all; `remove_index` deletes an index, which makes room for an alias of its
    /// name in the same request.
    private func changeAliases(_ body: [UInt8]) -> LoopbackServer.Answer {
        let before = (indices, aliases)
        guard let actions = ContractJSON.object(body)?["actions"] as? [[String: [String: Any]]] else {
            return failure(400, "parse_exception", "actions are required")
        }
        let flat = actions.flatMap { $0.map { ($0.key, $0.value) } }
        // Indexes are removed first.
        for (kind, options) in flat where kind == "remove_index" {
            guard let index = options["index"] as? String, indices[index] != nil else {
                (indices, aliases) = before
                return missing(options["index"] as? String ?? "")
            }
            remove(index)
        }
        for (kind, options) in flat where kind != "remove_index" {
            guard let index = options["index"] as? String, let alias = options["alias"] as? String,
                indices[index] != nil, indices[alias] == nil
            else {
                (indices, aliases) = before
                return missing(options["index"] as? String ?? "")
            }
            if kind == "add" { aliases[alias, default: []].insert(index) } else { aliases[alias]?.remove(index) }
        }
        return ContractJSON.answer(200, ["acknowledged": true])
    }

    /// Get mapping API: by concrete index, also when an alias was asked for.
    private func mapping(_ name: String) -> LoopbackServer.Answer {
        let found = concrete(name)
        guard !found.isEmpty else { return missing(name) }
        var mappings: [String: Any] = [:]
        for index in found { mappings[index] = ["mappings": indices[index]?.mappings ?? [:]] }
        return ContractJSON.answer(200, mappings)
    }

    /// Bulk API: NDJSON with a line end at the end; each item has its own status, in the order of the request, and the failure of one does not
    /// touch the others; the answer's status is 200 whatever the items say.
    private func bulk(
        _ name: String,
        _ query: [String: String],
        _ request: LoopbackServer.Received
    ) -> LoopbackServer.Answer {
        guard ["application/json", "application/x-ndjson"].contains(request.headers["content-type"]) else {
            return ContractJSON.answer(406, ["error": "Content-Type header is not supported", "status": 406])
        }
        guard request.body.last == 0x0A else {
            return failure(
                400,
                "illegal_argument_exception",
                "The bulk request must be terminated by a newline [\\n]"
            )
        }
        var items: [[String: Any]] = []
        var hasErrors = false
        var lines = request.body.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()[...]
        while let line = lines.popFirst() {
            guard let action = ContractJSON.object(line)?.first, let options = action.value as? [String: Any],
                let id = options["_id"] as? String, ["index", "delete"].contains(action.key)
            else { return failure(400, "illegal_argument_exception", "Malformed action/metadata line") }
            var source: [String: Any] = [:]
            if action.key == "index" {
                guard let line = lines.popFirst() else {
                    return failure(400, "illegal_argument_exception", "a source line is missing")
                }
                source = ContractJSON.object(line) ?? [:]
            }
            do throws(OpenSearchIndex.Refusal) {
                if let refusal = refusals[id]?.first {
                    refusals[id]?.removeFirst()
                    throw .init(status: refusal.status, type: refusal.type, reason: "refused by the test")
                }
                let target = try self.target(name, requiresAlias: query["require_alias"] == "true")
                let (version, isStrict) = try self.version(options)
                var item: [String: Any] = ["_index": target, "_id": id, "_version": version]
                if action.key == "index" {
                    let isNew = try indices[target]?.store(id, version, isStrict: isStrict, source) ?? false
                    item["result"] = isNew ? "created" : "updated"
                    item["status"] = isNew ? 201 : 200
                } else {
                    let wasThere = try indices[target]?.remove(id, version, isStrict: isStrict) ?? false
                    item["result"] = wasThere ? "deleted" : "not_found"
                    item["status"] = wasThere ? 200 : 404
                }
                items.append([action.key: item])
            } catch {
                hasErrors = true
                items.append([
                    action.key: ["_index": name, "_id": id, "status": error.status, "error": error.json]
                ])
            }
        }
        return ContractJSON.answer(200, ["took": 1, "errors": hasErrors, "items": items])
    }

    /// The version of an item, and whether an equal one is a conflict.
    ///
    /// Index API, "Version types": a version of the writer's own needs `version_type`; it is 0 or more and fits a signed 64-bit number.
    private func version(_ options: [String: Any]) throws(OpenSearchIndex.Refusal) -> (Int64, Bool) {
        guard let version = (options["version"] as? NSNumber)?.int64Value, version >= 0,
            let type = options["version_type"] as? String, ["external", "external_gte"].contains(type)
        else {
            let reason = "internal versioning can not be used for optimistic concurrency control"
            throw .init(status: 400, type: "action_request_validation_exception", reason: reason)
        }
        return (version, type == "external")
    }

    /// The index that an item is for.
    ///
    /// Bulk API: one that is missing is made, with a dynamic mapping (`action.auto_create_index`), unless
    /// `require_alias` asks for an alias.
    private func target(_ name: String, requiresAlias: Bool) throws(OpenSearchIndex.Refusal) -> String {
        if requiresAlias, aliases[name] == nil {
            let reason =
                "no such index [\(name)] and [require_alias] request flag is [true] and [\(name)] is not an alias"
            throw .init(status: 404, type: "index_not_found_exception", reason: reason)
        }
        let found = concrete(name)
        if found.count > 1 {
            let reason = "no write index is defined for alias [\(name)]"
            throw .init(status: 400, type: "illegal_argument_exception", reason: reason)
        }
        if let index = found.first { return index }
        indices[name] = OpenSearchIndex(mappings: [:])
        return name
    }

    /// Multi-get API: real time, in the order of the request, with `found` for each.
    private func multiGet(_ name: String, _ query: [String: String], _ body: [UInt8]) -> LoopbackServer.Answer {
        guard let index = concrete(name).first.flatMap({ indices[$0] }) else { return missing(name) }
        let ids = ContractJSON.object(body)?["ids"] as? [String] ?? []
        let fields = Set((query["_source_includes"] ?? "").split(separator: ",").map(String.init))
        let documents = ids.map { id -> [String: Any] in
            guard let entry = index.entries[id], let source = entry.source else {
                return ["_index": name, "_id": id, "found": false]
            }
            return [
                "_index": name, "_id": id, "found": true, "_version": entry.version,
                "_source": source.filter { fields.isEmpty || fields.contains($0.key) },
            ]
        }
        return ContractJSON.answer(200, ["docs": documents])
    }

    /// Refresh API: what was written becomes visible to searches.
    private func refresh(_ name: String) -> LoopbackServer.Answer {
        let found = concrete(name)
        guard !found.isEmpty else { return missing(name) }
        for name in found {
            let live = indices[name]?.live ?? [:]
            indices[name]?.visible = live
        }
        return ContractJSON.answer(200, ["_shards": ["total": 1, "successful": 1, "failed": 0]])
    }

    /// The visible documents that have a field (Exists query).
    private func matches(_ name: String, _ body: [UInt8]) -> [(key: String, value: OpenSearchIndex.Entry)]? {
        guard let index = concrete(name).first.flatMap({ indices[$0] }) else { return nil }
        let query = ContractJSON.object(body)?["query"] as? [String: Any]
        let field = (query?["exists"] as? [String: Any])?["field"] as? String
        return index.visible.filter { field == nil || $0.value.source?[field ?? ""] != nil }.map { $0 }
    }

    private func count(_ name: String, _ body: [UInt8]) -> LoopbackServer.Answer {
        guard let found = matches(name, body) else { return missing(name) }
        return ContractJSON.answer(200, ["count": found.count, "_shards": ["total": 1, "successful": 1, "failed": 0]])
    }

    /// Search API: at most 10,000 hits (`index.max_result_window`), ten unless asked; sorted by a keyword field only ("fielddata" of text is off
    /// by default); `search_after` goes on behind the sort value of the last hit (Paginate search results); versions when asked.
    private func search(_ name: String, _ body: [UInt8]) -> LoopbackServer.Answer {
        guard let index = concrete(name).first.flatMap({ indices[$0] }), let found = matches(name, body) else {
            return missing(name)
        }
        let request = ContractJSON.object(body) ?? [:]
        let size = (request["size"] as? NSNumber)?.intValue ?? 10
        guard size <= 10_000 else {
            return failure(400, "illegal_argument_exception", "Result window is too large")
        }
        guard let field = (request["sort"] as? [[String: Any]])?.first?.keys.first,
            let property = (index.mappings["properties"] as? [String: [String: Any]])?[field],
            property["type"] as? String == "keyword"
        else { return failure(400, "illegal_argument_exception", "Fielddata is disabled on text fields by default") }
        let after = (request["search_after"] as? [String])?.first
        let hits = found.map { (value: $0.value.source?[field] as? String ?? "", id: $0.key, entry: $0.value) }
            .filter { hit in after.map { hit.value > $0 } ?? true }
            .sorted { $0.value < $1.value }
            .prefix(size)
            .map { hit -> [String: Any] in
                var json: [String: Any] = ["_index": name, "_id": hit.id, "sort": [hit.value]]
                if request["version"] as? Bool == true { json["_version"] = hit.entry.version }
                return json
            }
        return ContractJSON.answer(
            200,
            [
                "timed_out": false, "_shards": ["total": 1, "successful": 1, "failed": 0],
                "hits": ["hits": Array(hits)],
            ]
        )
    }
}
