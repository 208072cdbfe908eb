import PotokCore
import PotokFetch
import PotokStreams
import PotokTesting
import Testing

@Suite struct WireExchangeTests {
    /// What a fetch gives to whoever keeps copies.
    private func kept(
        _ path: String,
        identity: RequestHeaders? = nil,
        validators: Validators = Validators(),
        answer: @escaping @Sendable (LoopbackServer.Received) -> LoopbackServer.Answer
    ) async throws -> [WireExchange] {
        let kept = Lock<[WireExchange]>([])
        try await withHarness(answer: answer) { harness in
            var request = try harness.request(path)
            request.validators = validators
            let origin = request.locator.url?.origin ?? ""
            _ = try await harness.fetcher.fetch(
                request,
                options: harness.options,
                identity: identity.map { RequestIdentity($0, origins: [origin]) } ?? RequestIdentity(),
                holding: harness.budget.lease(),
                keep: { exchange in kept.withLock { $0.append(exchange) } }
            )
        }
        return kept.withLock { $0 }
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `every answer is given, redirects too, with the way that led to it`() async throws {
        let exchanges = try await kept("/a") { $0.target == "/a" ? .redirect(302, to: "/b") : .page("<p>text") }
        #expect(exchanges.map(\.status) == [302, 200])
        #expect(exchanges.map(\.hasBody) == [false, true])
        let last = try #require(exchanges.last)
        #expect(last.hops.map(\.status) == [302] && last.hops.map(\.url.path) == ["/a"])
        #expect(text(last.body) == "<p>text")
        #expect(text(last.responseHead).hasPrefix("HTTP/1.1 200 Words\r\n"))
        #expect(text(last.responseHead).hasSuffix("\r\nContent-Length: 7\r\n\r\n"))
        #expect(text(last.requestHead).hasPrefix("GET /b HTTP/1.1\r\nHost: 127.0.0.1:"))
    }

    @Test func `what a source sends along may be secret and is kept nowhere`() async throws {
        let headers = try RequestHeaders([("X-Key", "s3cret"), ("Cookie", "id=s3cret")])
        let exchange = try #require(
            try await kept("/", identity: headers, validators: Validators(entityTag: "\"1\"")) { _ in .page("x") }.first
        )
        #expect(!text(exchange.requestHead).contains("s3cret"))
        #expect(text(exchange.requestHead).contains("If-None-Match: \"1\"\r\n"))
    }

    @Test func `a body comes without its chunks, and its head does not say that it has some`() async throws {
        let raw =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        let exchange = try #require(try await kept("/") { _ in .raw(raw) }.first)
        #expect(text(exchange.body) == "abcde")
        #expect(text(exchange.responseHead).contains("\r\nX-Crawler-Transfer-Encoding: chunked\r\n"))
        #expect(!text(exchange.responseHead).contains("\r\nTransfer-Encoding"))
    }

    @Test func `a fetch of which no copy can be kept fails`() async throws {
        struct Full: Error {}
        try await withHarness { _ in
            .page("x")
        } _: { harness in
            await #expect(throws: Full.self) {
                _ = try await harness.fetcher.fetch(
                    try harness.request("/"),
                    options: harness.options,
                    holding: harness.budget.lease(),
                    keep: { _ in throw Full() }
                )
            }
        }
    }
}
