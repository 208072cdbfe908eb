import PotokConfiguration
import PotokStreams

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The addresses of hosts, looked up once each, as the names of their queues.
///
/// The lowest address counts, IPv4 before IPv6, so that the order in which a server of names tells them does not matter. What
/// a host's queue is called never changes: not when its name resolves to something else later, and not when the answer comes
/// after the patience is over.
final class AddressBook: Sendable {
    /// Names looked up at once.
    private static let width = 32

    private let queues = Lock<[String: String]>([:])
    private let patience: Duration
    private let addresses: @Sendable (String) -> [IPAddress]

    /// Makes an empty book.
    ///
    /// - Parameters:
    ///   - patience: how long the look-ups that are asked for at once may take; hosts without an answer have queues of their own.
    ///   - addresses: looks up a name, blocking.
    init(
        patience: Duration = .seconds(30),
        addresses: @escaping @Sendable (String) -> [IPAddress] = AddressBook.systemAddresses
    ) {
        self.patience = patience
        self.addresses = addresses
    }

    /// The queue of a host: its lowest address, or its own name where none is known.
    func queue(of host: String) -> String {
        queues.withLock { queues in
            if let queue = queues[host] { return queue }
            queues[host] = host
            return host
        }
    }

    /// Looks up the hosts that are not known yet.
    func prepare(_ hosts: [String]) async {
        let missing = queues.withLock { queues in Set(hosts).filter { queues[$0] == nil } }.sorted()
        guard !missing.isEmpty else { return }
        let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
        let work = Task {
            await withTaskGroup(of: Void.self) { group in
                for (index, host) in missing.enumerated() {
                    if index >= Self.width { await group.next() }
                    guard !Task.isCancelled else { break }
                    group.addTask { await self.lookUp(host) }
                }
            }
            continuation.finish()
        }
        let alarm = Task { [patience] in
            try? await Task.sleep(for: patience)
            continuation.finish()
        }
        // A look-up cannot be interrupted: whoever waits goes on, and what comes late is not written down.
        for await _ in ends {}
        alarm.cancel()
        work.cancel()
        for host in missing { _ = queue(of: host) }
    }

    private func lookUp(_ host: String) async {
        let found: [IPAddress]
        if let address = IPAddress(host) {
            found = [address]
        } else {
            let addresses = addresses
            found = await BlockingWork.run { addresses(host) }
        }
        let lowest = found.map { $0.mappedIPv4 ?? $0 }.min {
            ($0.isIPv4 ? 0 : 1, $0.high, $0.low) < ($1.isIPv4 ? 0 : 1, $1.high, $1.low)
        }
        queues.withLock { queues in if queues[host] == nil { queues[host] = lowest?.description ?? host } }
    }

    /// What the system says of a name; empty when it knows none.
    static func systemAddresses(of host: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = streamType
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [IPAddress] = []
        var next = list
        while let entry = next {
            next = entry.pointee.ai_next
            guard let address = entry.pointee.ai_addr else { continue }
            // The bytes lie behind family and port, and for IPv6 behind the flow label (RFC 3493 §3.3).
            let bytes = UnsafeRawBufferPointer(start: address, count: Int(entry.pointee.ai_addrlen))
            switch entry.pointee.ai_family {
            case AF_INET where bytes.count >= 8: found += [IPAddress(bytes: bytes[4..<8])].compactMap { $0 }
            case AF_INET6 where bytes.count >= 24: found += [IPAddress(bytes: bytes[8..<24])].compactMap { $0 }
            default: continue
            }
        }
        return found
    }

    #if canImport(Glibc)
    private static let streamType = Int32(SOCK_STREAM.rawValue)
    #else
    private static let streamType = SOCK_STREAM
    #endif
}
