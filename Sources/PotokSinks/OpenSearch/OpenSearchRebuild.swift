public import PotokCore

/// Fills an index beside the one that is live, and puts it behind the alias in one step.
public struct OpenSearchRebuild: RebuildingSink {
    let live: OpenSearchSink
    let filling: OpenSearchSink

    /// That of the live one.
    public var capabilities: SinkCapabilities { filling.capabilities }

    /// Checks the target.
    public func check() async throws(SinkFailure) -> SinkHealth { try await filling.check() }

    /// Makes the index that is to be filled, or goes on with it.
    public func prepare() async throws(SinkFailure) { try await filling.prepare(creating: filling.index, alias: nil) }

    /// Sends changes to the index that is being filled.
    public func deliver(_ changes: [SinkChange]) async -> BatchAnswer { await filling.deliver(changes) }

    /// How many documents were filled in.
    public func count() async throws(SinkFailure) -> Int { try await filling.count() }

    /// What was filled in.
    public func holdings(after key: DocumentKey?, limit: Int) async throws(SinkFailure) -> [Holding] {
        try await filling.holdings(after: key, limit: limit)
    }

    /// Nil: it is one already.
    public func rebuilding(_ name: String) -> (any RebuildingSink)? { nil }

    /// Leads the alias to the filled index and removes the one that was live, all in one step (Aliases API, "Actions", which are
    /// carried out together; `remove_index` also takes the place of an index that has the name itself).
    ///
    /// Doing it again does nothing.
    public func swap() async throws(SinkFailure) {
        let old = try await live.existing()
        if old == filling.index { return }
        var json = JSONBytes()
        json.beginObject()
        json.name("actions")
        json.beginList()
        func action(_ kind: String, index: String, alias: String? = nil) {
            json.beginObject()
            json.name(kind)
            json.beginObject()
            json.member("index", index)
            if let alias { json.member("alias", alias) }
            json.endObject()
            json.endObject()
        }
        action("add", index: filling.index, alias: live.index)
        if let old { action("remove_index", index: old) }
        json.endList()
        json.endObject()
        let answer = try await live.client.send(.json("POST", "/_aliases", json.bytes))
        guard answer.isSuccess else { throw live.failure(answer) }
        _ = try await live.existing()
    }

    /// Removes the index that was being filled, unless it has become the live one.
    public func discard() async throws(SinkFailure) {
        if try await live.existing() == filling.index { return }
        let answer = try await live.client.send(HTTPRequest("DELETE", "/\(filling.index)"))
        guard answer.isSuccess || answer.status == 404 else { throw live.failure(answer) }
    }
}
