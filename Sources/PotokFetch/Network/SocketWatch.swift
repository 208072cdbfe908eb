import CCurl

#if canImport(Glibc)
import Glibc
#endif

/// Tells libcurl which of its sockets are ready, and when its timer is over: epoll and an event descriptor.
///
/// With libcurl's own waiting each event costs a look at every open transfer; here it costs the transfer that it is about.
/// It belongs to the network thread; only ``wake(_:)`` is called by others.
final class SocketWatch {
    /// What other threads write to, to end a wait.
    let wakeDescriptor: Int32
    private let epoll: Int32
    private let multi: UnsafeMutableRawPointer
    private var deadline: ContinuousClock.Instant?
    private let events: UnsafeMutableBufferPointer<epoll_event>

    /// Begins to watch the sockets of a multi handle; nil when the system has no descriptors left.
    init?(multi: UnsafeMutableRawPointer) {
        self.multi = multi
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
                potok_epoll_set(watch.epoll, socket, what == CURL_POLL_REMOVE ? 0 : what)
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
        var running: Int32 = 0
        for index in 0..<max(0, Int(count)) {
            let descriptor = potok_event_descriptor(&events[index])
            if descriptor == wakeDescriptor {
                var value: eventfd_t = 0
                eventfd_read(wakeDescriptor, &value)
            } else {
                curl_multi_socket_action(multi, descriptor, potok_event_bits(&events[index]), &running)
            }
        }
        if let deadline, deadline <= .now {
            // libcurl sets the next one if it needs one.
            self.deadline = nil
            curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running)
        }
    }

    /// The time until the deadline in whole milliseconds, rounded up; -1 without one.
    private func timeout() -> Int32 {
        guard let deadline else { return -1 }
        let (seconds, atto) = ContinuousClock.now.duration(to: deadline).components
        guard seconds >= 0, atto >= 0 else { return 0 }
        return Int32(min(seconds, 3_600) * 1_000 + (atto + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
