#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How long single events have held the network thread: the time in which it could serve no other transfer.
///
/// It is the thread's own CPU time: the time on the wall would count what other programs did meanwhile.
public struct NetworkHolds: Sendable, Hashable {
    /// How many events there were.
    public var count = 0
    /// The longest event; the first connection over TLS reads the certificates of all authorities.
    public var longest: Duration = .zero
    /// The longest event in which bytes of a body came.
    public var longestWithBody: Duration = .zero

    /// Counts an event.
    mutating func record(_ length: Duration, hasBody: Bool) {
        count += 1
        longest = max(longest, length)
        if hasBody { longestWithBody = max(longestWithBody, length) }
    }

    /// Adds what was measured elsewhere.
    mutating func merge(_ other: NetworkHolds) {
        count += other.count
        longest = max(longest, other.longest)
        longestWithBody = max(longestWithBody, other.longestWithBody)
    }

    /// How long the calling thread has computed so far.
    static func threadTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
