import PotokConfiguration
import PotokCore
import PotokFetch
import PotokSinks
import PotokTesting
import Testing

@Suite
struct HTTPOptionsTests {
    private let vault = SecretVault(environment: ["KEY": "s3cret-value-of-24-bytes", "BAD": "a b"])

    private func sink(_ kind: SinkOptions.Kind) -> SinkOptions {
        var sink = SinkOptions(name: "a", kind: kind)
        sink.timeout = .seconds(7)
        sink.fields.names = ["text": "body"]
        sink.fields.omitted = ["bodyHash"]
        return sink
    }

    private func server(_ url: String, _ auth: SinkAuthentication = .apiKey(.environment("KEY"))) -> HTTPServerOptions {
        var options = HTTPServerOptions()
        options.url = WebURL(url)
        options.auth = auth
        return options
    }

    @Test
    func `sinks are made of what pipeline.json says, and send their key as the target wants it`() async throws {
        let server = try LoopbackServer { _ in .response(500, headers: []) }
        defer { server.stop() }
        var search = OpenSearchOptions()
        search.server = self.server(server.url("/"))
        search.index = "corpus"
        var meili = MeilisearchOptions()
        meili.server = self.server(server.url("/"))
        meili.index = "corpus"
        var hook = WebhookOptions()
        hook.server = self.server(server.url("/hook/"), .basic(user: .text("me"), password: .environment("KEY")))
        hook.secret = .environment("KEY")
        let sinks: [any Sink] = [
            try OpenSearchSink(search, of: sink(.openSearch(search)), vault: vault),
            try MeilisearchSink(meili, of: sink(.meilisearch(meili)), vault: vault),
            try WebhookSink(hook, of: sink(.webhook(hook)), vault: vault),
        ]
        for sink in sinks {
            let document = SinkDocuments.document(1, version: 1)
            guard
                case .retry(let failure) = await sink.deliver([SinkChange(upsert: document, key: SinkDocuments.key(1))])
            else {
                Issue.record("no retry")
                continue
            }
            #expect(failure.kind == .failed)
            #expect(!String(reflecting: sink).contains("s3cret"))
        }
        let requests = server.requests
        #expect(
            requests.map { $0.headers["authorization"] } == [
                "ApiKey s3cret-value-of-24-bytes", "Bearer s3cret-value-of-24-bytes",
                "Basic bWU6czNjcmV0LXZhbHVlLW9mLTI0LWJ5dGVz",
            ]
        )
        #expect(
            requests.map { String($0.target.prefix(while: { $0 != "?" })) } == [
                "/corpus/_bulk", "/indexes/corpus/documents", "/hook/",
            ]
        )
        for request in requests {
            let body = String(decoding: request.body, as: UTF8.self)
            #expect(body.contains("\"body\":\"The text of document 1") && !body.contains("bodyHash"))
        }
    }

    @Test(arguments: ["Corpus", "a b", "-x", ""])
    func `a name that the target does not take is told before anything is sent`(index: String) throws {
        var options = OpenSearchOptions()
        options.server = server("https://a.example")
        options.index = index
        let error = #expect(throws: PotokError.self) {
            try OpenSearchSink(options, of: sink(.openSearch(options)), vault: vault)
        }
        #expect(error?.code == .sinkOptions)
    }

    @Test(arguments: [
        (SinkAuthentication.apiKey(.environment("NONE")), PotokError.Code.requestSecretMissing),
        (.bearer(.environment("BAD")), .requestSecretInvalid),
        (.apiKey(.file("/nonexistent/key")), .requestSecretMissing),
    ])
    func `a secret that is missing or broken is told before anything is sent`(
        auth: SinkAuthentication,
        code: PotokError.Code
    ) throws {
        var options = MeilisearchOptions()
        options.server = server("https://a.example", auth)
        options.index = "corpus"
        let error = #expect(throws: PotokError.self) {
            try MeilisearchSink(options, of: sink(.meilisearch(options)), vault: vault)
        }
        #expect(error?.code == code)
    }
}
