import PotokCore
import PotokFetch
import PotokStreams
import PotokTesting
import Testing

@Suite struct RequestHeadersTests {
    private func fetch(_ harness: FetchHarness, _ path: String, _ headers: RequestHeaders) async throws {
        let request = try harness.request(path)
        _ = try await harness.fetcher.fetch(
            request,
            options: harness.options,
            identity: RequestIdentity(headers, origins: [request.locator.url?.origin ?? ""]),
            holding: harness.budget.lease()
        )
    }

    @Test func `headers of a source are sent, also after a redirect on its own origin`() async throws {
        try await withHarness { request in
            request.target == "/a" ? .redirect(302, to: "/b") : .page("x")
        } _: { harness in
            let headers = try RequestHeaders([("X-Key", "s3cret"), ("Cookie", "a=1; b=2"), ("X-Empty", "")])
            try await fetch(harness, "/a", headers)
            #expect(harness.server.requests.map { $0.headers["x-key"] } == ["s3cret", "s3cret"])
            #expect(harness.server.requests.map { $0.headers["cookie"] } == ["a=1; b=2", "a=1; b=2"])
            #expect(harness.server.requests.map { $0.headers["x-empty"] } == ["", ""])
        }
    }

    @Test func `another origin never sees them`() async throws {
        let other = try LoopbackServer { _ in .page("x") }
        try await withHarness { _ in
            .redirect(307, to: other.url("/"))
        } _: { harness in
            try await fetch(harness, "/", .bearer("s3cret"))
            #expect(harness.server.requests.map { $0.headers["authorization"] } == ["Bearer s3cret"])
            #expect(other.requests.map { $0.headers["authorization"] } == [nil])
        }
        other.stop()
    }

    @Test func `the next fetch does not inherit them`() async throws {
        try await withHarness { _ in
            .page("x")
        } _: { harness in
            try await fetch(harness, "/", .basic(user: "me", password: "s3cret"))
            _ = try await harness.page("/")
            #expect(harness.server.requests.map { $0.headers["authorization"] } == ["Basic bWU6czNjcmV0", nil])
        }
    }

    @Test func `a source may ask for other types, and they are asked for once`() async throws {
        try await withHarness { _ in
            .page("x")
        } _: { harness in
            try await fetch(harness, "/", RequestHeaders([("accept", "application/json")]))
            #expect(harness.server.requests.map { $0.headers["accept"] } == ["application/json"])
            #expect(harness.server.requests.map { $0.headers["accept-encoding"] } == ["gzip, deflate, br, zstd"])
        }
    }

    @Test(arguments: [
        ("", "x"), ("a b", "x"), ("a:", "x"), ("Host", "x"), ("ACCEPT-encoding", "x"), ("If-None-Match", "x"),
        ("X", "a\r\nY: 1"), ("X", "a\nb"), ("X", "\u{0}"), ("ż", "x"),
    ])
    func `what would break the request is refused`(name: String, value: String) {
        #expect(throws: PotokError.self) { _ = try RequestHeaders([(name, value)]) }
    }

    @Test func `their values are never printed`() throws {
        let headers = try RequestHeaders([("X-Key", "s3cret"), ("Cookie", "c00kie")])
        var dumped = ""
        dump(headers, to: &dumped)
        for text in ["\(headers)", String(reflecting: headers), dumped] {
            #expect(!text.contains("s3cret") && !text.contains("c00kie"))
        }
        #expect("\(headers)" == "X-Key: …, Cookie: …")
    }
}
