import PotokConfiguration
import PotokCore
import PotokTesting
import Testing

@testable import PotokSinks

/// What Typesense says when it is not well, said by a server of ours.
@Suite
struct TypesenseAnswerTests {
    private static func sink(
        _ answer: @escaping @Sendable (LoopbackServer.Received) -> LoopbackServer.Answer
    ) throws -> (
        TypesenseSink, LoopbackServer
    ) {
        let server = try LoopbackServer(answer: answer)
        let client = try TypesenseCollection.client(key: "some-key", base: server.url("/"), timeout: .seconds(1))
        return (TypesenseSink(client, name: "documents"), server)
    }

    @Test(arguments: [
        (503, SinkFailure.Kind.busy), (429, .busy), (422, .busy), (500, .failed), (401, .denied), (404, .mismatch),
        (408, .timeout),
        (400, .mismatch),
    ])
    func `a status says whether and when to try again`(status: Int, kind: SinkFailure.Kind) async throws {
        let (sink, server) = try Self.sink { _ in
            .response(
                status,
                headers: [("Retry-After", "7")],
                body: Array(#"{"message": "Not Ready or Lagging"}"#.utf8)
            )
        }
        defer { server.stop() }
        for change in [Sample.upsert(Sample.document(1)), Sample.delete(1, version: 1)] {
            guard case .retry(let failure) = await sink.deliver([change]) else {
                Issue.record("\(status) was no retry")
                return
            }
            #expect(failure.kind == kind)
            #expect(failure.code == String(status))
            #expect(failure.message == "Not Ready or Lagging")
            #expect(failure.retryAfter == .seconds(7))
        }
    }

    @Test
    func `a batch that is too large is tried in halves`() async throws {
        let (sink, server) = try Self.sink { _ in .response(413, body: Array(#"{"message": "too much"}"#.utf8)) }
        defer { server.stop() }
        guard case .refused(let failure) = await sink.deliver([Sample.upsert(Sample.document(1))]) else {
            Issue.record("it was not refused")
            return
        }
        #expect(failure.message == "too much")
    }

    @Test
    func `lines of failure are told apart by their code`() async throws {
        let lines = """
            {"success":true}
            {"code":400,"document":"{}","error":"Field `x` must be a string.","success":false}
            {"code":422,"error":"Rejecting write: running out of resource type: OUT_OF_DISK","success":false}
            {"code":500,"error":"oops","success":false}
            {"success": true, "id": "x"}
            """
        let answers = try #require(TypesenseImport.answers(in: Array(lines.utf8), count: 5) { $0 })
        #expect(answers[0] == .delivered)
        #expect(answers[1] == .rejected(SinkFailure(.rejected, code: "400", message: "Field `x` must be a string.")))
        guard case .retry(let full) = answers[2], case .retry(let failed) = answers[3] else {
            Issue.record("\(answers)")
            return
        }
        #expect(full.kind == .busy)
        #expect(failed.kind == .failed)
        #expect(answers[4] == .delivered)
    }

    @Test(arguments: ["", "{\"success\":true}\n{\"success\":true}", "<html>", "{\"success\":1}", "{}", "null"])
    func `an answer that does not fit the import proves nothing`(body: String) async throws {
        let (sink, server) = try Self.sink { _ in .response(200, body: Array(body.utf8)) }
        defer { server.stop() }
        #expect(await sink.deliver([Sample.upsert(Sample.document(1))]).retryKind == .malformed)
    }

    @Test
    func `upserts are told though the deletes behind them are not`() async throws {
        let (sink, server) = try Self.sink { request in
            request.method == "DELETE" ? .response(503) : .response(200, body: Array(#"{"success":true}"#.utf8))
        }
        defer { server.stop() }
        guard
            case .answered(let answers) = await sink.deliver([
                Sample.delete(2, version: 1), Sample.upsert(Sample.document(1)),
            ]),
            case .retry(let failure) = answers[0]
        else {
            Issue.record("no answer of each")
            return
        }
        #expect(failure.kind == .busy)
        #expect(answers[1] == .delivered)
    }

    @Test
    func `a server that is too old is not written to`() async throws {
        let (sink, server) = try Self.sink { request in
            .response(
                200,
                body: Array((request.target == "/debug" ? #"{"version": "0.23.9"}"# : #"{"ok": true}"#).utf8)
            )
        }
        defer { server.stop() }
        let failure = await #expect(throws: SinkFailure.self) { try await sink.check() }
        #expect(failure?.kind == .mismatch)
        #expect(failure?.message.contains("0.23.9") == true)
    }

    @Test
    func `names are escaped in addresses`() {
        #expect(TypesenseServer.escape("a b/ż?.-_~") == "a%20b%2F%C5%BC%3F.-_~")
    }

    @Test
    func `the number of a key has its order`() {
        let keys = (0..<200).map { DocumentKey(source: "tests", identifier: "\($0)") }.sorted()
        let numbers = keys.map { TypesenseImport.number(of: $0) }
        #expect(numbers == numbers.sorted())
        #expect(numbers.allSatisfy { (0...TypesenseImport.largestKeyNumber).contains($0) })
        #expect(TypesenseImport.largestKeyNumber == 0x0FFF_FFFF_FFFF_FFFF)
    }
}
