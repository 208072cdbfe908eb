import PotokCore
import PotokSinks
import PotokTesting
import Testing

@Suite
struct OpenSearchSinkTests {
    @Test(arguments: SinkConformance.cases)
    func `the sink conforms`(_ item: SinkConformance.Case) async throws {
        #expect(try await item.problems(OpenSearchSubject()) == [])
    }

    @Test
    func `every case of the conformance suite applies`() throws {
        let subject = try OpenSearchSubject()
        #expect(try SinkConformance.cases.filter { try !$0.applies(to: subject) }.map(\.name) == [])
        print("conformance: OpenSearch passes \(SinkConformance.cases.count) cases")
    }

    private func change(_ number: Int, _ version: Int64) -> SinkChange {
        SinkChange(upsert: SinkDocuments.document(number, version: version), key: SinkDocuments.key(number))
    }

    private func id(_ number: Int) -> String { SinkDocuments.key(number).rawValue }

    @Test(arguments: [
        (429, "es_rejected_execution_exception", SinkFailure.Kind.busy),
        (403, "cluster_block_exception", .busy), (503, "unavailable_shards_exception", .busy),
        (403, "security_exception", .denied), (404, "index_not_found_exception", .mismatch),
        (500, "illegal_state_exception", .failed),
    ])
    func `an item that fails for now is sent again and the others are delivered`(
        status: Int,
        type: String,
        kind: SinkFailure.Kind
    ) async throws {
        let subject = try OpenSearchSubject()
        let sink = try subject.openSearch()
        try await sink.prepare()
        subject.contract.refuse(id(2), status: status, type: type)
        guard case .answered(let answers) = await sink.deliver((1...3).map { change($0, 1) }) else {
            Issue.record("not answered")
            return
        }
        #expect(answers[0] == .delivered && answers[2] == .delivered)
        guard case .retry(let failure) = answers[1] else {
            Issue.record("\(answers[1])")
            return
        }
        #expect(failure.kind == kind && failure.code == type)
        #expect(await sink.deliver([change(2, 1)]) == .answered([.delivered]))
    }

    @Test
    func `an item that is refused for ever has the target's words`() async throws {
        let subject = try OpenSearchSubject()
        let sink = try subject.openSearch()
        try await sink.prepare()
        let poison = try #require(subject.poisoned(SinkDocuments.document(1, version: 1)))
        guard case .answered(let answers) = await sink.deliver([SinkChange(upsert: poison, key: SinkDocuments.key(1))]),
            case .rejected(let failure) = answers.first
        else {
            Issue.record("not rejected")
            return
        }
        #expect(failure.code == "mapper_parsing_exception")
        #expect(failure.message.contains("failed to parse field [publishedAt]"))
        #expect(failure.message.contains("the value does not fit"))
    }

    @Test
    func `a conflict with a newer delete waits until the target has forgotten it`() async throws {
        let subject = try OpenSearchSubject()
        let sink = try subject.openSearch()
        try await sink.prepare()
        _ = await sink.deliver([SinkChange(delete: SinkDocuments.key(1), version: 9)])
        guard case .answered(let answers) = await sink.deliver([change(1, 5), change(2, 5)]),
            case .retry(let failure) = answers[0]
        else {
            Issue.record("it counts as delivered although the target has no document")
            return
        }
        #expect(failure.code == "version_conflict_engine_exception")
        #expect(answers[1] == .delivered)
        subject.contract.forgetDeletes()
        #expect(await sink.deliver([change(1, 5)]) == .answered([.delivered]))
    }

    @Test
    func `a conflict with a document of somebody else's is no delivery`() async throws {
        let subject = try OpenSearchSubject()
        let sink = try subject.openSearch()
        try await sink.prepare()
        subject.contract.write(id(1), version: 1_000, ["title": "theirs"], in: "corpus")
        guard case .answered(let answers) = await sink.deliver([change(1, 5)]), case .rejected(let failure) = answers[0]
        else {
            Issue.record("not rejected")
            return
        }
        #expect(failure.message.contains("not written by us"))
    }

    @Test
    func `the index is made with an alias, and dates take months`() async throws {
        let subject = try OpenSearchSubject()
        let sink = try subject.openSearch()
        #expect(try await sink.check().notes.first == "the index is made by the first delivery")
        #expect(subject.contract.indexNames.isEmpty)
        try await sink.prepare()
        #expect(subject.contract.indexNames == ["corpus-000001"])
        #expect(try await sink.check().server == "OpenSearch 2.11.0")
        #expect(try await sink.check().notes == ["whether we may write shows with the first delivery"])
    }

    @Test
    func `an index that is there already is used as it is, and a rebuilding takes its place`() async throws {
        let subject = try OpenSearchSubject()
        let properties = ["key": ["type": "keyword"], "version": ["type": "long"], "title": ["type": "text"]]
        subject.contract.make("corpus", mappings: ["properties": properties])
        let sink = try subject.openSearch()
        try await sink.prepare()
        #expect(await sink.deliver([change(1, 1)]) == .answered([.delivered]))
        #expect(subject.contract.indexNames == ["corpus"])
        let rebuilding = try #require(sink.rebuilding("R 1"))
        try await rebuilding.prepare()
        #expect(await rebuilding.deliver([change(2, 2)]) == .answered([.delivered]))
        try await rebuilding.swap()
        #expect(subject.contract.indexNames == ["corpus-r-1"])
        #expect(try subject.held().keys.sorted() == [SinkDocuments.key(2)])
    }

    @Test(arguments: [
        (["key": ["type": "text"], "version": ["type": "long"]], "'key' is of type text"),
        (["key": ["type": "keyword"]], "'version' is not there"),
        (
            ["key": ["type": "keyword"], "version": ["type": "long"], "publishedAt": ["type": "long"]],
            "'publishedAt' is of type long"
        ),
        (
            ["key": ["type": "keyword"], "version": ["type": "long"], "title": ["properties": "x"]],
            "'title' is of type object"
        ),
    ])
    func `an index that does not fit is told, and nothing is changed`(
        properties: [String: [String: String]],
        words: String
    ) async throws {
        let subject = try OpenSearchSubject()
        subject.contract.make("corpus", mappings: ["properties": properties])
        let sink = try subject.openSearch()
        let failure = await #expect(throws: SinkFailure.self) { try await sink.prepare() }
        #expect(failure?.kind == .mismatch)
        #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
        await #expect(throws: SinkFailure.self) { _ = try await sink.check() }
    }

    @Test
    func `an alias that was lost makes no index of its name`() async throws {
        let subject = try OpenSearchSubject()
        let sink = try subject.openSearch()
        try await sink.prepare()
        subject.contract.lose("corpus")
        guard case .answered(let answers) = await sink.deliver([change(1, 1)]), case .retry(let failure) = answers[0]
        else {
            Issue.record("delivered into nowhere")
            return
        }
        #expect(failure.kind == .mismatch)
        #expect(subject.contract.indexNames.isEmpty)
    }

    @Test
    func `a request that is refused for no document's sake makes no dead letters`() async throws {
        let subject = try OpenSearchSubject()
        let proxy = try FaultProxy(isDelivery: { _ in false }) { request in
            guard OpenSearchServer.isDelivery(request) else { return subject.contract.answer(request) }
            let error = #"{"error":{"type":"illegal_argument_exception","reason":"no write index"},"status":400}"#
            return .response(400, headers: [], body: Array(error.utf8))
        }
        defer { proxy.stop() }
        let sink = try subject.openSearch(at: proxy)
        guard case .retry(let failure) = await sink.deliver((1...3).map { change($0, 1) }) else {
            Issue.record("refused")
            return
        }
        #expect(failure.kind == .mismatch && failure.message == "no write index")
    }

    @Test
    func `an alias that leads to two indexes is told`() async throws {
        let subject = try OpenSearchSubject()
        subject.contract.make("a", mappings: [:], alias: "corpus")
        subject.contract.make("b", mappings: [:], alias: "corpus")
        let failure = await #expect(throws: SinkFailure.self) { _ = try await subject.openSearch().check() }
        #expect(failure?.message.contains("a, b") == true)
    }

    @Test(arguments: [("6.8.0", false), ("0.9", true)])
    func `a version that is too old is told`(version: String, isOpenSearch: Bool) async throws {
        let subject = try OpenSearchSubject(contract: OpenSearchServer(version: version, isOpenSearch: isOpenSearch))
        let failure = await #expect(throws: SinkFailure.self) { _ = try await subject.openSearch().check() }
        #expect(failure?.kind == .mismatch)
    }

    @Test(
        arguments: [
            ([], nil, []), (["write"], SinkFailure.Kind.denied, []), (["read", "manage"], .denied, []),
            (["manage"], nil, ["we have no right to manage the index"]),
        ] as [(Set<String>, SinkFailure.Kind?, [String])]
    )
    func `the rights at Elasticsearch are asked for`(
        missing: Set<String>,
        kind: SinkFailure.Kind?,
        notes: [String]
    ) async throws {
        let server = OpenSearchServer(version: "8.15.0", isOpenSearch: false, missingPrivileges: missing)
        let subject = try OpenSearchSubject(contract: server)
        let sink = try subject.openSearch()
        try await sink.prepare()
        do throws(SinkFailure) {
            let health = try await sink.check()
            #expect(kind == nil && health.notes == notes && health.server == "Elasticsearch 8.15.0")
        } catch {
            #expect(error.kind == kind)
        }
    }

    @Test
    func `without the right key nothing goes`() async throws {
        let subject = try OpenSearchSubject(contract: OpenSearchServer(authorization: "ApiKey other"))
        let failure = await #expect(throws: SinkFailure.self) { _ = try await subject.openSearch().check() }
        #expect(failure?.kind == .denied)
    }

    @Test
    func `a body above the target's limit is refused as a whole and arrives in halves`() async throws {
        let subject = try OpenSearchSubject(contract: OpenSearchServer(maximumContent: 6_000))
        let sink = try subject.openSearch()
        try await sink.prepare()
        guard case .refused(let failure) = await sink.deliver((1...12).map { change($0, 1) }) else {
            Issue.record("not refused")
            return
        }
        #expect(failure.code == "413")
        let settlement = await SinkSettlement((1...12).map { change($0, 1) }, to: sink)
        #expect(settlement.delivered.count == 12)
    }

    @Test
    func `fields go out under other names`() async throws {
        let subject = try OpenSearchSubject()
        let mapping = try #require(
            FieldMapping(names: [.key: "id", .version: "v", .title: "headline"], omitted: [.text])
        )
        let sink = try subject.openSearch(mapping: mapping)
        try await sink.prepare()
        _ = await sink.deliver([change(1, 5)])
        #expect(await sink.deliver([change(1, 4)]) == .answered([.delivered]))
        let source = try #require(subject.contract.documents("corpus")[id(1)]?.source)
        #expect(source["headline"] as? String == "Document 1")
        #expect(source["text"] == nil && source["title"] == nil)
        #expect(try await sink.count() == 1)
        #expect(try await sink.holdings(after: nil, limit: 5) == [Holding(key: SinkDocuments.key(1), version: 5)])
    }

    @Test(arguments: [
        ("corpus", true), ("a.b_c-1", true), ("Corpus", false), ("", false), ("_x", false), ("-x", false),
        ("a/b", false),
        ("a b", false), ("..", false), (String(repeating: "x", count: 201), false),
    ])
    func `names of indexes are checked`(name: String, isLegal: Bool) {
        #expect(OpenSearchSink.isLegal(index: name) == isLegal)
    }
}
