import Foundation
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStreams
import PotokTesting
import Testing

@Suite struct ProxyTests {
    @Test func `a proxy may have a private address and is asked for the whole URL`() async throws {
        let proxy = try LoopbackServer { request in .page(request.target) }
        var network = NetworkOptions()
        network.proxy = proxy.url("")
        try await withHarness(network: network) { _ in
            .page("x")
        } _: { harness in
            var options = harness.options
            options.allowAddresses = []
            let request = try harness.request("http://public.example/a")
            let result = try await harness.fetcher.fetch(request, options: options, holding: harness.budget.lease())
            guard case .page(let page) = result else {
                Issue.record("no page")
                return
            }
            #expect(String(decoding: page.body, as: UTF8.self) == "http://public.example/a")
        }
        proxy.stop()
    }

    @Test(arguments: ["10.0.0.1", "[::1]", "localhost", "intranet", "db.internal", "printer.local", "x.home.arpa"])
    func `targets that are private by their name are not asked of a proxy`(host: String) async throws {
        let proxy = try LoopbackServer { _ in .redirect(302, to: "http://\(host)/") }
        var network = NetworkOptions()
        network.proxy = proxy.url("")
        try await withHarness(network: network) { _ in
            .page("x")
        } _: { harness in
            var options = harness.options
            options.allowAddresses = []
            let request = try harness.request("http://public.example/a")
            do {
                _ = try await harness.fetcher.fetch(request, options: options, holding: harness.budget.lease())
                Issue.record("no error")
            } catch let error as PotokError {
                #expect(error.code == .fetchAddressRefused)
                // What would open it is told, and does open it.
                let line = try #require(error.hint?.split(separator: "[").last?.split(separator: "]").first)
                let isName = IPAddress(host) == nil
                #expect(isName == line.contains("0.0.0.0/0"), "\(line)")
                let opened = line.split(separator: ",").compactMap {
                    AddressRange($0.trimmingCharacters(in: CharacterSet(charactersIn: " \"")))
                }
                #expect(AddressGuard(allowing: opened).refusal(ofHost: host) == nil)
            }
            #expect(proxy.requests.map(\.target) == ["http://public.example/a"])
        }
        proxy.stop()
    }

    @Test(arguments: ["example.org", "local.example.org", "1.1.1.1", "[2606:4700::1]"])
    func `public names are open`(host: String) {
        #expect(AddressGuard().refusal(ofHost: host) == nil)
    }
}
