#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Wakes a thread that waits for a server, when the task that it works for is cancelled.
///
/// It is a pipe whose reading end is waited for beside the connection's socket. Without one, a thread waits for the server alone.
final class PostgreSQLInterruption: Sendable {
    /// The end to wait for; readable from the cancellation on.
    let reading: Int32
    private let writing: Int32

    /// Makes a pipe; where that is impossible, waiting just cannot be broken off.
    init() {
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) != 0 { ends = [-1, -1] }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        if reading >= 0 { close(reading) }
        if writing >= 0 { close(writing) }
    }

    /// Ends the waiting, now and from now on.
    func interrupt() {
        var byte: UInt8 = 1
        if writing >= 0 { _ = write(writing, &byte, 1) }
    }
}

/// Until when a server is waited for, and what ends the waiting before.
struct PostgreSQLPatience: Sendable {
    /// The instant.
    var deadline: ContinuousClock.Instant
    /// What ends it before; nil for nothing.
    var interruption: PostgreSQLInterruption?

    /// Waits for a length of time from now on.
    static func lasting(_ time: Duration, _ interruption: PostgreSQLInterruption? = nil) -> PostgreSQLPatience {
        PostgreSQLPatience(deadline: .now + time, interruption: interruption)
    }

    /// How a waiting ended.
    enum End: Sendable, Hashable { case ready, late, interrupted }

    /// Waits until a socket is ready.
    func wait(_ socket: Int32, for events: Int32) -> End {
        guard socket >= 0 else { return .ready }
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return .late }
            let milliseconds = left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000
            // An entry with a negative number is passed over.
            var entries = [
                pollfd(fd: socket, events: Int16(truncatingIfNeeded: events), revents: 0),
                pollfd(fd: interruption?.reading ?? -1, events: Int16(truncatingIfNeeded: POLLIN), revents: 0),
            ]
            let ready = poll(&entries, 2, Int32(clamping: milliseconds + 1))
            if ready > 0 { return entries[1].revents != 0 ? .interrupted : .ready }
            if ready < 0, errno != EINTR { return .ready }
        }
    }
}
