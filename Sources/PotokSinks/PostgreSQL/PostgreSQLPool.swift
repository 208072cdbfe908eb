import PotokCore
import PotokStreams

/// The connections of a sink: as many as there are batches at the same time.
///
/// All work happens on threads that may block, never on those of the cooperative pool.
final class PostgreSQLPool: Sendable {
    /// How long a statement may take at the server.
    let timeout: Duration
    private let parameters: [(keyword: String, value: String)]
    private let idle = Lock<[PostgreSQLConnection]>([])

    /// Makes a pool without connections.
    init(_ parameters: [(keyword: String, value: String)], timeout: Duration) {
        self.parameters = parameters
        self.timeout = timeout
    }

    /// Lends a connection, and keeps it for the next caller when it is in order afterwards.
    ///
    /// A connection that lay idle may have been closed by the server meanwhile: then the body runs a second time, on a new one.
    @discardableResult
    func use<Value: Sendable>(
        _ body: @escaping @Sendable (PostgreSQLConnection, ContinuousClock.Instant) throws(SinkFailure) -> Value
    ) async throws(SinkFailure) -> Value {
        try await blocking { () throws(SinkFailure) -> Value in
            if let kept = self.idle.withLock({ $0.popLast() }) {
                do throws(SinkFailure) {
                    return try self.run(on: kept, body)
                } catch {
                    guard error.kind == .unreachable else { throw error }
                    self.idle.withLock { $0 = [] }
                }
            }
            return try self.run(on: try self.connect(), body)
        }
    }

    /// Runs a body that must not run twice on a new connection.
    @discardableResult
    func useOnce<Value: Sendable>(
        _ body: @escaping @Sendable (PostgreSQLConnection, ContinuousClock.Instant) throws(SinkFailure) -> Value
    ) async throws(SinkFailure) -> Value {
        try await blocking { () throws(SinkFailure) -> Value in
            try self.run(on: try self.connect(), body)
        }
    }

    private func connect() throws(SinkFailure) -> PostgreSQLConnection {
        try PostgreSQLConnection(parameters, until: .now + timeout)
    }

    private func run<Value: Sendable>(
        on connection: PostgreSQLConnection,
        _ body: (PostgreSQLConnection, ContinuousClock.Instant) throws(SinkFailure) -> Value
    ) throws(SinkFailure) -> Value {
        // The server's own limit comes first, so that its answer can still arrive.
        let deadline = ContinuousClock.now + timeout + .seconds(2)
        defer { if connection.isIdle { idle.withLock { $0.append(connection) } } }
        do throws(SinkFailure) {
            return try body(connection, deadline)
        } catch {
            // Leaves the transaction that failed; a connection that cannot is closed.
            if error.kind != .unreachable, error.code != "timeout" {
                _ = try? connection.run("ROLLBACK", until: deadline)
            }
            throw error
        }
    }

    private func blocking<Value: Sendable>(
        _ body: @escaping @Sendable () throws(SinkFailure) -> Value
    ) async throws(SinkFailure) -> Value {
        let result = await BlockingWork.run { () -> Result<Value, SinkFailure> in
            do throws(SinkFailure) { return .success(try body()) } catch { return .failure(error) }
        }
        return try result.get()
    }
}

extension PostgreSQLPool: CustomReflectable {
    /// Nothing: the parameters hold the password, which no dump may show.
    var customMirror: Mirror { Mirror(self, children: []) }
}
