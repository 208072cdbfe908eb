import Foundation
import PotokConfiguration
import PotokCore
import PotokFetch
import PotokStreams
import PotokTesting
import Testing

@Suite struct NetworkThreadTests {
    @Test func `a body in chunks of a byte comes whole, and others have their turn meanwhile`() async throws {
        let count = 200_000
        let crumbs = String(repeating: "1\r\nx\r\n", count: count) + "0\r\n\r\n"
        try await withHarness { request in
            request.target == "/crumbs"
                ? .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(crumbs)") : .page("whole")
        } _: { harness in
            async let body = harness.page("/crumbs").body
            for _ in 0..<20 {
                let other = try await harness.page("/other").body
                #expect(other == Array("whole".utf8))
            }
            let crumbed = try await body
            #expect(crumbed == [UInt8](repeating: UInt8(ascii: "x"), count: count))
        }
    }

    @Test func `one event brings no more than a part of a body in crumbs`() async throws {
        let count = 200_000
        let crumbs = String(repeating: "1\r\nx\r\n", count: count) + "0\r\n\r\n"
        var network = NetworkOptions()
        network.measuresHolds = true
        try await withHarness(network: network) { _ in
            .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(crumbs)")
        } _: { harness in
            _ = try await harness.page("/")
            // Without a limit libcurl takes more than a megabyte at once, which would be a handful of events.
            #expect(harness.fetcher.takeHolds().count > 50)
            #expect(harness.fetcher.takeHolds().count == 0)
        }
    }

    @Test func `a transfer that has let others go first can be cancelled`() async throws {
        let chunk = Array(String(repeating: "1\r\nx\r\n", count: 10_000).utf8)
        try await withHarness { _ in
            let head = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
            return LoopbackServer.Answer([.send(head), .sendForever(chunk)])
        } _: { harness in
            let lease = harness.budget.lease()
            let task = Task { try await harness.fetch("/", holding: lease) }
            while lease.held < 5_000 { await Task.yield() }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test func `a connection that the server has closed while it was idle is not used again`() async throws {
        try await withHarness { request in
            LoopbackServer.Answer(LoopbackServer.Answer.page(request.target).steps + [.close])
        } _: { harness in
            // So many that the server closes a few while a request is on its way: libcurl alone gives up on the sixth.
            for number in 0..<2_000 {
                let body = try await harness.page("/\(number)").body
                #expect(body == Array("/\(number)".utf8))
            }
            #expect(harness.server.connections == 2_000)
        }
    }

    @Test(arguments: [
        (NetworkOptions.HTTP2Offer.whenParallel, 1, false), (.whenParallel, 2, true), (.always, 1, true),
    ])
    func `HTTP/2 is offered where several transfers may share a connection`(
        offer: NetworkOptions.HTTP2Offer,
        parallel: Int,
        isOffered: Bool
    ) async throws {
        let listener = try HelloListener()
        var network = NetworkOptions()
        network.http2 = offer
        try await withHarness(network: network, options: { $0.parallelPerHost = parallel }) { _ in
            .page("")
        } _: { harness in
            async let code = harness.errorCode("https://127.0.0.1:\(listener.port)/")
            let hello = await Task.detached { listener.hello() }.value
            #expect(hello.count > 100)
            // The names of protocols as ALPN lists them (RFC 7301 §3.1): with their length in front.
            #expect(hello.firstRange(of: Data("\u{8}http/1.1".utf8)) != nil)
            #expect((hello.firstRange(of: Data("\u{2}h2".utf8)) != nil) == isOffered)
            #expect(await code == "fetch.tls")
        }
    }
}

/// Listens for one connection, takes what a client says first, and hangs up.
private final class HelloListener: Sendable {
    let port: UInt16
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (descriptor, size) = (descriptor, length)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) + listen(descriptor, 1) + getsockname(descriptor, address, &length)
            }
        }
        guard status == 0 else { throw PotokError("test", "no socket") }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(descriptor) }

    func hello() -> Data {
        let connection = accept(descriptor, nil, nil)
        defer { close(connection) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = recv(connection, &bytes, bytes.count, 0)
        return Data(bytes.prefix(max(0, count)))
    }
}
