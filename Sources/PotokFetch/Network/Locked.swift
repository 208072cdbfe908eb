#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A value behind a lock.
///
/// Over `pthread_mutex` because the thread sanitizer sees false races through `Synchronization.Mutex` on Linux. It is
/// right to call it Sendable: the value is reached only inside `withLock`, and the mutex lives on the heap at one address
/// for as long as the object does.
final class Locked<State>: @unchecked Sendable {
    private var state: State
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    init(_ state: sending State) {
        self.state = state
        mutex = .allocate(capacity: 1)
        let result = pthread_mutex_init(mutex, nil)
        precondition(result == 0, "a mutex can be made")
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs a short piece of work that owns the value; it must not call out to anything that takes the same lock.
    func withLock<Result, Failure: Error>(_ work: (inout State) throws(Failure) -> Result) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try work(&state)
    }
}
