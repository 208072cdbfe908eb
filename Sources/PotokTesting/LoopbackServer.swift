import Foundation

/// A small web server on 127.0.0.1 whose every answer is written by the test, byte by byte if need be.
///
/// It understands as much of HTTP/1.1 as it takes to part one request from the next: bodies have a Content-Length. Each connection has a
/// thread of its own with blocking sockets, so that an answer may wait, stop in the middle or never come.
public final class LoopbackServer: @unchecked Sendable {
    // Unchecked is right: everything that changes is reached with `state` locked only.

    /// A request as it came.
    public struct Received: Sendable {
        /// The method, such as `GET`.
        public let method: String
        /// Path and query.
        public let target: String
        /// The header fields by lower-case name; repeated ones joined by `, `.
        public let headers: [String: String]
        /// The body; empty when there was none.
        public let body: [UInt8]
        /// The number of the connection, counted from 0 in the order of opening.
        public let connection: Int
        /// How many requests came before this one, over all connections.
        public let index: Int
    }

    /// A part of an answer.
    public enum Step: Sendable {
        /// Sends bytes.
        case send([UInt8])
        /// Sends the same bytes again and again, until the client goes away.
        case sendForever([UInt8])
        /// Waits until the gate is open.
        case wait(Gate)
        /// Closes the connection.
        case close
        /// Closes the connection with a TCP reset.
        case reset
        /// Says nothing more, until the client goes away.
        case silence
    }

    /// What a server says to one request.
    public struct Answer: Sendable {
        /// The parts, in order; the connection stays open after the last one.
        public var steps: [Step]

        /// Makes an answer of its parts.
        public init(_ steps: [Step]) { self.steps = steps }

        /// These bytes, as they are.
        public static func raw(_ text: String) -> Answer { Answer([.send(Array(text.utf8))]) }

        /// A response with a Content-Length.
        public static func response(
            _ status: Int = 200,
            headers: [(String, String)] = [("Content-Type", "text/html")],
            body: [UInt8] = []
        ) -> Answer {
            var head = "HTTP/1.1 \(status) Words\r\n"
            for (name, value) in headers { head += "\(name): \(value)\r\n" }
            if status != 304, status != 204 { head += "Content-Length: \(body.count)\r\n" }
            return Answer([.send(Array((head + "\r\n").utf8) + body)])
        }

        /// A response with text.
        public static func page(_ text: String, headers: [(String, String)] = []) -> Answer {
            .response(headers: [("Content-Type", "text/html")] + headers, body: Array(text.utf8))
        }

        /// A redirect.
        public static func redirect(_ status: Int, to location: String) -> Answer {
            .response(status, headers: [("Location", location)])
        }
    }

    /// Something that an answer waits for until a test opens it.
    public final class Gate: @unchecked Sendable {
        private let condition = NSCondition()
        private var isOpen = false
        /// Makes a closed gate.
        public init() {}
        /// Lets everybody through, from now on.
        public func open() {
            condition.withLock {
                isOpen = true
                condition.broadcast()
            }
        }
        /// Waits until it is open.
        public func pass() {
            condition.withLock { while !isOpen { condition.wait() } }
        }
    }

    /// The port it listens on.
    public let port: Int
    private let listener: Int32
    private let answer: @Sendable (Received) -> Answer
    private let state = NSLock()
    private var waiting: [(condition: (LoopbackServer) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
    private var received: [Received] = []
    private var open: [Int: Int32] = [:]
    private var connectionCount = 0
    private var closedCount = 0
    private var isStopped = false
    private var isListening = true

    /// Starts a server on a free port.
    public init(answer: @escaping @Sendable (Received) -> Answer) throws {
        self.answer = answer
        let listener = socket(AF_INET, Self.stream, 0)
        self.listener = listener
        guard listener >= 0 else { throw POSIXError(.EMFILE) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 128) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard status else {
            Foundation.close(listener)
            throw POSIXError(.EADDRINUSE)
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        let thread = Thread { [listener] in
            while true {
                let connection = Self.uninterrupted { accept(listener, nil, nil) }
                guard connection >= 0 else { break }
                guard self.begin(connection) else { break }
            }
            // Its number may be given to another descriptor from here on, which `stop` must not touch.
            self.state.withLock {
                self.isListening = false
                Foundation.close(listener)
            }
        }
        thread.start()
    }

    /// The URL of a path here, such as `/page`.
    public func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    /// The requests so far, in the order of their arrival.
    public var requests: [Received] { state.withLock { received } }

    /// How many connections were made so far.
    public var connections: Int { state.withLock { connectionCount } }

    /// Waits until this many requests have come.
    public func waitForRequests(_ count: Int) async {
        await wait { $0.received.count >= count }
    }

    /// Waits until this many connections have ended.
    public func waitForClosedConnections(_ count: Int) async {
        await wait { $0.closedCount >= count }
    }

    private func wait(until condition: @escaping (LoopbackServer) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isTrue = state.withLock {
                if condition(self) { return true }
                waiting.append((condition, continuation))
                return false
            }
            if isTrue { continuation.resume() }
        }
    }

    /// Wakes those whose condition has come true; the lock is held.
    private func changed() {
        let due = waiting.filter { $0.condition(self) }
        waiting.removeAll { $0.condition(self) }
        for waiter in due { waiter.continuation.resume() }
    }

    /// Ends all connections and listens no more.
    public func stop() {
        state.withLock {
            isStopped = true
            for connection in open.values { shutdown(connection, Self.both) }
            if isListening { shutdown(listener, Self.both) }
        }
    }

    #if os(Linux)
    private static let stream = Int32(SOCK_STREAM.rawValue)
    private static let both = Int32(SHUT_RDWR)
    private static let sendFlags = Int32(MSG_NOSIGNAL)
    #else
    private static let stream = SOCK_STREAM
    private static let both = SHUT_RDWR
    private static let sendFlags: Int32 = 0
    #endif

    private func begin(_ connection: Int32) -> Bool {
        let number: Int? = state.withLock {
            guard !isStopped else { return nil }
            open[connectionCount] = connection
            connectionCount += 1
            return connectionCount - 1
        }
        guard let number else {
            Foundation.close(connection)
            return false
        }
        Thread { self.serve(connection, number) }.start()
        return true
    }

    private func serve(_ connection: Int32, _ number: Int) {
        var buffer: [UInt8] = []
        while let head = readHead(connection, &buffer), let request = record(head, number, connection, &buffer) {
            guard perform(answer(request).steps, connection) else { break }
        }
        state.withLock {
            open[number] = nil
            Foundation.close(connection)
            closedCount += 1
            changed()
        }
    }

    /// Reads up to the empty line that ends the header section; nil when the client has gone.
    private func readHead(_ connection: Int32, _ buffer: inout [UInt8]) -> String? {
        let end: [UInt8] = [13, 10, 13, 10]
        while true {
            if let range = buffer.firstRange(of: end) {
                let head = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
                buffer.removeSubrange(..<range.upperBound)
                return head
            }
            var piece = [UInt8](repeating: 0, count: 8_192)
            let count = Self.uninterrupted { recv(connection, &piece, piece.count, 0) }
            guard count > 0 else { return nil }
            buffer += piece[..<count]
        }
    }

    /// Reads the body behind a head; nil when the client goes away before its end.
    private func readBody(_ length: Int, _ connection: Int32, _ buffer: inout [UInt8]) -> [UInt8]? {
        var piece = [UInt8](repeating: 0, count: 65_536)
        while buffer.count < length {
            let count = Self.uninterrupted { recv(connection, &piece, piece.count, 0) }
            guard count > 0 else { return nil }
            buffer += piece[..<count]
        }
        let body = Array(buffer[..<length])
        buffer.removeSubrange(..<length)
        return body
    }

    private func record(_ head: String, _ number: Int, _ connection: Int32, _ buffer: inout [UInt8]) -> Received? {
        let lines = head.split(separator: "\r\n").map(String.init)
        guard let words = lines.first?.split(separator: " "), words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers[line[..<colon].lowercased(), default: ""] +=
                headers[line[..<colon].lowercased()] == nil ? value : ", \(value)"
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        guard let body = readBody(max(0, length), connection, &buffer) else { return nil }
        return state.withLock {
            let request = Received(
                method: String(words[0]),
                target: String(words[1]),
                headers: headers,
                body: body,
                connection: number,
                index: received.count
            )
            received.append(request)
            changed()
            return request
        }
    }

    /// Does what the answer says; false when the connection is to end.
    private func perform(_ steps: [Step], _ connection: Int32) -> Bool {
        for step in steps {
            switch step {
            case .send(let bytes):
                guard Self.send(bytes, connection) else { return false }
            case .sendForever(let bytes):
                while Self.send(bytes, connection) {}
                return false
            case .wait(let gate): gate.pass()
            case .close: return false
            case .reset:
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
                return false
            case .silence:
                var byte: UInt8 = 0
                while Self.uninterrupted({ recv(connection, &byte, 1, 0) }) > 0 {}
                return false
            }
        }
        return true
    }

    /// Sends all of the bytes; false when the other side has gone.
    static func send(_ bytes: [UInt8], _ connection: Int32) -> Bool {
        var start = 0
        while start < bytes.count {
            let count = uninterrupted {
                bytes[start...].withUnsafeBytes {
                    Foundation.send(connection, $0.baseAddress, $0.count, sendFlags)
                }
            }
            guard count > 0 else { return false }
            start += count
        }
        return true
    }

    /// Connects to a port of this machine; a negative number when nobody listens there.
    static func connect(port: Int) -> Int32 {
        let connection = socket(AF_INET, stream, 0)
        guard connection >= 0 else { return -1 }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if status == 0 { return connection }
        Foundation.close(connection)
        return -1
    }

    /// Makes a system call again when a signal has interrupted it.
    static func uninterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
        while true {
            let result = call()
            guard result < 0, errno == EINTR else { return result }
        }
    }
}
