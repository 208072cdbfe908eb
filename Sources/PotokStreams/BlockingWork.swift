import Dispatch

/// Runs calls that block (files, name look-ups, child processes) on threads of their own.
///
/// The threads of the cooperative pool are as few as the processor has cores: one blocked call there holds up everything.
public enum BlockingWork {
    private static let queue = DispatchQueue(label: "potok.blocking", attributes: .concurrent)

    /// Runs a call that may block and waits for it without holding a thread of the pool.
    ///
    /// The call is not interrupted when the task is cancelled, so keep it short or bounded.
    public static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }

    /// Runs a call that may block and cannot fail.
    public static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: body()) }
        }
    }
}
