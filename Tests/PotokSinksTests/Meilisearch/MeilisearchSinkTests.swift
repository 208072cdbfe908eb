import PotokCore
import PotokSinks
import PotokTesting
import Testing

@Suite
struct MeilisearchSinkTests {
    @Test(arguments: SinkConformance.cases)
    func `the sink conforms`(_ item: SinkConformance.Case) async throws {
        #expect(try await item.problems(MeilisearchSubject()) == [])
    }

    @Test
    func `every case of the conformance suite applies but those of versions`() throws {
        let subject = try MeilisearchSubject()
        let left = try SinkConformance.cases.filter { try !$0.applies(to: subject) }
        #expect(left.allSatisfy { $0.needs.contains(.versions) } && left.count == 2)
        print("conformance: Meilisearch passes \(SinkConformance.cases.count - left.count) cases")
    }

    private func change(_ number: Int, _ version: Int64) -> SinkChange {
        SinkChange(upsert: SinkDocuments.document(number, version: version), key: SinkDocuments.key(number))
    }

    @Test(arguments: [
        ("no_space_left_on_device", "system", SinkFailure.Kind.busy), ("internal", "internal", .failed),
        ("database_size_limit_reached", "internal", .busy), ("invalid_api_key", "auth", .denied),
        ("index_not_found", "invalid_request", .mismatch),
    ])
    func `a task that fails for now is no delivery and no refusal`(
        code: String,
        type: String,
        kind: SinkFailure.Kind
    ) async throws {
        let subject = try MeilisearchSubject()
        let sink = try subject.meilisearch()
        try await sink.prepare()
        subject.contract.failNext(code: code, type: type)
        let failure: SinkFailure?
        switch await sink.deliver([change(1, 1)]) {
        case .retry(let found): failure = found
        case .answered(let answers): if case .retry(let found) = answers[0] { failure = found } else { failure = nil }
        case .refused: failure = nil
        }
        #expect(failure?.kind == kind && failure?.code == code)
        #expect(await sink.deliver([change(1, 1)]) == .answered([.delivered]))
    }

    @Test
    func `a task that is taken and never done is no delivery`() async throws {
        let subject = try MeilisearchSubject()
        let sink = try subject.meilisearch()
        try await sink.prepare()
        let hasty = try subject.meilisearch(taskTimeout: .milliseconds(1))
        guard case .retry(let failure) = await hasty.deliver([change(1, 1)]) else {
            Issue.record("a 202 counted as delivered")
            return
        }
        #expect(failure.kind == .timeout)
    }

    @Test
    func `a task that somebody cancels or forgets is sent again`() async throws {
        let subject = try MeilisearchSubject()
        let sink = try subject.meilisearch()
        try await sink.prepare()
        for end in [subject.contract.cancelAll, subject.contract.forgetTasks] {
            // The end comes with the answer to the request that makes the task.
            let proxy = try FaultProxy(isDelivery: { _ in false }) { request in
                let answer = subject.contract.answer(request)
                if MeilisearchServer.isDelivery(request) { end() }
                return answer
            }
            defer { proxy.stop() }
            let other = try subject.meilisearch(at: proxy)
            let settled = await other.deliver([change(1, 1)])
            #expect(settled != .answered([.delivered]))
            #expect(await sink.deliver([change(1, 1)]) == .answered([.delivered]))
        }
    }

    @Test
    func `the index is made with its settings by one task, and the primary key comes with the documents`() async throws
    {
        let subject = try MeilisearchSubject()
        let sink = try subject.meilisearch()
        #expect(try await sink.check().notes == ["the index is made by the first delivery"])
        #expect(subject.contract.indexNames.isEmpty)
        try await sink.prepare()
        #expect(subject.contract.indexNames == ["corpus"])
        #expect(try await sink.check() == SinkHealth(server: "Meilisearch 1.11.0"))
        let settings = try #require(subject.proxy.server.requests.first { $0.method == "PATCH" })
        #expect(String(decoding: settings.body, as: UTF8.self).contains("\"searchableAttributes\":[\"title\",\"text\""))
    }

    @Test
    func `an index with another primary key is told and stays as it is`() async throws {
        let subject = try MeilisearchSubject()
        subject.contract.make("corpus", primaryKey: "isbn")
        let sink = try subject.meilisearch()
        let failure = await #expect(throws: SinkFailure.self) { try await sink.prepare() }
        #expect(failure?.kind == .mismatch && failure?.message.contains("isbn") == true)
        guard case .retry(let refused) = await sink.deliver([change(1, 1)]) else {
            Issue.record("delivered to somebody else's index")
            return
        }
        #expect(refused.kind == .mismatch)
    }

    @Test
    func `a batch above the limit is refused as a whole and arrives in halves`() async throws {
        let subject = try MeilisearchSubject(
            contract: MeilisearchServer(key: MeilisearchSubject.key, maximumPayload: 6_000)
        )
        let sink = try subject.meilisearch()
        try await sink.prepare()
        guard case .refused(let failure) = await sink.deliver((1...12).map { change($0, 1) }) else {
            Issue.record("not refused")
            return
        }
        #expect(failure.code == "payload_too_large")
        let settlement = await SinkSettlement((1...12).map { change($0, 1) }, to: sink)
        #expect(settlement.delivered.count == 12)
    }

    @Test
    func `a swap whose answer was lost is not undone by the next one`() async throws {
        let subject = try MeilisearchSubject()
        let sink = try subject.meilisearch()
        try await sink.prepare()
        _ = await sink.deliver([change(1, 1)])
        for round in 2...4 {
            let rebuilding = try #require(sink.rebuilding("same name"))
            try await rebuilding.prepare()
            _ = await rebuilding.deliver([change(round, 2)])
            // As if the process had been killed behind the request: the two are swapped and the old index is still there.
            let body = Array("[{\"indexes\":[\"corpus\",\"corpus-same-name\"]}]".utf8)
            let lost = try await HTTPClient(subject.target()).send(.json("POST", "/swap-indexes", body))
            #expect(lost.status == 202)
            try await rebuilding.swap()
            #expect(try subject.held().keys.sorted() == [SinkDocuments.key(round)])
            #expect(subject.contract.indexNames == ["corpus"])
        }
    }

    @Test
    func `an older batch that was taken and not answered does not undo a newer one`() async throws {
        let subject = try MeilisearchSubject()
        let sink = try subject.meilisearch()
        try await sink.prepare()
        subject.inject(.cutAfterWork, times: 100)
        guard case .retry = await sink.deliver([change(1, 1)]) else {
            Issue.record("delivered without an answer")
            return
        }
        subject.inject(.cutAfterWork, times: 0)
        #expect(await sink.deliver([change(1, 2)]) == .answered([.delivered]))
        #expect(try subject.held()[SinkDocuments.key(1)]?.version == 2)
    }

    @Test
    func `a version that is too old is told`() async throws {
        let subject = try MeilisearchSubject(contract: MeilisearchServer(key: MeilisearchSubject.key, version: "1.1.9"))
        let failure = await #expect(throws: SinkFailure.self) { _ = try await subject.meilisearch().check() }
        #expect(failure?.kind == .mismatch)
    }

    @Test
    func `a key that may only read is told by the check, which changes nothing`() async throws {
        let subject = try MeilisearchSubject(contract: MeilisearchServer(key: MeilisearchSubject.key, isReader: true))
        let failure = await #expect(throws: SinkFailure.self) { _ = try await subject.meilisearch().check() }
        #expect(failure?.kind == .denied && failure?.code == "invalid_api_key")
        #expect(subject.contract.indexNames.isEmpty)
    }

    @Test
    func `without the right key nothing goes`() async throws {
        let subject = try MeilisearchSubject(contract: MeilisearchServer(key: "other"))
        let failure = await #expect(throws: SinkFailure.self) { _ = try await subject.meilisearch().check() }
        #expect(failure?.kind == .denied)
    }

    @Test(arguments: [
        ("corpus", true), ("Corpus_1-x", true), ("", false), ("a.b", false), ("a/b", false), ("ä", false),
        (String(repeating: "x", count: 301), false),
    ])
    func `names of indexes are checked`(name: String, isLegal: Bool) {
        #expect(MeilisearchSink.isLegal(index: name) == isLegal)
    }
}
