import PotokStreams

/// A bell that remembers that it was rung while nobody waited.
final class Wakeup: Sendable {
    private struct State {
        var isRung = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Lock(State())

    /// Rings.
    func ring() {
        let waiter = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            if waiter == nil { state.isRung = true }
            return waiter
        }
        waiter?.resume()
    }

    /// Waits until it rings, unless it rang since the last wait.
    ///
    /// One task at a time waits.
    func wait() async {
        await withCheckedContinuation { (waiter: CheckedContinuation<Void, Never>) in
            let isRung = state.withLock { state in
                if !state.isRung { state.waiter = waiter }
                defer { state.isRung = false }
                return state.isRung
            }
            if isRung { waiter.resume() }
        }
    }
}
