import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStreams
import PotokTesting
import Testing

@Suite struct AddressRefusalTests {
    @Test func `a private address is not connected to, and the refusal says how to open it`() async throws {
        try await withHarness { _ in
            .page("secret")
        } _: { harness in
            var options = harness.options
            options.allowAddresses = []
            let request = try harness.request("/")
            do {
                _ = try await harness.fetcher.fetch(request, options: options, holding: harness.budget.lease())
                Issue.record("no error")
            } catch let error as PotokError {
                #expect(error.code == .fetchAddressRefused)
                #expect(!error.isRetryable)
                #expect(error.hint?.hasSuffix("\"fetch\": {\"allowAddresses\": [\"127.0.0.1/32\"]}") == true)
            }
            #expect(harness.server.connections == 0)
        }
    }

    @Test func `the line that opens an address keeps what the source has opened already`() async throws {
        try await withHarness { _ in
            .page("secret")
        } _: { harness in
            var options = harness.options
            options.allowAddresses = [try #require(AddressRange("10.0.0.0/8"))]
            let request = try harness.request("/")
            let error = await #expect(throws: PotokError.self) {
                _ = try await harness.fetcher.fetch(request, options: options, holding: harness.budget.lease())
            }
            #expect(
                error?.hint?.hasSuffix("\"fetch\": {\"allowAddresses\": [\"10.0.0.0/8\", \"127.0.0.1/32\"]}") == true
            )
        }
    }

    @Test func `a connection that another source may use is refused to one that may not`() async throws {
        try await withHarness { _ in
            .page("secret")
        } _: { harness in
            _ = try await harness.page("/")
            var options = harness.options
            options.allowAddresses = []
            let request = try harness.request("/")
            await #expect(throws: PotokError.self) {
                _ = try await harness.fetcher.fetch(request, options: options, holding: harness.budget.lease())
            }
            #expect(harness.server.requests.count == 1)
        }
    }

    @Test(arguments: ["localhost", "2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:7f00:1]"])
    func `another spelling of a private address is refused too`(host: String) async throws {
        try await withHarness { _ in
            .page("secret")
        } _: { harness in
            var options = harness.options
            options.allowAddresses = []
            let request = try harness.request("http://\(host):\(harness.server.port)/")
            do {
                _ = try await harness.fetcher.fetch(request, options: options, holding: harness.budget.lease())
                Issue.record("no error")
            } catch let error as PotokError {
                #expect(error.code == .fetchAddressRefused)
            }
            #expect(harness.server.connections == 0)
        }
    }
}
