import Foundation
import PotokTesting
import Testing

extension EndToEndSuite {
    /// The way that redirects lead, as the program tells it.
    @Suite struct RedirectTests {
        @Test func `show and explain tell the chain, and the old address leads to the document`() async throws {
            let place = try Workplace()
            let server = try LoopbackServer { request in
                switch request.target {
                case "/old": .redirect(301, to: "/new")
                case "/new": .redirect(308, to: "/newest")
                default: .page("<h1>Strona</h1><p>\(MadeUpTexts.text(3))</p>")
                }
            }
            defer { server.stop() }
            try place.write(
                "pipeline.json",
                """
                { "version": 1, "database": "potok.db", "sources": [ { "name": "web", "type": "urls",
                    "urls": ["\(server.url("/old"))"],
                    "fetch": { "delay": "0 s", "robots": "ignore", "allowAddresses": ["127.0.0.0/8"] } } ] }
                """
            )
            let run = try await place.potok("run")
            #expect(run.exitCode == 0, "\(run)")
            let steps = [
                "redirect    \(server.url("/old")) -> \(server.url("/new")) (HTTP 301,",
                "redirect    \(server.url("/new")) -> \(server.url("/newest")) (HTTP 308,",
            ]
            for command in ["show", "explain"] {
                let told = try await place.potok(command, server.url("/old"))
                #expect(told.exitCode == 0, "\(told)")
                for step in steps { #expect(told.output.contains(step), "\(told)") }
                #expect(told.output.contains(server.url("/newest")), "\(told)")
            }
            // The key is that of the address that it has moved to.
            #expect(try await place.corpus().entries.map(\.url) == [server.url("/newest")])
        }
    }
}
