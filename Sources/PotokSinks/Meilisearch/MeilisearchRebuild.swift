import PotokConfiguration
public import PotokCore

/// Fills an index beside the one that is live, and swaps the two in one step.
public struct MeilisearchRebuild: RebuildingSink {
    let live: MeilisearchSink
    let filling: MeilisearchSink

    /// That of the live one.
    public var capabilities: SinkCapabilities { filling.capabilities }

    /// Checks the target.
    public func check() async throws(SinkFailure) -> SinkHealth { try await filling.check() }

    /// Makes the index that is to be filled, or goes on with it.
    public func prepare() async throws(SinkFailure) { try await filling.prepare() }

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

    /// Swaps the two indexes in one step (Swap indexes) and removes the one that was live.
    ///
    /// A second swap would undo the first, so one that was interrupted behind it is recognized: it was done after the index that now has
    /// our name was made. When the index is gone, the whole was done before.
    public func swap() async throws(SinkFailure) {
        guard let created = try await filling.existing() else { return }
        if try await !isSwapped(since: created) {
            try await live.prepare()
            let body = "[{\"indexes\":[\"\(live.index)\",\"\(filling.index)\"]}]"
            let answer = try await live.client.send(.json("POST", "/swap-indexes", body))
            if let failure = try await live.finished(answer) { throw failure }
        }
        try await remove()
    }

    /// Removes the index that was being filled.
    public func discard() async throws(SinkFailure) { try await remove() }

    private func remove() async throws(SinkFailure) {
        let answer = try await live.client.send(HTTPRequest("DELETE", "/indexes/\(filling.index)"))
        if answer.status == 404 { return }
        if let failure = try await live.finished(answer), failure.code != "index_not_found" { throw failure }
    }

    /// Whether the two were swapped after an instant; a swap that is under way is waited for.
    private func isSwapped(since created: String) async throws(SinkFailure) -> Bool {
        let answer = try await live.client.send(HTTPRequest("GET", "/tasks?types=indexSwap&limit=100"))
        guard answer.isSuccess else { throw live.failure(answer) }
        guard let tasks = answer.json?["results"]?.elements else {
            throw live.client.failure(answer, code: "tasks-answer", kind: .malformed)
        }
        for json in tasks {
            guard let uid = json["uid"]?.integer, var task = MeilisearchTask(json),
                task.swaps.contains(where: { Set($0) == [live.index, filling.index] })
            else { continue }
            if task.state == .enqueued || task.state == .processing { task = try await live.finish(uid) }
            // Both are RFC 3339 in UTC, with fractions of any length: their order is that of the texts without the `Z`.
            if task.state == .succeeded, let finished = task.finishedAt, finished.dropLast() > created.dropLast() {
                return true
            }
        }
        return false
    }
}
