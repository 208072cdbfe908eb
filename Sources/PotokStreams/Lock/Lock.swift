#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A value that one thread at a time may touch.
///
/// It stands on `pthread_mutex_t` because the thread sanitizer understands that one on Linux, and reports races that are
/// none on `Synchronization.Mutex`. The lock is not recursive, and it must never be held across a suspension or while a
/// continuation is resumed.
public final class Lock<State>: @unchecked Sendable {
    // Unchecked is right: `state` is touched in `withLock` alone, between lock and unlock, and both what comes in and what
    // goes out is `sending`. The mutex lives on the heap because its address must never change.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    @usableFromInline var state: State

    /// Makes a lock around a value.
    public init(_ initial: sending State) {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        let status = pthread_mutex_init(mutex, nil)
        precondition(status == 0, "a mutex can be made")
        state = initial
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs the body while no other thread is in one, and gives back what it returns or throws.
    @inlinable
    public func withLock<Result, Failure: Error>(
        _ body: (inout sending State) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        lock()
        defer { unlock() }
        return try body(&state)
    }

    @usableFromInline func lock() {
        let status = pthread_mutex_lock(mutex)
        precondition(status == 0, "a mutex is locked by a thread that does not hold it")
    }

    @usableFromInline func unlock() {
        let status = pthread_mutex_unlock(mutex)
        precondition(status == 0, "a mutex is unlocked by the thread that holds it")
    }
}
