/// How a run is asked to stop, from any thread: first in order, then at once.
///
/// After `requestStop(_:)` the source ends and everything in flight drains; when the grace of the run's options is over, or
/// at `stopNow(_:)`, what is still in flight goes back to the frontier.
public final class Shutdown: Sendable {
    /// Fired when the source is to end.
    let requested = Signal()
    /// Fired when there is no grace any more.
    let immediate = Signal()
    private let words = Lock<String?>(nil)

    /// Makes a shutdown that nobody has asked for yet.
    public init() {}

    /// Whether a stop was asked for.
    public var isRequested: Bool { requested.isFired }

    /// Whether the stop is to be at once.
    public var isImmediate: Bool { immediate.isFired }

    /// Why, in the words of the first who asked; nil while nobody has.
    public var reason: String? { words.withLock { $0 } }

    /// Asks for an orderly stop; asking again changes nothing.
    public func requestStop(_ reason: String) {
        words.withLock { words in
            if words == nil { words = reason }
        }
        requested.fire()
    }

    /// Asks for a stop without grace; the reason of an earlier request stands.
    public func stopNow(_ reason: String = "stopped at once") {
        requestStop(reason)
        immediate.fire()
    }

    /// Waits until a stop is asked for.
    ///
    /// - Throws: `CancellationError` when the calling task is cancelled before.
    public func waitUntilRequested() async throws {
        try await requested.wait()
    }

    /// Waits until the stop is to be at once.
    ///
    /// - Throws: `CancellationError` when the calling task is cancelled before.
    public func waitUntilImmediate() async throws {
        try await immediate.wait()
    }
}
