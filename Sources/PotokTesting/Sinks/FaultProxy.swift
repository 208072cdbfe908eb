import Foundation

/// A web server that stands before a target and breaks what it is told to.
///
/// Behind it is a function (a contract server) or, by ``forwarding(to:)``, a real server on this machine.
public final class FaultProxy: @unchecked Sendable {
    // Unchecked is right: `ordered` is touched with the lock held only, and `server` is set once, in the initializer.

    private let lock = NSLock()
    private var ordered: (fault: TargetFault, times: Int)?
    private var chance: (@Sendable () -> TargetFault?)?
    /// The server that the sink talks to.
    public private(set) var server: LoopbackServer

    /// Starts a proxy.
    ///
    /// - Parameters:
    ///   - isDelivery: whether a request is one of those that faults are for.
    ///   - answer: what the target says.
    public init(
        isDelivery: @escaping @Sendable (LoopbackServer.Received) -> Bool,
        answer: @escaping @Sendable (LoopbackServer.Received) -> LoopbackServer.Answer
    ) throws {
        let box = Box()
        server = try LoopbackServer { request in
            guard isDelivery(request), let fault = box.proxy?.next() else { return answer(request) }
            return Self.answer(fault) { answer(request) }
        }
        box.proxy = self
    }

    private final class Box: @unchecked Sendable {
        // Unchecked is right: it is written once, before the server has its first request.
        weak var proxy: FaultProxy?
    }

    /// The URL of a path here.
    public func url(_ path: String) -> String { server.url(path) }

    /// Lets the next deliveries end so; 0 times ends what was ordered before.
    public func inject(_ fault: TargetFault, times: Int) {
        lock.withLock { ordered = times > 0 ? (fault, times) : nil }
    }

    /// Asks before each delivery whether it is to end so; nil for never.
    public func inject(by chance: (@Sendable () -> TargetFault?)?) { lock.withLock { self.chance = chance } }

    /// Ends the server.
    public func stop() { server.stop() }

    private func next() -> TargetFault? {
        lock.withLock {
            guard let (fault, times) = ordered else { return chance?() }
            ordered = times > 1 ? (fault, times - 1) : nil
            return fault
        }
    }

    private static func answer(_ fault: TargetFault, _ work: () -> LoopbackServer.Answer) -> LoopbackServer.Answer {
        let json = [("Content-Type", "application/json")]
        func refusal(_ status: Int, _ headers: [(String, String)] = []) -> LoopbackServer.Answer {
            let text = "{\"message\":\"refused with \(status)\",\"error\":\"refused with \(status)\"}"
            return .response(status, headers: json + headers, body: Array(text.utf8))
        }
        switch fault {
        case .busy: return refusal(429, [("Retry-After", "7")])
        case .unavailable: return refusal(503)
        case .serverError: return refusal(500)
        case .badGateway:
            return .response(502, headers: [("Content-Type", "text/html")], body: Array("<h1>Bad Gateway</h1>".utf8))
        case .tooLarge: return refusal(413)
        case .denied: return refusal(401)
        case .silentBeforeWork: return LoopbackServer.Answer([.silence])
        case .silentAfterWork:
            _ = work()
            return LoopbackServer.Answer([.silence])
        case .cutBeforeWork: return LoopbackServer.Answer([.close])
        case .cutAfterWork:
            _ = work()
            return LoopbackServer.Answer([.reset])
        case .cutWithinAnswer:
            let bytes = work().steps.flatMap { step in if case .send(let bytes) = step { bytes } else { [UInt8]() } }
            return LoopbackServer.Answer([.send(Array(bytes.prefix(max(1, bytes.count - 5)))), .close])
        case .malformedAnswer:
            _ = work()
            return .response(headers: json, body: Array("{\"items\":[{\"what\":".utf8))
        case .emptyAnswer:
            _ = work()
            return .response(headers: json, body: [])
        }
    }

    /// What the server on a port of this machine says to a request.
    public static func forwarding(
        to port: Int
    ) -> @Sendable (LoopbackServer.Received) -> LoopbackServer.Answer {
        { request in
            var head = "\(request.method) \(request.target) HTTP/1.1\r\nConnection: close\r\n"
            for (name, value) in request.headers where name != "connection" { head += "\(name): \(value)\r\n" }
            guard let answer = exchange(Array((head + "\r\n").utf8) + request.body, port: port), !answer.isEmpty else {
                return LoopbackServer.Answer([.close])
            }
            return LoopbackServer.Answer([.send(answer), .close])
        }
    }

    /// Sends bytes to a port of this machine and reads until the other side closes; nil when nobody is there.
    private static func exchange(_ bytes: [UInt8], port: Int) -> [UInt8]? {
        let connection = LoopbackServer.connect(port: port)
        guard connection >= 0 else { return nil }
        defer { close(connection) }
        guard LoopbackServer.send(bytes, connection) else { return nil }
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = LoopbackServer.uninterrupted { recv(connection, &piece, piece.count, 0) }
            guard count > 0 else { return answer }
            answer += piece[..<count]
        }
    }
}
