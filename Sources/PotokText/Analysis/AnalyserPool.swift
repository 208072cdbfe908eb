#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Lends analysers, so that what they remember outlives a text, a transaction and a query.
///
/// `@unchecked Sendable` is right: the list is touched with the lock held alone, and an analyser that was lent is not in the list.
public final class AnalyserPool: @unchecked Sendable {
    /// The pool of the process.
    public static let shared = AnalyserPool()

    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private var idle: [Analyser] = []

    /// Makes a pool that has no analyser yet.
    public init() {
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deinitialize(count: 1)
        lock.deallocate()
    }

    /// Hands an analyser to a closure, and takes it back.
    public func withAnalyser<Value, Failure: Error>(
        _ body: (inout Analyser) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        pthread_mutex_lock(lock)
        var analyser = idle.popLast() ?? Analyser()
        pthread_mutex_unlock(lock)
        defer {
            pthread_mutex_lock(lock)
            if idle.count < 4 { idle.append(analyser) }
            pthread_mutex_unlock(lock)
        }
        return try body(&analyser)
    }
}
