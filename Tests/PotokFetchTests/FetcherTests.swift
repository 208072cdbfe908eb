import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStreams
import PotokTesting
import Testing

@Suite struct FetcherTests {
    @Test func `a page comes with its bytes, type, headers and validators`() async throws {
        try await withHarness { _ in
            .page(
                "<p>hej",
                headers: [("ETag", "W/\"a b\""), ("Last-Modified", "yesterday"), ("X-Two", "1"), ("x-two", "2")]
            )
        } _: { harness in
            let page = try await harness.page("/a?b")
            #expect(page.body == Array("<p>hej".utf8))
            #expect(page.contentType == "text/html")
            #expect(page.headers["x-two"] == "1, 2")
            #expect(page.validators == Validators(entityTag: "W/\"a b\"", lastModified: "yesterday"))
            #expect(page.observedAt.secondsSince1970 == 1_700_000_000)
            #expect(page.locator.description == harness.server.url("/a?b"))
            let request = try #require(harness.server.requests.first)
            #expect(request.target == "/a?b")
            #expect(request.headers["user-agent"] == harness.options.userAgent)
            #expect(request.headers["accept-encoding"] == "gzip, deflate, br, zstd")
            #expect(request.headers["if-none-match"] == nil)
        }
    }

    @Test func `the fragment is not sent`() async throws {
        try await withHarness { _ in
            .page("x")
        } _: { harness in
            _ = try await harness.page("/a#part")
            #expect(harness.server.requests.map(\.target) == ["/a"])
        }
    }

    @Test func `requests one after the other use one connection`() async throws {
        try await withHarness { _ in
            .page("x")
        } _: { harness in
            for _ in 0..<5 { _ = try await harness.page("/") }
            #expect(harness.server.connections == 1)
        }
    }

    @Test func `requests at the same time use connections of their own`() async throws {
        let gate = LoopbackServer.Gate()
        try await withHarness { request in
            if request.index == 3 { gate.open() }
            return LoopbackServer.Answer([.wait(gate)] + LoopbackServer.Answer.page(request.target).steps)
        } _: { harness in
            // Were they queued one behind the other, the gate would never open.
            let bodies = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<4 {
                    group.addTask { String(decoding: try await harness.page("/\(number)").body, as: UTF8.self) }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(bodies == ["/0", "/1", "/2", "/3"])
        }
    }

    @Test func `validators are sent back byte for byte, and a 304 keeps what it does not renew`() async throws {
        try await withHarness { _ in
            .response(304, headers: [("ETag", "\"new\"")])
        } _: { harness in
            let validators = Validators(entityTag: "odd tag ż", lastModified: "pon, 13 lis 2023")
            guard case .notModified(let answer) = try await harness.fetch("/", validators: validators) else {
                Issue.record("not a 304")
                return
            }
            #expect(answer.validators == Validators(entityTag: "\"new\"", lastModified: "pon, 13 lis 2023"))
            let request = try #require(harness.server.requests.first)
            #expect(request.headers["if-none-match"] == "odd tag ż")
            #expect(request.headers["if-modified-since"] == "pon, 13 lis 2023")
        }
    }

    @Test func `conditional headers of one request do not reach the next`() async throws {
        try await withHarness {
            $0.headers["if-none-match"] == nil ? .page("x") : .response(304)
        } _: { harness in
            _ = try await harness.fetch("/", validators: Validators(entityTag: "\"e\""))
            _ = try await harness.page("/")
            #expect(harness.server.requests.map { $0.headers["if-none-match"] } == ["\"e\"", nil])
        }
    }

    @Test func `a validator cannot smuggle a header in`() async throws {
        try await withHarness { _ in
            .page("x")
        } _: { harness in
            _ = try await harness.fetch("/", validators: Validators(entityTag: "a\r\nX-Evil: 1"))
            let request = try #require(harness.server.requests.first)
            #expect(request.headers["x-evil"] == nil)
            #expect(request.headers["if-none-match"] == nil)
        }
    }

    @Test func `a status without a page is a value with its Retry-After`() async throws {
        try await withHarness { _ in
            .response(429, headers: [("Retry-After", "120")], body: [1, 2])
        } _: { harness in
            let result = try await harness.fetch("/")
            guard case .status(let answer) = result else {
                Issue.record("not a status")
                return
            }
            #expect(answer.status == 429)
            #expect(answer.reason == "HTTP 429")
            #expect(result.retryAfter == .seconds(120))
        }
    }

    @Test func `the body of an error page is not worth a long read`() async throws {
        try await withHarness { _ in
            LoopbackServer.Answer([
                .send(Array("HTTP/1.1 404 No\r\n\r\n".utf8)), .sendForever([UInt8](repeating: 65, count: 4_096)),
            ])
        } _: { harness in
            guard case .status(let answer) = try await harness.fetch("/") else {
                Issue.record("not a status")
                return
            }
            #expect(answer.status == 404)
        }
    }

    @Test func `a body above the limit ends the transfer`() async throws {
        try await withHarness(options: { $0.maxBody = .kibibytes(100) }) { request in
            request.target == "/stated"
                ? LoopbackServer.Answer([
                    .send(Array("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".utf8)), .silence,
                ])
                : LoopbackServer.Answer([
                    .send(Array("HTTP/1.1 200 OK\r\n\r\n".utf8)), .sendForever([UInt8](repeating: 65, count: 4_096)),
                ])
        } _: { harness in
            let codeStated = await harness.errorCode("/stated")
            #expect(codeStated == "fetch.too-large")
            let codeUnstated = await harness.errorCode("/unstated")
            #expect(codeUnstated == "fetch.too-large")
        }
    }

    @Test func `a body of exactly the limit is a page`() async throws {
        try await withHarness(options: { $0.maxBody = .kibibytes(100) }) { request in
            .response(body: [UInt8](repeating: 65, count: request.target == "/at" ? 102_400 : 102_401))
        } _: { harness in
            let page = try await harness.page("/at")
            #expect(page.body.count == 102_400)
            let codeAbove = await harness.errorCode("/above")
            #expect(codeAbove == "fetch.too-large")
        }
    }

    @Test(arguments: ["/headers", "/interim", "/trailers"])
    func `endless header lines end the transfer`(path: String) async throws {
        try await withHarness { request in
            switch request.target {
            case "/headers":
                LoopbackServer.Answer([
                    .send(Array("HTTP/1.1 200 OK\r\n".utf8)), .sendForever(Array("X-A: bbbbbbbbbb\r\n".utf8)),
                ])
            case "/interim": LoopbackServer.Answer([.sendForever(Array("HTTP/1.1 103 Early\r\nX-A: b\r\n\r\n".utf8))])
            default:
                LoopbackServer.Answer([
                    .send(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n".utf8)),
                    .sendForever(Array("X-A: bbbbbbbbbb\r\n".utf8)),
                ])
            }
        } _: { harness in
            let code = await harness.errorCode(path)
            #expect(code == "fetch.too-large")
        }
    }

    @Test func `two different lengths are no message`() async throws {
        try await withHarness { request in
            .raw(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: \(request.target == "/same" ? 2 : 3)\r\n\r\nabc"
            )
        } _: { harness in
            let codeDifferent = await harness.errorCode("/different")
            #expect(codeDifferent == "fetch.protocol")
            let page = try await harness.page("/same")
            #expect(page.body == Array("ab".utf8))
        }
    }

    @Test(arguments: [
        ("HTTP/1.1 206 Part\r\nContent-Length: 1\r\n\r\na", "fetch.protocol"),
        ("HTTP/1.1 304 Same\r\n\r\n", "fetch.protocol"),
        ("<p>no header at all", "fetch.protocol"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "fetch.interrupted"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc", "fetch.interrupted"),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", "fetch.decode"),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: rot13\r\nContent-Length: 3\r\n\r\nabc", "fetch.decode"),
    ])
    func `what is no sound response is an error`(answer: String, code: String) async throws {
        try await withHarness { _ in
            LoopbackServer.Answer([.send(Array(answer.utf8)), .close])
        } _: { harness in
            let code = await harness.errorCode("/")
            #expect(code == code)
        }
    }

    @Test func `a connection that was closed meanwhile is opened again`() async throws {
        try await withHarness { request in
            request.target == "/first"
                ? LoopbackServer.Answer(LoopbackServer.Answer.page("1").steps + [.close]) : .page("2")
        } _: { harness in
            _ = try await harness.page("/first")
            let page = try await harness.page("/second")
            #expect(page.body == Array("2".utf8))
        }
    }

    @Test func `silence is a time-out that may be tried again`() async throws {
        try await withHarness(options: { $0.timeout = .milliseconds(100) }) { _ in
            LoopbackServer.Answer([.silence])
        } _: { harness in
            do {
                _ = try await harness.fetch("/")
                Issue.record("no error")
            } catch let error as PotokError {
                #expect(error.code == .fetchTimeout)
                #expect(error.isRetryable)
            }
        }
    }

    @Test func `a port where nobody listens cannot be connected to`() async throws {
        try await withHarness { _ in
            .page("x")
        } _: { harness in
            harness.server.stop()
            #expect(["fetch.connect", "fetch.interrupted"].contains(await harness.errorCode("/")))
        }
    }

    @Test func `cancelling the task ends the transfer and its connection`() async throws {
        try await withHarness { _ in
            LoopbackServer.Answer([.silence])
        } _: { harness in
            let task = Task { try await harness.fetch("/") }
            await harness.server.waitForRequests(1)
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            await harness.server.waitForClosedConnections(1)
        }
    }

    @Test func `a task that is cancelled already fetches nothing`() async throws {
        try await withHarness { _ in
            LoopbackServer.Answer([.silence])
        } _: { harness in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await harness.fetch("/")
            }
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test func `shutting down ends what is in flight, and later fetches fail`() async throws {
        try await withHarness { _ in
            LoopbackServer.Answer([.silence])
        } _: { harness in
            let task = Task { await harness.errorCode("/") }
            await harness.server.waitForRequests(1)
            await harness.fetcher.shutdown()
            #expect(await task.value == "fetch.unavailable")
            let code = await harness.errorCode("/")
            #expect(code == "fetch.unavailable")
            await harness.fetcher.shutdown()
        }
    }

    @Test func `a file is nothing for the network`() async throws {
        try await withHarness { _ in
            .page("x")
        } _: { harness in
            let request = Request(
                claim: .init(rawValue: 1),
                source: "s",
                locator: .file(path: "/etc/passwd", identifier: "passwd")
            )
            await #expect(throws: PotokError.self) {
                try await harness.fetcher.fetch(request, options: harness.options, holding: harness.budget.lease())
            }
        }
    }

    @Test func `what happened is told exchange by exchange`() async throws {
        try await withHarness { request in
            request.target == "/a" ? .redirect(301, to: "/b") : .page("xyz")
        } _: { harness in
            let logs = Lock<[TransferLog]>([])
            _ = try await harness.fetcher.fetch(
                harness.request("/a"),
                options: harness.options,
                holding: harness.budget.lease(),
                observe: { log in logs.withLock { $0.append(log) } }
            )
            let seen = logs.withLock { $0 }
            #expect(seen.map(\.status) == [301, 200])
            #expect(seen.map(\.timing.isReused) == [false, true])
            #expect(seen.map(\.timing.httpVersion) == ["1.1", "1.1"])
            #expect(seen.map(\.timing.address) == ["127.0.0.1", "127.0.0.1"])
            #expect(seen.last?.encodedBytes == 3)
        }
    }
}
