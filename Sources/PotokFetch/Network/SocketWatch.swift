import CCurl

#if canImport(Glibc)
import Glibc
#endif

/// Tells libcurl which of its sockets are ready, and when its timer is over: epoll and an event descriptor.
///
/// With libcurl's own waiting each event costs a look at every open transfer; here it costs the transfer that it is about.
/// libcurl wants a connection unwatched between two requests, and watched again a moment later: the kernel goes on watching
/// it meanwhile, and is told otherwise only when something does come, or when the socket is closed.
/// It belongs to the network thread; only ``wake(_:)`` is called by others.
final class SocketWatch {
    /// What is known of a descriptor; in all a few bytes, and there are as many as the process has open.
    private struct Descriptor {
        /// What libcurl waits for, as CURL_POLL_*.
        var wanted: Int32 = 0
        /// What the kernel watches for.
        var watched: Int32 = 0
        /// Whether we opened it and are told when it is closed: then it may stay watched although nobody waits for it.
        var isOurs = false
    }

    /// What other threads write to, to end a wait.
    let wakeDescriptor: Int32
    private let epoll: Int32
    private let multi: UnsafeMutableRawPointer
    private var deadline: ContinuousClock.Instant?
    private let events: UnsafeMutableBufferPointer<epoll_event>
    private var descriptors: [Descriptor] = []
    private let measuresHolds: Bool
    /// The pieces of bodies that came in the event that is being dealt with, their bytes, and the most that one may bring.
    private var pieces = 0
    private var bytes = 0
    private static let mostPieces = 1_024
    private static let mostBytes = 512 * 1_024
    /// The transfers that have stopped at that, to go on after all others had their turn.
    private var yielded: [UInt64] = []
    private var holds = NetworkHolds()

    /// Begins to watch the sockets of a multi handle; nil when the system has no descriptors left.
    init?(multi: UnsafeMutableRawPointer, measuresHolds: Bool) {
        self.multi = multi
        self.measuresHolds = measuresHolds
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        wakeDescriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        events = .allocate(capacity: 64)
        events.initialize(repeating: epoll_event())
        guard epoll >= 0, wakeDescriptor >= 0 else { return nil }
        potok_epoll_set(epoll, wakeDescriptor, CURL_POLL_IN)
        potok_multi_watch(
            multi,
            { _, socket, what, context, _ in
                guard let context else { return 0 }
                let watch = Unmanaged<SocketWatch>.fromOpaque(context).takeUnretainedValue()
                watch.want(what == CURL_POLL_REMOVE ? 0 : what, of: socket)
                return 0
            },
            { _, milliseconds, context in
                guard let context else { return 0 }
                let watch = Unmanaged<SocketWatch>.fromOpaque(context).takeUnretainedValue()
                watch.deadline = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
                return 0
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    deinit {
        if epoll >= 0 { close(epoll) }
        if wakeDescriptor >= 0 { close(wakeDescriptor) }
        events.deallocate()
    }

    /// Ends the wait of a watch, from any thread.
    static func wake(_ descriptor: Int32) { eventfd_write(descriptor, 1) }

    /// Waits until something happens, and lets libcurl deal with it.
    func step() {
        let count = epoll_wait(epoll, events.baseAddress, Int32(events.count), timeout())
        for index in 0..<max(0, Int(count)) {
            let descriptor = potok_event_descriptor(&events[index])
            if descriptor == wakeDescriptor {
                var value: eventfd_t = 0
                eventfd_read(wakeDescriptor, &value)
            } else if isWanted(descriptor) {
                act(descriptor, potok_event_bits(&events[index]))
            }
        }
        if let deadline, deadline <= .now {
            // libcurl sets the next one if it needs one.
            self.deadline = nil
            act(CURL_SOCKET_TIMEOUT, 0)
        }
    }

    private func act(_ descriptor: Int32, _ bits: Int32) {
        event {
            var running: Int32 = 0
            curl_multi_socket_action(multi, descriptor, bits, &running)
        }
    }

    /// Does what may bring bytes of a body, and measures it if that is wanted.
    func event(_ body: () -> Void) {
        pieces = 0
        bytes = 0
        guard measuresHolds else { return body() }
        let before = NetworkHolds.threadTime()
        body()
        holds.record(NetworkHolds.threadTime() - before, hasBody: pieces > 0)
    }

    /// What was measured since the last look.
    func takeHolds() -> NetworkHolds {
        defer { holds = NetworkHolds() }
        return holds
    }

    /// A piece of a body came; false when that was enough for one event and the other transfers should have their turn.
    ///
    /// libcurl reads on while more is there, and hands out each chunk by itself, which may be one of a byte: without this,
    /// one event could go on for a tenth of a second.
    func takesPiece(_ size: Int, of transfer: UInt64) -> Bool {
        pieces += 1
        bytes += size
        guard pieces > Self.mostPieces || bytes > Self.mostBytes else { return true }
        yielded.append(transfer)
        return false
    }

    /// The transfers that may go on now.
    func takeYielded() -> [UInt64] {
        if yielded.isEmpty { return [] }
        defer { yielded = [] }
        return yielded
    }

    // MARK: What is watched

    /// A socket was opened that ``closed(_:)`` will be called for.
    func opened(_ descriptor: Int32) {
        guard descriptor >= 0 else { return }
        if descriptor >= descriptors.count {
            let missing = Int(descriptor) + 1 - descriptors.count
            descriptors.append(contentsOf: repeatElement(Descriptor(), count: missing))
        }
        descriptors[Int(descriptor)] = Descriptor(isOurs: true)
    }

    /// A socket is about to be closed; its number may be given to another file.
    func closed(_ descriptor: Int32) {
        guard descriptors.indices.contains(Int(descriptor)) else { return }
        if descriptors[Int(descriptor)].watched != 0 { potok_epoll_change(epoll, descriptor, 0, false) }
        descriptors[Int(descriptor)] = Descriptor()
    }

    /// libcurl waits for something else from now on, or for nothing (0).
    private func want(_ what: Int32, of descriptor: Int32) {
        guard descriptors.indices.contains(Int(descriptor)), descriptors[Int(descriptor)].isOurs else {
            // One of libcurl's own, which it closes without a word.
            return potok_epoll_set(epoll, descriptor, what)
        }
        descriptors[Int(descriptor)].wanted = what
        let watched = descriptors[Int(descriptor)].watched
        guard what != 0, what != watched else { return }
        potok_epoll_change(epoll, descriptor, what, watched != 0)
        descriptors[Int(descriptor)].watched = what
    }

    /// Whether an event is for somebody; if not, there will be no more of them.
    private func isWanted(_ descriptor: Int32) -> Bool {
        guard descriptors.indices.contains(Int(descriptor)), descriptors[Int(descriptor)].isOurs else { return true }
        if descriptors[Int(descriptor)].wanted != 0 { return true }
        potok_epoll_change(epoll, descriptor, 0, false)
        descriptors[Int(descriptor)].watched = 0
        return false
    }

    /// The time until the deadline in whole milliseconds, rounded up; -1 without one, 0 when a transfer wants to go on.
    private func timeout() -> Int32 {
        guard yielded.isEmpty else { return 0 }
        guard let deadline else { return -1 }
        let (seconds, atto) = ContinuousClock.now.duration(to: deadline).components
        guard seconds >= 0, atto >= 0 else { return 0 }
        return Int32(min(seconds, 3_600) * 1_000 + (atto + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
