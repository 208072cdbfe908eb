import PotokConfiguration
import PotokCore
import PotokFetch
import PotokTesting
import Testing

@testable import Potok

/// Calls at the beginning and the end of runs.
@Suite struct HeartbeatTests {
    private let vault = SecretVault(environment: ["PING": "https://ping.example/s3cret", "BAD": "s3cret"])

    @Test(arguments: [
        ("https://ping.example/a", "https://ping.example/a/3"), ("https://ping.example/a/", "https://ping.example/a/3"),
        ("https://ping.example", "https://ping.example/3"),
        ("https://ping.example/a?create=1", "https://ping.example/a/3?create=1"),
    ])
    func `the word is put behind the path`(url: String, expected: String) throws {
        #expect(Heartbeat.target(try #require(WebURL(url)), "3")?.description == expected)
    }

    @Test func `the URL is looked up where it is kept, and what is wrong with it is told without it`() throws {
        #expect(try Heartbeat(.none, vault: vault) == nil)
        #expect(try Heartbeat(.secret(.environment("PING")), vault: vault) != nil)
        for name in ["BAD", "MISSING"] {
            let error = #expect(throws: PotokError.self) { try Heartbeat(.secret(.environment(name)), vault: vault) }
            #expect(error.map { !"\($0)".contains("s3cret") } == true)
        }
    }

    @Test func `the beginning and the end are told, the end with its code and the report`() async throws {
        let server = try LoopbackServer { _ in .page("ok") }
        let url = try #require(WebURL("http://127.0.0.1:\(server.port)/s3cret"))
        let heartbeat = try #require(try Heartbeat(.url(url), vault: vault))
        #expect(await heartbeat.begin() == nil)
        #expect(await heartbeat.end(.tooManyFailures, body: Array("{}".utf8)) == nil)
        #expect(server.requests.map { "\($0.method) \($0.target)" } == ["POST /s3cret/start", "POST /s3cret/3"])
        #expect(server.requests.last?.body == Array("{}".utf8))
        #expect(server.requests.last?.headers["content-type"] == "application/json")
    }

    @Test func `a call that fails is told without the URL`() async throws {
        let server = try LoopbackServer { _ in .response(500) }
        let url = try #require(WebURL("http://127.0.0.1:\(server.port)/s3cret"))
        let refused = try #require(try Heartbeat(.url(url), vault: vault))
        let error = try #require(await refused.begin())
        #expect(error.code == "report.heartbeat")
        #expect(error.message.contains("500") && !"\(error)".contains("s3cret"))
        server.stop()
        let lost = try #require(await refused.begin())
        #expect(lost.message.contains("no answer") && !"\(lost)".contains("s3cret"))
    }
}
