import PotokConfiguration
import PotokCore
import PotokFetch
import PotokSinks
import PotokTesting
import Testing

@Suite
struct WebhookSinkTests {
    @Test(arguments: SinkConformance.cases, [false, true])
    func `the sink conforms, whether the receiver answers each change or all`(
        _ item: SinkConformance.Case,
        answersEach: Bool
    ) async throws {
        #expect(try await item.problems(WebhookSubject(answersEach: answersEach)) == [])
    }

    @Test
    func `every case of the conformance suite applies but those that ask the target`() throws {
        let subject = try WebhookSubject(answersEach: true)
        let left = try SinkConformance.cases.filter { try !$0.applies(to: subject) }
        #expect(left.allSatisfy { !$0.needs.isSubset(of: .delete) || $0.faults == [.emptyAnswer] })
        #expect(left.count == 9)
        print("conformance: the webhook passes \(SinkConformance.cases.count - left.count) cases")
    }

    private func change(_ number: Int, _ version: Int64) -> SinkChange {
        SinkChange(upsert: SinkDocuments.document(number, version: version), key: SinkDocuments.key(number))
    }

    /// A sink whose receiver gives one answer.
    private func answer(
        _ status: Int,
        _ body: String,
        headers: [(String, String)] = [],
        to changes: [SinkChange]
    ) async throws -> BatchAnswer {
        let server = try LoopbackServer { _ in .response(status, headers: headers, body: Array(body.utf8)) }
        defer { server.stop() }
        let target = try #require(WebURL(server.url("/")).flatMap { HTTPTarget($0) })
        let secret = try #require(WebhookSecret([UInt8](repeating: 7, count: 24)))
        return await WebhookSink(client: HTTPClient(target), secret: secret, mapping: .identity).deliver(changes)
    }

    // The expected values are of Python's hmac module.
    @Test(arguments: [
        ("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "ErVto/fLpc70J83CX2vkGw1s/bx8dy8d30Fzo5Ns1RM="),
        (
            "a long secret of more than sixty-four bytes, which is hashed before it is used as a key",
            "jaHM54ERvadHq8ck8i5NQdgsjN97SelSOMufF4gIWSc="
        ),
    ])
    func `messages are signed as Standard Webhooks has it`(secret: String, code: String) throws {
        let vault = SecretVault(environment: ["S": secret])
        let signed = try WebhookSecret(.environment("S"), vault: vault)
        let body = Array("{\"type\":\"corpus.changed\"}".utf8)
        #expect(signed.signature(id: "msg_1", timestamp: 1_700_000_000, body: body) == "v1," + code)
    }

    @Test(arguments: ["short", "whsec_c2hvcnQ=", "whsec_no base64 at all, but long enough"])
    func `a secret that is too short or broken is refused without being repeated`(secret: String) throws {
        let vault = SecretVault(environment: ["S": secret])
        let error = #expect(throws: PotokError.self) { try WebhookSecret(.environment("S"), vault: vault) }
        #expect(error?.code == .requestSecretInvalid)
        #expect(error.map { "\($0) \($0.hint ?? "")".contains(secret) } == false)
    }

    @Test
    func `the same changes have the same identifier each time, and other changes another`() async throws {
        let subject = try WebhookSubject(answersEach: true)
        let sink = try subject.webhook()
        let changes = [change(1, 1), SinkChange(delete: SinkDocuments.key(2), version: 2)]
        for _ in 0..<2 { #expect(await sink.deliver(changes) == .answered([.delivered, .delivered])) }
        #expect(subject.receiver.repeatedMessages == 1)
        _ = await sink.deliver([change(1, 2)])
        _ = await sink.deliver([SinkChange(delete: SinkDocuments.key(1), version: 2)])
        #expect(subject.receiver.repeatedMessages == 1)
        let ids = Set(subject.proxy.server.requests.compactMap { $0.headers["webhook-id"] })
        #expect(ids.count == 3)
        #expect(subject.proxy.server.requests.allSatisfy { $0.target == "/hooks/corpus/?a=b" })
    }

    @Test
    func `a receiver with another secret takes nothing`() async throws {
        let subject = try WebhookSubject(answersEach: true, receiverKey: "another secret, quite as long")
        guard case .retry(let failure) = try await subject.webhook().deliver([change(1, 1)]) else {
            Issue.record("delivered with a wrong signature")
            return
        }
        #expect(failure.kind == .denied)
        #expect(subject.receiver.documents.isEmpty)
    }

    @Test
    func `each change has its own answer`() async throws {
        let changes = (1...3).map { change($0, 1) }
        let keys = changes.map(\.change.key)
        let body = """
            {"results": [{"key": "\(keys[0])", "status": "delivered"},
              {"key": "\(keys[1])", "status": "retry", "code": "locked", "message": "later", "retryAfter": 2.5},
              {"key": "\(keys[2])", "status": "rejected", "code": "bad", "message": "never"}]}
            """
        let expected: [ChangeAnswer] = [
            .delivered,
            .retry(SinkFailure(.busy, code: "locked", message: "later", retryAfter: .milliseconds(2_500))),
            .rejected(SinkFailure(.rejected, code: "bad", message: "never")),
        ]
        #expect(try await answer(200, body, to: changes) == .answered(expected))
    }

    @Test(arguments: [
        "ok", "{}", "{\"ok\": true}", "<html>Please log in</html>", "{\"results\": []}", "{\"results\": [{}]}",
        "{\"results\": [{\"key\": \"x\", \"status\": \"delivered\"}]}", "null", "[]",
    ])
    func `a status of success with a body that is not of the contract is no delivery`(body: String) async throws {
        guard case .retry(let failure) = try await answer(200, body, to: [change(1, 1)]) else {
            Issue.record("it counts as delivered")
            return
        }
        #expect(failure.kind == .malformed)
    }

    @Test(arguments: [
        (410, SinkFailure.Kind.denied), (301, .mismatch), (404, .mismatch), (401, .denied), (429, .busy),
        (500, .failed),
    ])
    func `other answers hold the changes back`(status: Int, kind: SinkFailure.Kind) async throws {
        guard case .retry(let failure) = try await answer(status, "words", to: [change(1, 1)]) else {
            Issue.record("it is no retry")
            return
        }
        #expect(failure.kind == kind && failure.message == "words")
    }

    @Test
    func `the check names the host and not the path`() async throws {
        let subject = try WebhookSubject(answersEach: true)
        let health = try await subject.webhook().check()
        #expect(health.server == "webhook at 127.0.0.1:\(subject.proxy.server.port)")
        #expect(subject.proxy.server.requests.map(\.method) == ["HEAD"])
    }

    @Test
    func `what it holds cannot be asked`() async throws {
        let sink = try WebhookSubject(answersEach: true).webhook()
        await #expect(throws: SinkFailure.self) { _ = try await sink.count() }
        await #expect(throws: SinkFailure.self) { _ = try await sink.holdings(after: nil, limit: 1) }
        #expect(sink.rebuilding("x") == nil)
    }
}
