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
        _ body: @escaping @Sendable (PostgreSQLConnection, PostgreSQLPatience) throws(SinkFailure) -> Value
    ) async throws(SinkFailure) -> Value {
        try await blocking { (interruption) throws(SinkFailure) -> Value in
            if let kept = self.idle.withLock({ $0.popLast() }) {
                do throws(SinkFailure) {
                    return try self.run(on: kept, interruption, body)
                } catch {
                    guard error.kind == .unreachable, error.code != "cancelled" else { throw error }
                    self.idle.withLock { $0 = [] }
                }
            }
            return try self.run(on: try self.connect(interruption), interruption, body)
        }
    }

    /// Runs a body that must not run twice on a new connection.
    @discardableResult
    func useOnce<Value: Sendable>(
        _ body: @escaping @Sendable (PostgreSQLConnection, PostgreSQLPatience) throws(SinkFailure) -> Value
    ) async throws(SinkFailure) -> Value {
        try await blocking { (interruption) throws(SinkFailure) -> Value in
            try self.run(on: try self.connect(interruption), interruption, body)
        }
    }

    private func connect(_ interruption: PostgreSQLInterruption) throws(SinkFailure) -> PostgreSQLConnection {
        try PostgreSQLConnection(parameters, until: .lasting(timeout, interruption))
    }

    private func run<Value: Sendable>(
        on connection: PostgreSQLConnection,
        _ interruption: PostgreSQLInterruption,
        _ body: (PostgreSQLConnection, PostgreSQLPatience) throws(SinkFailure) -> Value
    ) throws(SinkFailure) -> Value {
        // The server's own limit comes first, so that its answer can still arrive.
        let patience = PostgreSQLPatience.lasting(timeout + .seconds(2), interruption)
        defer { if connection.isIdle { idle.withLock { $0.append(connection) } } }
        do throws(SinkFailure) {
            return try body(connection, patience)
        } catch {
            // Leaves the transaction that failed; a connection that cannot is closed.
            if error.kind != .unreachable, error.code != "timeout" {
                _ = try? connection.run("ROLLBACK", until: patience)
            }
            throw error
        }
    }

    /// Runs a body on a thread that may block, until the task is cancelled.
    private func blocking<Value: Sendable>(
        _ body: @escaping @Sendable (PostgreSQLInterruption) throws(SinkFailure) -> Value
    ) async throws(SinkFailure) -> Value {
        let interruption = PostgreSQLInterruption()
        let result = await withTaskCancellationHandler {
            await BlockingWork.run { () -> Result<Value, SinkFailure> in
                do throws(SinkFailure) { return .success(try body(interruption)) } catch { return .failure(error) }
            }
        } onCancel: {
            interruption.interrupt()
        }
        return try result.get()
    }
}

extension PostgreSQLPool: CustomReflectable {
    /// Nothing: the parameters hold the password, which no dump may show.
    var customMirror: Mirror { Mirror(self, children: []) }
}
