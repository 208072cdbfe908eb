import CCurl
import PotokStreams

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The one thread that talks to the network, with its libcurl multi handle.
///
/// Tasks put requests into a mailbox behind a lock and wake the thread; it hands results back through continuations.
/// No function of libcurl is called by another thread.
///
/// It is right to call it Sendable: `multi` and `watch` are used by the thread alone, but for the watch's wake-up descriptor,
/// which others write to and which stays open for as long as this object lives.
final class NetworkThread: @unchecked Sendable {
    private enum Message {
        case start(UInt64, TransferJob, CheckedContinuation<Void, Never>)
        case cancel(UInt64)
        case resume(UInt64)
    }

    private struct Mailbox {
        var messages: [Message] = []
        var nextIdentifier: UInt64 = 0
        var isClosed = false
        /// Whether the thread has seen all messages and waits: it must be woken for the next one.
        var isAsleep = false
        var hasEnded = false
        var holds = NetworkHolds()
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    }

    private let mailbox = Lock(Mailbox())
    private let multi: UnsafeMutableRawPointer
    private let watch: SocketWatch
    private let options: NetworkOptions

    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Starts the thread; nil when libcurl or the system has no room for it.
    static func start(_ options: NetworkOptions) -> NetworkThread? {
        guard isReady, let multi = curl_multi_init() else { return nil }
        guard let watch = SocketWatch(multi: multi, measuresHolds: options.measuresHolds) else {
            curl_multi_cleanup(multi)
            return nil
        }
        let network = NetworkThread(multi: multi, watch: watch, options: options)
        guard network.spawn() else {
            curl_multi_cleanup(multi)
            return nil
        }
        return network
    }

    private init(multi: UnsafeMutableRawPointer, watch: SocketWatch, options: NetworkOptions) {
        self.multi = multi
        self.watch = watch
        self.options = options
        potok_multi_set_long(multi, CURLMOPT_MAXCONNECTS, options.maxIdleConnections)
    }

    private func spawn() -> Bool {
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return false }
        defer { pthread_attr_destroy(&attributes) }
        // Detached: its end is told through the mailbox, so nobody has to block in a join.
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        #if canImport(Darwin)
        var thread: pthread_t?
        #else
        var thread = pthread_t()
        #endif
        let context = Unmanaged.passRetained(self)
        let result = pthread_create(
            &thread,
            &attributes,
            { context in
                #if canImport(Darwin)
                let network = Unmanaged<NetworkThread>.fromOpaque(context).takeRetainedValue()
                #else
                guard let context else { return nil }
                let network = Unmanaged<NetworkThread>.fromOpaque(context).takeRetainedValue()
                #endif
                network.run()
                return nil
            },
            context.toOpaque()
        )
        if result != 0 { context.release() }
        return result == 0
    }

    // MARK: From any task

    /// How long events have held the thread since the last look, when that is measured.
    func takeHolds() -> NetworkHolds {
        mailbox.withLock { mailbox in
            defer { mailbox.holds = NetworkHolds() }
            return mailbox.holds
        }
    }

    /// Makes an exchange; when the task is cancelled, the transfer is aborted and its handle freed.
    func perform(_ job: TransferJob) async -> TransferResult {
        let identifier = mailbox.withLock { mailbox in
            mailbox.nextIdentifier += 1
            return mailbox.nextIdentifier
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard post(.start(identifier, job, continuation)) else {
                    job.leave(TransferResult(failure: .closed))
                    continuation.resume()
                    return
                }
                // The handler may have run before the start was in the mailbox; its message was void then.
                if Task.isCancelled { post(.cancel(identifier)) }
            }
        } onCancel: {
            post(.cancel(identifier))
        }
        return job.takeResult()
    }

    /// Ends what is in flight and the thread; returns when it has ended.
    func shutdown() async {
        close()
        await withCheckedContinuation { continuation in
            let hasEnded = mailbox.withLock { mailbox in
                if !mailbox.hasEnded { mailbox.waitingForEnd.append(continuation) }
                return mailbox.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }

    /// Tells the thread to end, without waiting for it.
    func close() {
        mailbox.withLock { $0.isClosed = true }
        SocketWatch.wake(watch.wakeDescriptor)
    }

    @discardableResult
    private func post(_ message: sending Message) -> Bool {
        let (isPosted, mustWake) = mailbox.withLock { mailbox in
            guard !mailbox.isClosed else { return (false, false) }
            mailbox.messages.append(message)
            // One wake-up is enough for all that is in the box.
            defer { mailbox.isAsleep = false }
            return (true, mailbox.isAsleep)
        }
        // Outside of the lock, which the thread wants first of all when it is awake.
        if mustWake { SocketWatch.wake(watch.wakeDescriptor) }
        return isPosted
    }

    // MARK: The thread

    private func run() {
        blockBrokenPipeSignal()
        var worker = Worker(multi: multi, watch: watch, options: options) { [weak self] in self?.post(.resume($0)) }
        var isClosed = false
        while !isClosed {
            let messages = mailbox.withLock { mailbox in
                isClosed = mailbox.isClosed
                let messages = mailbox.messages
                mailbox.messages.removeAll(keepingCapacity: false)
                mailbox.isAsleep = messages.isEmpty
                return messages
            }
            for message in messages {
                switch message {
                case .start(let identifier, let job, let completion): worker.start(identifier, job, completion)
                case .cancel(let identifier): worker.cancel(identifier, as: .cancelled)
                case .resume(let identifier): worker.resume(identifier)
                }
            }
            if isClosed { break }
            // More may have come meanwhile; without a look nobody would say so.
            guard messages.isEmpty else { continue }
            watch.step()
            if options.measuresHolds {
                let holds = watch.takeHolds()
                mailbox.withLock { $0.holds.merge(holds) }
            }
            worker.endWhatIsDone()
            worker.goOn()
        }
        worker.end()
        let waiting = mailbox.withLock { mailbox in
            curl_multi_cleanup(multi)
            mailbox.hasEnded = true
            let waiting = mailbox.waitingForEnd
            mailbox.waitingForEnd = []
            return waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// With NOSIGNAL libcurl leaves this signal alone, and TLS writes to sockets that are gone.
    private func blockBrokenPipeSignal() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
