import CCurl

/// The transfers of the network thread: those that run, and handles that wait for the next one.
struct Worker: ~Copyable {
    private let multi: UnsafeMutableRawPointer
    private let watch: SocketWatch
    private let options: NetworkOptions
    private let wake: @Sendable (UInt64) -> Void
    private var running: [UInt64: Transfer] = [:]
    private var idle: [Transfer] = []
    private let commonHeaders: UnsafeMutablePointer<curl_slist>?

    init(
        multi: UnsafeMutableRawPointer,
        watch: SocketWatch,
        options: NetworkOptions,
        wake: @escaping @Sendable (UInt64) -> Void
    ) {
        self.multi = multi
        self.watch = watch
        self.options = options
        self.wake = wake
        var headers: UnsafeMutablePointer<curl_slist>?
        for line in TransferJob.commonHeaders { headers = curl_slist_append(headers, line) }
        commonHeaders = headers
    }

    deinit { curl_slist_free_all(commonHeaders) }

    /// Begins an exchange.
    mutating func start(
        _ identifier: UInt64,
        _ job: TransferJob,
        _ completion: CheckedContinuation<Void, Never>
    ) {
        guard let transfer = idle.popLast() ?? Transfer(options: options, watch: watch, wake: wake) else {
            job.leave(TransferResult(failure: Self.outOfMemory))
            completion.resume()
            return
        }
        transfer.begin(identifier, job, commonHeaders: commonHeaders, completion: completion)
        guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
            transfer.end(Self.outOfMemory)
            return
        }
        running[identifier] = transfer
    }

    private static var outOfMemory: TransferFailure { .curl(CURLE_OUT_OF_MEMORY.rawValue, "out of memory") }

    /// Aborts an exchange; one that has ended already is none of our business.
    mutating func cancel(_ identifier: UInt64, as failure: TransferFailure) {
        guard let transfer = running.removeValue(forKey: identifier) else { return }
        // Taking the handle out closes its connection, and frees it with the object: its state is not worth trusting.
        curl_multi_remove_handle(multi, transfer.easy)
        transfer.end(failure)
    }

    /// Lets a paused exchange go on.
    mutating func resume(_ identifier: UInt64) {
        guard let transfer = running[identifier] else { return }
        endIfFailed(transfer, transfer.resume())
    }

    /// Lets those go on that have stopped for the others' sake.
    mutating func goOn() {
        for identifier in watch.takeYielded() {
            guard let transfer = running[identifier] else { continue }
            endIfFailed(transfer, transfer.goOn())
        }
    }

    private mutating func endIfFailed(_ transfer: Transfer, _ code: CURLcode) {
        guard code != CURLE_OK else { return }
        running[transfer.identifier] = nil
        // Its connection has bytes that nobody took: it goes with the handle.
        curl_multi_remove_handle(multi, transfer.easy)
        transfer.end(code)
    }

    /// Hands out the results of what has ended.
    mutating func endWhatIsDone() {
        var easy: UnsafeMutableRawPointer?
        var code = CURLE_OK
        while potok_multi_next_done(multi, &easy, &code) {
            guard let easy, let context = potok_easy_pointer(easy, CURLINFO_PRIVATE) else { continue }
            let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            curl_multi_remove_handle(multi, easy)
            if transfer.beginsAgain(after: code), curl_multi_add_handle(multi, easy) == CURLM_OK { continue }
            running.removeValue(forKey: transfer.identifier)
            transfer.end(code)
            idle.append(transfer)
        }
    }

    /// Aborts everything.
    mutating func end() {
        for identifier in Array(running.keys) { cancel(identifier, as: .closed) }
        idle = []
    }
}
