import PotokCore
import Testing

@testable import PotokConfiguration

@Suite struct HTTPSinkTests {
    private func sink(_ members: String) -> String { minimal("\"sinks\": [{ \"name\": \"a\", \(members) }]") }

    private let search = #""type": "opensearch", "url": "https://search.example:9200", "index": "corpus""#
    private let meili = #""type": "meilisearch", "url": "http://127.0.0.1:7700", "index": "corpus""#
    private let hook = #""type": "webhook", "url": "https://a.example/hook", "secret": { "file": "hook.secret" }"#

    @Test func `an index of OpenSearch is read`() throws {
        let text = sink(search + #", "auth": { "apiKey": { "env": "KEY" } }, "certificateAuthority": "ca.pem""#)
        var options = OpenSearchOptions()
        options.server.url = WebURL("https://search.example:9200")
        options.server.auth = .apiKey(.environment("KEY"))
        options.server.certificateAuthority = "conf/ca.pem"
        options.index = "corpus"
        #expect(try parse(text).sinks.map(\.kind) == [.openSearch(options)])
        #expect(SinkOptions.Kind.openSearch(options).target == "opensearch https://search.example:9200/ corpus")
    }

    @Test func `an index of Meilisearch is read`() throws {
        var options = MeilisearchOptions()
        options.server.url = WebURL("http://127.0.0.1:7700")
        options.index = "corpus"
        #expect(try parse(sink(meili)).sinks.map(\.kind) == [.meilisearch(options)])
        options.taskTimeout = .seconds(9)
        #expect(try parse(sink(meili), ["sinks.a.taskTimeout=9s"]).sinks.map(\.kind) == [.meilisearch(options)])
    }

    @Test func `a webhook is read, and the paths of its secrets start beside the file`() throws {
        let basic = #", "auth": { "basic": { "user": "potok", "password": { "file": "/etc/password" } } }"#
        var options = WebhookOptions()
        options.server.url = WebURL("https://a.example/hook")
        options.secret = .file("conf/hook.secret")
        options.server.auth = .basic(user: .text("potok"), password: .file("/etc/password"))
        #expect(try parse(sink(hook + basic)).sinks.map(\.kind) == [.webhook(options)])
        let target = SinkOptions.Kind.webhook(options).target
        #expect(
            target.hasPrefix("webhook https://a.example ") && !target.contains("hook/") && !target.contains("/hook")
        )
        options.server.url = WebURL("https://a.example/other")
        #expect(SinkOptions.Kind.webhook(options).target != target)
    }

    @Test(arguments: [
        (#""type": "opensearch", "index": "corpus""#, ["configuration.missing-key"]),
        (#""type": "opensearch", "url": "https://a.example""#, ["configuration.missing-key"]),
        (#""type": "opensearch", "url": "https://u:s3cret@a.example", "index": "c""#, ["configuration.literal-secret"]),
        (#""type": "opensearch", "url": "https://a.example?k=s3cret", "index": "c""#, ["configuration.bad-url"]),
        (#""type": "opensearch", "url": "https://a.example", "index": "a b""#, ["configuration.bad-value"]),
        (#""type": "webhook", "url": "https://a.example""#, ["configuration.missing-key"]),
        (#""type": "webhook", "url": "https://a.example", "secret": "s3cret""#, ["configuration.literal-secret"]),
        (#""type": "stdout", "url": "https://a.example""#, ["configuration.misplaced-key"]),
        (#""type": "stdout", "taskTimeout": "1 s""#, ["configuration.misplaced-key"]),
    ])
    func `what is wrong about the type's own keys is told`(members: String, expected: [String]) {
        let diagnostics = check(sink(members)).diagnostics
        #expect(diagnostics.map(\.code.rawValue) == expected)
        #expect(!diagnostics.contains { $0.message.contains("s3cret") })
    }

    @Test(arguments: [
        (#""s3cret""#, "configuration.wrong-type"), ("{}", "configuration.bad-value"),
        (#"{ "apiKey": "s3cret" }"#, "configuration.literal-secret"),
        (#"{ "bearer": "s3cret" }"#, "configuration.literal-secret"),
        (#"{ "basic": { "user": "a", "password": "s3cret" } }"#, "configuration.literal-secret"),
        (#"{ "basic": { "user": "a" } }"#, "configuration.missing-key"),
        (#"{ "apikey": { "env": "A" } }"#, "configuration.unknown-key"),
        (#"{ "apiKey": { "env": "A" }, "bearer": { "env": "A" } }"#, "configuration.bad-value"),
        (#"{ "apiKey": { "env": "A", "file": "b" } }"#, "configuration.wrong-type"),
    ])
    func `an authentication that is wrong is told without its value`(auth: String, expected: String) {
        let diagnostics = check(sink(search + ", \"auth\": \(auth)")).diagnostics
        #expect(diagnostics.map(\.code.rawValue) == [expected])
        #expect(!diagnostics.contains { $0.message.contains("s3cret") })
    }

    @Test(arguments: [
        SinkAuthentication.none, .apiKey(.environment("A")), .bearer(.file("b")),
        .basic(user: .secret(.file("u")), password: .environment("P")),
    ])
    func `an authentication reads back as it is written`(authentication: SinkAuthentication) {
        guard authentication != .none else {
            #expect(authentication.json.members?.isEmpty == true)
            return
        }
        guard case .success(let value) = OptionKind.authentication.read(authentication.json) else {
            Issue.record("not read")
            return
        }
        #expect(value == .authentication(authentication))
    }

    @Test func `text in an authentication is shown nowhere`() {
        let value = OptionValue.authentication(.basic(user: .text("s3cret"), password: .environment("P")))
        #expect(!value.text.contains("s3cret"))
        #expect(value.text.contains(Secret.veil))
    }

    @Test func `every property of the options has its option`() {
        func labels(_ value: Any) -> [String] { Mirror(reflecting: value).children.compactMap(\.label) }
        let server = labels(HTTPServerOptions())
        func expected(_ own: [String]) -> [String] { (own.filter { $0 != "server" } + server).sorted() }
        #expect(OpenSearchSink.fields.map(\.name).sorted() == expected(labels(OpenSearchOptions())))
        #expect(MeilisearchSink.fields.map(\.name).sorted() == expected(labels(MeilisearchOptions())))
        #expect(WebhookSink.fields.map(\.name).sorted() == expected(labels(WebhookOptions())))
    }
}
