/// Something that happens once and is waited for by any number of tasks.
final class Signal: Sendable {
    private struct State {
        var isFired = false
        var lastID: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Void, any Error>] = [:]
    }

    private let state = Lock(State())

    /// Whether it has happened.
    var isFired: Bool { state.withLock { $0.isFired } }

    /// Makes it happen; true the first time.
    @discardableResult
    func fire() -> Bool {
        let (isFirst, waiters) = state.withLock { state in
            let isFirst = !state.isFired
            state.isFired = true
            let waiters = Array(state.waiters.values)
            state.waiters = [:]
            return (isFirst, waiters)
        }
        for waiter in waiters { waiter.resume() }
        return isFirst
    }

    /// Waits until it has happened.
    ///
    /// - Throws: `CancellationError` when the calling task is cancelled before.
    func wait() async throws {
        let id = state.withLock { state in
            state.lastID &+= 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiter: CheckedContinuation<Void, any Error>) in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if state.isFired { return .success(()) }
                    if Task.isCancelled { return .failure(CancellationError()) }
                    state.waiters[id] = waiter
                    return nil
                }
                if let result { waiter.resume(with: result) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume(throwing: CancellationError())
        }
    }
}
