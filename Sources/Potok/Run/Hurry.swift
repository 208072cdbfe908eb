import PotokStreams

/// How the beginning of the flow asks its end to commit now what it has: there is nothing else to wait for.
final class Hurry: Sendable {
    private let listener = Lock<(@Sendable () -> Void)?>(nil)

    /// Calls whoever listens; does nothing while nobody does.
    func call() { listener.withLock { $0 }?() }

    /// Calls this from now on.
    func listen(_ action: @escaping @Sendable () -> Void) { listener.withLock { $0 = action } }
}
