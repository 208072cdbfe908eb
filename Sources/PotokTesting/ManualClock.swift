import Foundation

/// A clock whose time moves only when a test says so.
///
///     let clock = ManualClock()
///     async let result = work(clock: clock)
///     await clock.waitForSleepers(1)
///     clock.advance(by: .seconds(30))
public final class ManualClock: Clock, @unchecked Sendable {
    // Unchecked is right: `state` is touched only in `withState`, under the lock.

    /// A point in the clock's time, counted from its making.
    public struct Instant: InstantProtocol {
        /// How long after the clock was made.
        public var offset: Duration

        /// The instant a length of time later.
        public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        /// How long from this instant to another one.
        public func duration(to other: Instant) -> Duration { other.offset - offset }
        /// Orders by time.
        public static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
    }

    private struct Sleeper {
        let id: Int
        let deadline: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Instant(offset: .zero)
        var lastID = 0
        var sleepers: [Sleeper] = []
        var observers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let lock = NSLock()
    private var state = State()

    /// Makes a clock that stands at zero.
    public init() {}

    /// The time, as it was last set.
    public var now: Instant { withState { $0.now } }
    /// Zero: any difference counts.
    public var minimumResolution: Duration { .zero }
    /// How many tasks sleep now.
    public var sleepers: Int { withState { $0.sleepers.count } }

    /// Sleeps until the time has been moved to the deadline or past it.
    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let id = withState { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let (result, observers) = withState {
                    state -> (Result<Void, any Error>?, [CheckedContinuation<Void, Never>]) in
                    if Task.isCancelled { return (.failure(CancellationError()), []) }
                    if deadline <= state.now { return (.success(()), []) }
                    state.sleepers.append(Sleeper(id: id, deadline: deadline, continuation: continuation))
                    let count = state.sleepers.count
                    let satisfied = state.observers.filter { $0.count <= count }.map(\.continuation)
                    state.observers.removeAll { $0.count <= count }
                    return (nil, satisfied)
                }
                if let result { continuation.resume(with: result) }
                for observer in observers { observer.resume() }
            }
        } onCancel: {
            let sleeper = withState { state -> Sleeper? in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else { return nil }
                return state.sleepers.remove(at: index)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Moves the time on and wakes every task whose deadline has come, the earliest first.
    public func advance(by duration: Duration) {
        let due = withState { state in
            state.now = state.now.advanced(by: duration)
            let due = state.sleepers.filter { $0.deadline <= state.now }.sorted { $0.deadline < $1.deadline }
            state.sleepers.removeAll { $0.deadline <= state.now }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Waits until at least so many tasks sleep.
    public func waitForSleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = withState { state in
                if state.sleepers.count >= count { return true }
                state.observers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func withState<Result>(_ body: (inout State) -> Result) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return body(&state)
    }
}
