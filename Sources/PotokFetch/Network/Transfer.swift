import CCurl
import PotokConfiguration
import PotokStreams

#if canImport(Glibc)
import Glibc
#endif

/// A libcurl easy handle with what its callbacks collect.
///
/// It lives on the network thread alone: libcurl calls back only from inside calls that this thread makes. Handles are
/// reused, so their options that never change are set once, and their callbacks' context is this object for ever.
final class Transfer {
    /// The most header bytes of one exchange, interim responses and trailers included.
    static let maxHeaderBytes = 256 * 1_024
    /// How much of a body that nobody wants is read so that the connection can be used again.
    static let maxUnwantedBody = 64 * 1_024

    let easy: UnsafeMutableRawPointer
    private(set) var identifier: UInt64 = 0
    private(set) var isPaused = false
    /// Whether it has stopped for the other transfers' sake, and waits for ``goOn()``.
    private(set) var hasYielded = false
    private var job: TransferJob?
    private var userAgent: String?
    private var offersHTTP2: Bool?
    private var receiveBufferSize = 0
    /// Bytes that libcurl may take from a socket at once, for each transfer: a compressed page in one system call.
    private static let plainBufferSize = 32_768
    /// The same for TLS, where OpenSSL holds a whole record and reading it in parts costs no system call.
    private static let encryptedBufferSize = 2_048
    private var completion: CheckedContinuation<Void, Never>?
    private var failure: TransferFailure?
    private var refusal: TransferFailure?
    private var status = 0
    private var headers: [UInt8] = []
    private var headerCount = 0
    private var headersAreComplete = false
    private var contentLength: Int?
    private var body = BodyPieces()
    private var unwanted = 0
    private var hasEnough = false
    private var pausedAt: ContinuousClock.Instant?
    private var pausedFor: Duration = .zero
    private var hasBegunAgain = false
    private var extraHeaders: UnsafeMutablePointer<curl_slist>?
    private let errorText: UnsafeMutablePointer<CChar>
    private let wake: @Sendable (UInt64) -> Void
    /// What must know of every socket; it outlives all connections.
    private let watch: SocketWatch

    /// Whether addresses are those of a proxy, which is exempt from the address guard.
    private let hasProxy: Bool

    /// Makes a handle; nil when libcurl has no memory.
    ///
    /// `wake` is called from any thread when a paused one may go on.
    init?(options: NetworkOptions, watch: SocketWatch, wake: @escaping @Sendable (UInt64) -> Void) {
        guard let easy = curl_easy_init() else { return nil }
        self.easy = easy
        self.watch = watch
        self.wake = wake
        hasProxy = options.proxy != nil
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setConstantOptions(options)
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(extraHeaders)
        errorText.deallocate()
    }

    // MARK: One exchange

    /// Prepares the handle for an exchange.
    func begin(
        _ identifier: UInt64,
        _ job: TransferJob,
        commonHeaders: UnsafeMutablePointer<curl_slist>?,
        completion: CheckedContinuation<Void, Never>
    ) {
        self.identifier = identifier
        self.completion = completion
        failure = nil
        refusal = nil
        status = 0
        headers = []
        headers.reserveCapacity(1_024)
        headerCount = 0
        headersAreComplete = false
        contentLength = nil
        body = BodyPieces()
        unwanted = 0
        hasEnough = false
        isPaused = false
        hasYielded = false
        pausedFor = .zero
        hasBegunAgain = false
        errorText[0] = 0
        set(CURLOPT_URL, job.url)
        let bufferSize = job.url.hasPrefix("https:") ? Self.encryptedBufferSize : Self.plainBufferSize
        if receiveBufferSize != bufferSize { set(CURLOPT_BUFFERSIZE, bufferSize) }
        receiveBufferSize = bufferSize
        if userAgent != job.userAgent { set(CURLOPT_USERAGENT, job.userAgent) }
        userAgent = job.userAgent
        if offersHTTP2 != job.offersHTTP2 {
            set(CURLOPT_HTTP_VERSION, Int(job.offersHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1))
        }
        offersHTTP2 = job.offersHTTP2
        set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(min(job.connectTimeout, job.timeout)))
        set(CURLOPT_TIMEOUT_MS, milliseconds(job.timeout))
        if job.headers.isEmpty {
            potok_easy_set_list(easy, CURLOPT_HTTPHEADER, commonHeaders)
        } else {
            var list: UnsafeMutablePointer<curl_slist>?
            var common = commonHeaders
            while let line = common {
                // What a source says itself is not said twice.
                if !job.headers.contains(where: { HeaderLine.name(of: $0) == "accept" })
                    || strncmp(line.pointee.data, "Accept:", 7) != 0
                {
                    list = curl_slist_append(list, line.pointee.data)
                }
                common = line.pointee.next
            }
            for line in job.headers { list = curl_slist_append(list, line) }
            potok_easy_set_list(easy, CURLOPT_HTTPHEADER, list)
            curl_slist_free_all(extraHeaders)
            extraHeaders = list
        }
        self.job = job
    }

    /// Whether the exchange failed only because its kept connection was being closed by the server, and may begin again.
    ///
    /// libcurl does that by itself (RFC 9112 §9.3.1), but it counts: five times in the life of a handle, which here is long.
    /// The time limit begins again too; a connection that is gone is noticed at once.
    func beginsAgain(after code: CURLcode) -> Bool {
        guard code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR, !hasBegunAgain, failure == nil, headerCount == 0,
            potok_easy_long(easy, CURLINFO_NUM_CONNECTS) == 0
        else { return false }
        hasBegunAgain = true
        errorText[0] = 0
        return true
    }

    /// Gives the result to the task that waits for it; the handle must have left the multi handle.
    func end(_ code: CURLcode) {
        var failure = failure
        if failure == nil, code != CURLE_OK, !hasEnough {
            // A refused address shows as a failed connection, unless another address of the same name answered.
            let text = errorText[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
            failure = refusal ?? .curl(code.rawValue, text)
        }
        let result = TransferResult(
            failure: failure,
            status: status,
            headerBytes: headers,
            body: body,
            timing: timing()
        )
        headers = []
        body = BodyPieces()
        complete(result)
    }

    /// Ends the exchange without a response.
    func end(_ failure: TransferFailure) { complete(TransferResult(failure: failure, status: status)) }

    private func complete(_ result: TransferResult) {
        let waiting = completion
        completion = nil
        job?.leave(result)
        // An idle handle must hold on to nobody's memory budget.
        job = nil
        isPaused = false
        waiting?.resume()
    }

    private func timing() -> TransferTiming {
        func time(_ info: CURLINFO) -> Duration { .microseconds(potok_easy_size(easy, info)) }
        var timing = TransferTiming()
        timing.resolved = time(CURLINFO_NAMELOOKUP_TIME_T)
        timing.connected = time(CURLINFO_CONNECT_TIME_T)
        timing.secured = time(CURLINFO_APPCONNECT_TIME_T)
        timing.firstByte = time(CURLINFO_STARTTRANSFER_TIME_T)
        timing.total = time(CURLINFO_TOTAL_TIME_T)
        timing.bytes = headerCount + body.count + unwanted
        timing.address = potok_easy_string(easy, CURLINFO_PRIMARY_IP).map { String(cString: $0) } ?? ""
        timing.isReused = status != 0 && potok_easy_long(easy, CURLINFO_NUM_CONNECTS) == 0
        timing.httpVersion =
            switch potok_easy_long(easy, CURLINFO_HTTP_VERSION) {
            case Int(CURL_HTTP_VERSION_1_0): "1.0"
            case Int(CURL_HTTP_VERSION_1_1): "1.1"
            case Int(CURL_HTTP_VERSION_2_0): "2"
            default: ""
            }
        return timing
    }

    // MARK: Pausing while the memory is spent

    /// Goes on after a pause; libcurl may call back at once, and an error ends the exchange.
    func resume() -> CURLcode {
        guard isPaused else { return CURLE_OK }
        isPaused = false
        if let pausedAt, let job {
            // The server is not to blame for the time that we did not listen.
            pausedFor += pausedAt.duration(to: .now)
            set(CURLOPT_TIMEOUT_MS, milliseconds(job.timeout + pausedFor))
        }
        pausedAt = nil
        return unpause()
    }

    /// Goes on after the other transfers had their turn; libcurl may call back at once, and an error ends the exchange.
    func goOn() -> CURLcode {
        guard hasYielded else { return CURLE_OK }
        hasYielded = false
        return unpause()
    }

    /// Takes what libcurl has kept meanwhile.
    ///
    /// When the callback refuses those bytes, libcurl 7.88 tells only the caller: the transfer would stay as it is, with
    /// neither a socket nor a timer, for ever.
    private func unpause() -> CURLcode {
        var code = CURLE_OK
        watch.event { code = curl_easy_pause(easy, CURLPAUSE_CONT) }
        return code
    }

    private func pause() -> Int {
        isPaused = true
        pausedAt = .now
        set(CURLOPT_TIMEOUT_MS, 0)
        return Int(CURL_WRITEFUNC_PAUSE)
    }

    // MARK: What libcurl calls

    /// Takes one header line; false ends the exchange.
    fileprivate func receive(header line: UnsafeBufferPointer<UInt8>) -> Bool {
        headerCount += line.count
        guard headerCount <= Self.maxHeaderBytes else {
            failure = .headersTooLarge
            return false
        }
        if line.count >= 5, line[0] == 0x48, line[1] == 0x54, line[2] == 0x54, line[3] == 0x50, line[4] == 0x2f {
            beginResponse(line)
            return true
        }
        // What follows the empty line is a trailer: counted, not kept.
        if headersAreComplete { return true }
        if line.first == 0x0d || line.first == 0x0a { return endHeaders() }
        headers.append(contentsOf: line)
        return receive(contentLengthIn: line)
    }

    private func beginResponse(_ line: UnsafeBufferPointer<UInt8>) {
        headers.removeAll(keepingCapacity: true)
        headers.append(contentsOf: line)
        headersAreComplete = false
        contentLength = nil
        let digits = line.drop { $0 != 0x20 }.dropFirst().prefix { (0x30...0x39).contains($0) }.prefix(4)
        status = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private func endHeaders() -> Bool {
        guard status >= 200 else { return true }
        headersAreComplete = true
        guard let contentLength, keepsBody, let job else { return true }
        guard contentLength <= job.maxBody || job.cutsBody else {
            failure = .bodyTooLarge(stated: contentLength)
            return false
        }
        body.reserve(contentLength)
        return true
    }

    /// Two different lengths make it unknowable where the message ends (RFC 9112 §6.3, rule 5).
    private func receive(contentLengthIn line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let values = HeaderLine.value(of: "content-length", in: line) else { return true }
        for value in values.split(separator: 0x2c) {
            guard let number = HeaderLine.decimal(value) else { continue }
            if let contentLength, contentLength != number {
                failure = .framing("two different Content-Length values, \(contentLength) and \(number)")
                return false
            }
            contentLength = number
        }
        return true
    }

    private var keepsBody: Bool { (200...299).contains(status) }

    /// Takes a piece of the body; returns what libcurl wants to hear.
    fileprivate func receive(body piece: UnsafeBufferPointer<UInt8>) -> Int {
        guard let job else { return 0 }
        guard watch.takesPiece(piece.count, of: identifier) else {
            hasYielded = true
            return Int(CURL_WRITEFUNC_PAUSE)
        }
        guard keepsBody else {
            unwanted += piece.count
            hasEnough = unwanted > Self.maxUnwantedBody
            return hasEnough ? 0 : piece.count
        }
        let size = min(body.count + piece.count, job.cutsBody ? job.maxBody : .max)
        guard size <= job.maxBody else {
            failure = .bodyTooLarge(stated: nil)
            return 0
        }
        guard hold(size, of: job.lease) else { return pause() }
        guard size == body.count + piece.count else {
            body.append(piece.prefix(size - body.count))
            hasEnough = true
            return 0
        }
        body.append(piece)
        return piece.count
    }

    private func hold(_ size: Int, of lease: ByteLease) -> Bool {
        lease.grow(to: size) { [wake, identifier] in wake(identifier) }
    }

    /// Opens a socket to an address that may be reached.
    fileprivate func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        guard let job else { return curl_socket_t(CURL_SOCKET_BAD) }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = potok_address_bytes(address, &bytes)
        guard let resolved = IPAddress(bytes: bytes.prefix(Int(count))) else { return curl_socket_t(CURL_SOCKET_BAD) }
        if !hasProxy, let reason = job.addressGuard.refusal(of: resolved) {
            refusal = .addressRefused(resolved, reason: reason)
            return curl_socket_t(CURL_SOCKET_BAD)
        }
        let socket = potok_open_socket(address)
        watch.opened(socket)
        return socket
    }

    /// Judges the address once more when the request is about to be sent: the connection may be one that was opened for
    /// another source, which may reach more.
    fileprivate func mayRequest(from remote: UnsafeMutablePointer<CChar>?) -> Bool {
        if hasProxy { return true }
        guard let job, let remote, let address = IPAddress(String(cString: remote)) else { return false }
        guard let reason = job.addressGuard.refusal(of: address) else { return true }
        failure = .addressRefused(address, reason: reason)
        return false
    }

    // MARK: Options

    private func setConstantOptions(_ options: NetworkOptions) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        potok_easy_set_pointer(easy, CURLOPT_PRIVATE, context)
        potok_easy_set_pointer(easy, CURLOPT_WRITEDATA, context)
        potok_easy_set_pointer(easy, CURLOPT_HEADERDATA, context)
        potok_easy_set_pointer(easy, CURLOPT_OPENSOCKETDATA, context)
        potok_easy_set_pointer(easy, CURLOPT_PREREQDATA, context)
        potok_easy_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        potok_easy_on_body(easy) { data, size, count, context in
            guard let (transfer, bytes) = Transfer.unwrap(data, size, count, context) else { return 0 }
            return transfer.receive(body: bytes)
        }
        potok_easy_on_header(easy) { data, size, count, context in
            guard let (transfer, bytes) = Transfer.unwrap(data, size, count, context) else { return 0 }
            return transfer.receive(header: bytes) ? bytes.count : 0
        }
        potok_easy_on_open_socket(easy) { context, _, address in
            guard let context, let address else { return curl_socket_t(CURL_SOCKET_BAD) }
            return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().open(address)
        }
        potok_easy_set_pointer(easy, CURLOPT_CLOSESOCKETDATA, Unmanaged.passUnretained(watch).toOpaque())
        potok_easy_on_close_socket(easy) { context, socket in
            if let context { Unmanaged<SocketWatch>.fromOpaque(context).takeUnretainedValue().closed(socket) }
            return close(socket)
        }
        potok_easy_before_request(easy) { context, remote, _, _, _ in
            guard let context else { return CURL_PREREQFUNC_ABORT }
            let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.mayRequest(from: remote) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_NOPROGRESS, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_PATH_AS_IS, 1)
        // Each transfer has one of its own; requests fit into the smallest that libcurl has.
        set(CURLOPT_UPLOAD_BUFFERSIZE, 16_384)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_LOW_SPEED_LIMIT, options.lowSpeedBytes)
        set(CURLOPT_LOW_SPEED_TIME, Int(options.lowSpeedTime.components.seconds))
        // Debian's default folder is parsed again for each connection; the bundle is parsed once.
        potok_easy_set_string(easy, CURLOPT_CAPATH, nil)
        if let caFile = options.caFile { set(CURLOPT_CAINFO, caFile) }
        // An empty name also keeps the proxies of the environment out: what a run does is said in pipeline.json alone.
        set(CURLOPT_PROXY, options.proxy ?? "")
        // What a proxy answers to CONNECT is no part of the response.
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    }

    private func set(_ option: CURLoption, _ value: String) { _ = potok_easy_set_string(easy, option, value) }
    private func set(_ option: CURLoption, _ value: Int) { _ = potok_easy_set_long(easy, option, value) }

    private func milliseconds(_ length: Duration) -> Int {
        let (seconds, atto) = length.components
        let whole = min(max(seconds, 0), 1_000_000) * 1_000
        // Zero would mean no limit at all.
        return max(1, Int(whole + atto / 1_000_000_000_000_000))
    }

    /// The object and the bytes behind a callback's arguments.
    private static func unwrap(
        _ data: UnsafeMutablePointer<CChar>?,
        _ size: Int,
        _ count: Int,
        _ context: UnsafeMutableRawPointer?
    ) -> (Transfer, UnsafeBufferPointer<UInt8>)? {
        guard let context else { return nil }
        let start = data.map { UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self) }
        return (
            Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue(),
            UnsafeBufferPointer(start: start, count: start == nil ? 0 : size * count)
        )
    }
}
