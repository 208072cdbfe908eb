import Foundation
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStreams
import PotokTesting
import Testing

@Suite struct RequestIdentityTests {
    private struct NoFile: Error {}

    private func options(
        headers: [(String, SecretOrText)] = [],
        auth: RequestOptions.Authentication = .none,
        cookies: [(String, SecretOrText)] = []
    ) -> RequestOptions {
        var options = RequestOptions()
        options.headers = headers.map { .init($0.0, $0.1) }
        options.auth = auth
        options.cookies = cookies.map { .init($0.0, $0.1) }
        return options
    }

    private func resolve(
        _ options: RequestOptions,
        environment: [String: String] = [:],
        files: [String: String] = [:],
        origins: Set<String> = []
    ) throws(PotokError) -> RequestIdentity {
        try RequestIdentity.resolve(options, origins: origins, environment: environment) { path in
            guard let text = files[path] else { throw NoFile() }
            return Array(text.utf8)
        }
    }

    /// What a server hears from an identity at its first request.
    private func heard(_ options: RequestOptions, files: [String: String] = [:]) async throws -> [String: String] {
        var headers: [String: String] = [:]
        try await withHarness { _ in
            .page("x")
        } _: { harness in
            let request = try harness.request("/")
            let identity = try resolve(
                options,
                environment: ["TOKEN": "s3cret", "USER": "me"],
                files: files,
                origins: [request.locator.url?.origin ?? ""]
            )
            _ = try await harness.fetcher.fetch(
                request,
                options: harness.options,
                identity: identity,
                holding: harness.budget.lease()
            )
            headers = harness.server.requests.first?.headers ?? [:]
        }
        return headers
    }

    @Test func `headers, cookies and a token arrive`() async throws {
        let headers = try await heard(
            options(
                headers: [("X-Api-Key", .secret(.file("key"))), ("Accept-Language", .text("pl"))],
                auth: .bearer(.environment("TOKEN")),
                cookies: [("a", .text("1")), ("b", .secret(.environment("TOKEN")))]
            ),
            files: ["key": "k3y\n"]
        )
        #expect(headers["x-api-key"] == "k3y")
        #expect(headers["accept-language"] == "pl")
        #expect(headers["authorization"] == "Bearer s3cret")
        #expect(headers["cookie"] == "a=1; b=s3cret")
    }

    @Test(arguments: [
        (SecretOrText.text("Aladdin"), "open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        (.text("test"), "123\u{A3}", "Basic dGVzdDoxMjPCow=="),
        (.secret(.environment("USER")), "a:b", "Basic bWU6YTpi"),
        (.text(""), "x", "Basic Ong="),
    ])
    func `a name and a password arrive as RFC 7617 has it`(
        user: SecretOrText,
        password: String,
        expected: String
    )
        async throws
    {
        let options = options(auth: .basic(user: user, password: .file("p")))
        #expect(try await heard(options, files: ["p": password + "\r\n"])["authorization"] == expected)
    }

    @Test(arguments: [
        ("s3cret", "s3cret"), ("s3cret\n", "s3cret"), ("s3cret\r\n", "s3cret"), ("s3cr et", "s3cr et"),
        (String(repeating: "x", count: 65_536) + "\n", nil), ("ż", "ż"),
    ])
    func `the end of a file's line does not count`(content: String, expected: String?) async throws {
        let options = options(headers: [("X-Key", .secret(.file("f")))])
        guard let expected else {
            // As long as a secret may be: it resolves, though no server would take it.
            _ = try resolve(options, files: ["f": content])
            return
        }
        let heard = try await heard(options, files: ["f": content])["x-key"]
        #expect(heard == expected)
    }

    @Test(
        arguments: [
            (nil, "request.secret-missing"), ("", "request.secret-invalid"), ("\n", "request.secret-invalid"),
            ("s3cret\n\n", "request.secret-invalid"), ("s3cret\r", "request.secret-invalid"),
            ("s3cret\r\nX: y", "request.secret-invalid"), ("s3cret\u{0}", "request.secret-invalid"),
            (" s3cret", "request.secret-invalid"), ("s3cret\t\n", "request.secret-invalid"),
            (String(repeating: "s3cret", count: 11_000), "request.secret-invalid"),
        ] as [(String?, String)]
    )
    func `a secret that is not there or cannot be sent is told without its value`(content: String?, code: String) {
        let inFile = options(headers: [("X-Key", .secret(.file("secrets/f")))])
        let error = #expect(throws: PotokError.self) {
            _ = try resolve(inFile, files: content.map { ["secrets/f": $0] } ?? [:])
        }
        #expect(error?.code.rawValue == code)
        #expect(error.map { "\($0) \($0.hint ?? "")" }?.contains("s3cret") == false)
        #expect(error?.message.contains("the header X-Key") == true)
        #expect(error?.message.contains("secrets/f") == true)
        // What ends a line of a file is no part of it; in a variable it is.
        let inVariable = options(cookies: [("c", .secret(.environment("NAME")))])
        let other = #expect(throws: PotokError.self) {
            _ = try resolve(inVariable, environment: content.map { ["NAME": $0] } ?? [:])
        }
        #expect(other?.code.rawValue == code)
        #expect(other?.message.contains("the variable NAME") == true)
        #expect(other.map { "\($0) \($0.hint ?? "")" }?.contains("s3cret") == false)
    }

    @Test func `what would part a header in two is refused`() {
        for (options, value) in [
            (options(auth: .bearer(.environment("V"))), "s3cret x"),
            (options(auth: .bearer(.environment("V"))), "s3cretż"),
            (options(auth: .basic(user: .secret(.environment("V")), password: .environment("V"))), "s3cret:x"),
            (options(cookies: [("a", .secret(.environment("V")))]), "s3cret; b=1"),
            (options(headers: [("Host", .secret(.environment("V")))]), "s3cret"),
            (options(headers: [("A", .text("s3cret\r\nB: 1"))]), ""),
        ] {
            let error = #expect(throws: PotokError.self) { _ = try resolve(options, environment: ["V": value]) }
            #expect(error.map { "\($0)" }?.contains("s3cret") == false)
        }
    }

    @Test func `without options nothing is looked up`() throws {
        let identity = try RequestIdentity.resolve(RequestOptions(), origins: [], environment: [:]) { _ in
            throw NoFile()
        }
        #expect(identity == RequestIdentity())
    }

    @Test func `a file is read from the disk, but no more of it than a secret may have`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "potok-secret-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let request = options(headers: [("X-Key", .secret(.file(path)))])
        func code() -> String? {
            do throws(PotokError) {
                _ = try RequestIdentity.resolve(request, origins: [], environment: [:])
                return nil
            } catch {
                return error.code.rawValue
            }
        }
        #expect(code() == "request.secret-missing")
        try Data("s3cret\n".utf8).write(to: URL(filePath: path))
        #expect(code() == nil)
        try Data(repeating: 0x78, count: 1_000_000).write(to: URL(filePath: path))
        #expect(code() == "request.secret-invalid")
        try Data([0xFF, 0xFE]).write(to: URL(filePath: path))
        #expect(code() == "request.secret-invalid")
    }

    /// Follows redirects from a server to another one and back.
    @Test func `a redirect to another origin takes nothing along, and the way back has it again`() async throws {
        let lock = Lock<String?>(nil)
        let other = try LoopbackServer { _ in .redirect(302, to: lock.withLock { $0 } ?? "") }
        try await withHarness { request in
            request.target == "/a" ? .redirect(307, to: other.url("/")) : .page("x")
        } _: { harness in
            lock.withLock { $0 = harness.server.url("/back") }
            let request = try harness.request("/a")
            let identity = try resolve(
                options(
                    headers: [("X-Api-Key", .secret(.environment("V")))],
                    auth: .bearer(.environment("V")),
                    cookies: [("c", .secret(.environment("V")))]
                ),
                environment: ["V": "s3cret"],
                // Even an origin of the source hears nothing of a request that another one was asked for.
                origins: [request.locator.url?.origin ?? "", "http://127.0.0.1:\(other.port)"]
            )
            let logs = Lock<[TransferLog]>([])
            let result = try await harness.fetcher.fetch(
                request,
                options: harness.options,
                identity: identity,
                holding: harness.budget.lease(),
                observe: { log in logs.withLock { $0.append(log) } }
            )
            for name in ["x-api-key", "authorization", "cookie"] {
                #expect(harness.server.requests.map { $0.headers[name]?.contains("s3cret") } == [true, true])
                #expect(other.requests.map { $0.headers[name] } == [nil])
            }
            var dumped = ""
            dump(logs.withLock { $0 }, to: &dumped)
            dump(result, to: &dumped)
            #expect(logs.withLock { $0.count } == 3)
            #expect(!dumped.contains("s3cret"))
        }
        other.stop()
    }

    @Test func `another origin than the source's own hears nothing at all`() async throws {
        try await withHarness { _ in
            .page("x")
        } _: { harness in
            let identity = try resolve(
                options(auth: .bearer(.environment("V"))),
                environment: ["V": "s3cret"],
                origins: [
                    "http://127.0.0.1:\(harness.server.port == 1 ? 2 : 1)", "https://127.0.0.1:\(harness.server.port)",
                ]
            )
            _ = try await harness.fetcher.fetch(
                harness.request("/"),
                options: harness.options,
                identity: identity,
                holding: harness.budget.lease()
            )
            #expect(harness.server.requests.map { $0.headers["authorization"] } == [nil])
        }
    }

    @Test func `a fetch that fails says nothing of a secret`() async throws {
        try await withHarness { _ in
            LoopbackServer.Answer([.close])
        } _: { harness in
            let request = try harness.request("/")
            let identity = try resolve(
                options(auth: .basic(user: .text("me"), password: .environment("V"))),
                environment: ["V": "s3cret"],
                origins: [request.locator.url?.origin ?? ""]
            )
            let logs = Lock<[TransferLog]>([])
            let error = await #expect(throws: PotokError.self) {
                _ = try await harness.fetcher.fetch(
                    request,
                    options: harness.options,
                    identity: identity,
                    holding: harness.budget.lease(),
                    observe: { log in logs.withLock { $0.append(log) } }
                )
            }
            let told = "\(String(reflecting: error)) \(logs.withLock { $0 })"
            for secret in ["s3cret", "bWU6czNjcmV0"] { #expect(!told.contains(secret)) }
            #expect(harness.server.requests.first?.headers["authorization"] == "Basic bWU6czNjcmV0")
        }
    }

    @Test func `an identity prints names and origins only`() throws {
        let identity = try resolve(
            options(headers: [("X-Key", .secret(.environment("V")))], cookies: [("c", .secret(.environment("V")))]),
            environment: ["V": "s3cret"],
            origins: ["https://example.org"]
        )
        var dumped = ""
        dump([identity], to: &dumped)
        for text in ["\(identity)", String(reflecting: identity), "\([identity])", dumped] {
            #expect(!text.contains("s3cret"))
            #expect(text.contains("X-Key") && text.contains("https://example.org"))
        }
    }
}
