import PotokConfiguration
import PotokCore
import PotokFetch
import PotokSinks
import PotokTesting
import Testing

@Suite
struct HTTPClientTests {
    private func client(
        _ server: LoopbackServer,
        credentials: HTTPCredentials = .none,
        timeout: Duration = .seconds(20),
        maximumAnswer: ByteCount = .mebibytes(1)
    ) throws -> HTTPClient {
        var target = try #require(WebURL(server.url("/base/")).flatMap { HTTPTarget($0, credentials: credentials) })
        target.timeout = timeout
        target.maximumAnswer = maximumAnswer
        return HTTPClient(target)
    }

    private func key(_ value: String) throws -> HTTPCredentials {
        let vault = SecretVault(environment: ["KEY": value])
        return try HTTPCredentials(.apiKey(.environment("KEY")), keyHeader: .header("X-Key"), vault: vault)
    }

    private func failure(_ body: () async throws(SinkFailure) -> HTTPAnswer) async -> SinkFailure? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test
    func `a request has its method, path, headers and body, and the answer is given back whatever it says`()
        async throws
    {
        let server = try LoopbackServer { request in
            .response(
                418,
                headers: [("X-Method", request.method), ("Retry-After", "7")],
                body: request.body.reversed()
            )
        }
        defer { server.stop() }
        let client = try client(server, credentials: key("s3cret-value"))
        let answer = try await client.send(.json("PUT", "/things?a=b", "{\"a\":1}"))
        #expect(answer.status == 418)
        #expect(answer.headers["x-method"] == "PUT")
        #expect(answer.retryAfter == .seconds(7))
        #expect(answer.body == Array("}1:\"a\"{".utf8))
        let request = try #require(server.requests.first)
        #expect(request.target == "/base/things?a=b")
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["x-key"] == "s3cret-value")
        #expect(request.headers["expect"] == nil)
    }

    @Test(arguments: ["GET", "HEAD", "DELETE", "POST", "PATCH"])
    func `every method goes with a body, without one and with an empty one`(method: String) async throws {
        let server = try LoopbackServer { _ in .response() }
        defer { server.stop() }
        let client = try client(server)
        for body in [nil, [], Array("text".utf8)] as [[UInt8]?] where method != "HEAD" || body == nil {
            #expect(try await client.send(HTTPRequest(method, "/", body: body)).status == 200)
        }
        #expect(server.requests.allSatisfy { $0.method == method })
        #expect(server.requests.last?.body == (method == "HEAD" ? [] : Array("text".utf8)))
    }

    @Test
    func `a connection is used again, also after an answer that is an error`() async throws {
        let server = try LoopbackServer { .response($0.index == 1 ? 503 : 200, body: [1]) }
        defer { server.stop() }
        let client = try client(server)
        for _ in 0..<5 { _ = try await client.send(HTTPRequest("POST", "/", body: [2])) }
        #expect(server.connections == 1)
    }

    @Test
    func `a kept connection that the target closes costs nothing, however often`() async throws {
        let server = try LoopbackServer { _ in
            LoopbackServer.Answer(LoopbackServer.Answer.response(body: [1]).steps + [.close])
        }
        defer { server.stop() }
        let client = try client(server)
        for _ in 0..<12 { #expect(try await client.send(HTTPRequest("POST", "/", body: [2])).status == 200) }
    }

    @Test
    func `requests at the same time have connections of their own`() async throws {
        let gate = LoopbackServer.Gate()
        let server = try LoopbackServer { _ in
            LoopbackServer.Answer([.wait(gate)] + LoopbackServer.Answer.response().steps)
        }
        defer { server.stop() }
        let client = try client(server)
        await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<4 { group.addTask { try? await client.send(HTTPRequest("GET", "/")).status } }
            await server.waitForRequests(4)
            gate.open()
            for await status in group { #expect(status == 200) }
        }
        #expect(server.connections == 4)
    }

    @Test
    func `no answer in time is a time-out`() async throws {
        let server = try LoopbackServer { _ in LoopbackServer.Answer([.silence]) }
        defer { server.stop() }
        let client = try client(server, timeout: .milliseconds(100))
        #expect(
            await failure { () throws(SinkFailure) in try await client.send(HTTPRequest("GET", "/")) }?.kind == .timeout
        )
    }

    @Test
    func `a connection that breaks or cannot be made is unreachable`() async throws {
        let server = try LoopbackServer { _ in LoopbackServer.Answer([.reset]) }
        let client = try client(server)
        #expect(
            await failure { () throws(SinkFailure) in try await client.send(HTTPRequest("GET", "/")) }?.kind
                == .unreachable
        )
        server.stop()
        await server.waitForClosedConnections(1)
        let refused = await failure { () throws(SinkFailure) in try await client.send(HTTPRequest("GET", "/")) }
        #expect(refused?.kind == .unreachable)
    }

    @Test
    func `an answer that is cut in its body, too long or no HTTP is none`() async throws {
        let server = try LoopbackServer { request in
            switch request.target {
            case "/base/cut":
                LoopbackServer.Answer([.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".utf8)), .close])
            case "/base/long": .response(body: [UInt8](repeating: 1, count: 3_000))
            case "/base/heads": .response(headers: [("X", String(repeating: "x", count: 70_000))])
            default: .raw("what?\r\n\r\n")
            }
        }
        defer { server.stop() }
        let client = try client(server, maximumAnswer: ByteCount(2_000))
        for (path, kind) in [
            ("/cut", SinkFailure.Kind.unreachable), ("/long", .malformed), ("/heads", .unreachable),
            ("/junk", .malformed),
        ] {
            let found = await failure { () throws(SinkFailure) in try await client.send(HTTPRequest("GET", path)) }
            #expect(found?.kind == kind, "\(path): \(String(describing: found))")
        }
    }

    @Test
    func `a cancelled task breaks its request off, and the client goes on`() async throws {
        let server = try LoopbackServer { $0.index == 0 ? LoopbackServer.Answer([.silence]) : .response() }
        defer { server.stop() }
        let client = try client(server, timeout: .seconds(600))
        let task = Task {
            await failure { () throws(SinkFailure) in try await client.send(HTTPRequest("GET", "/")) }
        }
        await server.waitForRequests(1)
        task.cancel()
        #expect(await task.value?.code == "cancelled")
        #expect(try await client.send(HTTPRequest("GET", "/")).status == 200)
    }

    @Test
    func `a task that is cancelled already sends nothing`() async throws {
        let server = try LoopbackServer { _ in .response() }
        defer { server.stop() }
        let client = try client(server)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await failure { () throws(SinkFailure) in try await client.send(HTTPRequest("GET", "/")) }
        }
        #expect(await task.value?.code == "cancelled")
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: [
        ("7", 7), ("99999999999999999999", 86_400), ("Sun, 06 Nov 1994 08:49:37 GMT", 0), ("soon", nil), ("-1", nil),
    ])
    func `a wait that the target asks for is a day at the most`(header: String, seconds: Int?) {
        let answer = HTTPAnswer(status: 429, headers: ["retry-after": header])
        #expect(answer.retryAfter == seconds.map { .seconds($0) })
    }

    @Test(arguments: [
        (401, SinkFailure.Kind.denied), (403, .denied), (404, .mismatch), (301, .mismatch), (415, .mismatch),
        (408, .timeout),
        (504, .timeout), (429, .busy), (503, .busy), (507, .busy), (400, .rejected), (413, .rejected), (422, .rejected),
        (500, .failed), (501, .failed), (502, .unreachable), (204, .malformed),
    ])
    func `a status stands for a kind of failure`(status: Int, kind: SinkFailure.Kind) {
        #expect(HTTPAnswer(status: status).failureKind == kind)
    }

    @Test
    func `no text has a secret, even when the target repeats it`() async throws {
        let server = try LoopbackServer { request in
            .response(403, body: Array("no such key: \(request.headers["x-key"] ?? "")\nsorry".utf8))
        }
        defer { server.stop() }
        let client = try client(server, credentials: key("s3cret-value"))
        let failure = client.failure(try await client.send(HTTPRequest("GET", "/")))
        #expect(failure.kind == .denied)
        #expect(failure.message == "no such key: \(Secret.veil) sorry")
        var dumped = ""
        dump(client.target, to: &dumped)
        for text in [dumped, "\(client.target)", "\(client.target.credentials)", String(reflecting: client.target)] {
            #expect(!text.contains("s3cret"))
        }
    }

    @Test(arguments: ["https://u:p@h/", "https://h/?a=b", "https://h/#x", "ftp://h/"])
    func `a target's URL has no password, query or fragment`(text: String) throws {
        #expect(HTTPTarget(try #require(WebURL(text))) == nil)
    }

    @Test
    func `a basic user with a colon and a token with spaces are refused without being repeated`() throws {
        let vault = SecretVault(environment: ["A": "a:b", "B": "b c"])
        for authentication in [
            SinkAuthentication.basic(user: .secret(.environment("A")), password: .environment("A")),
            .bearer(.environment("B")), .apiKey(.environment("B")),
        ] {
            let error = #expect(throws: PotokError.self) {
                try HTTPCredentials(authentication, keyHeader: .header("X-Key"), vault: vault)
            }
            #expect(error?.code == .requestSecretInvalid)
            #expect(error.map { "\($0)".contains("a:b") || "\($0)".contains("b c") } == false)
        }
    }
}
