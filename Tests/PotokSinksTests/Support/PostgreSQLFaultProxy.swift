import Foundation
import PotokTesting

/// Stands between a sink and PostgreSQL's socket and breaks what it is told to.
///
/// It reads as much of the protocol (PostgreSQL's manual, 55.7 "Message Formats") as it takes to part messages: a transaction that delivers
/// begins with a query that locks a table, and ends with the query `COMMIT`.
final class PostgreSQLFaultProxy: @unchecked Sendable {
    // Unchecked is right: `ordered` and `connections` are touched with the lock held only.

    /// The faults it knows: those of connections, and those that a server tells by a code.
    static let faults: Set<TargetFault> = [
        .unavailable, .serverError, .badGateway, .tooLarge, .denied, .cutBeforeWork, .cutAfterWork, .cutWithinAnswer,
        .silentBeforeWork, .silentAfterWork,
    ]

    /// The folder of the socket that a sink connects to; the port is the server's.
    let folder: String
    private let target: String
    private let listener: Int32
    private let lock = NSLock()
    private var ordered: (fault: TargetFault, times: Int)?
    private var connections: Set<Int32> = []

    init(folder target: String, port: Int) throws {
        folder = NSTemporaryDirectory() + "potok-proxy-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        self.target = "\(target)/.s.PGSQL.\(port)"
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        let path = "\(folder)/.s.PGSQL.\(port)"
        guard listener >= 0, Self.withAddress(path, { bind(listener, $0, $1) }) == 0, listen(listener, 64) == 0 else {
            throw CocoaError(.fileWriteUnknown)
        }
        Thread.detachNewThread { [weak self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0, let self else {
                    // Closed here and nowhere else, so that this thread never accepts from a number that is somebody else's by now.
                    if client >= 0 { close(client) }
                    close(listener)
                    return
                }
                self.serve(client)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        try? FileManager.default.removeItem(atPath: folder)
    }

    func inject(_ fault: TargetFault, times: Int) { lock.withLock { ordered = times > 0 ? (fault, times) : nil } }

    private func next() -> TargetFault? {
        lock.withLock {
            guard let (fault, times) = ordered else { return nil }
            ordered = times > 1 ? (fault, times - 1) : nil
            return fault
        }
    }

    /// Carries one connection, on two threads.
    private func serve(_ client: Int32) {
        let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard Self.withAddress(target, { connect(server, $0, $1) }) == 0 else {
            close(client)
            close(server)
            return
        }
        let link = Link(client: client, server: server)
        Thread.detachNewThread {
            // What the server says; held back while a fault wants it.
            var bytes = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = read(server, &bytes, bytes.count)
                guard count > 0 else { break }
                switch link.fault {
                case .cutAfterWork: link.end()
                case .cutWithinAnswer:
                    Self.send(Array(bytes[..<max(1, count - 5)]), client)
                    link.end()
                case .silentAfterWork: break
                default: Self.send(Array(bytes[..<count]), client)
                }
            }
            link.leave()
        }
        Thread.detachNewThread { [weak self] in
            var buffer: [UInt8] = []
            var bytes = [UInt8](repeating: 0, count: 65_536)
            var hasStarted = false
            var fault: TargetFault?
            reading: while true {
                let count = read(client, &bytes, bytes.count)
                guard count > 0 else { break }
                buffer += bytes[..<count]
                while let length = Self.messageLength(buffer, hasStarted), buffer.count >= length {
                    let message = Array(buffer[..<length])
                    buffer.removeFirst(length)
                    defer { hasStarted = true }
                    let text =
                        hasStarted && message[0] == UInt8(ascii: "Q")
                        ? String(decoding: message.dropFirst(5), as: UTF8.self) : ""
                    if text.contains("LOCK TABLE"), text.hasPrefix("BEGIN"), let ordered = self?.next() {
                        fault = ordered
                        switch ordered {
                        case .cutBeforeWork: break reading
                        case .silentBeforeWork: continue
                        default:
                            if let code = Self.codes[ordered] {
                                Self.send(Self.refusal(code), client)
                                continue
                            }
                        }
                    }
                    if fault == .silentBeforeWork { continue }
                    if text.hasPrefix("COMMIT"), let fault, Self.codes[fault] == nil { link.fault = fault }
                    Self.send(message, server)
                }
            }
            link.leave()
        }
    }

    /// The two ends of a connection.
    private final class Link: @unchecked Sendable {
        // Unchecked is right: the fault is touched with the lock held only; the ends never change.
        private let client: Int32
        private let server: Int32
        private let lock = NSLock()
        private var stored: TargetFault?
        private var users = 2

        init(client: Int32, server: Int32) { (self.client, self.server) = (client, server) }

        var fault: TargetFault? {
            get { lock.withLock { stored } }
            set { lock.withLock { stored = newValue } }
        }

        /// Breaks both.
        func end() {
            shutdown(client, Int32(SHUT_RDWR))
            shutdown(server, Int32(SHUT_RDWR))
        }

        /// Breaks both for one of the two threads; the last one closes them, so that no number is used that is somebody else's by now.
        func leave() {
            lock.withLock {
                end()
                users -= 1
                guard users == 0 else { return }
                close(client)
                close(server)
            }
        }
    }

    /// The codes by which a server tells of a fault.
    private static let codes: [TargetFault: String] = [
        .unavailable: "57P03", .serverError: "XX000", .badGateway: "08006", .tooLarge: "54000", .denied: "42501",
    ]

    /// An error and the readiness for what comes next.
    private static func refusal(_ code: String) -> [UInt8] {
        var body: [UInt8] = []
        for field in ["SERROR", "VERROR", "C\(code)", "Mrefused with \(code)"] { body += Array(field.utf8) + [0] }
        body.append(0)
        return message("E", body) + message("Z", [UInt8(ascii: "I")])
    }

    private static func message(_ type: Unicode.Scalar, _ body: [UInt8]) -> [UInt8] {
        let length = UInt32(body.count + 4)
        return [UInt8(ascii: type)] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + body
    }

    /// How long the first message in a buffer is, when that can be told.
    private static func messageLength(_ buffer: [UInt8], _ hasStarted: Bool) -> Int? {
        let start = hasStarted ? 1 : 0
        guard buffer.count >= start + 4 else { return nil }
        return start + buffer[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func send(_ bytes: [UInt8], _ connection: Int32) {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes {
                Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            start += count
        }
    }

    private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return -1 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }
}
